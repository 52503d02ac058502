"""An engagement and an account where a report tells them, for those who compare."""

from collections.abc import Iterable
from functools import cached_property

from readout.link.compared import Words
from readout.model.record import Account, Actor, Engagement, Record, Statement
from readout.model.span import Span


class ToldEngagement:
    """An engagement in the record of its report."""

    def __init__(self, record: Record, engagement: Engagement) -> None:
        self.record = record
        self.engagement = engagement
        self.actors = {actor.key: actor for actor in record.actors}

    def words(self, spans: Iterable[Span]) -> Words:
        """In the order given, each span once."""
        kept = tuple(dict.fromkeys(spans))
        text = self.record.document.text
        return Words(document=self.record.document.id, spans=kept, words=tuple(span.of(text) for span in kept))

    def because(self, field: str) -> Words:
        """The words that a field of the engagement was read from."""
        reason = self.engagement.evidence.get(field)
        return self.words(reason.spans if reason else ())

    def nearest_mention(self, actor: Actor) -> tuple[Span, ...]:
        """The mention that stands nearest to the words of the engagement; none when there is no mention."""
        trigger = self.engagement.trigger
        near = sorted(actor.mentions, key=lambda it: max(it.start - trigger.stop, trigger.start - it.stop, 0))
        return tuple(near[:1])

    @property
    def participants(self) -> list[Actor]:
        return [self.actors[key] for key in self.engagement.participants if key in self.actors]


class ToldAccount:
    """An account of an engagement, its number among those compared, and the statements that carry it.

    Attributes:
        outer: Its statements, without those that lie in another one of them.
        all: These and all that are nested in them, innermost last.
    """

    def __init__(self, number: int, told: ToldEngagement, account: Account) -> None:
        self.number = number
        self.told = told
        self.account = account

    @cached_property
    def all(self) -> tuple[Statement, ...]:
        own = set(self.account.statements)
        nested_in = {statement.id: statement.nested_in for statement in self.told.record.statements}

        def depth(statement: Statement) -> int | None:
            """How deep it lies in a statement of the account; None when it lies in none."""
            at, steps, found = statement.id, 0, None
            while steps <= len(nested_in):
                found = steps if at in own else found
                above = nested_in.get(at)
                if above is None:
                    break
                at, steps = above, steps + 1
            return found

        depths = [(deep, each) for each in self.told.record.statements if (deep := depth(each)) is not None]
        return tuple(each for _, each in sorted(depths, key=lambda pair: pair[0]))

    @cached_property
    def outer(self) -> tuple[Statement, ...]:
        within = {each.id for each in self.all}
        return tuple(each for each in self.all if each.nested_in not in within)
