"""Damage to the markup of a page: soup."""

from __future__ import annotations

import re

from lxml import html

from tests.parse.fuzzing_text import ODD, Rng

_TAGS = re.compile(r"</?[a-z][^<>]*>|&[#\w]+;|<!--")
_BITS = (
    *(
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<b>",
        "</i>",
        "<br>",
        "<br/>",
        "<h3>",
        "</h3>",
        "<a name=z1>",
    ),
    *(
        "<table><tr><td>",
        "</td>",
        "</table>",
        "<tr>",
        "<td>",
        '<p class="note">',
        "<ul><li>",
        "<pre>",
    ),
    *("<!--", "-->", "<![CDATA[", "]]>", "<?xml", "<script>", "</script>", "<style>", "<template>"),
    *(
        "&",
        "&amp;amp;",
        "&#0;",
        "&#xD800;",
        "&#99999999999;",
        "&nbsp;",
        "&lt;a&gt;",
        "<",
        ">",
        "<*>",
    ),
    *(
        "<sup>1</sup>",
        "<article>",
        "</article>",
        "</body>",
        "</html>",
        "<p",
        '"',
        "<svg><p>",
        "<math>",
    ),
    *("<frameset>", "<plaintext>", "<textarea>", "<title>", "<iframe>", "<select>", "<a href='"),
)
_DEEP = (20, 200, 400, 3000)


def damage(rng: Rng, page: str) -> str:
    """A page with some faults in its tags."""
    for _ in range(rng.randint(1, 4)):
        found = [match.span() for match in _TAGS.finditer(page)] or [(0, 0)]
        start, end = rng.choice(found)
        fault = rng.randrange(6)
        if fault == 0:
            page = page[:start] + page[end:]
        elif fault == 1:
            page = page[:end] + page[start:]
        elif fault == 2:
            page = page[:start] + rng.choice(_BITS) + page[end:]
        elif fault == 3:
            page = page[:start] + rng.choice(_BITS) * rng.choice(_DEEP) + page[start:]
        elif fault == 4:
            at = rng.randrange(len(page) + 1)
            page = page[:at] + rng.choice((*_BITS, *ODD)) + page[at:]
        else:
            page = page[: rng.randrange(len(page) + 1)] + rng.choice(
                ("", "</html>", "</body></html>")
            )
    return page


def missing(data: bytes, form: str, text: str) -> list[str]:
    """Words in the paragraphs of a page's act that are not in its source text."""
    if form != "html":
        return []
    page = html.fromstring(data, parser=html.HTMLParser(encoding="utf-8", recover=True))
    said = page.xpath(
        "//div[contains(@class, 'container_gamma')]//article//p/text()"
        "[not(ancestor::template or ancestor::noscript or ancestor::iframe)]"
    )
    return [words for each in said for words in _words(each) if words not in text]


def words_of(markup: str) -> list[str]:
    """The words that are shown where a browser draws this."""
    if not markup.strip():
        return []
    if "<" not in markup and "&" not in markup:
        return _words(markup)
    return []


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)
