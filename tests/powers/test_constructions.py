"""Constructions of legal language that rules and not sentences should know, in both languages.

All sentences are our own.
"""

from __future__ import annotations

import pytest

from tests.powers.making import facts, read_all, read_one

# (lang, lead-in, text, holder, action, object, domain)
GRANTS = [
    # perfective verbs under a modal
    ("rus", "Президент:", "вправе вернуть закон обратно", "president", "return", "law", "veto"),
    ("kaz", "Президент:", "заңды қайтаруға құқылы", "president", "return", "law", "veto"),
    ("rus", "", "Сенат вправе преодолеть возражения", "senate", "adopt", "law", "veto"),
    ("kaz", "", "Сенат қарсылықты еңсеруге құқылы", "senate", "adopt", "law", "veto"),
    (
        "rus", "", "Аким области может выдвинуть кандидата в судьи",
        "akim", "nominate", "judge", "local_government",
    ),
    # an early end of powers
    (
        "rus", "Сенат:", "досрочно прекращает полномочия маслихата",
        "senate", "terminate_early", "maslikhat", "local_government",
    ),
    (
        "kaz", "Сенат:", "мәслихаттың өкілеттігін мерзімінен бұрын тоқтатады",
        "senate", "terminate_early", "maslikhat", "local_government",
    ),
    # object first, subject last
    (
        "rus", "", "Такое решение акимата вправе отменить суд",
        "court", "annul", "act_of_akim", "oversight",
    ),
    (
        "rus", "", "Правосудие осуществляет Верховный Суд",
        "supreme_court", "other", "justice", "judiciary",
    ),
    (
        "kaz", "", "Сот төрелігін Жоғарғы Сот жүзеге асырады",
        "supreme_court", "other", "justice", "judiciary",
    ),
    # a body elects for a term: the power comes first
    (
        "rus", "", "Судьи избираются Сенатом сроком на шесть лет",
        "senate", "elect", "judge", "judiciary",
    ),
    (
        "kaz", "", "Судьяларды Сенат алты жыл мерзімге сайлайды",
        "senate", "elect", "judge", "judiciary",
    ),
    # a short passive that the dictionary takes for an adjective
    (
        "rus", "", "Президент может быть отрешен от должности Парламентом",
        "parliament", "dismiss", "president", "dismissal",
    ),
    # a Kazakh subject before a participle that is not its own
    (
        "kaz", "", "Сайлау комиссиясы төмен тұрған комиссияларға басшылық жасайды",
        "election_commission", "control", "commission", "elections",
    ),
    ("kaz", "", "Сенат халық сайлайтын әкімдердің тізбесін бекітеді", "senate", "approve", "akim",
     "local_government"),
    # acts by their author
    (
        "rus", "Президент:", "отменяет акты Кабинета Министров",
        "president", "annul", "act_of_government", "oversight",
    ),
    (
        "kaz", "Президент:", "министрліктердің актілерін тоқтата тұрады",
        "president", "suspend", "act_of_ministry", "oversight",
    ),
    ("rus", "", "Аким издает постановления", "akim", "issue", "act_of_akim", "local_government"),
    ("kaz", "", "Әкім қаулылар шығарады", "akim", "issue", "act_of_akim", "local_government"),
    # an akim's level is in the words beside him
    (
        "rus", "Президент:", "назначает акима города республиканского значения",
        "president", "appoint", "akim_region", "local_government",
    ),
    (
        "rus", "Аким:", "назначает акимов города районного значения и поселка",
        "akim", "appoint", "akim_village", "local_government",
    ),
    (
        "kaz", "Президент:", "республикалық маңызы бар қаланың әкімін тағайындайды",
        "president", "appoint", "akim_region", "local_government",
    ),
    (
        "kaz", "Президент:", "аудандық маңызы бар қаланың әкімін босатады",
        "president", "dismiss", "akim_village", "local_government",
    ),
    # older names of the same offices
    (
        "rus", "", "Верховный Совет согласует структуру Кабинета Министров",
        "supreme_soviet", "consent", "government_structure", "government_formation",
    ),
    (
        "kaz", "", "Жоғарғы Кеңес Министрлер Кабинетінің құрылымын бекітеді",
        "supreme_soviet", "approve", "government_structure", "government_formation",
    ),
    # what a commission does at elections
    (
        "rus", "", "Избирательная комиссия организует выборы",
        "election_commission", "organise", "election", "elections",
    ),
    (
        "kaz", "", "Сайлау комиссиясы сайлауды ұйымдастырады",
        "election_commission", "organise", "election", "elections",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "lead_in", "text", "holder", "action", "obj", "domain"), GRANTS)
def test_a_power_is_read(
    lang: str, lead_in: str, text: str, holder: str, action: str, obj: str, domain: str
) -> None:
    reading, trace = read_one(text, lang, lead_in)
    assert reading.label == "grant", trace
    assert (holder, action, obj, domain) in facts(reading), trace


