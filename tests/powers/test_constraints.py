"""How laws limit powers, type by type, in both languages; all sentences are our own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.powers import values
from pipeline.powers.breakable import breakable
from pipeline.records import Constraint, Power, Reading
from pipeline.vocabulary import Action, Autonomy, ConstraintType, Holder
from tests.powers.making import read_all, read_one

# Language, sentence, every (type, actor, value) of its powers as "type/actor/value".
SAID = [
    # consent
    ("rus", "Президент с согласия Сената назначает Генерального прокурора", "consent/senate/-"),
    ("kaz", "Президент Сенаттың келісімімен Бас прокурорды тағайындайды", "consent/senate/-"),
    ("rus", "Аким области назначает акима района по согласованию с маслихатом",
     "consent/maslikhat/-"),
    ("kaz", "Облыс әкімі мәслихатпен келісу бойынша аудан әкімін тағайындайды",
     "consent/maslikhat/-"),
    ("rus", "Президент после получения согласия Парламента объявляет мобилизацию",
     "consent/parliament/-"),
    ("kaz", "Президент Парламенттің келісімін алғаннан кейін мобилизация жариялайды",
     "consent/parliament/-"),
    ("rus", "Правительство совместно с Национальным Банком определяет курс",
     "consent/national_bank/-"),
    ("kaz", "Үкімет Ұлттық Банкпен бірлесіп бағамды айқындайды", "consent/national_bank/-"),
    ("rus", "Министр назначает заместителя, согласовав с Премьер-Министром",
     "consent/prime_minister/-"),
    ("kaz", "Министр Премьер-Министрмен келісе отырып орынбасарын тағайындайды",
     "consent/prime_minister/-"),
    ("rus", "Президент назначает судей с одобрения Сената", "consent/senate/-"),
    ("kaz", "Президент судьяларды Сенаттың мақұлдауымен тағайындайды", "consent/senate/-"),
    ("rus", "Аким района назначает акима села по согласованию с акимом области", "consent/akim/-"),
    ("kaz", "Аудан әкімі ауыл әкімін облыс әкімімен келісім бойынша тағайындайды",
     "consent/akim/-"),
    ("rus", "Президент вносит на утверждение Парламента кандидатуру Премьер-Министра",
     "consent/parliament/-"),
    ("kaz", "Президент Премьер-Министрдің кандидатурасын Парламенттің бекітуіне енгізеді",
     "consent/parliament/-"),
    ("rus", "Премьер-Министр представляет Президенту предложения о структуре Правительства",
     "consent/president/-"),
    ("kaz", "Премьер-Министр Президентке Үкімет құрылымы туралы ұсыныс енгізеді",
     "consent/president/-"),
    # proposal
    ("rus", "Сенат по представлению Президента избирает судей Верховного Суда",
     "proposal/president/- consent/senate/-"),
    ("kaz", "Сенат Президенттің ұсынуымен Жоғарғы Сот судьяларын сайлайды",
     "proposal/president/- consent/senate/-"),
    ("kaz", "Президент Премьер-Министр енгізген ұсынумен министрлерді тағайындайды",
     "proposal/prime_minister/- consent/president/-"),
    ("kaz", "Президент Премьер-Министр ұсынған Үкімет мүшелерін тағайындайды",
     "proposal/prime_minister/- consent/president/-"),
    ("rus", "По предложениям акимов областей Правительство утверждает программу",
     "proposal/akim/- consent/government/-"),
    ("kaz", "Облыс әкімдерінің ұсыныстары бойынша Үкімет бағдарламаны бекітеді",
     "proposal/akim/- consent/government/-"),
    ("rus", "Маслихат по ходатайству акимата образует фонд",
     "proposal/akimat/- consent/maslikhat/-"),
    ("kaz", "Мәслихат әкімдіктің ұсынысы негізінде қор құрады",
     "proposal/akimat/- consent/maslikhat/-"),
    ("rus", "Парламент по инициативе Правительства отменяет налог",
     "proposal/government/- consent/parliament/-"),
    ("kaz", "Парламент Үкіметтің бастамасы бойынша салықты жояды",
     "proposal/government/- consent/parliament/-"),
    ("rus",
     "Президент назначает судей по представлению министра, основанному на рекомендации акима",
     "proposal/minister/- consent/president/- consent/minister/- proposal/akim/-"),
    ("kaz",
     "Президент әкімнің кепілдемесіне негізделген министрдің ұсынуымен судьяларды тағайындайды",
     "proposal/minister/- consent/president/- consent/minister/- proposal/akim/-"),
    ("rus", "Президент по собственной инициативе или по предложению Сената созывает сессию",
     "consent/president/-"),
    ("kaz", "Президент өз бастамасымен немесе Сенаттың ұсынысы бойынша сессия шақырады",
     "consent/president/-"),
    # consultation
    ("rus",
     "Президент распускает Мажилис после консультаций с Председателем Сената и Премьер-Министром",
     "consultation/parliament_chair/- consultation/prime_minister/-"),
    ("kaz",
     "Президент Сенат Төрағасымен және министрмен консультациялардан кейін Мәжілісті таратады",
     "consultation/parliament_chair/- consultation/minister/-"),
    ("rus", "Аким принимает решение с учетом мнения маслихата", "consultation/maslikhat/-"),
    ("kaz", "Әкім мәслихаттың пікірін ескере отырып шешім қабылдайды", "consultation/maslikhat/-"),
    ("rus", "Президент, проконсультировавшись с Парламентом, назначает посла",
     "consultation/parliament/-"),
    ("kaz", "Президент Парламентпен ақылдаса отырып елші тағайындайды",
     "consultation/parliament/-"),
    # nominees
    ("rus", "Аким области предлагает маслихату не менее двух кандидатур",
     "nominee_list/-/2 consent/maslikhat/-"),
    ("kaz", "Облыс әкімі мәслихатқа кемінде екі кандидатура ұсынады",
     "nominee_list/-/2 consent/maslikhat/-"),
    # majority
    ("rus", "Сенат принимает постановление большинством голосов", "majority/-/absolute"),
    ("kaz", "Сенат қаулыны көпшілік дауыспен қабылдайды", "majority/-/absolute"),
    ("rus", "Парламент преодолевает возражения двумя третями голосов", "majority/-/two_thirds"),
    ("kaz", "Парламент қарсылықты үштен екі дауыспен еңсереді", "majority/-/two_thirds"),
    ("rus", "Маслихат выражает недоверие акиму большинством в 2/3 голосов",
     "majority/-/two_thirds"),
    ("rus", "Парламент не менее чем тремя пятыми голосов депутатов принимает закон",
     "majority/-/three_fifths"),
    ("kaz", "Парламент заңды депутаттар санының кемінде бестен үшінің даусымен қабылдайды",
     "majority/-/three_fifths"),
    ("rus", "Сенат избирает Председателя простым большинством", "majority/-/simple"),
    ("kaz", "Сенат Төрағаны жай көпшілікпен сайлайды", "majority/-/simple"),
    # conclusion
    ("rus",
     "Парламент при наличии заключения Конституционного Суда отрешает Президента от должности",
     "conclusion/constitutional_court/-"),
    ("kaz", "Парламент Конституциялық Соттың қорытындысы болғанда Президентті қызметінен босатады",
     "conclusion/constitutional_court/-"),
    ("rus", "Сенат после заключения Верховного Суда лишает судью неприкосновенности",
     "conclusion/supreme_court/-"),
    # trigger
    ("rus", "В случае войны Президент вводит военное положение", "trigger/-/-"),
    ("kaz", "Соғыс болған жағдайда Президент соғыс жағдайын енгізеді", "trigger/-/-"),
    ("rus", "Если бюджет не утвержден, Правительство издает постановление", "trigger/-/-"),
    ("kaz", "Егер бюджет бекітілмесе, Үкімет қаулы шығарады", "trigger/-/-"),
    ("rus", "При угрозе безопасности Президент вводит чрезвычайное положение", "trigger/-/-"),
    ("kaz", "Қауіпсіздікке қатер төнген кезде Президент төтенше жағдай енгізеді", "trigger/-/-"),
    ("rus", "По требованию прокурора суд отменяет решение акима", "trigger/prosecutor_general/-"),
    ("kaz", "Прокурордың талабы бойынша сот әкімнің шешімін жояды", "trigger/prosecutor_general/-"),
    ("rus", "По поручению Президента Правительство разрабатывает программу", "trigger/president/-"),
    ("kaz", "Президенттің тапсырмасы бойынша Үкімет бағдарлама әзірлейді", "trigger/president/-"),
    ("rus", "При повторном отклонении кандидатуры Президент назначает Премьер-Министра",
     "trigger/-/-"),
    ("rus", "После роспуска Мажилиса Сенат принимает законы", "trigger/-/-"),
    ("kaz", "Мәжіліс таратылғаннан кейін Сенат заңдар қабылдайды", "trigger/-/-"),
    ("rus", "Сенат принимает законы, пока Мажилис распущен", "trigger/-/-"),
    ("rus", "Президент отменяет акты акимов, противоречащие закону", "trigger/-/-"),
    ("kaz", "Президент заңға қайшы келетін әкім актілерін жояды", "trigger/-/-"),
    # deadline
    ("rus", "Президент в течение десяти дней подписывает закон", "deadline/-/P10D"),
    ("kaz", "Президент он күн ішінде заңға қол қояды", "deadline/-/P10D"),
    ("rus", "Президент не позднее тридцати дней созывает Парламент", "deadline/-/P30D"),
    ("kaz", "Президент отыз күннен кешіктірмей Парламентті шақырады", "deadline/-/P30D"),
    ("rus", "Суд в течение сорока восьми часов принимает решение", "deadline/-/PT48H"),
    ("kaz", "Сот қырық сегіз сағат ішінде шешім қабылдайды", "deadline/-/PT48H"),
    ("rus", "Комиссия не позднее чем за два месяца до окончания срока назначает выборы",
     "deadline/-/P2M"),
    ("rus", "Сенат рассматривает закон в срок не более 60 дней", "deadline/-/P60D"),
    ("kaz", "Сенат заңды 60 күннен аспайтын мерзімде қарайды", "deadline/-/P60D"),
    ("rus", "Маслихат в трехдневный срок избирает секретаря", "deadline/-/P3D"),
    ("kaz", "Мәслихат үш күндік мерзімде хатшыны сайлайды", "deadline/-/P3D"),
    ("rus", "Аким в течение пяти (5) рабочих дней назначает заместителя", "deadline/-/P5D"),
    ("kaz", "Әкім бес жұмыс күні ішінде орынбасарын тағайындайды", "deadline/-/P5D"),
    # term
    ("rus", "Президент назначает членов комиссии сроком на пять лет", "term/-/P5Y"),
    ("kaz", "Президент комиссия мүшелерін бес жыл мерзімге тағайындайды", "term/-/P5Y"),
    ("rus", "Маслихат избирается населением на пять лет", "term/-/P5Y"),
    ("kaz", "Мәслихатты халық бес жылға сайлайды", "term/-/P5Y"),
    ("rus", "Срок полномочий акима составляет четыре года", "term/-/P4Y"),
    ("kaz", "Әкімнің өкілеттік мерзімі – төрт жыл", "term/-/P4Y"),
    ("rus", "Одно лицо не может быть Президентом более двух сроков", "term/-/2"),
    ("kaz", "Бір адам екі реттен артық Президент бола алмайды", "term/-/2"),
    ("kaz", "Жаңа Парламент жұмысын бастағанға дейін Президент өкілеттіктерді жүзеге асырады",
     "term/-/-"),
    # prohibition
    ("rus", "Парламент не вправе изменять границы областей", "prohibition/-/-"),
    ("kaz", "Парламенттің облыстардың шекарасын өзгертуге құқығы жоқ", "prohibition/-/-"),
    ("rus", "Президент утверждает программы, за исключением бюджетных", "prohibition/-/-"),
    ("kaz", "Президент бюджеттікті қоспағанда бағдарламаларды бекітеді", "prohibition/-/-"),
    ("rus", "Акимам запрещается издавать акты по вопросам суда", "prohibition/-/-"),
    ("kaz", "Әкімдерге сот мәселелері бойынша акт шығаруға тыйым салынады", "prohibition/-/-"),
    # incompatibility
    ("rus", "Судья не может состоять в партии и заниматься предпринимательской деятельностью",
     "incompatibility/-/-"),
    ("kaz", "Судьялар партияда болмауға және кәсіпкерлікпен айналыспауға тиіс",
     "incompatibility/-/-"),
    ("rus", "Министры не вправе занимать оплачиваемые должности", "incompatibility/-/-"),
    ("kaz", "Министрлердің ақылы қызмет атқаруға құқығы жоқ", "incompatibility/-/-"),
    ("rus", "Должность акима несовместима с депутатским мандатом", "incompatibility/-/-"),
    ("kaz", "Әкім қызметі депутаттық мандатпен сыйыспайды", "incompatibility/-/-"),
    # eligibility
    ("rus", "Судьей может быть гражданин не моложе тридцати лет с высшим юридическим образованием",
     "eligibility/-/-"),
    ("kaz", "Жасы отызға толған, жоғары заң білімі бар азамат судья бола алады", "eligibility/-/-"),
    ("rus", "Акимом может быть назначено лицо, достигшее двадцати пяти лет", "eligibility/-/-"),
    ("kaz", "Жиырма бес жасқа толған адам әкім болып тағайындала алады", "eligibility/-/-"),
    # frequency
    ("rus", "Маслихат собирается не реже одного раза в квартал", "frequency/-/P3M"),
    ("rus", "Сенат заслушивает отчет не реже двух раз в год", "frequency/-/2"),
    ("kaz", "Сенат есепті жылына кемінде екі рет тыңдайды", "frequency/-/2"),
    ("rus", "Аким ежегодно отчитывается перед маслихатом",
     "frequency/-/P1Y accountability/maslikhat/-"),
    ("kaz", "Әкім мәслихатқа жыл сайын есеп береді", "frequency/-/P1Y accountability/maslikhat/-"),
    # quota
    ("rus", "По инициативе не менее одной трети депутатов Мажилис заслушивает отчет министра",
     "initiative_quota/mazhilis/one_third"),
    ("kaz",
     "Депутаттардың кемінде үштен бірінің бастамасы бойынша Мәжіліс министрдің есебін тыңдайды",
     "initiative_quota/mazhilis/one_third"),
    # accountability
    ("rus", "Правительство ответственно перед Президентом и подотчетно Парламенту",
     "accountability/president/- accountability/parliament/-"),
    ("kaz", "Үкімет Президент алдында жауапты және Парламентке есеп береді",
     "accountability/president/- accountability/parliament/-"),
    ("rus", "Министр представляет Президенту ежеквартальный доклад", "accountability/president/-"),
    ("kaz", "Министр Президентке баяндама ұсынады", "accountability/president/-"),
    ("rus", "Президент вводит военное положение и немедленно уведомляет Парламент",
     "accountability/parliament/-"),
    ("kaz", "Президент соғыс жағдайын енгізеді және дереу Парламентке хабарлайды",
     "accountability/parliament/-"),
    ("rus", "Аким подконтролен маслихату", "accountability/maslikhat/-"),
    # form
    ("rus", "Сенат избирает Председателя тайным голосованием", "form/-/-"),
    ("rus", "Заседания Сената являются открытыми", "form/-/-"),
    ("kaz", "Сенат отырыстары ашық өткізіледі", "form/-/-"),
    # countersignature
    ("rus", "Акты Президента скрепляются подписью Премьер-Министра",
     "countersignature/prime_minister/-"),
    ("kaz", "Президент актілері Премьер-Министрдің қолымен бекемделеді",
     "countersignature/prime_minister/-"),
]  # fmt: skip


def told(reading: Reading) -> set[str]:
    limits = (limit for power in reading.powers for limit in power.constraints)
    return {"/".join(part or "-" for part in (x.type, x.actor, x.value)) for x in limits}


@pytest.mark.parametrize(("lang", "text", "limits"), SAID, ids=[row[1][:40] for row in SAID])
def test_what_is_said(lang: str, text: str, limits: str) -> None:
    assert told(read_one(text, lang)[0]) == set(limits.split())


# Language, sentence, (action, types of its limits) of each power in order.
BOUND = [
    (
        "rus",
        "Сенат прекращает полномочия маслихата, по представлению Прокуратуры решает вопрос",
        {"terminate_early": [], "decide": ["proposal"]},
    ),
    (
        "rus",
        "Президент по представлению Премьер-Министра назначает министров и освобождает послов",
        {"appoint": ["proposal"], "dismiss": ["proposal"]},
    ),
    (
        "kaz", "Президент елшілерді тағайындайды және Сенаттың келісімімен судьяларды босатады",
        {"appoint": [], "dismiss": ["consent"]},
    ),
    # a deadline of another verb
    (
        "rus",
        "Если Сенат двумя третями подтвердит принятое решение, закон в течение дня уходит главе",
        {"adopt": ["majority"]},
    ),
    # what a ban says of time is part of it
    ("rus", "Парламент не может быть распущен в течение года", {"dissolve": ["prohibition"]}),
    # an exception from an immunity is no limit of it
    (
        "rus", "Судья не может быть арестован без согласия Сената, кроме случаев задержания",
        {"immunity": ["consent"]},
    ),
    # of his own motion
    ("rus", "Президент по собственной инициативе созывает Парламент", {"convene": []}),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "text", "bound"), BOUND, ids=[row[1][:40] for row in BOUND])
def test_which_act_is_bound(lang: str, text: str, bound: dict[str, list[str]]) -> None:
    powers = read_one(text, lang)[0].powers
    found = {p.action: [c.type for c in p.constraints] for p in powers if p.action in bound}
    assert found == bound


@pytest.mark.parametrize(
    ("lang", "lead_in", "text", "limits"),
    [
        ("rus", "В случае войны Президент:", "назначает командующих", {"trigger/-/-"}),
        ("kaz", "Соғыс болған жағдайда Президент:", "қолбасшыларды тағайындайды", {"trigger/-/-"}),
        ("rus", "Парламент двумя третями голосов:", "принимает законы", {"majority/-/two_thirds"}),
    ],
)
def test_a_list_has_the_limits_of_its_head(
    lang: str, lead_in: str, text: str, limits: set[str]
) -> None:
    assert told(read_one(text, lang, lead_in)[0]) == limits


NO_LIMIT = [
    ("rus", "Он назначает судей"),
    ("rus", "Президент при исполнении обязанностей издает указы"),
    ("rus", "Президент назначает министров, не входящих в состав Совета"),
    ("kaz", "Бұл ретте Президент заң шығарады"),
    ("rus", "Если иное не установлено законом, Президент назначает судей"),
]


@pytest.mark.parametrize(("lang", "text"), NO_LIMIT)
def test_what_is_no_limit(lang: str, text: str) -> None:
    assert told(read_one(text, lang)[0]) == set()


def test_a_limit_without_a_known_word_still_has_a_type() -> None:
    duty = read_one("Правительство обязано обеспечить порядок", "rus")[0]
    assert told(duty) <= {"accountability/-/-"}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("двадцати пяти лет", "P25Y"),
        ("10 ( десяти ) рабочих дней", "P10D"),
        ("шестидесятидневный", "P60D"),
        ("екі апталық", "P2W"),
        ("тоқсан күн", "P90D"),
        ("тоқсан сайын", "P3M"),
        ("со дня", None),
        ("2005 года", None),
        ("одной пятой части", None),
        ("айқындайды", None),
    ],
)
def test_durations(words: str, expected: str | None) -> None:
    assert values.duration(tuple(words.split())) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("раз в год", "P1Y"),
        ("не реже двух раз в год", "2"),
        ("один раз в три года", "P3Y"),
        ("жылына бір рет", "P1Y"),
        ("үш жылда бір рет", "P3Y"),
        ("жылына екі реттен артық", "2"),
    ],
)
def test_rates(words: str, expected: str) -> None:
    assert values.rate(tuple(words.split())) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [("үшін", None), ("оның", None), ("екінші", None), ("екісінің", "2"), ("он бес", "15")],
)
def test_kazakh_numbers_are_whole_words(words: str, expected: str | None) -> None:
    assert values.count(tuple(words.split())) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [("2/3", "two_thirds"), ("не менее трети", "one_third"), ("оннан бір", "one_tenth")],
)
def test_shares(words: str, expected: str) -> None:
    assert values.fraction(tuple(words.split())) == expected


# --- consent that a refusal breaks ---

REFUSED = {
    "rus": [
        "Президент с согласия Парламента назначает Премьер-Министра",
        "Президент с согласия Парламента назначает Генерального прокурора",
        "Президент распускает Парламент при отказе дать согласие на назначение Премьер-Министра",
    ],
    "kaz": [
        "Президент Парламенттің келісімімен Премьер-Министрді тағайындайды",
        "Президент Парламенттің келісімімен Бас прокурорды тағайындайды",
        "Премьер-Министрді тағайындауға екі рет келісім бермесе, Президент Парламентті таратады",
    ],
}


def levels(readings: list[Reading]) -> dict[str | None, Autonomy]:
    return {p.object: p.autonomy for r in readings for p in r.powers if p.action == "appoint"}


@pytest.mark.parametrize("lang", ["rus", "kaz"])
def test_a_refusal_that_ends_the_refuser_breaks_the_consent(lang: str) -> None:
    before = read_all(REFUSED[lang], lang)
    assert levels(breakable(before)) == {
        "prime_minister": Autonomy.CONSENT_BREAKABLE, "prosecutor_general": Autonomy.CONSENT,
    }  # fmt: skip
    assert set(levels(before).values()) == {Autonomy.CONSENT}


@pytest.mark.parametrize("lang", ["rus", "kaz"])
def test_another_text_does_not_break_it(lang: str) -> None:
    first, _, last = read_all(REFUSED[lang], lang)
    elsewhere = replace(last, clause=replace(last.clause, version="2001-01-01"))
    assert levels(breakable([first, elsewhere])) == {"prime_minister": Autonomy.CONSENT}


def test_a_dissolution_on_other_grounds_does_not_break_it() -> None:
    texts = [REFUSED["rus"][0], "Президент распускает Парламент в случае кризиса"]
    assert levels(breakable(read_all(texts, "rus"))) == {"prime_minister": Autonomy.CONSENT}


def test_a_stricter_limit_stays() -> None:
    readings = read_all(REFUSED["rus"], "rus")
    limits = (
        Constraint(ConstraintType.CONSENT, Holder.PARLIAMENT),
        Constraint(ConstraintType.PROPOSAL, Holder.GOVERNMENT),
    )
    power: Power = replace(readings[0].powers[0], action=Action.APPOINT, constraints=limits)
    found = breakable([replace(readings[0], powers=(power,)), *readings[1:]])
    assert found[0].powers[0].autonomy is Autonomy.CONSENT_BREAKABLE
