"""Who acts and on whom, where word order, case or a side clause could mislead.

All sentences are our own. Each lists every power that the clause tells, and no other.
"""

from __future__ import annotations

import pytest

from tests.powers.making import facts, read_all, read_one

Powers = set[tuple[str | None, str | None, str | None]]


def told(text: str, lang: str, lead_in: str = "") -> Powers:
    return {power[:3] for power in facts(read_one(text, lang, lead_in)[0])}


# (lang, lead-in, text, powers)
READINGS: list[tuple[str, str, str, Powers]] = [
    # an actor of the same office is not whom the act is about
    ("rus", "", "Акимов сел назначают вышестоящие акимы", {("akim", "appoint", "akim_village")}),
    ("kaz", "", "Ауыл әкімдерін жоғары тұрған әкім тағайындайды",
     {("akim", "appoint", "akim_village")}),
    # joined verbs share the subject that comes last
    ("rus", "", "Акимов сел назначает и освобождает вышестоящий аким",
     {("akim", "appoint", "akim_village"), ("akim", "dismiss", "akim_village")}),
    ("rus", "", "Послов назначает на должность и освобождает от должности Президент",
     {("president", "appoint", "diplomat"), ("president", "dismiss", "diplomat")}),
    ("rus", "", "Послов назначает с согласия Сената и освобождает Президент",
     {("president", "appoint", "diplomat"), ("president", "dismiss", "diplomat")}),
    ("kaz", "", "Елшілерді Президент тағайындайды және босатады",
     {("president", "appoint", "diplomat"), ("president", "dismiss", "diplomat")}),
    # deputies elect: no ban on being a deputy
    ("rus", "", "Аким поселка избирается депутатами маслихата",
     {("maslikhat", "elect", "akim_village")}),
    ("kaz", "", "Кент әкімі мәслихат депутаттарымен сайланады",
     {("maslikhat", "elect", "akim_village")}),
    # a Kazakh agent in the instrumental
    ("kaz", "", "Аудан әкімі облыс әкімімен тағайындалады", {("akim", "appoint", "akim_district")}),
    ("kaz", "", "Бюджет мәслихатпен бекітіледі", {("maslikhat", "approve", "budget")}),
    ("kaz", "", "Судьялар Сенатпен алты жылға сайланады", {("senate", "elect", "judge")}),
    ("kaz", "", "Елшілер Президентпен қызметке тағайындалады және қызметтен босатылады",
     {("president", "appoint", "diplomat"), ("president", "dismiss", "diplomat")}),
    ("kaz", "", "Елшілерді тағайындау Президентпен жүзеге асырылады",
     {("president", "appoint", "diplomat")}),
    # an act named by a noun and carried out by a verb
    ("rus", "", "Назначение на должность акимов сел осуществляет аким района",
     {("akim", "appoint", "akim_village")}),
    ("rus", "", "Сенат проводит избрание судей", {("senate", "elect", "judge")}),
    ("rus", "", "Назначение и освобождение послов производит Президент",
     {("president", "appoint", "diplomat"), ("president", "dismiss", "diplomat")}),
    ("kaz", "", "Елшілерді қызметке тағайындау мен қызметтен босатуды Президент жүзеге асырады",
     {("president", "appoint", "diplomat"), ("president", "dismiss", "diplomat")}),
    ("kaz", "", "Ауыл әкімдерін тағайындауды аудан әкімі жүзеге асырады",
     {("akim", "appoint", "akim_village")}),
    # what commas set beside a name says who he is
    ("rus", "", "Президент, глава страны и высшее должностное лицо, созывает сессию Парламента",
     {("president", "convene", "session")}),
    ("rus", "", "Президент, министр и аким созывают сессию",
     {(holder, "convene", "session") for holder in ("president", "minister", "akim")}),
    ("kaz", "", "Президент, жоғары лауазымды тұлға, Парламент сессиясын шақырады",
     {("president", "convene", "session")}),
    # the persons whom a participle tells of, and not the whole list before it
    ("rus", "", ("В Совет Безопасности входят по должности министры, а также иные лица, "
     "назначаемые Президентом"), {("president", "appoint", "security_council")}),
    ("kaz", "", ("Қауіпсіздік Кеңесіне лауазымы бойынша министрлер, судьялар және Президент "
     "тағайындайтын өзге адамдар кіреді"), {("president", "appoint", "security_council")}),
    # a relative clause tells what a participle would
    ("rus", "", "Председатель, которого назначает Сенат, возглавляет Совет Безопасности",
     {("senate", "appoint", "security_council")}),
    ("kaz", "", "Қауіпсіздік Кеңесін Сенат тағайындайтын төраға басқарады",
     {("senate", "appoint", "security_council")}),
    ("rus", "", "Судьи, которых назначает Президент, независимы",
     {("president", "appoint", "judge"), ("court", "immunity", "independence")}),
    ("rus", "", "Акимы, которых избирает маслихат, издают решения",
     {("maslikhat", "elect", "akim"), ("akim", "issue", "act_of_akim")}),
    # rights named in a side clause permit nothing; a duty binds all that it names
    ("rus", "", ("Суд, который видит, что закон нарушает права людей, обязан приостановить дело "
     "и обратиться в Конституционный Суд"),
     {("court", "suspend", None), ("court", "appeal_to_court", None)}),
    # who had appointed him is no power of this clause
    ("rus", "", "Акима села освобождает от должности назначивший его аким",
     {("akim", "dismiss", "akim_village")}),
    ("kaz", "", "Ауыл әкімін оны тағайындаған әкім қызметтен босатады",
     {("akim", "dismiss", "akim_village")}),
    ("kaz", "", "Аудан әкімі тағайындаған әкімдер өкілеттігін сақтайды",
     {("akim", "other", "powers")}),
    # by whom a candidate was proposed says nothing of whom is appointed
    ("kaz", "Президент:", "Премьер-Министр ұсынған министрлерді тағайындайды",
     {("president", "appoint", "minister"), ("prime_minister", "nominate", "minister")}),
    # what someone becomes
    ("rus", "", "Сенат назначает судьей выбранного кандидата", {("senate", "appoint", "judge")}),
    ("kaz", "", "Сенат таңдалған кандидатты судья етіп тағайындайды",
     {("senate", "appoint", "judge")}),
    # where and until when elections are held is no object of an appointment
    ("kaz", "", "Сайлау өткізілмейтін жерде ауыл әкімін аудан әкімі тағайындайды",
     {("akim", "appoint", "akim_village")}),
    ("kaz", "", "Сайлауға дейін ауыл әкімін аудан әкімі тағайындайды",
     {("akim", "appoint", "akim_village")}),
    # the body that must consent, named twice
    ("kaz", "", ("Облыс әкімін осы облыс мәслихаты немесе қала мәслихаты депутаттарының "
     "келісімімен Президент тағайындайды"), {("president", "appoint", "akim_region")}),
    # an adverb of time owns nothing
    ("kaz", "", "Мәслихаттың өкілеттігін Үкімет мерзімінен бұрын тоқтатады",
     {("government", "terminate_early", "maslikhat")}),
    # the ability to annul
    ("kaz", "", "Әкімнің шешімдері мен өкімдерін сот жоя алады",
     {("court", "annul", "act_of_akim")}),
    # whom a passive is about may act later in the sentence
    ("rus", "", "Председатель Верховного Суда назначается Президентом, и он созывает сессию",
     {("president", "appoint", "supreme_court_chair"), ("supreme_court", "convene", "session")}),
    # what is agreed to is not done by the same act
    ("kaz", "", ("Сенат судьяны тағайындауға келісім беруден бас тартса, Президент "
     "Сенатты таратуға құқылы"), {("president", "dissolve", "senate"), ("senate", "reject", None)}),
    # local self-government is exercised, whatever bodies it goes through
    ("rus", "", "Население осуществляет местное самоуправление через маслихаты",
     {("local_self_government", "other", "local_question")}),
    ("kaz", "", "Халық жергілікті өзін-өзі басқаруды мәслихаттар арқылы жүзеге асырады",
     {("local_self_government", "other", "local_question")}),
    ("rus", "", "Маслихаты и акиматы осуществляют местное государственное управление",
     {("maslikhat", "other", "local_question"), ("akimat", "other", "local_question")}),
    # systems of pay, whatever budget pays for them
    ("rus", "Президент:", "утверждает систему оплаты труда в органах, живущих за счет бюджета",
     {("president", "approve", "pay_system")}),
    ("kaz", "Президент:", "бюджеттен ұсталатын мекемелерге еңбекақының бірыңғай жүйесін бекітеді",
     {("president", "approve", "pay_system")}),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "lead_in", "text", "powers"), READINGS)
