"""What a person said of an item of a record."""

from enum import StrEnum

import msgspec

from readout.link.parts import Part
from readout.model.errors import InputError


class Action(StrEnum):
    ACCEPT = "accept"  # it is right; it stays when a later reading does not find it
    REJECT = "reject"  # it is not so
    CHANGE = "change"  # a field has another value
    ADD = "add"  # it was not found


class WrongCorrection(InputError):
    """It cannot be made. The message names report, item and field, and says what would be right."""


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """A correction, as it is made or as the archive keeps it.

    Attributes:
        report: Id of the document.
        item: The key of an actor, the id of anything else; "" for one to be added, which is then named.
        field, value: What is changed, and its new value as JSON; of one to be added, the whole item as JSON.
        former: JSON: the value before a change, or the item that was accepted or rejected. The archive fills it in.
        number, made, undone: The archive's number for it, and its times, in UTC.
    """

    report: str
    part: Part
    item: str
    action: Action
    made_by: str
    field: str | None = None
    value: str | None = None
    former: str | None = None
    note: str | None = None
    number: int | None = None
    made: str | None = None
    undone: str | None = None

    @property
    def by(self) -> str:
        """What the evidence of a corrected field names as its source."""
        return f"correction: {self.made_by}"


class Unmatched(msgspec.Struct, frozen=True, kw_only=True):
    """A correction that is kept but has no effect on the present reading, and why.

    Attributes:
        field: Where the reason lies.
    """

    correction: Correction
    reason: str
    field: str | None = None


def effective(corrections: tuple[Correction, ...]) -> tuple[Correction, ...]:
    """Those that count: not undone, and not overruled by a later one of the same field or item."""
    standing = [each for each in corrections if each.undone is None]
    last = {_subject(each): order for order, each in enumerate(standing)}
    return tuple(
        each for order, each in enumerate(standing) if each.action is Action.ADD or last[_subject(each)] == order
    )


def _subject(correction: Correction) -> tuple[str, ...]:
    verdict = correction.action in (Action.ACCEPT, Action.REJECT)
    return correction.part, correction.item, "verdict" if verdict else correction.action, correction.field or ""
