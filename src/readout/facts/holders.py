"""The register of office holders, indexed by name and by office."""

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from datetime import date
from functools import cached_property
from pathlib import Path

from readout.facts.folding import family_keys, folded, full_key, spelling_key
from readout.facts.overlay import read_tables
from readout.facts.tables import PlacedRow, Row, date_in
from readout.facts.terms import Holder

COLUMNS = (
    "id",
    "name",
    "aliases",
    "country",
    "org",
    "office",
    "title",
    "start",
    "end",
    "start_precision",
    "end_precision",
)


class Holders:
    """The holdings of one table, read when made; holders are built when asked for.

    Args:
        orders: How each country writes its persons' names, where the family name is not simply last.
        places: The states and organisations there are.

    Raises:
        FactsError: A holding in a country or organisation there is not.
    """

    def __init__(self, table: str, folders: Sequence[Path], orders: Mapping[str, str], places: Set[str]) -> None:
        self._rows = list(read_tables(table, folders, COLUMNS))
        for place, row in self._rows:
            if (row["country"] or row["org"]) not in places:
                raise place.wrong("country", f"{row['country'] or row['org']!r} is not known")
        self._built: dict[int, Holder] = {}
        self._orders = orders

    def named(self, name: str) -> tuple[Holder, ...]:
        """Holdings of everybody who is called so.

        Several words are the whole name in any of its spellings, or else some words of it, family name last.
        One word is the family name, or else another romanisation of it.
        """
        words = folded(name)
        if not words:
            return ()
        key = full_key(words)
        places = self._by_name.get(key) or self._of_some_words(words) or self._by_spelling.get(spelling_key(words), ())
        return tuple(map(self._holder, places))

    def of(self, country_or_org: str, office: str) -> tuple[Holder, ...]:
        """All holdings of that office there, in order of their start."""
        return tuple(map(self._holder, self._by_office.get((country_or_org, office), ())))

    @property
    def offices(self) -> frozenset[str]:
        """The keys of all offices that somebody held."""
        return frozenset(office for _, office in self._by_office)

    def on(self, country_or_org: str, office: str, day: date) -> tuple[Holder, ...]:
        """Who held the office on that day; only where no dated holding covers it, who possibly did."""
        holders = self.of(country_or_org, office)
        certain = tuple(holder for holder in holders if holder.certainly_on(day))
        return certain or tuple(holder for holder in holders if holder.possibly_on(day))

    @cached_property
    def _by_name(self) -> Mapping[str, Sequence[int]]:
        index: defaultdict[str, list[int]] = defaultdict(list)
        for place, (_, row) in enumerate(self._rows):
            order = self._orders.get(row["country"] or row["org"], "")
            keys = {key for name in names_in(row) for key in (full_key(folded(name)), *family_keys(name, order))}
            for key in keys:
                index[key].append(place)
        return index

    @cached_property
    def _by_spelling(self) -> Mapping[str, Sequence[int]]:
        index: defaultdict[str, list[int]] = defaultdict(list)
        for place, (_, row) in enumerate(self._rows):
            names = [folded(name) for name in names_in(row)]
            keys = {spelling_key(words) for words in names} | {spelling_key(words[-1:]) for words in names}
            for key in keys:
                index[key].append(place)
        return index

    @cached_property
    def _by_office(self) -> Mapping[tuple[str, str], Sequence[int]]:
        index: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for place, (_, row) in enumerate(self._rows):
            index[row["country"] or row["org"], row["office"]].append(place)
        for places in index.values():
            places.sort(key=lambda place: self._rows[place][1]["start"])
        return index

    def _of_some_words(self, words: Sequence[str]) -> list[int]:
        """Who has that family name and a name that holds all the words, or of which they hold all."""
        if len(words) < 2:
            return []
        asked = set(words)
        return [place for place in self._by_name.get(words[-1], ()) if self._agrees(place, asked)]

    def _agrees(self, place: int, asked: set[str]) -> bool:
        names = [set(folded(name)) for name in names_in(self._rows[place][1])]
        return any(asked <= name or (name <= asked and len(name) > 1) for name in names)

    def _holder(self, place: int) -> Holder:
        if place not in self._built:
            self._built[place] = holder_from(self._rows[place])
        return self._built[place]


def names_in(row: Row) -> list[str]:
    return [row["name"], *row["aliases"].split("|")] if row["aliases"] else [row["name"]]


def holder_from(placed: PlacedRow) -> Holder:
    """Raises `FactsError` for a wrong date, or none where a start must be."""
    place, row = placed
    start = date_in(row, "start", place)
    if start is None:
        raise place.wrong("start", "is empty")
    return Holder(
        id=row["id"],
        name=row["name"],
        aliases=tuple(filter(None, row["aliases"].split("|"))),
        country=row["country"] or None,
        org=row["org"] or None,
        office=row["office"],
        title=row["title"],
        start=start,
        end=date_in(row, "end", place, last=True),
        start_precision=row["start_precision"],
        end_precision=row["end_precision"],
        source=row.get("source", ""),
    )