def test_powers_told(lang: str, lead_in: str, text: str, powers: Powers) -> None:
    assert told(text, lang, lead_in) == powers


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("rus", "Порядок избрания акимов определяет закон"),
        ("kaz", "Әкімдер сайланатын тәртіпті заң айқындайды"),
    ],
)
def test_what_a_law_settles_gives_no_holder_a_power(lang: str, text: str) -> None:
    reading, trace = read_one(text, lang)
    assert (reading.label, reading.powers) == ("none", ()), trace


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("rus", "Президент может распустить Сенат, если Сенат отверг закон, трижды отказал в нем"),
        ("kaz", "Сенат заңнан бас тартса, Президент Сенатты таратуға құқылы"),
    ],
)
def test_the_grounds_of_a_dissolution_are_its_trigger(lang: str, text: str) -> None:
    powers = read_one(text, lang)[0].powers
    dissolved = [power for power in powers if power.action == "dissolve"]
    assert [power.holder for power in dissolved] == ["president"]
    assert "trigger" in {limit.type for limit in dissolved[0].constraints}
    assert not [power for power in powers if power.action == "reject" and lang == "rus"]


@pytest.mark.parametrize(
    ("lang", "texts"),
    [
        (
            "rus",
            ["Комиссия назначает выборы акима района.", "Аким области выдвигает кандидата."],
        ),
        (
            "kaz",
            ["Комиссия аудан әкімі сайлауын тағайындайды.", "Облыс әкімі кандидат ұсынады."],
        ),
    ],
)
def test_a_candidate_is_for_the_election_named_before(lang: str, texts: list[str]) -> None:
    power = read_all(texts, lang)[1].powers[0]
    assert (power.holder, power.action, power.object) == ("akim", "nominate", "akim_district")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("rus", "Сенат прекращает полномочия маслихата в случаях и порядке, указанных в законе"),
        ("kaz", "Мәслихаттың өкілеттігін заңда көрсетілген жағдайлар мен тәртіпте Сенат тоқтатады"),
    ],
)
def test_cases_that_a_law_names_are_a_trigger(lang: str, text: str) -> None:
    power = read_one(text, lang)[0].powers[0]
    assert (power.holder, power.action, power.object) == ("senate", "terminate_early", "maslikhat")
    assert [limit.type for limit in power.constraints] == ["trigger"]


