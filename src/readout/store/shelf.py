"""What the archive answers when reports are linked."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

import msgspec

from readout.link.look_up import Known, Name, Stretch
from readout.link.same_engagement import EngagementKey
from readout.model.record import Actor
from readout.model.vocabulary import ActorKind
from readout.store.connection import Connection, Value
from readout.store.rows import ITEMS
from readout.store.walk import marks

MOST_TEXTS = 200  # with a band in common that are compared with one
AT_ONCE = 100  # parts of one statement; SQLite takes 500
KNOWN = (
    "SELECT engagement.number, engagement.id, key FROM engagement_key "
    "JOIN engagement ON engagement.number = engagement_key.item "
)
DECODER = msgspec.json.Decoder(EngagementKey)
Each = TypeVar("Each")


class Shelf:
    """Fulfils `readout.link.look_up.LookUp`.

    Attributes:
        items: Numbers of the engagements that were given out, by their names.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.items: dict[Name, int] = {}

    def engagements_in(self, stretches: Sequence[Stretch]) -> Iterable[Known]:
        items: set[int] = set()
        for some in batches(stretches):
            part = "SELECT item FROM engagement_place WHERE shelf = ? AND day >= ? AND day <= ?"
            sql = " UNION ".join([part] * len(some))
            found = self._connection.rows(sql, [value for each in some for value in each])
            items.update(int(item or 0) for (item,) in found)
        for numbers in batches(sorted(items)):
            yield from self._known(f"WHERE item IN ({marks(numbers)}) ORDER BY 1", numbers)

    def together_with(self, name: Name) -> Sequence[Known]:
        group = "SELECT same FROM engagement_group WHERE item = ?"
        members = f"WHERE item IN (SELECT item FROM engagement_group WHERE same = ({group})) ORDER BY 1"
        return list(self._known(members, (self.number_of(name),)))

    def participants_in(self, name: Name) -> Sequence[Actor]:
        item = self.number_of(name)
        sql = (
            "SELECT appearance.key, appearance.name, actor.kind, appearance.country, appearance.office, actor.person "
            "FROM party JOIN appearance ON appearance.report = ? AND appearance.key = party.key "
            "JOIN actor ON actor.number = appearance.actor "
            "WHERE party.item = ? AND party.role = 'participant' ORDER BY party.position"
        )
        return [
            Actor(key=str(key), name=str(named), kind=ActorKind(str(kind)), country=_text(country),
                  office=_text(office), person=_text(person))
            for key, named, kind, country, office, person in self._connection.rows(sql, (item // ITEMS, item))
        ]  # fmt: skip

    def texts_in(self, bands: Sequence[int], first: str, last: str) -> Iterable[tuple[str, str]]:
        within = f"band IN ({marks(bands)}) AND day >= ? AND day <= ?"
        sql = (
            f"SELECT report.id, report.text FROM (SELECT report, count(*) AS shared FROM text_band WHERE {within} "
            f"GROUP BY report) AS found JOIN report ON report.number = found.report "
            f"ORDER BY shared DESC, report.id LIMIT {MOST_TEXTS}"
        )
        for identifier, text in self._connection.rows(sql, (*bands, first, last)):
            yield str(identifier), str(text)

    def number_of(self, name: Name) -> int:
        if name not in self.items:
            report, engagement = name
            sql = (
                "SELECT min(engagement.number) FROM report JOIN engagement ON engagement.number >= report.number * "
                f"{ITEMS} AND engagement.number < (report.number + 1) * {ITEMS} WHERE report.id = ? "
                "AND engagement.id = ?"
            )
            (found,) = next(self._connection.rows(sql, (report, engagement)))
            self.items[name] = int(found or 0)
        return self.items[name]

    def of_report(self, number: int) -> list[Known]:
        """The engagements of a report that are kept."""
        return list(self._known("WHERE item >= ? AND item < ? ORDER BY 1", (number * ITEMS, (number + 1) * ITEMS)))

    def _known(self, condition: str, parameters: Sequence[Value]) -> Iterator[Known]:
        for item, identifier, key in self._connection.rows(KNOWN + condition, parameters):
            known = Known(str(identifier), DECODER.decode(str(key)))
            self.items[known.name] = int(item or 0)
            yield known


def batches(values: Sequence[Each]) -> Iterator[Sequence[Each]]:
    return (values[first : first + AT_ONCE] for first in range(0, len(values), AT_ONCE))


def _text(value: Value) -> str | None:
    return None if value is None else str(value)
