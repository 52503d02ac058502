"""Changes of a record, each a new record whose references hold."""

import msgspec

from readout.link.parts import Item, Part, find_item, items_of, name_of, part_of, place_of
from readout.link.references import Rename, Renames, renamed
from readout.model.record import Actor, Because, Evidence, Record, Statement


def with_item(record: Record, item: Item) -> Record:
    """The record with one item more, before the first that stands later in the text, or in the place of its like."""
    part = part_of(item)
    items = list(items_of(record, part))
    names = [name_of(each) for each in items]
    if name_of(item) in names:
        items[names.index(name_of(item))] = item
        return _with(record, part, items)
    later = (order for order, each in enumerate(items) if _order(each) > _order(item))
    items.insert(next(later, len(items)), item)
    return _with(record, part, items)


def without_item(record: Record, part: Part, name: str) -> Record:
    """The record without an item, which nothing names any more.

    What hung on a statement that goes hangs on the one that this was nested in.
    """
    gone = find_item(record, part, name)
    outer = gone.nested_in if isinstance(gone, Statement) else None
    drop = _renaming(name, None)
    renames = {
        Part.ACTOR: Renames(actor=drop),
        Part.STATEMENT: Renames(claimant=_renaming(name, outer), statement=drop),
        Part.EVENT: Renames(),
        Part.ENGAGEMENT: Renames(engagement=drop),
    }[part]
    for each in Part:
        items = [renamed(item, renames) for item in items_of(record, each) if (each, name_of(item)) != (part, name)]
        record = _with(record, each, items)
    return record


def with_reason(item: Item, field: str, by: str) -> Item:
    """The item with another source of a field; the words that it was read from are kept."""
    former = item.evidence.get(field)
    reason = Because(spans=former.spans if former else (), by=by)
    return msgspec.structs.replace(item, evidence=Evidence({**item.evidence, field: reason}))


def with_name(item: Item, name: str) -> Item:
    return msgspec.structs.replace(item, **{"key" if isinstance(item, Actor) else "id": name})


def free_key(record: Record, key: str) -> str:
    """The key, or with a number where another actor has it."""
    taken = {actor.key for actor in record.actors}
    number = 2
    free = key
    while free in taken:
        free, number = f"{key}-{number}", number + 1
    return free


def _renaming(name: str, to: str | None) -> Rename:
    def rename(each: str) -> str | None:
        return to if each == name else each

    return rename


def _with(record: Record, part: Part, items: list[Item]) -> Record:
    return msgspec.structs.replace(record, **{part.field: tuple(items)})


def _order(item: Item) -> tuple[int, str]:
    place = place_of(item)
    return place.start if place else -1, name_of(item) if isinstance(item, Actor) else ""
