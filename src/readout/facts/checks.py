"""The full check of the reference facts, for the tests and for whoever adds rows of his own."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from readout.facts.holders import COLUMNS as HOLDER_COLUMNS
from readout.facts.holders import holder_from
from readout.facts.ontology import Ontology, load_ontology
from readout.facts.overlaps import check_overlaps
from readout.facts.overlay import find_changes, folders_of, read_tables
from readout.facts.tables import Place, PlacedRow, Row, date_in
from readout.model.errors import FactsError
from readout.model.vocabulary import EventType

STATUSES = frozenset({"un_member", "un_observer", "territory", "partially_recognised", "unrecognised", "historical"})
NAME_TABLES = {
    "state_names.csv": frozenset(
        {
            "name",
            "official",
            "former",
            "local",
            "region",
            "adjective",
            "demonym",
            "demonym_plural",
            "capital",
            "seat",
            "metonym",
        }
    ),
    "organisation_names.csv": frozenset({"organisation", "capital", "seat"}),
    "ministry_names.csv": frozenset({"ministry"}),
    "armed_group_names.csv": frozenset({"armed_group"}),
}
ORDERS = frozenset({"family_first", "two_surnames", "given_name"})
START_PRECISIONS = frozenset({"day", "month", "year", "bound"})
END_PRECISIONS = START_PRECISIONS | {"open", "unknown"}


def check_facts(more: Path | None = None) -> None:
    """Read every row of every table.

    Args:
        more: A folder with rows of the caller's own, as for `load_facts`.

    Raises:
        FactsError: The first wrong row: an unknown country, sector, kind or precision, an end before its
            start, a repeated key, a name of one thing given twice for the same day, a mode of no event type; in rows
            of the caller's own also two holders of one office on one day, and a removal of what there is not.
    """
    if more is not None:
        find_changes(more)
    Check(folders_of(more)).everything()


class Check:
    """The tables of some folders, and what their cells may point to."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = folders
        self._states = {row["alpha3"] for _, row in self._rows("states.csv", "alpha3")}
        self._organisations = {row["id"] for _, row in self._rows("organisations.csv", "id")}
        self._sectors = {row["code"] for _, row in self._rows("sectors.csv", "code")}

    def everything(self) -> None:
        self._check_things()
        for table, things in (
            ("state_names.csv", self._states),
            ("organisation_names.csv", self._organisations),
            ("ministry_names.csv", self._ids("ministries.csv")),
            ("armed_group_names.csv", self._ids("armed_groups.csv")),
        ):
            self._check_names(table, things)
        self._check_words()
        self._check_holders("holders.csv")
        self._check_holders("ambassadors.csv")
        check_ontology(load_ontology())

    def _rows(self, table: str, *columns: str, key: Sequence[str] = ()) -> Iterator[PlacedRow]:
        """The rows, each with a source, and no two with the same `key`."""
        seen: set[tuple[str, ...]] = set()
        for place, row in read_tables(table, self._folders, (*columns, "source")):
            values = tuple(row[column] for column in key)
            if values in seen:
                raise place.wrong(key[0], f"{values[0]!r} is there twice")
            if key:
                seen.add(values)
            if not row["source"]:
                raise place.wrong("source", "is empty")
            yield place, row

    def _ids(self, table: str) -> set[str]:
        return {row["id"] for _, row in self._rows(table, "id")}

    def _check_things(self) -> None:
        places = self._states | self._organisations
        for place, row in self._rows("states.csv", "alpha3", "status", "start", "end", key=["alpha3"]):
            known(row["status"], STATUSES, place, "status")
            in_order(row, "start", "end", place)
        for place, row in self._rows(
            "organisations.csv", "id", "country", "sectors", "start", "end", "members", key=["id"]
        ):
            known(row["country"], self._states | {"IGO", "NGO", ""}, place, "country")
            in_order(row, "start", "end", place)
            for member in row["members"].split():
                known(member, places, place, "members")
            self._check_sectors(row["sectors"], place)
        for place, row in self._rows("ministries.csv", "id", "country", "sector", key=["id"]):
            known(row["country"], self._states, place, "country")
            self._check_sectors(row["sector"], place)
        for place, row in self._rows(
            "armed_groups.csv", "id", "country", "countries", "sector", "start", "end", key=["id"]
        ):
            for country in (row["country"], *row["countries"].split()):
                known(country, self._states | {""}, place, "country")
            in_order(row, "start", "end", place)
            self._check_sectors(row["sector"], place)
        for place, row in self._rows("name_orders.csv", "country", "order", key=["country"]):
            known(row["country"], places, place, "country")
            known(row["order"], ORDERS, place, "order")

    def _check_names(self, table: str, things: set[str]) -> None:
        columns = ("words", "of", "kind", "sector", "strength", "valid_from", "valid_to")
        times: defaultdict[tuple[str, str, str], list[tuple[date, date]]] = defaultdict(list)
        for place, row in self._rows(table, *columns, key=["words", "of", "kind", "valid_from"]):
            first = date_in(row, "valid_from", place) or date.min
            last = date_in(row, "valid_to", place, last=True) or date.max
            others = times[row["words"], row["of"], row["kind"]]
            if any(first <= end and start <= last for start, end in others):
                raise place.wrong("valid_from", f"overlaps another row of {row['words']!r} for {row['of']}")
            others.append((first, last))
            known(row["of"], things, place, "of")
            known(row["kind"], NAME_TABLES[table], place, "kind")
            known(row["strength"], {"strong", "weak"}, place, "strength")
            self._check_sectors(row["sector"], place)
            in_order(row, "valid_from", "valid_to", place)
            words = row["words"]
            if words != " ".join(words.split()) or not words or words.lower().startswith("the "):
                raise place.wrong("words", f"{words!r} must have single spaces and no leading article")
            if "\N{RIGHT SINGLE QUOTATION MARK}" in words:
                raise place.wrong("words", f"{words!r} must have a straight apostrophe")

    def _check_words(self) -> None:
        for place, row in self._rows("titles.csv", "words", "office", "sector", "countries", key=["words", "office"]):
            known(row["sector"], self._sectors, place, "sector")
            for country in row["countries"].split():
                known(country, self._states | self._organisations, place, "countries")
            lower_case(row["words"], place)
        for place, row in self._rows("agents.csv", "words", "sectors", key=["words"]):
            self._check_sectors(row["sectors"] or "none", place)
            lower_case(row["words"], place)

    def _check_holders(self, table: str) -> None:
        places = self._states | self._organisations
        placed = list(self._rows(table, *HOLDER_COLUMNS))
        for place, row in placed:
            known(row["country"] or row["org"], places, place, "country" if row["country"] else "org")
            known(row["start_precision"], START_PRECISIONS, place, "start_precision")
            known(row["end_precision"], END_PRECISIONS, place, "end_precision")
            holder = holder_from((place, row))
            if not holder.id or not holder.name or not holder.office:
                raise place.wrong("id", "id, name and office must be given")
            in_order(row, "start", "end", place)
            if (holder.end is None) != (holder.end_precision in ("open", "unknown")):
                raise place.wrong("end", f"does not go with precision {holder.end_precision!r}")
        if len(self._folders) > 1:
            check_overlaps(placed, table)

    def _check_sectors(self, codes: str, place: Place) -> None:
        for code in filter(None, codes.split("|")):
            known(code, self._sectors, place, "sector")


