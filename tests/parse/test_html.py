"""Pages of a publisher: the act's words and nothing else, or one clear refusal."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.amendments import read as read_amendments
from pipeline.cli import main
from pipeline.errors import InputError
from pipeline.parse.rendered import Kind, Paragraph, blocks, write
from pipeline.parse.sourcetext import form_of, read_text
from pipeline.vocabulary import Lang
from tests.parse.alike import HTML, assert_alike, parts, read_as, text_of
from tests.sources.adilet_pages import page
from tests.sources.publisher import Edition, act_page, editions, login_page, not_found_page
from tests.sources.publisher import acts as registry

ALL = editions(*registry())
LONGEST = {
    lang: max((e for e in ALL if e.lang is lang), key=lambda e: len(e.text)) for lang in Lang
}
CHARTER = """
# Устав Союза

Мы, народы Союза, принимаем настоящий Устав:

## Раздел I. Общие положения

### Статья 44. Кто ведет дела

1. Совет ведет дела, «судит» споры & хранит казну <*>:

1) летом - на севере;

2) зимой - на юге согласно статье 7 Устава.

> Сноска. Статья 44 с изменениями, внесенными Законом РК от 01.02.2003 № 4.

### Статья 44-1

исключена Законом РК от 01.02.2003 № 4.

### Статья 45

Суд судит.

| Председатель Совета | А. Первый |

