"""Published files: what is taken for a value, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.validation import load
from tests.validation.making import written

YEARS = range(2000, 2006)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "published.csv"


def test_values_are_read_by_year_below_a_comment(file: Path) -> None:
    written(
        file, "year,power", ["2001,0.5", "2000,-1", "2002,"], "# Source, licence\n#\n# and more"
    )
    published = load(file)
    assert published.columns == {"power": {2000: -1.0, 2001: 0.5}}
    assert published.told == "Source, licence  and more"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_any_usual_delimiter_does(file: Path, delimiter: str) -> None:
    written(file, f"year{delimiter}power", [f"2000.0{delimiter}3"])
    assert load(file).columns == {"power": {2000: 3.0}}


def test_identifiers_errors_ends_and_words_are_no_values(file: Path) -> None:
    header = "country_name,GWn,year,in_system,x,x_codelow,x_codehigh,x_sd,se.x,note"
    written(file, header, [f"Land,705.0,{year},True,1,0,2,0.1,0.2,text" for year in YEARS])
    published = load(file)
    assert list(published.columns) == ["x"]
    assert published.bounds == {"x": dict.fromkeys(YEARS, (0.0, 2.0))}


def test_ends_without_a_name_belong_to_the_only_column(file: Path) -> None:
    written(file, "year,z1,se.z1,pct975,pct025", ["2000,1,0.1,2,0", "2001,1,0.1,3,"])
    assert load(file).bounds == {"z1": {2000: (0.0, 2.0)}}
    written(file, "year,z1,z2,pct975,pct025", ["2000,1,2,3,0"])
    assert load(file).bounds == {}


def test_columns_are_chosen_by_name(file: Path) -> None:
    written(file, "year,a,b,b_codelow,b_codehigh", ["2000,1,2,1,3"])
    published = load(file, columns=["b", "b_codelow", "b"])
    assert list(published.columns) == ["b", "b_codelow"]
    assert list(published.bounds) == ["b"]


def test_a_country_is_chosen_and_further_words_mean_nothing(file: Path) -> None:
    rows = [f"{land},{year},{value}" for land, value in (("A", -88), ("B", 4)) for year in YEARS]
    written(file, "country,year,x", rows)
    assert load(file, where={"country": "B"}).columns == {"x": dict.fromkeys(YEARS, 4.0)}
    with pytest.raises(InputError, match="no column holds numbers"):
        load(file, where={"country": "A"}, missing=["-88"])


@pytest.mark.parametrize(
    ("header", "rows", "options", "told"),
    [
        ("when,x", ["2000,1"], {}, "no column 'year'.*--year.*when, x"),
        ("year,x", ["2000-01,1"], {}, "line 3: '2000-01' is no year"),
        ("year,x", ["2000.5,1"], {}, "'2000.5' is no year"),
        ("year,x", ["99999,1"], {}, "'99999' is no year"),
        ("year,x", ["2000,1", ",2"], {}, "line 4: '' is no year"),
        ("year,x", ["2000,1", "2000,2"], {}, "line 4: the year 2000 stands twice.*--where"),
        ("year,x", ["2000,1,3"], {}, "line 3: 3 cells under a header of 2"),
        ("year,x", [], {}, "no rows"),
        ("year,x", ["2000,high"], {}, "no column holds numbers"),
        ("year,country,x", ["2000,A,1", "2001,B,1"], {}, "several countries: A, B.*--where"),
        ("year,x", ["2000,1"], {"columns": ["y"]}, "no numeric column 'y'.*x"),
        ("year,x", ["2000,1"], {"where": {"land": "A"}}, "--where: there is no column 'land'"),
        ("year,land,x", ["2000,A,1"], {"where": {"land": "B"}}, "no row has 'B' in land.*A"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(
    file: Path, header: str, rows: list[str], options: dict[str, object], told: str
) -> None:
    written(file, header, rows)
    with pytest.raises(InputError, match=f"published.csv.*{told}"):
        load(file, **options)


def test_a_file_that_is_not_there_or_no_text_says_so(file: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        load(file)
    file.write_bytes("year,x\n2000,é".encode("latin1"))
    with pytest.raises(InputError, match="not UTF-8"):
        load(file)


def test_every_published_file_at_hand_is_read_or_refused_for_want_of_years(
    shared_validation: Path,
) -> None:
    refused, read = [], 0
    for path in sorted(shared_validation.glob("*.csv")):
        try:
            published = load(path)
        except InputError as error:
            refused.append(error.what)
            continue
        read += 1
        assert published.told
        years = {year for values in published.columns.values() for year in values}
        assert years <= set(range(1989, 2027))
    assert read > len(refused)
    assert set(refused) <= {"there is no column 'year'"}
