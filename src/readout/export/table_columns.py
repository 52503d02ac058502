"""What the columns of a table are: name, kind and meaning. The codebook is written from them."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import msgspec

from readout.facts.lexicon import parse_lexicon

Value = str | int | float | bool | None
Row = Mapping[str, Value]  # from column to cell; a column that it lacks is None


class Kind(StrEnum):
    """What the cells of a column hold; any of them may be missing."""

    TEXT = "text"
    WHOLE = "whole number"  # of 64 bits
    NUMBER = "number"  # of double precision
    TRUTH = "yes or no"


class Column(NamedTuple):
    """A column of a table.

    Attributes:
        meaning: For the codebook; empty for a column that a query made up.
    """

    name: str
    kind: Kind = Kind.TEXT
    meaning: str = ""


class _Described(msgspec.Struct, frozen=True):
    """A column as a file describes it."""

    name: str
    meaning: str
    type: Kind = Kind.TEXT


class _File(msgspec.Struct, frozen=True):
    """A file of tables; all of them begin with the columns of `same`."""

    tables: dict[str, tuple[_Described, ...]]
    same: tuple[_Described, ...] = ()
    views: dict[str, tuple[_Described, ...]] = msgspec.field(default_factory=dict)


@cache
def described_tables(name: str) -> Mapping[str, tuple[Column, ...]]:
    """The columns, in order, of each table that `data/columns/<name>.yaml` describes.

    Raises:
        FactsError: The file cannot be read as tables; the message names the key.
    """
    found = _read(name)
    return {title: _columns((*found.same, *columns)) for title, columns in found.tables.items()}


@cache
def described_views(name: str) -> Mapping[str, tuple[Column, ...]]:
    """The same of the views of a database."""
    return {title: _columns(columns) for title, columns in _read(name).views.items()}


def _read(name: str) -> _File:
    file = f"columns/{name}.yaml"
    return parse_lexicon((files("readout") / "data" / file).read_text(encoding="utf-8"), _File, file)


def _columns(described: tuple[_Described, ...]) -> tuple[Column, ...]:
    return tuple(Column(each.name, each.type, each.meaning) for each in described)