def test_an_object_is_never_the_words_of_the_holder() -> None:
    text = "Избранного акима освобождает от должности вышестоящий аким"
    power = read_one(text, "rus")[0].powers[0]
    assert power.holder_span is not None
    assert power.object_span is not None
    assert power.object_span.end <= power.holder_span.start
    assert text[power.object_span.start : power.object_span.end] == "акима"


def test_the_level_of_an_akim_is_that_of_his_own_clause() -> None:
    texts = [
        "Акима села освобождает аким района.",
        "Акима района освобождает назначивший его аким.",
    ]
    found = [power.object for reading in read_all(texts, "rus") for power in reading.powers]
    assert found == ["akim_village", "akim_district"]


def test_who_adopted_an_act_does_not_review_it() -> None:
    text = "Парламент және оның палаталары қабылдаған қаулыларды тексеріп қарайды"
    held = told(text, "kaz", "Сот:")
    assert {power[0] for power in held} == {"court"}


def test_a_chamber_that_agrees_to_another_s_amendments_consents() -> None:
    text = (
        "Егер Мәжіліс депутаттардың үштен екісінің даусымен Сенат енгізген түзетулермен келіссе, "
        "заң қабылданды деп есептеледі"
    )
    assert ("mazhilis", "consent") in {power[:2] for power in told(text, "kaz")}
