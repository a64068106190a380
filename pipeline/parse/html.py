"""A publisher's page to its source text: the act's words, without what stands around them.

Nothing of a page is run or fetched. Headings, notes, tables and broken lines are kept as such;
links keep their words, anchors are dropped: they are opaque and carry no number. Numbers that a
browser would draw before the items of a list are not written in the page and are left out.
"""

from __future__ import annotations

import re
from itertools import groupby

from lxml import etree

from pipeline.errors import InputError
from pipeline.parse.encoding import check_readable, decode
from pipeline.parse.rendered import Kind, Paragraph, write


def _has(tag: str, *classes: str) -> str:
    found = (f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')" for name in classes)
    return f"//{tag}[{' and '.join(found)}]"


# Where the act's text stands in a page, and its title: the first that is there.
TEXT = (
    _has("div", "container_gamma", "text") + "/article",
    _has("div", "container_gamma", "text"),
    "//article",
)
TITLE = (_has("div", "container_alpha", "slogan") + "/h1", "//h1")
NOTES = {"note", "notes", "footnote", "sidenote"}  # classes of editors' notes

_DROPPED = {"script", "style", "template", "noscript", "iframe", "head", "title"}
_HEADINGS = {f"h{level}" for level in range(1, 7)}
_BLOCKS = _HEADINGS | {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "html",
    "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot",
    "th", "thead", "tr", "ul",
}  # fmt: skip
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_RAISED = {
    "sup": str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"),  # статья 5¹ is not article 51
    "sub": str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"),
}
_CHARSET = re.compile(
    rb"<(?:meta|\?xml)\b[^>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([\w:.-]+)", re.IGNORECASE
)
_PAGE_BEGIN = re.compile(r"<html\b", re.IGNORECASE)
# Browsers go on after these, the parser does not.
_PAGE_END = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
_NO_TAG = re.compile(r"<(?![A-Za-z/!?])")  # as in the editors' mark <*>
_UNFIT = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_END = "page-end"


def read(data: bytes, name: str, charset: str = "") -> str:
    """The source text of a page: title and text of the act.

    Args:
        data: the page.
        name: what errors name.
        charset: what its media type says; a byte-order mark goes before it, the page's own word
            after it.

    Raises:
        InputError: the page is cut off, nested too deeply, written in another encoding than it
            says, or holds no text of an act: it is a login page, say.
    """
    root = tree(data, name, charset)
    places = _first(root, TEXT)
    if not places:
        title = _first(root, ("//title", "//h1"))
        words = " ".join("".join(title[0].itertext()).split()) if title else ""
        raise InputError(
            f"the page holds no text of an act (its title is '{words[:80]}')",
            name,
            "fetch the page of the act itself; of a page from elsewhere, put the act's text "
            "between <article> and </article>",
        )
    found = [
        Paragraph("title", each.lines)
        for title in _first(root, TITLE)[:1]
        if not any(place in places for place in title.iterancestors())
        for each in _Walk().over(title)
    ]
    for place in places:
        found += _Walk().over(place)
    text = write(found)
    check_readable(text, name)
    return text


def tree(data: bytes, name: str, charset: str = "") -> etree._Element:
    """A page's elements; arguments as for `read`.

    Raises:
        InputError: the page is cut off, nested too deeply, or written in another encoding than it
            says.
    """
    told = _CHARSET.search(data[:4096])
    charset = charset or (told.group(1).decode() if told else "utf-8")
    page = decode(data, name, charset)
    if _PAGE_BEGIN.search(page) and not _PAGE_END.search(page):
        raise _cut_off(name)
    return _tree(page, name)


def fragment(markup: str, name: str) -> list[Paragraph]:
    """The paragraphs of words that hold tags or entities.

    Raises:
        InputError: a tag or comment has no end, or the tags are nested too deeply.
    """
    return _Walk().over(_tree(markup, name))


def lines(text: str) -> list[Paragraph]:
    """The paragraphs of words without tags, parted by empty lines."""
    return _Walk().words(_UNFIT.sub("\ufffd", text))


def _tree(markup: str, name: str) -> etree._Element:
    markup = _NO_TAG.sub("&lt;", _UNFIT.sub("\ufffd", _PAGE_END.sub("", markup)))
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(f"{markup}<{_END}>".encode(), parser)
    except etree.XMLSyntaxError as error:
        raise InputError(f"the page cannot be read ({error})", name, "fetch it again") from None
    if any(entry.level == etree.ErrorLevels.FATAL for entry in parser.error_log):
        raise InputError(
            "the page is nested too deeply or has an endless word", name, "fetch it again"
        )
    # Where the end is missing, it was taken for words of something that has no end.
    if root is None or root.find(f".//{_END}") is None:
        raise _cut_off(name)
    return root


def _cut_off(name: str) -> InputError:
    return InputError(
        "the page is cut off: its end, or that of a tag or comment in it, is missing",
        name,
        "fetch it again from its source",
    )


def _first(root: etree._Element, places: tuple[str, ...]) -> list[etree._Element]:
    """The elements that the first fitting place names, without those inside of others."""
    for place in places:
        if found := root.xpath(place):
            chosen = set(found)
            return [each for each in found if chosen.isdisjoint(each.iterancestors())]
    return []


class _Walk:
    """Goes through an element in the order of its words.

    The parser nests no deeper than 256 elements, so it may go down by calling itself.
    """

    def __init__(self) -> None:
        self.found: list[Paragraph] = []
        self.said: list[str] = []  # of the paragraph that is not yet at its end; "\n" for <br>
        self.kinds: list[Kind] = ["text"]
        self.tables: list[bool] = []  # of each open table whether its rows are rows of cells
        self.cells: list[list[str]] | None = None  # of the open row
        self.preformatted = 0

    def over(self, element: etree._Element) -> list[Paragraph]:
        """The paragraphs of an element."""
        self._element(element)
        self._end()
        return self.found

    def words(self, text: str) -> list[Paragraph]:
        """The paragraphs of a text without tags; a line's end is one as printed."""
        self.said.append(text.replace("\r\n", "\n"))
        self._end()
        return self.found

    def _element(self, element: etree._Element) -> None:
        tag = element.tag if isinstance(element.tag, str) else "script"  # a comment
        if tag in _DROPPED:
            return
        if tag == "br":
            self.said.append("\n")
        if tag in _BLOCKS:
            self._end()
        self._open(tag, element)
        self._say(element.text, tag)
        for child in element:
            self._element(child)
            self._say(child.tail, tag)
        if tag in _BLOCKS:
            self._end()
        self._close(tag, element)

    def _open(self, tag: str, element: etree._Element) -> None:
        if tag in _HEADINGS:
            self.kinds.append("heading")
        elif tag in _BLOCKS and _is_note(element):
            self.kinds.append("note")
        elif tag == "pre":
            self.preformatted += 1
        elif tag == "table":
            self.tables.append(_is_of_cells(element))
        elif tag == "tr" and self.tables and self.tables[-1]:
            self.cells = []
        elif tag in ("td", "th") and self.cells is not None:
            self.cells.append([])
        elif _is_note(element):  # within a paragraph: it begins a line
            self.said.append("\n")

    def _close(self, tag: str, element: etree._Element) -> None:
        if tag in _HEADINGS or (tag in _BLOCKS and _is_note(element)):
            self.kinds.pop()
        elif tag == "pre":
            self.preformatted -= 1
        elif tag == "table":
            self.tables.pop()
        elif tag == "tr" and self.cells is not None:
            cells = tuple(" ".join(cell) for cell in self.cells)
            self.cells = None
            if any(cells):
                self.found.append(Paragraph("row", cells))

    def _say(self, words: str | None, tag: str) -> None:
        if not words:
            return
        if tag in _RAISED:
            words = words.translate(_RAISED[tag])
        self.said.append(words if self.preformatted else words.replace("\n", " "))

    def _end(self) -> None:
        """End the paragraph that is open, if any."""
        if not self.said:
            return
        lines = [_folded(line) for line in "".join(self.said).split("\n")]
        self.said.clear()
        if self.cells is not None:
            if any(lines) and not self.cells:
                self.cells.append([])  # words of a row outside of its cells
            if any(lines):
                self.cells[-1] += filter(None, lines)
            return
        kind: Kind = "note" if "note" in self.kinds else self.kinds[-1]
        for empty, run in groupby(lines, key=lambda line: not line):
            if not empty:
                self.found.append(Paragraph(kind, tuple(run)))


def _is_note(element: etree._Element) -> bool:
    return not NOTES.isdisjoint(element.get("class", "").lower().split())


def _is_of_cells(table: etree._Element) -> bool:
    """Whether a table is one, and not there to place paragraphs on the page."""
    if next(table.iterdescendants("table", *_HEADINGS), None) is not None:
        return False
    return any(sum(cell.tag in ("td", "th") for cell in row) > 1 for row in table.iter("tr"))


def _folded(line: str) -> str:
    return " ".join(_INVISIBLE.sub("", line).replace("\u2011", "-").split())
