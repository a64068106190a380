"""The nouns that tables are described with: a column, a key, a table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import pyarrow as pa

Kind = Literal["string", "strings", "date", "integer", "number", "boolean"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it is called, what it holds, and what it may hold."""

    name: str
    kind: Kind
    description: str
    required: bool = False  # never null
    codes: type[StrEnum] | tuple[str, ...] | None = None  # the closed list of values
    unit: str = ""

    @property
    def values(self) -> tuple[str, ...]:
        """The closed list's codes, or nothing where the column is open."""
        return tuple(str(code) for code in self.codes or ())

    @property
    def told(self) -> str:
        """The description with its unit, as comments and data packages show it."""
        return f"{self.description} Unit: {self.unit}." if self.unit else self.description


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """Columns whose values, where not null, stand in columns of another table."""

    columns: tuple[str, ...]
    table: str
    refers_to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One table, its columns in order, and its keys."""

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    foreign: tuple[ForeignKey, ...] = ()

    @property
    def column_names(self) -> list[str]:
        return [column.name for column in self.columns]

    def arrow_schema(self) -> pa.Schema:
        """The table's Parquet schema, each description beside its column."""
        import pyarrow as pa

        types = {
            "string": pa.string(),
            "strings": pa.list_(pa.string()),
            "date": pa.date32(),
            "integer": pa.int64(),
            "number": pa.float64(),
            "boolean": pa.bool_(),
        }
        return pa.schema(
            [
                pa.field(
                    column.name,
                    types[column.kind],
                    nullable=not column.required,
                    metadata={"description": column.told},
                )
                for column in self.columns
            ],
            metadata={"description": self.description},
        )
