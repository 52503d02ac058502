"""The cast of a report: its actors, and which words mean which of them."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from readout.facts import Facts
from readout.model.record import Actor
from readout.model.span import Span
from readout.parse import Parsed, Token

NAMED = ("name", "title", "counterpart", "group", "pronoun")
JOINING = ("and", "&")


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that mean one actor, or several ("the two leaders").

    Attributes:
        tokens: Numbers of its tokens.
        head: Number of the token that stands for the words in the syntax.
        keys: Keys of the actors meant, in order.
        form: name, title, adjective, pronoun, group or place.
        by: The rule that resolved it.
    """

    span: Span
    tokens: range
    head: int
    keys: tuple[str, ...]
    form: str
    by: str


@dataclass(frozen=True)
class Cast:
    """Actors in order of first mention, and all mentions in order of text (an outer one before those inside it).

    `facts` is the register that they were resolved by; the later rooms ask it too.
    """

    actors: tuple[Actor, ...]
    mentions: tuple[Mention, ...]
    facts: Facts

    @cached_property
    def by_key(self) -> dict[str, Actor]:
        return {actor.key: actor for actor in self.actors}

    @cached_property
    def countries(self) -> frozenset[str]:
        """The countries of all actors: those that the report names."""
        return frozenset(actor.country for actor in self.actors if actor.country is not None)

    @cached_property
    def by_head(self) -> dict[int, Mention]:
        """From the number of a head token to the largest mention that it heads."""
        found: dict[int, Mention] = {}
        for mention in self.mentions:
            found.setdefault(mention.head, mention)
        return found

    @cached_property
    def _by_token(self) -> dict[int, Mention]:
        return {number: mention for mention in reversed(self.mentions) for number in mention.tokens}

    def covering(self, token: Token) -> Mention | None:
        """The largest mention that holds the token."""
        return self._by_token.get(token.number)

    @cached_property
    def _named_until(self) -> dict[int, Mention]:
        return {mention.tokens.stop: mention for mention in reversed(self.mentions) if mention.form in NAMED}

    def named_until(self, number: int, parsed: Parsed) -> Mention | None:
        """The person named right before a token, a comma between or not."""
        place = number - 1 if number > 0 and parsed.tokens[number - 1].text == "," else number
        return self._named_until.get(place)

    def named_before(self, mention: Mention, parsed: Parsed) -> Mention | None:
        """The person joined to this one by "and" right before it, whatever the syntax makes of the two."""
        place = mention.tokens.start - 1
        joined = mention.form in NAMED and place > 0 and parsed.tokens[place].text.lower() in JOINING
        return self._named_until.get(place) if joined else None

    def country(self, key: str) -> str | None:
        return self.by_key[key].country

    @cached_property
    def _starts(self) -> list[int]:
        return [mention.span.start for mention in self.mentions]

    def within(self, span: Span) -> tuple[Mention, ...]:
        """The mentions inside the span, in order of text."""
        first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.stop)
        return tuple(mention for mention in self.mentions[first:last] if mention.span.stop <= span.stop)

    def touching(self, span: Span) -> tuple[Mention, ...]:
        """The mentions that share a character with the span, in order of text."""
        first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.stop)
        return tuple(mention for mention in self.mentions[max(0, first - 3) : last] if mention.span.touches(span))
