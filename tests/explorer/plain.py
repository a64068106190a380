"""What a page says, without its tags."""

from __future__ import annotations

import html
import re


def plain(markup: str) -> str:
    """The words of a page or of a part of it, white space folded.

    >>> plain("<p>Tom &amp;\\n<b>Jerry</b></p>")
    'Tom & Jerry'
    """
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", markup)).split())
