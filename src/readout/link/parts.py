"""The four parts of a record, and what the items of all of them have: a name, a place in the text, a type."""

from enum import StrEnum

from readout.model.record import Actor, Engagement, Event, Record, Statement
from readout.model.span import Span, hull

Item = Actor | Statement | Event | Engagement


class Part(StrEnum):
    ACTOR = "actor"
    STATEMENT = "statement"
    EVENT = "event"
    ENGAGEMENT = "engagement"

    @property
    def field(self) -> str:
        """The field of a record that holds its items."""
        return f"{self}s"


TYPES: dict[Part, type[Item]] = {
    Part.ACTOR: Actor,
    Part.STATEMENT: Statement,
    Part.EVENT: Event,
    Part.ENGAGEMENT: Engagement,
}
PARTS = {kind: part for part, kind in TYPES.items()}
TYPE_FIELDS = {
    Part.ACTOR: "kind",
    Part.STATEMENT: "speech_act",
    Part.EVENT: "event_type",
    Part.ENGAGEMENT: "kind",
}


def part_of(item: Item) -> Part:
    return PARTS[type(item)]


def items_of(record: Record, part: Part) -> tuple[Item, ...]:
    found: tuple[Item, ...] = getattr(record, part.field)
    return found


def find_item(record: Record, part: Part, name: str) -> Item | None:
    return next((item for item in items_of(record, part) if name_of(item) == name), None)


def name_of(item: Item) -> str:
    """The key of an actor, the id of anything else."""
    return item.key if isinstance(item, Actor) else item.id


def type_of(item: Item) -> str:
    return str(getattr(item, TYPE_FIELDS[part_of(item)]))


def place_of(item: Item) -> Span | None:
    """The words that the item is: a trigger, what is said, the first mention; None when it has none."""
    if isinstance(item, Actor):
        return item.mentions[0] if item.mentions else None
    if isinstance(item, Statement):
        words = item.content or item.cue or item.speaker_spans
        return hull(words) if words else None
    return item.trigger
