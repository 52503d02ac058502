"""What the items of a record name one another by, put in other words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import msgspec

from readout.link.parts import Item, Part, part_of
from readout.model.record import Account

Rename = Callable[[str], str | None]  # the new name; None for what is to be named no more


@dataclass(frozen=True, slots=True)
class Renames:
    """How each kind of reference changes.

    Attributes:
        actor: Keys of actors.
        claimant: The statement that an event or another statement hangs on.
        statement: The statements of an account.
        engagement: The engagements agreed in another.
    """

    actor: Rename = str
    claimant: Rename = str
    statement: Rename = str
    engagement: Rename = str


# for each part the fields that name others, and what they name
LISTS = {
    Part.ACTOR: {},
    Part.STATEMENT: {"speakers": "actor", "addressees": "actor"},
    Part.EVENT: {"actors": "actor", "recipients": "actor"},
    Part.ENGAGEMENT: {"participants": "actor", "follow_ups": "engagement"},
}
SINGLE = {
    Part.ACTOR: {},
    Part.STATEMENT: {"nested_in": "claimant"},
    Part.EVENT: {"claimed_by": "claimant"},
    Part.ENGAGEMENT: {"initiator": "actor", "host": "actor"},
}
ACCOUNTS = "accounts"


def renamed(item: Item, renames: Renames, only: str | None = None) -> Item:
    """The item with its references renamed; with `only`, those of that one field."""
    part, changes = part_of(item), dict[str, Any]()
    for field, kind in LISTS[part].items():
        if only in (None, field):
            changes[field] = _each(getattr(item, field), getattr(renames, kind))
    for field, kind in SINGLE[part].items():
        value = getattr(item, field)
        if only in (None, field) and value is not None:
            changes[field] = getattr(renames, kind)(value)
    if part is Part.ENGAGEMENT and only in (None, ACCOUNTS):
        accounts: Iterable[Account] = getattr(item, ACCOUNTS)
        changes[ACCOUNTS] = tuple(
            msgspec.structs.replace(account, statements=_each(account.statements, renames.statement))
            for account in accounts
        )
    changes = {field: value for field, value in changes.items() if value != getattr(item, field)}
    return msgspec.structs.replace(item, **changes) if changes else item


def named_in(item: Item) -> list[tuple[str, Part, str]]:
    """What an item names: the field, the part that it is in, and the name."""
    part, found = part_of(item), list[tuple[str, Part, str]]()
    kinds = {"actor": Part.ACTOR, "claimant": Part.STATEMENT, "engagement": Part.ENGAGEMENT}
    for field, kind in LISTS[part].items():
        found.extend((field, kinds[kind], name) for name in getattr(item, field))
    for field, kind in SINGLE[part].items():
        if (name := getattr(item, field)) is not None:
            found.append((field, kinds[kind], name))
    if part is Part.ENGAGEMENT:
        accounts: Iterable[Account] = getattr(item, ACCOUNTS)
        found.extend((ACCOUNTS, Part.STATEMENT, name) for account in accounts for name in account.statements)
    return found


def _each(names: Iterable[str], rename: Rename) -> tuple[str, ...]:
    """In their order, none twice because of the new names."""
    return tuple(dict.fromkeys(new for name in names if (new := rename(name)) is not None))
