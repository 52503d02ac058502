"""Which column of a row is the text, which the title, and so on: in Readout's own rows and in other people's.

The named mappings, each with its source, are `data/columns/inputs.yaml`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import msgspec

from readout.facts.lexicon import parse_lexicon
from readout.model.errors import InputError

FILE = "columns/inputs.yaml"
FIELDS = ("text", "title", "published", "publisher", "author", "url", "id")
FETCH = "fetch"  # the column with the address from which a text that is missing is fetched
OWN = "readout"
GAP = "\n\n"  # between columns that are read as one text
MEANT = re.compile(rf",\s*(?=(?:{'|'.join((*FIELDS, FETCH))})[=:])")
KEY = re.compile(r"(?P<field>\w+)(?::(?P<form>[^=]+))?")

Keys = tuple[str, ...]  # keys from the row inwards
Row = Mapping[str, object]


class ColumnMapping(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the rows of some collection are read.

    Attributes:
        name: Empty when the caller gave each column.
        recognised_by: Columns that tell this collection from others; `A | B` is either.
        fields: From field to columns, in the notation of `inputs.yaml`.
        form: How dates are written, in the codes of `strptime`; None for the forms that `dates.day_of` lists.
        asked: Fields whose column the caller named; these columns must be there.
    """

    name: str
    fields: dict[str, str]
    about: str = ""
    source: str = ""
    recognised_by: tuple[str, ...] = ()
    form: str | None = None
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BoundColumns:
    """A mapping and where its columns are in rows with some header.

    Attributes:
        places: From field to alternatives, each with the paths of the columns that it joins.
    """

    mapping: ColumnMapping
    places: dict[str, tuple[tuple[Keys, ...], ...]]

    def value(self, row: Row, field: str) -> object:
        """What the row has for a field: of several columns the first that is not empty, or None."""
        for paths in self.places.get(field, ()):
            values = [value for path in paths if (value := _at(row, path)) not in (None, "")]
            if len(values) == 1:
                return values[0]
            if values:
                return GAP.join(map(str, values))
        return None

    def column(self, field: str) -> str:
        """The field with its column, where that is named otherwise, for messages."""
        column = " or ".join(" + ".join(map(".".join, paths)) for paths in self.places.get(field, ()))
        return field if column in ("", field) else f"{field} ({column})"

    def top_columns(self) -> frozenset[str]:
        """The columns of the table that are read at all."""
        return frozenset(path[0] for each in self.places.values() for paths in each for path in paths)


@cache
def mappings() -> tuple[ColumnMapping, ...]:
    """All named ones, in the order in which they are tried.

    Raises:
        FactsError: The file is wrong; the message names the key.
    """
    text = (files("readout") / "data" / FILE).read_text(encoding="utf-8")
    return parse_lexicon(text, tuple[ColumnMapping, ...], FILE)


def parse_columns(value: str | Mapping[str, str] | ColumnMapping) -> ColumnMapping:
    """The mapping that the caller means.

    Args:
        value: The name of a mapping (`lexisnexis`), a list (`text=body,title=headline,published=date`), or a name and
            a list that overrides it (`lexisnexis,published:%d/%m/%Y=Date`). A form after `published:` says how dates
            are written. `fetch=COLUMN` fetches the text from the address in a column. Or the list as a mapping.

    Raises:
        InputError: No mapping has that name, or no field; the message lists those there are.
    """
    if isinstance(value, ColumnMapping):
        return value
    if not isinstance(value, str):
        return _with(ColumnMapping("", {}), value.items())
    first, *others = MEANT.split(value.strip())
    named = "=" not in first
    base = _named(first) if named else ColumnMapping("", {})
    return _with(base, map(_pair, others if named else (first, *others)))


def bound(mapping: ColumnMapping | None, names: Sequence[str]) -> BoundColumns:
    """The columns for rows with these names; without a mapping the first that is recognised, else Readout's own."""
    folded = {_folded(name): name for name in reversed(names)}
    if mapping is None:
        mapping = next((each for each in mappings() if _recognised(each, folded)), _named(OWN))
    places = {field: tuple(_places(columns, folded)) for field, columns in mapping.fields.items()}
    return BoundColumns(mapping, {field: found for field, found in places.items() if found})


def refuse_missing(found: BoundColumns, names: Sequence[str]) -> None:
    """Raises `InputError` when a table with these names lacks a column that is needed; it says which there are."""
    there = ", ".join(names[:20]) + (", ..." if len(names) > 20 else "")
    for field in found.mapping.asked:
        if field not in found.places:
            wanted = found.mapping.fields[field]
            raise InputError(f"no column {wanted!r} for {field} in it: the columns are {there}")
    if "text" in found.places or FETCH in found.places:
        return
    if "url" in found.places:
        raise InputError(no_text(found))
    raise InputError(f"no column of texts in it: say which it is, as in text=COLUMN; the columns are {there}")


def no_text(found: BoundColumns) -> str:
    """What to do about rows with addresses and no texts."""
    fetch = f"{FETCH}={'.'.join(found.places['url'][0][0])}"
    columns = ",".join(filter(None, (found.mapping.name, *map("=".join, _given(found.mapping)), fetch)))
    return f"no text, only an address: to fetch the pages, give the columns as {columns}"


def _given(mapping: ColumnMapping) -> Iterator[tuple[str, str]]:
    for field in mapping.asked:
        form = f":{mapping.form}" if field == "published" and mapping.form else ""
        yield field + form, mapping.fields[field]


def _named(name: str) -> ColumnMapping:
    for mapping in mappings():
        if mapping.name == name.strip().lower():
            return mapping
    names = ", ".join(mapping.name for mapping in mappings())
    raise InputError(f"columns {name!r}: no mapping has that name: give one of {names}, or text=COLUMN,...")


def _pair(item: str) -> tuple[str, str]:
    key, _, columns = item.partition("=")
    return key, columns


def _with(base: ColumnMapping, pairs: Iterable[tuple[str, str]]) -> ColumnMapping:
    fields, form, asked = dict(base.fields), base.form, list(base.asked)
    for key, columns in pairs:
        match = KEY.fullmatch(key.strip())
        if not match or match["field"] not in (*FIELDS, FETCH) or not columns.strip():
            known = ", ".join((*FIELDS, FETCH))
            raise InputError(f"columns {key}={columns}: write FIELD=COLUMN, where FIELD is one of {known}")
        if match["form"] and match["field"] != "published":
            raise InputError(f"columns {key}={columns}: only published has a form, as in published:%d/%m/%Y=COLUMN")
        fields[match["field"]] = columns
        asked.append(match["field"])
        form = match["form"] or form
    return msgspec.structs.replace(base, fields=fields, form=form, asked=tuple(asked))


def _recognised(mapping: ColumnMapping, folded: Mapping[str, str]) -> bool:
    return all(any(_folded(name) in folded for name in each.split("|")) for each in mapping.recognised_by)


def _places(columns: str, folded: Mapping[str, str]) -> Iterator[tuple[Keys, ...]]:
    """The alternatives that the header has, with the columns of each that it has."""
    for alternative in columns.split("|"):
        paths = tuple(path for name in alternative.split("+") if (path := _path(name.strip(), folded)))
        if paths:
            yield paths


def _path(name: str, folded: Mapping[str, str]) -> Keys | None:
    if _folded(name) in folded:
        return (folded[_folded(name)],)
    first, *inner = name.split(".")
    return (folded[_folded(first)], *inner) if inner and _folded(first) in folded else None


def _at(row: Row, path: Keys) -> object:
    value: object = row
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _folded(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold())) or name
