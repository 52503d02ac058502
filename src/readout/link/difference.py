"""What a later reading of a report found otherwise. How sure it is, and by which rule, is not compared."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from readout.link.parts import Item, Part, items_of, name_of, place_of, type_of
from readout.link.references import Renames, renamed
from readout.link.same_item import same_items
from readout.model.jsonform import plain_value
from readout.model.record import Actor, Record
from readout.model.span import Span

NOT_COMPARED = {"id", "key", "evidence", "confidence", "by"}


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """An item of a record.

    Attributes:
        item: The key of an actor, the id of anything else.
        type: Kind, speech act or event type.
        name: Of an actor.
        span: Where its words stand; None for an actor without mentions.
    """

    part: Part
    item: str
    type: str
    name: str | None = None
    words: str = ""
    span: Span | None = None


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """A field that has another value.

    Attributes:
        old, new: As in the JSON of a record.
        old_words, new_words: The words that the value was read from.
    """

    field: str
    old: Any
    new: Any
    old_words: tuple[str, ...] = ()
    new_words: tuple[str, ...] = ()


class Changed(msgspec.Struct, frozen=True, kw_only=True):
    """An item that both records have; `former` is its name in the old one."""

    told: Told
    former: str
    changes: tuple[Change, ...]


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """How many items of a part there were and are."""

    part: Part
    old: int
    new: int


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """From one record of a report to a later one; in the order of the parts and of the records.

    Attributes:
        document: Id of the report.
    """

    document: str
    source_id: str | None = None
    title: str | None = None
    counts: tuple[Count, ...]
    appeared: tuple[Told, ...] = ()
    vanished: tuple[Told, ...] = ()
    changed: tuple[Changed, ...] = ()

    @property
    def found(self) -> bool:
        """Whether there is any."""
        return bool(self.appeared or self.vanished or self.changed)


def difference(old: Record, new: Record) -> Difference:
    """What is otherwise in `new`; both are records of the same text."""
    same = {part: same_items(old, new, part) for part in Part}
    kept = {part: set(same[part].values()) for part in Part}
    return Difference(
        document=new.document.id,
        source_id=new.document.source_id,
        title=new.document.title,
        counts=tuple(Count(part=part, old=len(items_of(old, part)), new=len(items_of(new, part))) for part in Part),
        appeared=tuple(_told(new, part, item) for part, item in _all(new) if name_of(item) not in kept[part]),
        vanished=tuple(_told(old, part, item) for part, item in _all(old) if name_of(item) not in same[part]),
        changed=tuple(_changed(old, new, same)),
    )


def plain(value: object) -> Any:
    """A value of a field as in the JSON of a record."""
    return msgspec.to_builtins(value, enc_hook=plain_value)


def _all(record: Record) -> Iterator[tuple[Part, Item]]:
    return ((part, item) for part in Part for item in items_of(record, part))


def _told(record: Record, part: Part, item: Item) -> Told:
    place = place_of(item)
    return Told(
        part=part,
        item=name_of(item),
        type=type_of(item),
        name=item.name if isinstance(item, Actor) else None,
        words=place.of(record.document.text) if place else "",
        span=place,
    )


def _changed(old: Record, new: Record, same: Mapping[Part, Mapping[str, str]]) -> Iterator[Changed]:
    statement, engagement = same[Part.STATEMENT], same[Part.ENGAGEMENT]
    renames = Renames(
        actor=lambda key: same[Part.ACTOR].get(key, key),
        claimant=lambda name: statement.get(name, name),
        statement=lambda name: statement.get(name, name),
        engagement=lambda name: engagement.get(name, name),
    )
    former = {(part, same[part].get(name_of(item))): item for part, item in _all(old)}
    for part, item in _all(new):
        before = former.get((part, name_of(item)))
        if before is None:
            continue
        text = new.document.text
        if changes := tuple(_changes(before, renamed(before, renames), item, text)):
            yield Changed(told=_told(new, part, item), former=name_of(before), changes=changes)


def _changes(before: Item, renamed_before: Item, after: Item, text: str) -> Iterator[Change]:
    for name in after.__struct_fields__:
        old, new = getattr(renamed_before, name), getattr(after, name)
        if name not in NOT_COMPARED and old != new:
            yield Change(
                field=name,
                old=plain(old),
                new=plain(new),
                old_words=_words(before, name, text),
                new_words=_words(after, name, text),
            )


def _words(item: Item, field: str, text: str) -> tuple[str, ...]:
    because = item.evidence.get(field)
    return tuple(span.of(text) for span in because.spans) if because else ()
