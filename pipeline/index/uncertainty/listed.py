"""The schemes that go by lists of items, in all replicates.

They cannot be added up like the others. But what is decided at once rests on few powers, and these
stand in few ways: so a scheme's own function is asked once for every way that occurs in some
replicate. A power that was missed counts for no item, as nobody knows what it was.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from pipeline.fields import Table
from pipeline.index import SCHEMES
from pipeline.index.catalogue import LISTS, items
from pipeline.index.counting import CountedPower, powers_in_force
from pipeline.index.frye import SHARED
from pipeline.index.patterns import ASSEMBLIES, ASSEMBLY, NO_OBJECT, OTHER, SELF
from pipeline.index.state import State
from pipeline.index.uncertainty.draws import Flags, Floats
from pipeline.index.uncertainty.pool import Key, Pool
from pipeline.index.uncertainty.possible import Possible
from pipeline.index.uncertainty.sheet import Sheet
from pipeline.index.weights import Weights
from pipeline.vocabulary import Autonomy, Domain, Doubt, Holder, Scheme

CHECKLISTS = (Scheme.FRYE, Scheme.EXECUTIVE_LAWMAKING)  # the best power on an item decides it
CODED = (Scheme.LEGISLATIVE, Scheme.NON_LEGISLATIVE)  # the powers on an item decide it together
AT_ONCE = (Scheme.LOCAL,)  # items rest on one another, and on the weights
LISTED = (*CHECKLISTS, *CODED, *AT_ONCE)
FEW = 100  # replicates where powers decide together: hardly two of them are alike

_FIELDS = ("holder", "action", "object", "domain")
_MEANT: dict[str, Iterable[str]] = {SELF: list(Holder), OTHER: list(Holder), ASSEMBLY: ASSEMBLIES}

Cell = tuple[Holder | None, str]  # holder and component
# A power that no list knows: a text of which nothing else was drawn is silent, and not empty.
_OTHER = CountedPower(
    Holder.STATE_BODY, None, None, Domain.RESIDUAL, Autonomy.ALONE, (), ("other",), ()
)


class Listed:
    """Asks the schemes, and remembers what they said."""

    def __init__(self, replicates: int) -> None:
        self._replicates = replicates
        self._ids: dict[Possible, int] = {}  # the same words with the same draws have one
        self._of_sheet: dict[Sheet, list[int]] = {}
        self._powers: dict[tuple[int, ...], tuple[CountedPower, ...]] = {}
        self._answers: dict[tuple[object, ...], dict[Cell, float]] = {}
        self._told: dict[tuple[object, ...], dict[Cell, Floats]] = {}

    def values(
        self, pool: Pool, doubts: frozenset[Doubt], tables: Sequence[Weights], whole: bool
    ) -> dict[tuple[Scheme, Holder | None], Floats]:
        """Each score by scheme and holder; not a number where the texts cannot tell.

        Args:
            pool: the texts.
            doubts: what their powers are drawn from.
            tables: one table of weights, or one for each of `FEW` replicates.
            whole: see `State`.
        """
        ids = [one for sheet in pool.sheets for one in self._ids_of(sheet)]
        standing = pool.standing(doubts)
        silent = np.array([0.0 if whole else np.nan])
        found: dict[tuple[Scheme, Holder | None], Floats] = {}
        for scheme in LISTED:
            weights = tables if scheme in AT_ONCE else tables[:1]
            cells: dict[Cell, Floats] = {}
            for component, rows in _groups(scheme, pool.keys):
                at = sorted({one for row in rows for one in pool.tells[row]})
                key = (scheme, tuple(ids[one] for one in at), doubts, len(weights), whole)
                if key not in self._told:
                    statements = [(ids[one], pool.possible[one]) for one in at]
                    self._told[key] = self._tell(scheme, statements, standing[at], weights, whole)
                for cell, values in self._told[key].items():
                    if component in ("", cell[1]):
                        cells[cell] = np.fmax(cells[cell], values) if cell in cells else values
            codes = [item["code"] for item in _items(scheme)]
            for item in _items(scheme):
                if item.get("joint"):
                    _share({cell: cells[cell] for cell in cells if cell[1] == item["code"]}, cells)
            for holder in {Holder.PRESIDENT, *(holder for holder, _ in cells)}:
                parts = [cells.get((holder, code), silent) for code in codes]
                found[scheme, holder] = np.sum(np.broadcast_arrays(*parts), axis=0)
        return found

    def _counted(
        self, statements: Sequence[tuple[int, Possible]], weights: Weights
    ) -> tuple[CountedPower, ...]:
        """The powers that are in force where these statements stand, and no others.

        All tables of weights count them alike: those drawn keep the ladder's order, and the zeros.
        """
        key = tuple(one for one, _ in statements)
        if key not in self._powers:
            said = [(str(one), "", possible.power) for one, possible in statements]
            self._powers[key] = (*powers_in_force([""], {"": said}, weights), _OTHER)
        return self._powers[key]

    def _ids_of(self, sheet: Sheet) -> list[int]:
        if sheet not in self._of_sheet:
            known = self._ids
            self._of_sheet[sheet] = [known.setdefault(one, len(known)) for one in sheet.powers]
        return self._of_sheet[sheet]

    def _tell(
        self,
        scheme: Scheme,
        statements: Sequence[tuple[int, Possible]],
        standing: Flags,
        tables: Sequence[Weights],
        whole: bool,
    ) -> dict[Cell, Floats]:
        """What a scheme says of some statements, in each replicate."""
        few = standing if scheme in CHECKLISTS else standing[:, :FEW]
        ways, column = _ways(few, len(tables))
        answers = []
        asked = (scheme, tuple(one for one, _ in statements), len(tables), whole)
        for at, table in ways:
            key = (*asked, table, few[:, at].tobytes())
            if key not in self._answers:
                present = [one for one, on in zip(statements, few[:, at], strict=True) if on]
                powers = self._counted(present, tables[0])
                self._answers[key] = _answer(scheme, State(powers, tables[table], whole))
            answers.append(self._answers[key])
        silent = 0.0 if whole else np.nan
        told = {
            cell: np.array([answer.get(cell, silent) for answer in answers])[column]
            for cell in {cell for answer in answers for cell in answer}
        }
        if len(column) in (1, self._replicates):
            return told
        return {cell: np.resize(values, self._replicates) for cell, values in told.items()}


def _ways(standing: Flags, tables: int) -> tuple[list[tuple[int, int]], NDArray[np.intp]]:
    """The ways in which statements stand, and which of them each replicate has.

    A way is the column of one replicate that has it, and the place of its table of weights.
    """
    if tables > 1:
        columns = [(at % standing.shape[1], at) for at in range(tables)]
        return columns, np.arange(tables)
    if not len(standing):
        return [(0, 0)], np.zeros(1, dtype=np.intp)
    packed = np.ascontiguousarray(np.packbits(standing, axis=0).T)
    names = packed.view(f"S{packed.shape[1]}").ravel()
    _, first, way = np.unique(names, return_index=True, return_inverse=True)
    return [(at, 0) for at in first.tolist()], way


def _share(held: dict[Cell, Floats], cells: dict[Cell, Floats]) -> None:
    """What several have of an item that is one power is shared among them."""
    several = np.sum(np.broadcast_arrays(*(row > 0 for row in held.values())), axis=0) > 1
    cells |= {cell: np.where(several & (row > 0), SHARED[0], row) for cell, row in held.items()}


def _answer(scheme: Scheme, state: State) -> dict[Cell, float]:
    """The value of each component in a state."""
    values: dict[Cell, float] = {}
    for part in SCHEMES[scheme](state):
        if part.power_id or scheme not in CHECKLISTS:
            cell = (part.holder, part.component)
            worth = np.nan if part.contribution is None else part.contribution
            values[cell] = values.get(cell, 0.0) + worth
    return values


def _groups(scheme: Scheme, keys: Sequence[Key]) -> Iterator[tuple[str, list[int]]]:
    """The rows of powers that decide something together, with the component if it is but one."""
    if scheme in CODED:
        for item in _items(scheme):
            code = item["code"]
            yield code, [row for row, key in enumerate(keys) if code in _bears(scheme, key)]
    else:
        rows = [row for row, key in enumerate(keys) if _bears(scheme, key)]
        yield from ((("", [row]) for row in rows) if scheme in CHECKLISTS else [("", rows)])


@cache
def _bears(scheme: Scheme, key: Key) -> frozenset[str]:
    """The components on which a power may bear, whatever limits it."""
    holder, action, thing, domain = key
    facts = {"holder": holder, "action": action, "object": thing or NO_OBJECT, "domain": domain}
    return frozenset(
        component
        for component, pattern in _patterns(scheme)
        if all(fact in pattern.get(field, [fact]) for field, fact in facts.items())
        and (component or "akim" in (thing or ""))  # the ways of choosing akims name no object
    )


@cache
def _patterns(scheme: Scheme) -> list[tuple[str, dict[str, list[str]]]]:
    """The patterns in a scheme's list, each with its component, "" where it has none."""
    document = tomllib.loads((LISTS / f"{scheme}.toml").read_text(encoding="utf8"))
    return [
        (item.get("code", ""), pattern)
        for tables in document.values()
        if isinstance(tables, list)
        for item in tables
        for pattern in _within(item)
    ]


def _within(table: Table) -> Iterator[dict[str, list[str]]]:
    """What the patterns in a table ask of a power, its limits apart."""
    if "action" in table:
        asked = {field: table[field] for field in _FIELDS if field in table}
        found = {field: [code] if isinstance(code, str) else code for field, code in asked.items()}
        held = {code for word in found.get("holder", ()) for code in _MEANT.get(word, (word,))}
        yield {**found, "holder": list(held)} if held else found
    for inner in table.values():
        for one in inner if isinstance(inner, list) else [inner]:
            if isinstance(one, dict):
                yield from _within(one)


@cache
def _items(scheme: Scheme) -> Sequence[Table]:
    return items(scheme)
