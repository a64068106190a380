"""Large acts that a repository splits into parts, whose names change from version to version."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.parse import parse
from pipeline.parse.identity import told_by
from pipeline.sources.gitlaw.parts import joined
from pipeline.vocabulary import Lang
from tests.sources.editions import editions
from tests.sources.gitdesk import Desk, good
from tests.sources.gitrepo import act_folder, split_folder

CHARTER = "constitution-1995"
SPLIT = {(one.day.year, one.lang): one for one in editions(CHARTER)}
RUS, KAZ = SPLIT[1998, Lang.RUS], SPLIT[1998, Lang.KAZ]
PLACE = "00-constitution"
NAMES = [f"ch{number:03}" for number in range(4, 12)]
LATER = date(2006, 1, 1)


def units(desk: Desk, version_id: str) -> list[tuple[str, str]]:
    read = parse(desk.text(version_id), "text/markdown", "x", told_by(desk.facts(version_id)))
    return [(each.eid, each.text) for each in read.provisions]


@pytest.mark.parametrize("index", [True, False])
def test_a_split_act_reads_as_the_whole_one(desk: Desk, tmp_path: Path, index: bool) -> None:
    desk.repo.commit(split_folder(PLACE, RUS, KAZ, index=index), RUS.day)
    good(desk.run())
    whole = Desk(tmp_path / "whole")
    whole.repo.commit(act_folder(PLACE, RUS, KAZ), RUS.day)
    good(whole.run())
    for lang in ("rus", "kaz"):
        version_id = f"{CHARTER}@1998-10-07.{lang}"
        assert units(desk, version_id) == units(whole, version_id)
        assert len(units(desk, version_id)) > 100


def test_the_parts_are_joined_by_a_blank_line_without_what_leads_between_files(desk: Desk) -> None:
    desk.repo.commit(split_folder(PLACE, RUS, KAZ), RUS.day)
    desk.run()
    text = desk.text(f"{CHARTER}@1998-10-07.rus")
    assert text.startswith(f"# {RUS.title}\n\n## Раздел I.")
    assert "\n\n## Раздел IV. Парламент\n\n" in text
    for left_out in ("Вся редакция", "Части документа", "разбит", "| Часть", "sec001"):
        assert left_out not in text


def test_parts_with_other_names_and_the_same_words_make_no_version(desk: Desk) -> None:
    desk.repo.commit(split_folder(PLACE, RUS, KAZ), RUS.day)
    good(desk.run())
    desk.repo.commit({PLACE: None} | split_folder(PLACE, RUS, KAZ, NAMES), LATER)
    assert not good(desk.run()).changed
    assert desk.days(CHARTER) == {"rus": ["1998-10-07"], "kaz": ["1998-10-07"]}


def test_parts_with_other_names_in_a_new_version_make_no_article_vanish(desk: Desk) -> None:
    changed = replace(RUS, day=date(2007, 5, 21), text=RUS.text.replace("Парламент", "Собрание"))
    desk.repo.commit(split_folder(PLACE, RUS, KAZ), RUS.day)
    desk.repo.commit({PLACE: None} | split_folder(PLACE, changed, KAZ, NAMES), changed.day)
    good(desk.run())
    before, after = (units(desk, f"{CHARTER}@{day}.rus") for day in ("1998-10-07", "2007-05-21"))
    assert [eid for eid, _ in before] == [eid for eid, _ in after]
    assert before != after


def test_an_act_that_is_split_on_the_way_is_the_same_text(desk: Desk) -> None:
    desk.repo.commit(act_folder(PLACE, RUS, KAZ), RUS.day)
    split = split_folder(PLACE, SPLIT[2007, Lang.RUS], SPLIT[2007, Lang.KAZ])
    desk.repo.commit({PLACE: None} | split, date(2007, 5, 21))
    good(desk.run())
    assert desk.days(CHARTER)["kaz"] == ["1998-10-07", "2007-05-21"]


def test_a_part_that_the_index_names_and_that_is_missing_refuses_the_text(desk: Desk) -> None:
    split = split_folder(PLACE, RUS, KAZ)
    del split[f"{PLACE}/rus/sec003.md"]
    desk.repo.commit(split, RUS.day)
    done = desk.run()
    (error,) = done.errors
    assert error.what == "the index names parts that are not there: sec003.md"
    assert error.where.endswith(f":{PLACE}/rus")
    assert desk.days(CHARTER) == {"rus": [], "kaz": ["1998-10-07"]}


ARTICLE = "Статья {}. О деле\n\nСуд судит.\n"
ORDERS = {
    # the numbers in the names count as numbers, one after another
    "numbers": (["sec2", "sec10", "sec011"], {}),
    "inserted chapters": (["ch009", "ch009-1", "ch010"], {}),
    "chapters in sections": (["sec006", "sec006-ch001", "sec006-ch002", "sec006-1", "sec007"], {}),
    # a chapter named alone stands between sections: the articles tell where
    "mixed levels": (
        ["pt001", "sec002", "ch045-1", "sec007"],
        {"pt001": 1, "sec002": 20, "ch045-1": 300, "sec007": 310},
    ),
    "names that fall": (["sec003", "sec001"], {"sec003": 1, "sec001": "1-1"}),
    "anchors": (["b", "a"], {"b": '<a id="st7"></a>', "a": '<a id="st7-1"></a>'}),
    "kazakh": (["b1", "a1"], {"b1": "## 3-бап. ", "a1": "## 4-бап. "}),
    # a part without articles keeps the place that its name gives it
    "no articles": (["aa1", "c1", "b1"], {"c1": 1, "b1": 2}),
    # an annex counts its articles anew: the names decide
    "annexes": (["ch001", "ch002", "zz001"], {"ch001": 1, "ch002": 9, "zz001": 1}),
}


@pytest.mark.parametrize("case", ORDERS)
def test_the_order_of_parts_follows_names_and_articles(case: str) -> None:
    order, articles = ORDERS[case]
    texts = {}
    for name in reversed(order):
        said = articles.get(name, "")
        article = said if "<a" in str(said) or "бап" in str(said) else ARTICLE.format(said)
        texts[f"{name}.md"] = f"[{name}]\n\n" + (article if said else "Приложение")
    text = joined("", texts, "here")
    assert sorted(order, key=lambda name: text.index(f"[{name}]")) == order


def test_the_order_of_parts_is_that_of_the_index_where_it_names_all() -> None:
    main = "# Закон\n\n- [вторая](rus/z9.md)\n- [первая](rus/a1.md#st4) [первая](rus/a1.md)\n"
    texts = {"a1.md": ARTICLE.format(1), "z9.md": ARTICLE.format(2)}
    text = joined(main, texts, "here")
    assert text.index("Статья 2") < text.index("Статья 1")
    assert "вторая" not in text


def test_an_index_of_parts_in_folders_of_their_own_is_refused() -> None:
    with pytest.raises(InputError, match=r"not there: sec1/ch1\.md"):
        joined("[x](rus/sec1/ch1.md) [y](rus/sec2.md)", {"sec2.md": "x"}, "here")


@pytest.mark.parametrize("piece", ["\n", "[", "](rus/", "#", "Статья ", "* ", "---\n", "1-", " - "])
def test_a_text_without_end_is_gone_through_once(piece: str) -> None:
    """A quadratic search would take hours over it."""
    long = piece * (2**20 // len(piece))
    assert joined(f"# Закон\n\n{long}", {"a.md": long, "b.md": long}, "here")


def test_what_the_main_file_says_beside_its_index_is_kept() -> None:
    main = (
        "---\nact_code: '1'\n---\n\n# Закон\n\nМы, народ.\n\n## Құжаттың бөліктері\n\n"
        "Құжат бөлінген.\n\n| Бөлік |\n|---|\n| [a](kaz/a1.md) |\n\nҚосымша.\n"
    )
    text = joined(main, {"a1.md": "---\npart_of: ../kaz.md\n---\n\n1-бап\n"}, "here")
    assert text == "---\nact_code: '1'\n---\n\n# Закон\n\nМы, народ.\n\n\nҚосымша.\n\n1-бап\n"