def known(value: str, values: set[str] | frozenset[str], place: Place, column: str) -> None:
    if value not in values:
        raise place.wrong(column, f"{value!r} is not known")


def lower_case(words: str, place: Place) -> None:
    if words != words.lower() or not words:
        raise place.wrong("words", f"{words!r} must be in lower case")


def in_order(row: Row, start: str, end: str, place: Place) -> None:
    first, last = date_in(row, start, place), date_in(row, end, place, last=True)
    if first and last and last < first:
        raise place.wrong(end, f"{row[end]} is before {start} {row[start]}")


def check_ontology(ontology: Ontology) -> None:
    types = [event_type for event_type, _ in ontology.modes]
    for name in [*types, *ontology.event_types]:
        if name not in set(EventType):
            raise FactsError("event_types.csv", name, "is no PLOVER type")
    for row in ontology.cameo.values():
        if row.mode is not None and (row.event_type, row.mode) not in ontology.modes:
            raise FactsError("cameo.csv", row.code, f"there is no mode {row.mode!r} of {row.event_type}")
        for context in row.contexts:
            if context not in ontology.contexts:
                raise FactsError("cameo.csv", row.code, f"there is no context {context!r}")
        if row.goldstein is not None and not -10 <= row.goldstein <= 10:
            raise FactsError("cameo.csv", row.code, f"Goldstein score {row.goldstein} is outside -10 to 10")
