"""Pages of the shapes of Әділет (adilet.zan.kz), made from texts; see `tests.sources.publisher`.

The pages hold what real ones hold and a reader must see through: a head, scripts, menus and a
counter that differs at each request, opaque anchors `z12` that carry no number of an article, links
in the text, entities, no-break spaces, soft hyphens, points that only `<br>` parts, tables.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from pipeline.vocabulary import Lang
from tests.sources.editions import Edition, Piece, pieces

_STATUSES = {
    "new": ("new", {Lang.RUS: "Новый", Lang.KAZ: "Жаңа"}),
    "upd": ("upd", {Lang.RUS: "Обновленный", Lang.KAZ: "Жаңартылған"}),
    "yts": ("yts", {Lang.RUS: "Утративший силу", Lang.KAZ: "Күші жойылған"}),
}
_HTML_LANG = {Lang.RUS: "ru", Lang.KAZ: "kk"}
_SITE = {Lang.RUS: 'ИПС "Әділет"', Lang.KAZ: '"Әділет" АҚЖ'}
_MENU = {
    Lang.RUS: ("Поиск", "Текст", "Информация", "Ссылки", "История изменений", "Скачать"),
    Lang.KAZ: ("Іздеу", "Мәтін", "Ақпарат", "Сілтемелер", "Өзгерістер тарихы", "Жүктеу"),
}
REFERENCE = re.compile(r"стать[а-я]+ \d+(?:-\d+)*|\d+(?:-\d+)*-бап\w*")


def dotted(day: date) -> str:
    """A day as the publishers write it in addresses and tables."""
    return day.strftime("%d.%m.%Y")


def act_page(edition: Edition, served: int = 1, encoding: str = "utf-8") -> bytes:
    """The page of an act, current or archived.

    Args:
        edition: the version.
        served: the number of the request: the counter and the token on the page, not the words.
        encoding: of the bytes; the page itself names it.
    """
    words = _text(list(pieces(edition.text)), edition)
    status, labels = _STATUSES[edition.status]
    body = (
        f'<div class="container_alpha slogan"><h1>{_escaped(edition.title)}</h1></div>\n'
        f'<div class="container_alpha"><span class="status status_{status}">'
        f"{labels[edition.lang]}</span></div>\n"
        f'<div class="container_gamma text text_{status}"><article>\n'
        f"{''.join(words)}</article></div>\n"
        f'<div class="container_omega aftertext"><p>{_SITE[edition.lang]}</p></div>\n'
    )
    return page(edition.lang, edition.title, body, served, encoding)


def history_page(
    editions: Sequence[Edition], served: int = 1, old_first: bool = False, repeat: bool = False
) -> bytes:
    """The page of an act's versions, all of one act and language.

    Args:
        editions: its versions, in order of time; the last is the one that is current.
        served: as for `act_page`.
        old_first: whether the table begins with the oldest version.
        repeat: whether a version changed by several acts on one day has a row for each of them.
    """
    last = editions[-1]
    rows = []
    for edition in editions if old_first else reversed(editions):
        path = f"/{edition.lang}/docs/{edition.code}"
        if edition is not last:
            path = f"/{edition.lang}/archive/docs/{edition.code}/{dotted(edition.day)}"
        cause = _escaped(edition.cause_title.get(edition.lang, "") or edition.cause_requisites)
        if edition.cause_code:
            cause = f'<a href="/{edition.lang}/docs/{edition.cause_code}">{cause}</a>'
        row = f'<tr><td><a href="{path}">{dotted(edition.day)}</a></td><td>{cause}</td></tr>\n'
        rows += [row, row] if repeat else [row]
    body = (
        f'<div class="container_alpha slogan"><h1>{_escaped(last.title)}</h1></div>\n'
        f'<div class="container_gamma"><table class="history">\n{"".join(rows)}</table></div>\n'
    )
    return page(last.lang, last.title, body, served)


def not_found_page(lang: Lang = Lang.RUS, served: int = 1) -> bytes:
    """What the site says of an act that it does not know, served with 200."""
    words = {
        Lang.RUS: "Запрашиваемый документ не найден. Проверьте адрес или воспользуйтесь поиском.",
        Lang.KAZ: "Сұратылған құжат табылмады. Мекенжайды тексеріңіз немесе іздеуді қолданыңыз.",
    }
    body = f'<div class="container_alpha slogan"><h1>404</h1></div><div><p>{words[lang]}</p></div>'
    return page(lang, "404", body, served)


def login_page(lang: Lang = Lang.RUS, served: int = 1) -> bytes:
    """What stands between a reader and an act, served with 200."""
    words = {
        Lang.RUS: "Войдите, чтобы продолжить работу с информационно-правовой системой.",
        Lang.KAZ: "Ақпараттық-құқықтық жүйемен жұмысты жалғастыру үшін кіріңіз.",
    }
    body = (
        f'<form action="/login" method="post"><p>{words[lang]}</p>'
        '<input name="user"><input name="password" type="password"></form>'
    )
    return page(lang, "Вход" if lang is Lang.RUS else "Кіру", body, served)


def page(lang: Lang, title: str, body: str, served: int = 1, encoding: str = "utf-8") -> bytes:
    """A whole page of the site around a body."""
    menu = "".join(
        f'<li><a href="/{lang}/{n}">{word}</a></li>' for n, word in enumerate(_MENU[lang])
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{_HTML_LANG[lang]}"><head><meta charset="{encoding}">\n'
        f"<title>{_escaped(title)} - {_SITE[lang]}</title>\n"
        "<style>p.note { color: green }</style>\n"
        f'<script>var token = "{served * 7919:08x}"; if (1 < 2 && "<p>") {{ count(); }}</script>\n'
        f'</head><body>\n<nav><ul class="menu">{menu}</ul></nav>\n<!-- {served} -->\n{body}'
        f'<footer><p>© 2012-2026</p><span id="counter">{1000 + served}</span></footer>\n'
        "<script>count()</script></body></html>\n"
    ).encode(encoding, "xmlcharrefreplace")


def _text(found: list[Piece], edition: Edition) -> Iterator[str]:
    anchor = edition.document % 90 + 10  # opaque: it begins anywhere
    for kind, group in groupby(found, key=lambda piece: piece.kind):
        run = list(group)
        if kind == "row":
            yield _table(run)
        elif kind == "subpoint":
            yield _list(run)
        else:
            for piece in run:
                anchor += 2
                yield _paragraph(piece, anchor)


def _paragraph(piece: Piece, anchor: int) -> str:
    if piece.kind in ("article", "section", "title"):
        return f'<h3><a name="z{anchor}"></a>{_words(piece.text, linked=False)}</h3>\n'
    words = _words(piece.text)
    if piece.kind == "note":
        return f'<p class="note">{words}</p>\n'
    return f'<p>\n      <a name="z{anchor}"></a>{words}\n</p>\n'


def _list(run: Iterable[Piece]) -> str:
    """Sub-points in one paragraph, parted by `<br>`, as older pages have them."""
    points = "<br>\n".join(_words(piece.text) for piece in run)
    return f"<p>{points}</p>\n"


def _table(run: Iterable[Piece]) -> str:
    rows = ("".join(f"<td><p>{_words(cell)}</p></td>" for cell in piece.cells) for piece in run)
    return (
        f'<table border="1"><tbody>{"".join(f"<tr>{row}</tr>" for row in rows)}</tbody></table>\n'
    )


def _words(text: str, linked: bool = True) -> str:
    """Words as pages have them: entities, links, no-break spaces, soft hyphens, broken lines."""
    words = _escaped(text)
    if linked:
        link = rf'<a href="#z{len(text) % 300}">\g<0></a>'
        words = REFERENCE.sub(link, words)
    words = re.sub(r"^(Статья|\d+\.) ", r"\1&nbsp;", words)
    words = re.sub(r"(?<![\w&;<>])(\w{6})(\w{6,})", r"\1&shy;\2", words, count=1)
    return re.sub(r"(?<=\w,) ", "\n   ", words, count=1)


def _escaped(text: str) -> str:
    return html.escape(text).replace("«", "&laquo;").replace("»", "&raquo;")
