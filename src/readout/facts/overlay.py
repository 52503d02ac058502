"""A user's own tables laid over the package's: rows added, replaced and removed, and what that changed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b
from pathlib import Path

from readout.facts.tables import DATA, Place, PlacedRow, Row, read_table
from readout.model.errors import FactsError

NAME_KEY = ("words", "of", "kind")
HOLDER_KEY = ("id", "office", "start")
# The tables there are, and the columns whose values tell which row of ours a row of the user's stands for.
KEYS: Mapping[str, Sequence[str]] = {
    "states.csv": ("alpha3",),
    "state_names.csv": NAME_KEY,
    "organisations.csv": ("id",),
    "organisation_names.csv": NAME_KEY,
    "ministries.csv": ("id",),
    "ministry_names.csv": NAME_KEY,
    "armed_groups.csv": ("id",),
    "armed_group_names.csv": NAME_KEY,
    "titles.csv": ("words", "office"),
    "agents.csv": ("words",),
    "sectors.csv": ("code",),
    "name_orders.csv": ("country",),
    "holders.csv": HOLDER_KEY,
    "ambassadors.csv": HOLDER_KEY,
}
NAMED = {  # whose names they are
    "state_names.csv": "states.csv",
    "organisation_names.csv": "organisations.csv",
    "ministry_names.csv": "ministries.csv",
    "armed_group_names.csv": "armed_groups.csv",
}
HELD_IN = ("states.csv", "organisations.csv")
# To remove a thing removes its names and the holdings of its offices: the tables of the things that rows belong to.
OWNERS: Mapping[str, Sequence[str]] = {
    **{names: (table,) for names, table in NAMED.items()},
    "holders.csv": HELD_IN,
    "ambassadors.csv": HELD_IN,
}
DROP = "drop"
YES = "yes"


class ChangeKind(StrEnum):
    """What a row of the user's does to ours."""

    ADDED = "added"
    REPLACED = "replaced"
    REMOVED = "removed"
    SAME = "same"  # says what ours says


@dataclass(frozen=True, slots=True)
class Change:
    """One row of the user's; `before` are the rows of ours that it stands for."""

    kind: ChangeKind
    place: Place
    row: Row
    before: tuple[Row, ...]


def folders_of(more: Path | None) -> tuple[Path, ...]:
    """The package's tables, then the user's.

    Raises:
        FactsError: `more` is no folder, has no table, or has one that the register does not know.
    """
    if more is None:
        return (DATA / "facts",)
    if not more.is_dir():
        raise FactsError(str(more), "folder", "there is none: give the folder that your tables are in")
    more = more.resolve()  # so that "." has a name
    tables = sorted(path.name for path in more.glob("*.csv"))
    unknown = [name for name in tables if name not in KEYS]
    if unknown:
        file = f"{more.name}/{unknown[0]}"
        raise FactsError(file, "file", f"is no table of the register; those are {known_tables()}")
    if not tables:
        raise FactsError(str(more), "folder", f"has none of the tables {known_tables()}")
    return (DATA / "facts", more)


def digest_of(more: Path) -> str:
    """The version of a user's tables: a digest of their names and bytes."""
    digest = blake2b(digest_size=6)
    for name in KEYS:
        if (more / name).exists():
            digest.update(name.encode() + b"\0" + (more / name).read_bytes() + b"\0")
    return digest.hexdigest()


def known_tables() -> str:
    return ", ".join(KEYS)


def read_tables(name: str, folders: Sequence[Path], columns: Sequence[str]) -> Iterator[PlacedRow]:
    """The rows of that table in the first folder with those of the other folders laid over them."""
    rows = read_table(folders[0] / name, columns)
    for folder in folders[1:]:
        gone = frozenset(thing for table in OWNERS.get(name, ()) for thing in dropped(table, folder))
        rows = laid_over(rows, read_more(name, folder, columns), KEYS[name], gone)
    return rows


def read_more(name: str, folder: Path, columns: Sequence[str] = ()) -> list[PlacedRow]:
    """The rows of a user's table, none where there is no such table.

    Raises:
        FactsError: As `read_table`, or a cell of the column `drop` is neither empty nor "yes".
    """
    if not (folder / name).exists():
        return []
    rows = list(read_table(folder / name, (*KEYS[name], *columns), f"{folder.name}/{name}"))
    for place, row in rows:
        if row.get(DROP, "") not in ("", YES):
            raise place.wrong(DROP, f"{row[DROP]!r} is neither {YES!r} nor empty")
    return rows


def laid_over(
    rows: Iterable[PlacedRow], more: Sequence[PlacedRow], key: Sequence[str], gone: frozenset[str] = frozenset()
) -> Iterator[PlacedRow]:
    """Ours without those that a row of `more` stands for and those that belong to what is `gone`, then `more`."""
    taken = {key_of(row, key) for _, row in more}
    for place, row in rows:
        if key_of(row, key) not in taken and (not gone or owner_of(row) not in gone):
            yield place, row
    for place, row in more:
        if not is_drop(row):
            yield place, row


def owner_of(row: Row) -> str:
    """The thing that a name is of, or whose office a holding is of."""
    return row["of"] if "of" in row else row["country"] or row["org"]


def dropped(table: str, folder: Path) -> list[str]:
    """The codes or ids of the things that the user removes."""
    (column,) = KEYS[table]
    return [row[column] for _, row in read_more(table, folder) if is_drop(row)]


def key_of(row: Row, key: Sequence[str]) -> tuple[str, ...]:
    return tuple(row[column] for column in key)


def is_drop(row: Row) -> bool:
    return row.get(DROP) == YES


def find_changes(more: Path) -> tuple[Change, ...]:
    """What each row of the user's tables does, in order of the tables and their lines.

    Raises:
        FactsError: As `folders_of` and `read_more`, or a row that removes nothing.
    """
    ours, folder = folders_of(more)
    return tuple(change for name in KEYS for change in _changes_of(name, ours, folder))


def _changes_of(name: str, ours: Path, folder: Path) -> Iterator[Change]:
    more = read_more(name, folder)
    if not more:
        return
    before: defaultdict[tuple[str, ...], list[Row]] = defaultdict(list)
    for _, row in read_table(ours / name, KEYS[name]):
        before[key_of(row, KEYS[name])].append(row)
    for place, row in more:
        known = tuple(before.get(key_of(row, KEYS[name]), ()))
        if is_drop(row) and not known:
            values = ", ".join(f"{column} {row[column]!r}" for column in KEYS[name])
            raise place.wrong(DROP, f"removes nothing: the register has no row of {values}")
        yield Change(_kind_of(row, known), place, row, known)


def _kind_of(row: Row, before: tuple[Row, ...]) -> ChangeKind:
    if is_drop(row):
        return ChangeKind.REMOVED
    if not before:
        return ChangeKind.ADDED
    same = len(before) == 1 and all(before[0].get(column, "") == cell for column, cell in row.items())
    return ChangeKind.SAME if same else ChangeKind.REPLACED
