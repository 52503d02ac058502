"""An engagement while it is being read."""

from dataclasses import dataclass, field

from readout.actors import Mention
from readout.model.record import Because
from readout.model.span import Span
from readout.model.vocabulary import EngagementKind, Role, Status
from readout.parse import Token


@dataclass
class Draft:
    """One telling of an engagement.

    Attributes:
        head: The noun or verb that names it.
        verb: What it is the object or subject of; the head itself for a verb.
        keys: Participants in the order told.
        definite: The words point back to something told before ("the talks").
        fixed: Not merely offered, wished for or refused.
        many: Sides take part that are told but not named ("delegates of 27 countries").
        fixed_sides: The participants are those of a format, which nobody joins.
        ahead: Held to be planned only since something comes ahead of it.
        undecided: Its verb does not tell whether it has begun ("shortened the visit").
        outside: The subject of the clause takes no part ("Beijing protested at a meeting between").
        next: One more of its kind ("the next round").
        joined: Somebody is told to have joined what the others did.
    """

    head: Token
    verb: Token
    kind: EngagementKind
    trigger: Span
    keys: list[str] = field(default_factory=list)
    initiator: str | None = None
    host: str | None = None
    status: Status = Status.HELD
    role: Role = Role.MAIN
    definite: bool = False
    fixed: bool = True
    many: bool = False
    fixed_sides: bool = False
    joined: bool = False
    ahead: bool = False
    next: bool = False
    outside: bool = False
    undecided: bool = False
    date: str | None = None
    end_date: str | None = None
    date_inferred: bool = False
    place: str | None = None
    venue: str | None = None
    mentions: list[Span] = field(default_factory=list)
    reasons: dict[str, Because] = field(default_factory=dict)

    def add(self, keys: tuple[str, ...]) -> None:
        self.keys.extend(key for key in keys if key not in self.keys)

    def because(self, name: str, mention: Mention, by: str) -> None:
        """Gives the words of a mention as the reason of a field that has none yet."""
        self.reasons.setdefault(name, Because((mention.span,), by))
