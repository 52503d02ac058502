"""All that the register says of one thing: a state, an organisation, a ministry or another body, an armed group."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from readout.facts.overlay import KEYS, NAMED, folders_of, read_tables
from readout.facts.tables import Row

MAIN_OFFICES = ("head_of_state", "head_of_government", "foreign_minister", "igo_head")


@dataclass(frozen=True, slots=True)
class Entry:
    """The rows about one thing, as the tables have them, a user's laid over.

    Attributes:
        table: The table that it is in, such as "states.csv".
        row: Its own row.
        names: Its names by kind, in order of the table.
        bodies: Its ministries, parliament, courts and forces.
        organisations: Its parties, media, companies and other bodies that are no part of the state.
        groups: The armed groups of its country.
        member_of: The organisations that it is a member of.
        holdings: By office, in order of their start; ambassadors apart.
    """

    table: str
    row: Row
    names: Mapping[str, Sequence[Row]]
    bodies: Sequence[Row]
    organisations: Sequence[Row]
    groups: Sequence[Row]
    member_of: Sequence[Row]
    holdings: Mapping[str, Sequence[Row]]

    @property
    def id(self) -> str:
        """Its code or id."""
        return self.row[KEYS[self.table][0]]


def read_entry(code: str, more: Path | None = None) -> Entry | None:
    """What is known of the thing with that code or id, however it is capitalised; None when there is none.

    Raises:
        FactsError: A table is wrong.
    """
    folders = folders_of(more)
    for names, table in NAMED.items():
        column = KEYS[table][0]
        rows = {row[column].lower(): row for _, row in read_tables(table, folders, (column,))}
        row = rows.get(code.lower())
        if row is not None:
            return _entry(table, row, names, folders)
    return None


def _entry(table: str, row: Row, names: str, folders: Sequence[Path]) -> Entry:
    code = row[KEYS[table][0]]
    by_kind: defaultdict[str, list[Row]] = defaultdict(list)
    for _, name in read_tables(names, folders, ("words", "of", "kind")):
        if name["of"] == code:
            by_kind[name["kind"]].append(name)
    by_office: defaultdict[str, list[Row]] = defaultdict(list)
    for _, holding in read_tables("holders.csv", folders, ("country", "org", "office", "start")):
        if (holding["country"] or holding["org"]) == code:
            by_office[holding["office"]].append(holding)
    organisations = [each for _, each in read_tables("organisations.csv", folders, ("id", "country", "members"))]
    return Entry(
        table=table,
        row=row,
        names=dict(by_kind),
        bodies=_of_country("ministries.csv", code, folders),
        organisations=[each for each in organisations if each["country"] == code],
        groups=_of_country("armed_groups.csv", code, folders),
        member_of=[each for each in organisations if code in each["members"].split()],
        holdings={office: sorted(rows, key=lambda each: each["start"]) for office, rows in sorted(by_office.items())},
    )


def _of_country(table: str, code: str, folders: Sequence[Path]) -> list[Row]:
    return [row for _, row in read_tables(table, folders, ("id", "country")) if row["country"] == code]
