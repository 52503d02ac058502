"""Corrections laid over a reading. Pure: the same readings and corrections give the same record."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

import msgspec

from readout.link.difference import plain
from readout.link.parts import Item, Part, find_item, name_of
from readout.link.references import Renames, renamed
from readout.link.same_item import same_items
from readout.model.record import Because, Event, Evidence, Record, Statement
from readout.store.correction import Action, Correction, Unmatched, effective
from readout.store.editing import free_key, with_item, with_name, with_reason, without_item
from readout.store.soundness import Unsound, check_item, check_values, item_from

FIXED = ("id", "key", "evidence")  # what an item is told by, and why it is as it is


class Reading(msgspec.Struct, frozen=True):
    """A former reading of the report, as it was read, and when a later one took its place."""

    record: Record
    replaced: str


class Applied(msgspec.Struct, frozen=True):
    """The record as people have it, and the corrections that have no effect on it."""

    record: Record
    unmatched: tuple[Unmatched, ...] = ()


def apply(record: Record, corrections: Iterable[Correction], former: Sequence[Reading] = ()) -> Applied:
    """The reading with corrections, in their order.

    What a correction of a former reading is of is found in this one by its id, else by its words and type. What was
    accepted, added or changed and is not found is carried over, with the actors that it names and who claims it.

    Args:
        record: As it was read.
        corrections: Those undone have no effect.
        former: The readings before, the oldest first.
    """
    work = _Work(record, former)
    unmatched = []
    for correction in effective(tuple(corrections)):
        before = work.state()
        try:
            work.do(correction)
        except Unsound as error:
            work.back_to(before)
            unmatched.append(Unmatched(correction=correction, reason=str(error), field=error.field))
    return Applied(work.record, tuple(unmatched))


_Alias = dict[tuple[int, Part, str], str]


class _Work:
    """A record in work.

    Attributes:
        aliases: What became of an item: from the number of a reading, its part and its name there, to its name here.
        rejected: Items of the present reading that were taken out.
    """

    def __init__(self, record: Record, former: Sequence[Reading]) -> None:
        self.record = self.read = record
        self.former = former
        self.aliases: _Alias = {}
        self.rejected: dict[tuple[Part, str], Correction] = {}
        self._same: dict[tuple[int, Part], dict[str, str]] = {}

    def state(self) -> tuple[Record, _Alias, dict[tuple[Part, str], Correction]]:
        return self.record, dict(self.aliases), dict(self.rejected)

    def back_to(self, state: tuple[Record, _Alias, dict[tuple[Part, str], Correction]]) -> None:
        self.record, self.aliases, self.rejected = state

    def do(self, correction: Correction) -> None:
        """Raises `Unsound` when it cannot be done."""
        origin = self._origin(correction)
        if correction.action is Action.ADD:
            self._add(correction, origin)
            return
        name = self._name(origin, correction.part, correction.item, carry=correction.action is not Action.REJECT)
        item = find_item(self.record, correction.part, name) if name is not None else None
        if name is None or item is None:
            raise Unsound(f"there is no {correction.part} {correction.item!r} in this reading")
        if correction.action is Action.REJECT:
            self.record = without_item(self.record, correction.part, name)
            self.rejected[correction.part, name] = correction
        elif correction.action is Action.CHANGE:
            self._change(correction, origin, item)

    def _origin(self, correction: Correction) -> int:
        """The number of the reading that it was made of; that of the present one is the last."""
        made = correction.made
        if made is None:
            return len(self.former)
        later = (number for number, reading in enumerate(self.former) if reading.replaced >= made)
        return next(later, len(self.former))

    def _add(self, correction: Correction, origin: int) -> None:
        part = correction.part
        item = item_from(part, _object(correction))
        check_values(item, item.__struct_fields__)
        item = renamed(item, self._renames(origin))
        name = name_of(item)
        if origin == len(self.former):
            if find_item(self.record, part, name):
                raise Unsound(f"there is one already: change it, or give another {'key' if _keyed(part) else 'id'}")
        elif found := self._found_again(part, item):
            name = found
        elif _keyed(part):
            name = free_key(self.record, name)
        self.aliases[origin, part, name_of(item)] = name
        if _keyed(part) and find_item(self.record, part, name):
            return  # the reading has found who it is, and where
        item = with_name(item, name)
        check_item(self.record, item)
        self.record = with_item(self.record, item)
        self.rejected.pop((part, name), None)

    def _change(self, correction: Correction, origin: int, item: Item) -> None:
        part, field = correction.part, correction.field or ""
        if field in FIXED or field not in item.__struct_fields__:
            able = ", ".join(each for each in item.__struct_fields__ if each not in FIXED)
            raise Unsound(f"{part} has no such field to change: it has {able}", field)
        changed = item_from(part, plain(item) | {field: _value(correction)})
        check_values(changed, [field])
        if origin < len(self.former):
            changed = renamed(changed, self._renames(origin), only=field)
        changed = with_reason(changed, field, correction.by)
        check_item(self.record, changed)
        self.record = with_item(self.record, changed)

    def _found_again(self, part: Part, item: Item) -> str | None:
        """The name of an item that this reading has, and is the one that was added to a former one."""
        alone = msgspec.structs.replace(self.read, **{each.field: () for each in Part} | {part.field: (item,)})
        name = same_items(alone, self.read, part).get(name_of(item))
        return name if name and find_item(self.record, part, name) else None

    def _name(self, origin: int, part: Part, name: str, *, carry: bool) -> str | None:
        """The name that an item of a reading has here; None when it is not here, and cannot be carried over."""
        known = self.aliases.get((origin, part, name))
        if known is None and origin < len(self.former):
            known = self._same_as(origin, part).get(name)
        if known is None and (origin == len(self.former) or self._of(origin, part, name) is None):
            known = name  # of this reading; or it was added, or carried over before
        if known is not None:
            if correction := self.rejected.get((part, known)):
                if not carry:
                    return None
                raise Unsound(f"{part} {name!r} is rejected by correction {correction.number}: undo that first")
            if find_item(self.record, part, known):
                return known
        return self._carried(origin, part, name) if carry else None

    def _same_as(self, origin: int, part: Part) -> dict[str, str]:
        if (origin, part) not in self._same:
            self._same[origin, part] = same_items(self.former[origin].record, self.read, part)
        return self._same[origin, part]

    def _of(self, origin: int, part: Part, name: str) -> Item | None:
        return find_item(self.former[origin].record, part, name) if origin < len(self.former) else None

    def _carried(self, origin: int, part: Part, name: str) -> str | None:
        """Puts an item of a former reading into this one: of that reading, else of the last that has it."""
        others = (number for number in reversed(range(len(self.former))) if number != origin)
        for number in (origin, *others):
            if (item := self._of(number, part, name)) is None:
                continue
            here = free_key(self.record, name) if _keyed(part) else name
            carried = with_name(renamed(item, self._renames(number)), here)
            check_item(self.record, carried)
            self.record = with_item(self.record, carried)
            self.aliases[number, part, name] = self.aliases[origin, part, name] = here
            return here
        return None

    def _renames(self, origin: int) -> Renames:
        """From the names of a reading to those here; actors and claimants are carried over, the rest dropped."""
        if origin == len(self.former):
            return Renames()
        statement = partial(self._name, origin, Part.STATEMENT, carry=False)
        engagement = partial(self._name, origin, Part.ENGAGEMENT, carry=False)
        return Renames(partial(self._actor, origin), partial(self._claimant, origin), statement, engagement)

    def _actor(self, origin: int, key: str) -> str | None:
        try:
            return self._name(origin, Part.ACTOR, key, carry=True) or key
        except Unsound:  # who is rejected is named no more
            return None

    def _claimant(self, origin: int, name: str) -> str | None:
        """The innermost statement that is here; where none is, that of old, so that no claim becomes a fact."""
        outer: str | None = name
        while outer is not None:
            if here := self._name(origin, Part.STATEMENT, outer, carry=False):
                return here
            item = self._of(origin, Part.STATEMENT, outer)
            outer = item.nested_in if isinstance(item, Statement) else None
        try:
            return self._name(origin, Part.STATEMENT, name, carry=True) or name
        except Unsound:
            return None


def added(correction: Correction) -> Item:
    """The item that a person adds, with the person as the source of each field that is given.

    Raises:
        Unsound: It is not whole.
    """
    part, value, by = correction.part, _object(correction), correction.by
    item = item_from(part, {"key" if _keyed(part) else "id": "", **value})
    given = {field: item.evidence.get(field, Because(by=by)) for field in value if field not in FIXED}
    more: dict[str, Any] = {"evidence": Evidence(given)}
    if isinstance(item, Statement | Event):
        more["by"] = item.by or by
        more["confidence"] = value.get("confidence", 1.0)  # nobody is surer than the person who adds it
    return msgspec.structs.replace(item, **more)


def _keyed(part: Part) -> bool:
    return part is Part.ACTOR


def _value(correction: Correction) -> Any:
    try:
        return msgspec.json.decode(correction.value or "")
    except msgspec.DecodeError as error:
        raise Unsound(f"{correction.value!r} is no JSON: put text into quotation marks", correction.field) from error


def _object(correction: Correction) -> dict[str, Any]:
    value = _value(correction)
    if not isinstance(value, dict):
        raise Unsound(f"is no JSON object: give the whole {correction.part}")
    return value
