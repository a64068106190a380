"""News as an Atom feed (RFC 4287), made anew from the records each time."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import NAMESPACE_URL, UUID, uuid5

from lxml import etree

from pipeline.news.records import Item, News
from pipeline.news.told import Told, say, tell
from pipeline.report.words import HTML_CODES

ENTRIES = 50  # in a feed, the newest
AUTHOR = "Bilik"
_ATOM = "http://www.w3.org/2005/Atom"
_XML = "http://www.w3.org/XML/1998/namespace"


def feed(told: Sequence[News], language: str, address: str = "") -> bytes:
    """The feed in one language, newest first; the same news give the same bytes.

    Args:
        told: all news, the oldest first; there is at least one.
        language: kaz, rus or eng.
        address: of the folder in which feeds are published, if they are.
    """
    # A workspace's first release and its moment name its feeds, and every entry in them.
    origin = uuid5(NAMESPACE_URL, f"bilik:{told[0].release}:{told[0].made}")
    root = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})
    root.set(f"{{{_XML}}}lang", HTML_CODES[language])
    _add(root, "id", uuid5(origin, language).urn)
    _add(root, "title", say("title", language))
    _add(root, "subtitle", say("subtitle", language))
    _add(root, "updated", told[-1].made)
    _add(_add(root, "author"), "name", AUTHOR)
    if address:
        href = f"{address.rstrip('/')}/feed.{language}.atom"
        _add(root, "link", rel="self", type="application/atom+xml", href=href)
    entries = [(news, n, item) for news in reversed(told) for n, item in enumerate(news.items)]
    for news, n, item in entries[:ENTRIES]:
        _entry(root, uuid5(origin, f"{news.number}/{n}/{language}"), news, item, language)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True))


def _entry(root: etree._Element, name: UUID, news: News, item: Item, language: str) -> None:
    told = tell(item, news.release, language)
    entry = _add(root, "entry")
    _add(entry, "id", name.urn)
    _add(entry, "title", told.title)
    _add(entry, "updated", news.made)
    _add(entry, "category", term=item.kind)
    _add(entry, "content", _html(told), type="html")


def _html(told: Told) -> str:
    """The item as HTML; every word that is not ours is escaped by the library."""
    root = etree.Element("div")
    _below(root, "p", told.intro)
    lines = _below(root, "ul") if told.lines else root
    for line in told.lines:
        item = _below(lines, "li")
        _below(item, "b", line.head).tail = f" {line.text}"
        if line.words:
            _below(item, "blockquote", line.words)
        for name in line.ids:
            _below(item, "code", name).tail = " "
    if told.more:
        _below(root, "p", told.more)
    return str(etree.tostring(root, encoding="unicode", method="html"))


def _add(parent: etree._Element, tag: str, text: str = "", **attributes: str) -> etree._Element:
    return _below(parent, f"{{{_ATOM}}}{tag}", text, **attributes)


def _below(parent: etree._Element, tag: str, text: str = "", **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, tag, attributes)
    element.text = _printable(text) or None
    return element


def _printable(text: str) -> str:
    """Without the control characters that XML cannot hold."""
    return "".join(c for c in text if c in "\t\n" or (c >= " " and c not in "\ufffe\uffff"))
