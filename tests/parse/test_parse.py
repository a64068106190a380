"""The whole way from a source text to provisions, notes and clauses."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pipeline.cli import main
from pipeline.errors import InputError
from pipeline.parse import Parsed, parse
from tests.parse.pdf_maker import pdf
from tests.parse.reading import FRONT, read

# -- clauses -------------------------------------------------------------------------------------


def clauses(parsed: Parsed) -> list[tuple[str, int, str, str]]:
    return [(clause.eid, clause.n, clause.lead_in, clause.text) for clause in parsed.clauses]


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        pytest.param(
            "# Устав\n\n## Раздел I\n\nСтатья 5\n\nГлава Союза:\n\n1) ведет совет; судит.\n\n"
            "> *Сноска. О Главе.*\n",
            "rus",
            [
                ("art_5__sub_1", 0, "Глава Союза:", "ведет совет"),
                ("art_5__sub_1", 1, "Глава Союза:", "судит"),
            ],
            id="heads, headings and notes are no clauses",
        ),
        pytest.param(
            "5-бап\n\n1. Сот ашық. Сот:\n\n1) күтеді;\n\n2) шешеді.\n",
            "kaz",
            [
                ("art_5__pt_1", 0, "", "Сот ашық"),
                ("art_5__pt_1__sub_1", 0, "Сот:", "күтеді"),
                ("art_5__pt_1__sub_2", 0, "Сот:", "шешеді"),
            ],
            id="what stands before the head in its point is a clause",
        ),
        pytest.param(
            "Статья 5\n\nСуд:\n\n1) исключен Законом РК от 21.05.2007. Сразу; весь.\n\n2) ждет.\n",
            "rus",
            [
                (
                    "art_5__sub_1",
                    0,
                    "Суд:",
                    "исключен Законом РК от 21.05.2007. Сразу; весь",
                ),
                ("art_5__sub_2", 0, "Суд:", "ждет"),
            ],
            id="a repealed unit is one clause",
        ),
        pytest.param(
            "5-бап\n\n1. <*>\n\n2. Сот ашық.\n",
            "kaz",
            [("art_5__pt_2", 0, "", "Сот ашық")],
            id="a unit without words has no clause",
        ),
        pytest.param(
            "Статья 5\n\n1. Глaва Coюза\u00a0ведет   дела .\n",
            "rus",
            [("art_5__pt_1", 0, "", "Глaва Coюза ведет дела")],
            id="clauses stand as printed, white space apart",
        ),
    ],
)
def test_clauses(text: str, lang: str, expected: list[tuple[str, int, str, str]]) -> None:
    assert clauses(read(text, lang)) == expected


@pytest.mark.parametrize(
    ("more", "version_id"),
    [
        ("", "charter@2001-02-03.rus"),
        ("text: restated\n", "charter@2001-02-03.rus.restated"),
    ],
)
def test_a_clause_names_its_version(more: str, version_id: str) -> None:
    (clause,) = read("Статья 5\n\nСовет ведет дела.\n", more=more).clauses
    assert clause.clause_id == f"{version_id}/art_5/0"


def test_a_clause_points_at_its_words_in_the_source() -> None:
    source = (
        FRONT.format(lang="rus", more="") + "Статья 5\r\n\r\n1. Совет\r\n ведет дела;\r\nсудит.\r\n"
    )
    first, second = parse(source, "text/markdown", "x").clauses
    assert source[first.start : first.end] == "Совет\r\n ведет дела"
    assert source[second.start : second.end] == "судит"


def test_a_provision_knows_its_place_and_family() -> None:
    source = "Статья 5. О Главе\n\n1. Глава:\n\n1) судит.\n"
    parsed = parse(source, "text/plain", "charter/2001-02-03.rus.txt")
    assert [(unit.eid, unit.parent, unit.kind, unit.number) for unit in parsed.provisions] == [
        ("art_5", "", "article", "5"),
        ("art_5__pt_1", "art_5", "point", "1"),
        ("art_5__pt_1__sub_1", "art_5__pt_1", "subpoint", "1"),
    ]
    article, point, item = parsed.provisions
    assert (article.heading, point.is_lead_in, item.lead_in) == ("О Главе", True, "Глава:")
    assert source[point.start : point.end] == "1. Глава:"
    assert source[item.start : item.end] == "1) судит."


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("", "no article, point or paragraph of a law was found"),
        ("# Устав\n\n## Раздел I\n", "no article, point or paragraph"),
        ("Просто страница об ошибке.\n", "no article, point or paragraph"),  # a preamble alone
        ("Статья 5\n", "no article, point or paragraph"),
        ("1-бап\n\nКеңес халық ісін жүргізеді.\n", "named rus but reads as kaz"),
    ],
)
def test_a_text_that_is_no_law_is_refused(text: str, wrong: str) -> None:
    with pytest.raises(InputError, match=re.escape(wrong)) as error:
        read(text)
    assert error.value.where == "charter"


# -- any document --------------------------------------------------------------------------------

SENTENCES = {
    "rus": [
        "Совет ведет дела.",
        "Суд (палата; казна) ждет.",
        "Дано по ст. 5 Устава.",
        "Мир; хлеб.",
    ],
    "kaz": ["Кеңес іс жүргізеді.", "Сот (палата; қазына) күтеді.", "5-б. бойынша.", "Су; нан."],
}
HEADS = {"rus": "Глава Союза:", "kaz": "Одақ басшысы:"}
HEADINGS = {
    "rus": ["### Статья {}", "**Статья {}**", "Статья {}.", "### Статья {}. О мире"],
    "kaz": ["### {}-бап", "**{}-бап**", "{}-бап.", "### {}-бап. Бейбітшілік"],
}
BETWEEN = {
    "rus": ["> *Сноска. О мире.*", "Примечание. См. суд.", "## Раздел II Мир", '<a id="st1"></a>'],
    "kaz": ["> *Ескерту. Су.*", "Ескертпе. Нан.", "## II бөлім Су", '<a id="st1"></a>'],
}


class Writer:
    """Writes a document in Markdown by chance and notes the eids that it must give."""

    def __init__(self, draw: st.DrawFn, lang: str) -> None:
        self.draw = draw
        self.lang = lang
        self.lines: list[str] = []
        self.eids: list[str] = []

    def one_of(self, table: dict[str, list[str]]) -> str:
        return self.draw(st.sampled_from(table[self.lang]))

    def numbers(self, at_most: int) -> list[str]:
        """1, 2, 2-1, 2-2, 3 ..."""
        chosen = []
        for number in range(1, self.draw(st.integers(1, at_most)) + 1):
            chosen.append(str(number))
            chosen += [f"{number}-{k}" for k in range(1, self.draw(st.integers(0, 2)) + 1)]
        return chosen

    def say(self, eid: str, line: str) -> None:
        self.eids.append(eid)
        self.lines.append(line)

    def paragraphs(self, owner: str, first: int) -> None:
        for k in range(first, first + self.draw(st.integers(0, 2))):
            self.say(f"{owner}__par_{k}", self.one_of(SENTENCES))

    def subpoints(self, owner: str) -> None:
        for number in self.numbers(3):
            self.say(f"{owner}__sub_{number}", f"{number}) {self.one_of(SENTENCES)}")

    def point(self, eid: str, number: str) -> None:
        if self.draw(st.booleans()):
            self.say(eid, f"{number}. {self.one_of(SENTENCES)}")
            self.paragraphs(eid, 1)
        else:
            self.say(eid, f"{number}. {self.one_of(SENTENCES)} {HEADS[self.lang]}")
            self.subpoints(eid)

    def article(self, number: str) -> None:
        eid = f"art_{number}"
        self.say(eid, self.one_of(HEADINGS).format(number))
        form = self.draw(st.sampled_from(["text", "list", "points"]))
        if form == "text":
            self.lines.append(self.one_of(SENTENCES))
            self.paragraphs(eid, 2)
        elif form == "list":
            self.lines.append(HEADS[self.lang])
            self.subpoints(eid)
        else:
            for n in self.numbers(3):
                self.point(f"{eid}__pt_{n}", n)
        if self.draw(st.booleans()):
            self.lines.append(self.one_of(BETWEEN))


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, str, list[str]]:
    """A document in Markdown, its language, and the eids that it must have, in order."""
    writer = Writer(draw, draw(st.sampled_from(["rus", "kaz"])))
    for number in writer.numbers(4):
        writer.article(number)
    return "\n\n".join(writer.lines) + "\n", writer.lang, writer.eids


@given(documents())
@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
def test_a_document_gives_back_its_units(document: tuple[str, str, list[str]]) -> None:
    text, lang, eids = document
    parsed = read(text, lang)
    assert [unit.eid for unit in parsed.provisions] == eids
    assert parsed.duplicates == ()
    source = FRONT.format(lang=lang, more="") + text
    for clause in parsed.clauses:
        assert source[clause.start : clause.end] == clause.text


PIECES = st.sampled_from(
    [
        *(
            "Статья 5",
            "5-бап",
            "5-1-бап.",
            "статья",
            "Раздел III",
            "ІІ бөлім",
            "1.",
            "1-1. ",
            "1) ",
        ),
        *("10-1)", "а) ", "I. ", "Х. ", "- ", "Сноска. ", "(Ескерту.", "исключен", "алып тасталды"),
        *(
            "<*>",
            "**",
            "### ",
            "> ",
            "<a id='x'>",
            ":",
            ";",
            ".",
            '"',
            "«",
            "»",
            "(",
            ")",
            "-",
            ",",
        ),
        *(
            "Совет ведет дела",
            "Кеңес іс жүргізеді",
            "от 99.99.2007",
            "жылғы 5 мамыр",
            "Законом РК ",
        ),
        *("\n", "\n\n", "\r\n", "\f", "      ", " ", "\u00a0", "\u00ad", "\u200b", "---\n"),
    ]
)


@given(
    st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=60),
    st.sampled_from(["text/markdown", "text/plain", "application/pdf"]),
    st.sampled_from(["rus", "kaz"]),
)
@example("1. :\n\n1) Совет ведет дела", "text/markdown", "rus")
@example("1. Совет:\n\n\u200b\n\n1) ждет", "text/markdown", "rus")
@settings(deadline=None, max_examples=500)
def test_no_text_breaks_the_parser(text: str, media_type: str, lang: str) -> None:
    try:
        parsed = read(text, lang, media_type)
    except InputError:
        return
    eids = [unit.eid for unit in parsed.provisions]
    assert len(eids) == len(set(eids))
    assert {clause.eid for clause in parsed.clauses} <= set(eids)
    assert all(clause.start < clause.end for clause in parsed.clauses)


@given(st.text(max_size=80), st.sampled_from(["charter/2001-02-03.rus.md", "x.md", ""]))
@example(":\rA", "charter/2001-02-03.rus.md")
@settings(deadline=None)
def test_no_front_matter_breaks_the_parser(text: str, name: str) -> None:
    for source in (text, f"---\n{text}\n---\n", f"---\nact: charter\nnote: {text}\n---\n"):
        try:
            parsed = parse(f"{source}\n# конец", "text/markdown", name)
        except InputError:
            continue
        # A head and what it orders are an act, though nothing in it is numbered.
        assert any(unit.is_lead_in and unit.text.endswith(":") for unit in parsed.provisions)


# -- `bilik parse` -------------------------------------------------------------------------------

GOOD = "Статья 1\n\n1. Совет ведет дела народа.\n\n3. Суд:\n\n1) судит споры палат;\n\n2) ждет.\n"


def bilik(*arguments: object) -> tuple[int, str, str]:
    run = CliRunner().invoke(main, [str(argument) for argument in arguments])
    return run.exit_code, run.stdout, run.stderr


@pytest.fixture
def charter(tmp_path: Path) -> Path:
    path = tmp_path / "charter" / "2001-02-03.rus.md"
    path.parent.mkdir()
    path.write_text(GOOD, encoding="utf8")
    return path


def test_command_prints_clauses_as_json_lines(charter: Path) -> None:
    code, out, err = bilik("parse", charter)
    assert (code, err) == (0, "")
    rows = [json.loads(line) for line in out.splitlines()]
    assert [(row["eid"], row["lead_in"], row["text"]) for row in rows] == [
        ("art_1__pt_1", "", "Совет ведет дела народа"),
        ("art_1__pt_3__sub_1", "Суд:", "судит споры палат"),
        ("art_1__pt_3__sub_2", "Суд:", "ждет"),
    ]
    assert {(row["act"], row["version"], row["lang"]) for row in rows} == {
        ("charter", "2001-02-03", "rus")
    }
    assert [GOOD[row["start"] : row["end"]] for row in rows] == [row["text"] for row in rows]


def test_command_prints_clauses_as_text(charter: Path) -> None:
    code, out, _ = bilik("parse", charter, "--format", "text")
    assert (code, out.splitlines()[1]) == (0, "art_1__pt_3__sub_1/0\t[Суд:] судит споры палат")


def test_command_explains_gaps(charter: Path) -> None:
    code, out, _ = bilik("parse", charter, "--report", "--format", "text")
    assert code == 0
    assert out.splitlines()[0] == "1 articles, 5 provisions, 3 clauses, 0 notes, 1 oddities"
    code, out, _ = bilik("parse", charter, "--report")
    assert [json.loads(line)["eid"] for line in out.splitlines()] == ["art_1__pt_2"]


def test_command_shows_what_is_no_provision(charter: Path) -> None:
    charter.write_text(f"# Устав\n\nРаздел I\n\n{GOOD}", encoding="utf8")
    code, out, _ = bilik("parse", charter, "--remainders")
    assert code == 0
    assert [json.loads(line) for line in out.splitlines()] == [
        {"kind": "title", "start": 2, "end": 7, "text": "Устав"},
        {"kind": "section", "start": 9, "end": 17, "text": "Раздел I"},
    ]
    code, out, _ = bilik("parse", charter, "--remainders", "--format", "text")
    assert (code, out.splitlines()[0]) == (0, "title\t2..7\tУстав")


def test_command_reads_a_pdf(tmp_path: Path) -> None:
    path = tmp_path / "charter" / "2001-02-03.kaz.pdf"
    path.parent.mkdir()
    path.write_bytes(pdf(["1-бап", "      Одақ кеңесі халық ісін жүр-", "гізеді; дауды шешеді."]))
    code, out, _ = bilik("parse", path, "--format", "text")
    assert (code, out.splitlines()) == (
        0,
        ["art_1/0\tОдақ кеңесі халық ісін жүргізеді", "art_1/1\tдауды шешеді"],
    )


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("2001-02-03.rus.md", b"", "the file is empty. Fetch it again"),
        ("2001-02-03.rus.docx", GOOD.encode(), "files of type unknown (.docx) are not read"),
        ("2001-02-03.rus.md", GOOD.encode("cp1251"), "iconv -f WINDOWS-1251 -t UTF-8"),
        ("text.md", GOOD.encode(), "neither front matter nor file name gives the act"),
        ("missing.md", None, "the file cannot be read (No such file or directory)"),
    ],
)
def test_command_says_what_is_wrong(
    tmp_path: Path, name: str, data: bytes | None, message: str
) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    code, out, err = bilik("parse", path)
    assert (code, out) == (1, "")
    assert err.startswith(f"bilik: {path.as_posix()}: ")
    assert message in err
    assert len(err.splitlines()) == 1