@pytest.mark.parametrize(
    ("lang", "text", "label"),
    [
        ("rus", "Указ № 7 от 1 мая 2001 года признается утратившим силу", "remove"),
        ("kaz", "2001 жылғы 1 мамырдағы № 7 Жарлықтың күші жойылған деп танылады", "remove"),
        ("rus", "Избранным считается кандидат, получивший больше голосов", "constrain"),
        ("kaz", "Көп дауыс алған кандидат сайланған болып есептеледі", "constrain"),
        ("rus", "Сенат собирается на заседания не реже двух раз в год", "constrain"),
        ("kaz", "Сенат сессияға жылына екі рет жиналады", "constrain"),
        (
            "rus",
            "Депутатом Парламента может быть избран гражданин не моложе сорока лет",
            "constrain",
        ),
        ("rus", "Кандидатом в акимы может быть гражданин не моложе сорока лет", "constrain"),
        ("kaz", "Жасы қырықтан кем емес азамат әкім болып сайлана алады", "constrain"),
        ("rus", "Советы составляют единую систему", "none"),
        ("kaz", "Жергілікті кеңестер бірыңғай жүйесін құрайды", "none"),
    ],
)
def test_labels(lang: str, text: str, label: str) -> None:
    reading, trace = read_one(text, lang)
    assert reading.label == label, trace


@pytest.mark.parametrize(
    ("lang", "text"),
    [("rus", "Акима села избирает население"), ("kaz", "Ауыл әкімін халық сайлайды")],
)
def test_a_decree_on_elections_by_citizens_gives_its_issuer_nothing(lang: str, text: str) -> None:
    reading, _ = read_one(text, lang, act="decree-7")
    assert reading.label == "none"


@pytest.mark.parametrize(
    ("lang", "texts"),
    [
        ("rus", ["Премьер-министр является главой Правительства.", "Он созывает сессии."]),
        ("kaz", ["Премьер-министр Үкіметтің басшысы болып табылады.", "Ол сессияны шақырады."]),
    ],
)
def test_a_pronoun_finds_the_subject_of_a_clause_without_powers(
    lang: str, texts: list[str]
) -> None:
    power = read_all(texts, lang)[1].powers[0]
    assert (power.holder, power.action) == ("prime_minister", "convene")
    assert power.holder_span is not None
    assert power.holder_span.where == "before"


def test_before_points_one_clause_back_and_never_further() -> None:
    texts = ["Сенат созывает сессии.", "Столицей является город.", "Он созывает сессии."]
    power = read_all(texts, "rus")[2].powers[0]
    assert power.holder == "senate"
    assert power.holder_span is None


@pytest.mark.parametrize(
    ("lang", "text", "kind", "actor"),
    [
        ("rus", "Аким освобождает судью, если маслихат выразил недоверие", "trigger", "maslikhat"),
        ("kaz", "Мәслихат талап етсе, әкім судьяны босатады", "trigger", "maslikhat"),
        ("rus", "Комиссия вместе с акимом утверждает бюджет", "consent", "akim"),
        ("rus", "Сенат избирает судью тайным голосованием", "form", None),
        ("kaz", "Сенат судьяны жасырын дауыс берумен сайлайды", "form", None),
        ("rus", "Президент вправе в двухнедельный срок вернуть закон", "deadline", None),
    ],
)
def test_constraints(lang: str, text: str, kind: str, actor: str | None) -> None:
    reading, trace = read_one(text, lang, "Сенат:" if text.startswith("Комиссия") else "")
    found = {(c.type, c.actor) for power in reading.powers for c in power.constraints}
    assert (kind, actor) in found, trace


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("rus", "С согласия Сената Президент назначает судью и освобождает его"),
        ("kaz", "Президент Сенаттың келісімімен судьяны тағайындайды, оны босатады"),
    ],
)
def test_consent_to_a_choice_does_not_bind_the_release(lang: str, text: str) -> None:
    bound = {p.action: len(p.constraints) for p in read_one(text, lang)[0].powers}
    assert bound == {"appoint": 1, "dismiss": 0}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("rus", "Маслихат подотчетен Сенату"),
        ("rus", "Аким не вправе состоять в партии"),
        ("kaz", "Әкім мәслихатқа есеп береді"),
        ("kaz", "Әкім кәсіпкерлікпен айналыса алмайды"),
    ],
)
def test_every_action_has_its_words(lang: str, text: str) -> None:
    for power in read_one(text, lang)[0].powers:
        assert power.action_span is not None


@pytest.mark.parametrize(
    ("lang", "text"),
    [("rus", "Сенат назначает звездочета"), ("kaz", "Сенат жұлдызшыны тағайындайды")],
)
def test_an_unknown_object_asks_for_a_person(lang: str, text: str) -> None:
    assert read_one(text, lang)[0].needs_review


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "rus",
            (
                "Акимов областей назначает Президент с согласия депутатов маслихатов, которые есть"
                " в области, либо депутатов маслихата столицы"
            ),
        ),
        (
            "kaz",
            (
                "Облыс әкімдерін облыстағы мәслихаттар депутаттарының не астана мәслихаты"
                " депутаттарының келісімімен Президент тағайындайды"
            ),
        ),
    ],
)
def test_a_second_body_that_must_consent_is_no_object(lang: str, text: str) -> None:
    powers = read_all([text], lang)[0].powers
    assert {power.object for power in powers if power.action == "appoint"} == {"akim_region"}
