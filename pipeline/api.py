"""Reading a release from Python: `from pipeline import open_release`.

Every question gives one table: an Arrow table, or a data frame where the release was opened with
`frames="pandas"` or `frames="polars"`. Rows come in the same order each time.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, TypeAlias

from pipeline import dataset
from pipeline.dataset.ask import Parameters, table
from pipeline.dataset.choose import Choice, Day, Some, as_date
from pipeline.dataset.listing import find
from pipeline.dataset.release import LATEST
from pipeline.errors import InputError
from pipeline.workspace import Workspace

Frames = Literal["arrow", "pandas", "polars"]
Frame: TypeAlias = Any  # pyarrow.Table, pandas.DataFrame or polars.DataFrame, by `frames`
Columns: TypeAlias = Sequence[str] | None  # None: all

_BY = {  # what a row of scores is
    "day": ("index_by_day", "valid_from"),
    "version": ("index_by_version", "valid_from, act"),
    "year": ("index_by_year", "year"),
}


def open_release(
    where: str | os.PathLike[str] | None = None, *, frames: Frames = "arrow"
) -> Release:
    """Open a release for reading.

    Args:
        where: a release's name, the beginning of one, or its folder; or a workspace or a folder of
            releases, of which the newest is opened. Without it the newest release of the workspace
            that BILIK_WORKSPACE names, else of ./workspace.
        frames: what questions give: "arrow" tables, or data frames of "pandas" or "polars".

    Raises:
        ReleaseError: there is none, or it is damaged or of another layout.
        InputError: the library of the frames is not installed.

    >>> with open_release("workspace") as r:  # doctest: +SKIP
    ...     r.powers(holder="president", on="2007-06-01", series="restated", lang="rus")
    """
    releases = Workspace(Path(os.environ.get("BILIK_WORKSPACE", "workspace"))).releases
    if where is None:
        return Release(dataset.latest(releases), frames)
    for folder in (Path(where, "releases"), Path(where)):
        if (folder / LATEST).exists():
            return Release(dataset.latest(folder), frames)
    return Release(find(releases, os.fspath(where)), frames)


class Release:
    """A release that is open for reading; use it in a `with`, or close it.

    Several threads may ask it at once. A method's columns are those of the view that it names;
    `columns` takes some of them. A filter takes one code or several, and a code that there is not
    is an InputError that tells those that there are. A day is a `date` or as in "2007-06-01"; one
    of which the texts at hand do not tell is an InputError too, with the first day that they do.
    """

    def __init__(self, path: Path, frames: Frames = "arrow") -> None:
        self._frames = _library(frames)
        self._db = dataset.connect(path)
        self.path = path
        self.name = path.resolve().name

    def __enter__(self) -> Release:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Bilik release {self.name}>"

    def close(self) -> None:
        """Let go of the database; what was taken from it stays."""
        self._db.close()

    @property
    def tables(self) -> Frame:
        """The tables and views: name, which of the two, and what it holds."""
        return self.sql(
            "SELECT table_name AS name, 'table' AS kind, comment AS holds FROM duckdb_tables()"
            " UNION ALL SELECT view_name, 'view', comment FROM duckdb_views() WHERE NOT internal"
            " ORDER BY kind, name"
        )

    @property
    def schemes(self) -> Frame:
        """How scores are computed: code, names, unit, range, formula, source (table `schemes`)."""
        return self.sql("FROM schemes")

    def sql(self, sql: str, parameters: Parameters = (), timeout: float | None = None) -> Frame:
        """Ask in SQL; `tables` says of what, docs/querying.md has examples.

        Args:
            sql: one reading statement, in DuckDB's SQL.
            parameters: values for its places: a sequence for `?`, a mapping for `$name`.
            timeout: seconds after which it is stopped.

        Raises:
            QueryError: it is wrong, does more than read, takes too long or too much memory.
        """
        found = table(self._db, sql, parameters, timeout)
        if self._frames == "pandas":
            return found.to_pandas()
        return import_module("polars").from_arrow(found) if self._frames == "polars" else found

    def powers(
        self,
        *,
        holder: Some = None,
        on: Day = None,
        action: Some = None,
        object: Some = None,  # noqa: A002 - the column's name
        domain: Some = None,
        act: Some = None,
        series: Some = None,
        lang: Some = None,
        polarity: Some = "+",
        columns: Columns = None,
    ) -> Frame:
        """Powers with their clauses, as the texts state them (view `powers_read`).

        A power that two places state has two rows. `on` takes the texts in force on a day;
        `polarity="-"` gives the readings that only limit.
        """
        codes = {"holder": holder, "action": action, "object": object, "domain": domain}
        codes |= {"act": act, "series": series, "lang": lang, "polarity": polarity}
        choice = self._choice().among(codes).on(on, series, lang)
        return self._take(choice, "powers_read", columns, "version_id, power_id")

    def constraints(
        self,
        *,
        type: Some = None,  # noqa: A002 - the column's name
        actor: Some = None,
        holder: Some = None,
        on: Day = None,
        action: Some = None,
        object: Some = None,  # noqa: A002 - the column's name
        domain: Some = None,
        series: Some = None,
        lang: Some = None,
        polarity: Some = "+",
        columns: Columns = None,
    ) -> Frame:
        """Limits on powers: whose consent, within which days (view `constraints_by_power`).

        `polarity="-"` gives those of the readings that only limit.
        """
        codes = {"type": type, "actor": actor, "holder": holder, "action": action}
        codes |= {"object": object, "domain": domain, "series": series, "lang": lang}
        codes["polarity"] = polarity
        choice = self._choice().among(codes).on(on, series, lang)
        return self._take(choice, "constraints_by_power", columns, "version_id, power_id, n")

    def clauses(
        self,
        *,
        on: Day = None,
        act: Some = None,
        label: Some = None,
        series: Some = None,
        lang: Some = None,
        columns: Columns = None,
    ) -> Frame:
        """Clauses of the texts, each with its label (view `clauses_read`)."""
        codes = {"act": act, "label": label, "series": series, "lang": lang}
        choice = self._choice().among(codes).on(on, series, lang)
        return self._take(choice, "clauses_read", columns, "version_id, clause_id")

    def scores(
        self,
        *,
        scheme: Some = None,
        holder: Some = None,
        by: Literal["day", "version", "year"] = "day",
        on: Day = None,
        series: Some = None,
        lang: Some = None,
        columns: Columns = None,
    ) -> Frame:
        """The index (views `index_by_day`, `index_by_version`, `index_by_year`).

        By day, a row is a span of days with one value, and `on` takes the span of a day; by version
        it is the first day of a text, by year a calendar year. Schemes of all holders together,
        such as `effective_holders`, have no holder.

        Raises:
            InputError: also where `by` is none of the three, or `on` is given with another than
                "day".
        """
        if by not in _BY:
            raise InputError(f"'{by}' is no way to tell scores", "by", f"use {' or '.join(_BY)}")
        if on is not None and by != "day":
            raise InputError(f"a day has no row by {by}", "on", 'leave it out, or say by="day"')
        choice = self._choice().among({"scheme": scheme, "holder": holder})
        choice.among({"series": series, "lang": lang}).on(on, series, lang, "scores")
        view, order = _BY[by]
        return self._take(choice, view, columns, f"scheme, series, lang, holder, {order}")

    def components(self, score_id: Some, columns: Columns = None) -> Frame:
        """What scores are the sums of, by component with its names (view `score_parts`)."""
        choice = self._choice().among({"score_id": score_id})
        return self._take(choice, "score_parts", columns, "score_id, component")

    def evidence(self, score_id: Some, columns: Columns = None) -> Frame:
        """What each power adds to scores, with its clause (view `score_clauses`)."""
        choice = self._choice().among({"score_id": score_id})
        return self._take(choice, "score_clauses", columns, "score_id, component, power_id")

    def doubts(
        self,
        *,
        scheme: Some = None,
        holder: Some = None,
        doubt: Some = None,
        series: Some = None,
        lang: Some = None,
        columns: Columns = None,
    ) -> Frame:
        """The intervals of scores by source of doubt (view `scores_with_doubt`)."""
        codes = {"scheme": scheme, "holder": holder, "doubt": doubt, "series": series, "lang": lang}
        choice = self._choice().among(codes)
        return self._take(choice, "scores_with_doubt", columns, "score_id, doubt")

    def versions_compared(
        self,
        *,
        older: Some = None,
        newer: Some = None,
        scheme: Some = None,
        holder: Some = None,
        series: Some = None,
        lang: Some = None,
        columns: Columns = None,
    ) -> Frame:
        """Scores of any two texts of the constitutions side by side (view `versions_compared`).

        `older` and `newer` are version_ids.
        """
        codes = {"older": older, "newer": newer, "scheme": scheme, "holder": holder}
        choice = self._choice().among(codes | {"series": series, "lang": lang})
        order = "scheme, series, lang, holder, older, newer"
        return self._take(choice, "versions_compared", columns, order)

    def changes(
        self,
        *,
        holder: Some = None,
        on: Day = None,
        since: Day = None,
        until: Day = None,
        kind: Some = None,
        action: Some = None,
        object: Some = None,  # noqa: A002 - the column's name
        domain: Some = None,
        series: Some = None,
        lang: Some = None,
        columns: Columns = None,
    ) -> Frame:
        """Changes of powers, with the clauses of both texts (view `changes_told`).

        `holder` takes those who held the power before or hold it now; `on`, `since` and `until`
        speak of the day of the change, both ends included.
        """
        codes = {"kind": kind, "action": action, "object": object, "domain": domain}
        choice = self._choice().among(codes | {"series": series, "lang": lang})
        choice.among({"holder": holder}, "({column} IN ({marks}) OR {column}_to IN ({marks}))")
        self._days(choice, "date", on, since, until)
        return self._take(choice, "changes_told", columns, "series, lang, date, change_id")

    def reforms(
        self,
        *,
        holder: Some = None,
        on: Day = None,
        since: Day = None,
        until: Day = None,
        series: Some = None,
        lang: Some = None,
        columns: Columns = None,
    ) -> Frame:
        """What each day of change gave and took, and what it did to scores (view `reforms`)."""
        choice = self._choice().among({"holder": holder, "series": series, "lang": lang})
        self._days(choice, "day", on, since, until)
        return self._take(choice, "reforms", columns, "series, lang, day, holder")

    def lives(
        self, power: Some = None, *, series: Some = None, lang: Some = None, columns: Columns = None
    ) -> Frame:
        """Powers followed through the texts, whatever their words (view `lives_told`)."""
        choice = self._choice().among({"power": power, "series": series, "lang": lang})
        return self._take(choice, "lives_told", columns, "power, series, lang, n")

    def tiers(
        self,
        *,
        tier: Some = None,
        on: Day = None,
        series: Some = None,
        lang: Some = None,
        columns: Columns = None,
    ) -> Frame:
        """How akims come to office and leave it (view `akims_by_tier`)."""
        choice = self._choice().among({"tier": tier, "series": series, "lang": lang})
        choice.on(on, series, lang)
        return self._take(choice, "akims_by_tier", columns, "series, lang, tier, valid_from, act")

    def claims(
        self,
        claim: Some = None,
        *,
        verdict: Some = None,
        series: Some = None,
        columns: Columns = None,
    ) -> Frame:
        """What the texts say of published claims (table `claims`)."""
        choice = self._choice().among({"claim": claim, "verdict": verdict, "series": series})
        return self._take(choice, "claims", columns, "claims.rowid")

    def divergences(
        self,
        *,
        act: Some = None,
        severity: Some = None,
        cause: Some = None,
        series: Some = None,
        columns: Columns = None,
    ) -> Frame:
        """Where the Russian and the Kazakh text differ (view `languages_differ`)."""
        codes = {"act": act, "severity": severity, "cause": cause, "series": series}
        choice = self._choice().among(codes)
        return self._take(choice, "languages_differ", columns, "series, act, version_date, n")

    def _choice(self) -> Choice:
        return Choice(self._db)

    def _take(self, choice: Choice, view: str, columns: Columns, order: str) -> Frame:
        return self.sql(*choice.sql(view, columns, order))

    def _days(self, choice: Choice, column: str, on: Day, since: Day, until: Day) -> None:
        for name, day, sign in (("on", on, "="), ("since", since, ">="), ("until", until, "<=")):
            if day is not None:
                choice.where(f"{column} {sign} ?", as_date(name, day))


def _library(frames: Frames) -> Frames:
    if frames not in ("arrow", "pandas", "polars"):
        raise InputError(f"there are no '{frames}' frames", "frames", "use arrow, pandas or polars")
    if frames != "arrow":
        try:
            import_module(frames)
        except ImportError as error:
            raise InputError(
                f"{frames} is not installed", "frames", f"install it, or take Arrow tables: {error}"
            ) from None
    return frames