| Секретарь | Б. Второй |
"""
EDITION = replace(LONGEST[Lang.RUS], text=CHARTER, title="Устав Союза")


# -- the words of an act -------------------------------------------------------------------------


@pytest.mark.parametrize("edition", ALL, ids=lambda each: f"{each.act}@{each.day}.{each.lang}")
def test_a_page_is_read_as_its_text_is(edition: Edition) -> None:
    assert_alike(act_page(edition), HTML, edition)


def test_a_page_with_all_that_texts_have_is_read_as_its_text_is() -> None:
    assert_alike(act_page(EDITION), HTML, EDITION)
    _, parsed = read_as(act_page(EDITION), HTML, EDITION)
    assert [unit.eid for unit in parsed.provisions] == [
        "preamble",
        "art_44",
        "art_44__pt_1",
        "art_44__pt_1__sub_1",
        "art_44__pt_1__sub_2",
        "art_44-1",
        "art_45",
        "art_45__par_2",
        "art_45__par_3",
    ]
    assert parsed.provisions[1].heading == "Кто ведет дела"
    assert parsed.provisions[2].text == "Совет ведет дела, «судит» споры & хранит казну:"
    assert [note.eid for note in parsed.notes] == ["art_44__pt_1__sub_2"]
    assert [unit.eid for unit in parsed.provisions if unit.repealed] == ["art_44-1"]
    assert parsed.provisions[-1].text == "| Секретарь | Б. Второй |"


def test_the_form_that_a_page_is_rendered_into() -> None:
    text, _ = read_as(act_page(EDITION), HTML, EDITION)
    assert re.findall("(?m)^#.*", text) == [
        "# Устав Союза",  # the page's title
        "### Устав Союза",  # and the text's own
        "### Раздел I. Общие положения",
        "### Статья 44. Кто ведет дела",
        "### Статья 44-1",
        "### Статья 45",
    ]
    assert "\n1) летом - на севере;\n2) зимой - на юге согласно статье 7 Устава.\n" in text
    assert "\n> Сноска. Статья 44 с" in text
    assert "\n| Председатель Совета | А. Первый |\n| Секретарь | Б. Второй |\n" in text
    assert not re.search(r"z\d|href|nbsp|token|1001", text)


def test_what_stands_around_the_words_changes_the_bytes_alone() -> None:
    first, second = act_page(EDITION, served=1), act_page(EDITION, served=2)
    assert first != second
    assert read_text(first, HTML, "x") == read_text(second, HTML, "x")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("Совет&nbsp;&nbsp; судит&shy;ся\n в срок", "Совет судится в срок"),
        ("<b>С</b>овет <i>судит</i>,<span>и</span> ведет", "Совет судит,и ведет"),
        ("Совет<!-- не -->ы <script>не</script><style>не</style>судят", "Советы судят"),
        ("&lt;*&gt; &laquo;Совет&raquo; &amp; суд &#1241; &#x4D9;", "<*> «Совет» & суд ә ә"),
        ("Совет <*> судит, если 1 < 2 и 3 > 2 & 5", "Совет <*> судит, если 1 < 2 и 3 > 2 & 5"),
        ("Статья 5<sup>1</sup>, м<sub>2</sub>", "Статья 5¹, м₂"),
        ('по <a href="#z80">статье 8</a><a name="z9"></a> судят', "по статье 8 судят"),
        ("<unknown>Совет</unknown> <o:p>судит</o:p>", "Совет судит"),
        ("a\x00b\x01c", "a\ufffdb\ufffdc"),
    ],
)
def test_words_within_a_paragraph(body: str, words: str) -> None:
    rest = "Остальное сказано словами, которых хватает, чтобы прочесть страницу."
    assert text_of(f"<p>{body}</p><p>{rest}</p>") == f"{words}\n\n{rest}\n"


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<p>Первый совет</p><p>Второй суд</p>", ["Первый совет", "", "Второй суд"]),
        ("<div>Первый совет<p>Второй</p>суд</div>", ["Первый совет", "", "Второй", "", "суд"]),
        ("Первый совет<br>второй<br/><br>суд", ["Первый совет", "второй", "", "суд"]),
        ("<ul><li>Первый совет<li>Второй суд</ul>", ["Первый совет", "", "Второй суд"]),
        ("<pre>Первый совет\n   второй\n\nсуд</pre>", ["Первый совет", "второй", "", "суд"]),
        ("<h2>Первый<br>совет</h2><p>Второй суд", ["### Первый совет", "", "Второй суд"]),
        ('<div class="red NOTE"><p>Первый</p>совет</div>', ["> Первый", "", "> совет"]),
        ('<p class="note">Первый<br>совет</p>суд', ["> Первый", "> совет", "", "суд"]),
        ('<p class="footnotes">Первый совет</p>', ["Первый совет"]),
        (
            "<table><caption>Все</caption><tr><th>Первый<td>совет<tr><td><td><p>2<p>3</table>После",
            ["Все", "", "| Первый | совет |", "|  | 2 3 |", "", "После"],
        ),
        # A table that only places words on the page.
        ("<table><tr><td><p>Первый<p>совет<tr><td>суд</table>", ["Первый", "", "совет", "", "суд"]),
        (
            "<table><tr><td><h3>Первый</h3>совет<td><table><tr><td>1<td>2</table></table>суд",
            ["### Первый", "", "совет", "", "| 1 | 2 |", "", "суд"],
        ),
    ],
)
def test_paragraphs(body: str, lines: list[str]) -> None:
    assert text_of(f"{body}<p>{'мир ' * 20}</p>").splitlines()[:-2] == lines


@pytest.mark.parametrize(
    "line", ["# Совет", "### Совет", "> Совет", "| Совет |", "**Совет**", "---", "*Совет* 5*6"]
)
def test_words_that_look_like_a_mark_are_none(line: str) -> None:
    text = text_of(f"<p>{line}<br>{line}</p><p>{'мир ' * 20}</p>")
    first = next(blocks(text, 0))
    assert first.text.text.startswith(line)
    assert (first.heading, first.note) == (False, False)


KINDS: list[Kind] = ["title", "heading", "note", "row", "text"]
WORDS = st.text(st.sampled_from("аб1 #>|*-<"), min_size=1, max_size=9).filter(str.strip)
LINES = st.lists(WORDS.map(lambda line: " ".join(line.split())), min_size=1, max_size=3)


@given(st.lists(st.builds(Paragraph, st.sampled_from(KINDS), LINES.map(tuple)), max_size=6))
@settings(deadline=None)
def test_what_is_rendered_is_read_back(paragraphs: list[Paragraph]) -> None:
    """Each block is of the kind of its paragraph, and nothing is lost or made up.

    But a hyphen at a line's end, which breaks a word.
    """
    found = list(blocks(write(paragraphs), 0))
    kinds = [("heading" if b.heading else "note" if b.note else "text") for b in found]
    wanted = [{"title": "heading", "row": "text"}.get(each.kind, each.kind) for each in paragraphs]
    assert list(dict.fromkeys(kinds)) == list(dict.fromkeys(wanted))
    printed = "".join(
        f"|{'|'.join(each.lines)}|" if each.kind == "row" else "".join(each.lines)
        for each in paragraphs
    )
    read = "".join(b.text.text for b in found)
    assert re.sub("[ -]", "", read) == re.sub("[ -]", "", printed)


BLOCKS = ("p", "div", "li", "h3", "td", "blockquote", "section")
NODES = st.recursive(
    st.integers(0, 10**6).map(lambda number: [f"слово{number}"]),
    lambda inner: st.tuples(
        st.sampled_from((*BLOCKS, "table", "tr", "span", "b", "font", "center")),
        st.lists(inner, max_size=4),
    ).map(
        lambda node: [f"<{node[0]}>", *(part for each in node[1] for part in each), f"</{node[0]}>"]
    ),
    max_leaves=12,
)


@given(st.lists(NODES, min_size=1, max_size=5))
@settings(deadline=None, max_examples=150)
def test_no_word_is_lost_or_glued_to_another_block_s(nodes: list[list[str]]) -> None:
    parts = [part for node in nodes for part in node]
    text = text_of(" ".join(parts) + f"<p>{'мир ' * 20}</p>")
    words = [part for part in parts if not part.startswith("<")]
    assert re.findall(r"слово\d+", text) == words
    tight = text_of("".join(f"<p>{word}</p><div>{word}</div>" for word in [*words, "мир" * 20]))
    assert re.findall(r"слово\d+\b", tight) == [word for word in words for _ in range(2)]


@pytest.mark.parametrize(
    "body",
    [
        '<div class="x text container_gamma"><article>{}</article> не то</div>',
        '<div class="container_gamma text text_upd text_arc">{}</div><div class="text">не то</div>',
        "<div><article>{}</article></div><p>не то</p>",
    ],
)
def test_where_the_text_stands(body: str) -> None:
    words = "мир " * 20
    text = read_text(page(Lang.RUS, "Устав", body.format(f"<p>{words}")), HTML, "x")
    assert text == f"{words.strip()}\n"


def test_the_text_stands_in_several_places() -> None:
    body = f"<article>{'мир ' * 20}<article>суд</article></article><article>совет</article>"
    assert text_of(body).split() == ["мир"] * 20 + ["суд", "совет"]


# -- what is refused -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "title"),
    [
        pytest.param(login_page(), "Вход - ИПС", id="login"),
        pytest.param(not_found_page(Lang.KAZ), "404 - ", id="not found"),
        pytest.param(page(Lang.RUS, "Новости", f"<p>{'мир ' * 50}</p>"), "Новости - ", id="other"),
        pytest.param("<p>Статья 1. Совет судит.</p>".encode(), "''", id="no title"),
    ],
)
def test_a_page_without_an_act(data: bytes, title: str) -> None:
    with pytest.raises(InputError, match=f"no text of an act .*{title}") as error:
        read_text(data, HTML, "https://x/rus/docs/K1")
    assert error.value.where == "https://x/rus/docs/K1"
    assert "<article>" in error.value.remedy


def test_a_page_without_words() -> None:
    with pytest.raises(InputError, match="no text in the file"):
        text_of("<p>мир</p>")


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.9, 0.999])
def test_a_page_that_is_cut_off(kept: float) -> None:
    data = act_page(LONGEST[Lang.RUS])
    with pytest.raises(InputError, match="cut off"):
        read_text(data[: int(len(data) * kept)].decode("utf-8", "ignore").encode(), HTML, "x")


@pytest.mark.parametrize("endless", ["<!-- ", "<script>", "<p class='", "<textarea>", "<title>"])
def test_words_are_not_swallowed_by_what_has_no_end(endless: str) -> None:
    text = f"<article><p>{'мир ' * 20}</p>{endless}<p>Совет судит.</p></article>"
    with pytest.raises(InputError, match="cut off"):
        read_text(text.encode(), HTML, "x")


def test_words_after_the_end_of_the_page_are_kept() -> None:
    text = text_of(f"<p>{'мир ' * 20}</p></body></html><p>Совет судит.</p>")
    assert text.endswith("Совет судит.\n")


@pytest.mark.parametrize("tag", ["div", "b", "table><tr><td", "blockquote"])
@pytest.mark.parametrize("depth", [300, 100_000])
def test_a_page_nested_without_end(tag: str, depth: int) -> None:
    with pytest.raises(InputError, match="nested too deeply"):
        text_of(f"<{tag}>" * depth + "мир " * 20)


def test_nothing_outside_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("тайна")
    head = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    body = f"<article><p>&x; {'мир ' * 20}</p></article>"
    assert "тайна" not in read_text((head + body).encode(), HTML, "x")


# -- encodings -----------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize(
    ("encoding", "media_type"),
    [
        ("utf-8", "text/html"),
        ("utf-8", 'Text/HTML; Charset="UTF-8"'),
        ("windows-1251", "text/html; charset=windows-1251"),
        ("windows-1251", "text/html"),  # the page says it
        ("koi8-r", "text/html; charset=koi8-r; x=1"),
        ("utf-16", "text/html"),  # its byte-order mark says it
        ("utf-8-sig", "text/html; charset=windows-1251"),  # and has the last word
    ],
)
def test_a_page_in_its_encoding(lang: Lang, encoding: str, media_type: str) -> None:
    assert_alike(act_page(LONGEST[lang], encoding=encoding), media_type, LONGEST[lang])


@pytest.mark.parametrize(
    ("written", "said", "wrong"),
    [
        ("windows-1251", "utf-8", "is not UTF-8 .*looks like WINDOWS-1251"),
        ("koi8-r", "utf-8", "is not UTF-8 .*looks like KOI8-R"),
        ("utf-8", "windows-1251", "is not CP1251|its bytes are UTF-8"),
        ("utf-8", "koi8-r", "its bytes are UTF-8"),
        ("koi8-r", "windows-1251", "cannot be read"),
        ("windows-1251", "koi8-r", "cannot be read"),
        ("windows-1251", "iso-8859-1", "cannot be read"),
        ("utf-8", "punycode", "'punycode', which is not known"),
        ("utf-8", "no-such", "'no-such', which is not known"),
    ],
)
def test_a_page_in_another_encoding_than_is_said(written: str, said: str, wrong: str) -> None:
    data = act_page(LONGEST[Lang.RUS]).decode().encode(written, "xmlcharrefreplace")
    with pytest.raises(InputError, match=wrong):
        read_text(data, f"text/html; charset={said}", "x")


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize("wrongly", ["windows-1251", "latin-1"])
def test_letters_that_were_garbled_before_they_came(lang: Lang, wrongly: str) -> None:
    garbled = LONGEST[lang].text.encode().decode(wrongly, "replace")
    with pytest.raises(InputError, match="cannot be read"):
        text_of(f"<p>{garbled}</p>")


def test_the_form_of_a_media_type() -> None:
    assert form_of("text/markdown") == ("text/markdown", "")
    assert form_of(" Text/HTML ;a=b; CHARSET='koi8-r' ") == ("text/html", "koi8-r")


# -- the rest of the pipeline --------------------------------------------------------------------

AMENDING = "1. В статье 5:\n\n1) в пункте 2 слово «а» исключить;\n\n2) пункт 4 исключить."


def test_an_amending_act_is_read_from_a_page() -> None:
    edition = replace(EDITION, text=AMENDING)
    source, parsed = read_as(act_page(edition), HTML, edition)
    plain, markdown = read_as(AMENDING.encode(), "text/markdown", edition)
    told = read_amendments(parsed, source, HTML).instructions
    assert [(one.eid, one.kind, one.target) for one in told] == [
        (one.eid, one.kind, one.target)
        for one in read_amendments(markdown, plain, "text/markdown").instructions
    ]
    assert len(told) == 2


def test_a_saved_page_is_parsed_on_the_command_line(tmp_path: Path) -> None:
    edition = LONGEST[Lang.KAZ]
    file = tmp_path / edition.act / f"{edition.day}.kaz.HTM"
    file.parent.mkdir()
    file.write_bytes(act_page(edition))
    done = CliRunner().invoke(main, ["parse", str(file)])
    assert done.exit_code == 0, done.output
    _, markdown = read_as(edition.text.encode(), "text/markdown", edition)
    assert len(done.output.splitlines()) == len(markdown.clauses)


# -- official texts ------------------------------------------------------------------------------


def test_official_texts_are_read_alike(shared_corpus: Path) -> None:
    official = editions(*registry(), texts=shared_corpus)
    assert len(official) >= 10
    for edition in official:
        _, markdown = read_as(edition.text.encode(), "text/markdown", edition)
        _, parsed = read_as(act_page(edition), HTML, edition)
        wrong = [kind for kind, found in parts(parsed).items() if found != parts(markdown)[kind]]
        assert not wrong, f"{edition.act}@{edition.day}.{edition.lang}"  # no word of theirs
