"""What the rules of this room look at: parse, cast and statements, with the look-ups that every rule needs."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from readout.actors import Cast, Mention
from readout.events.lexicon import EventLexicon
from readout.events.syntax import breadth_first, conjuncts
from readout.model.record import Actor, Statement, Time
from readout.model.span import Span
from readout.model.vocabulary import ActorKind
from readout.parse import Parsed, Token

# Where inside a phrase the side is named when its head is no actor: "Russian airstrikes", "the army of Chad".
INSIDE = frozenset(["poss", "amod", "compound", "nmod", "appos", "pobj", "prep", "agent", "conj", "det", "acl"])
NEAR = 12  # tokens of a phrase that are looked at, nearest first


@dataclass(frozen=True, slots=True)
class Party:
    """Actors meant by one phrase, and the words by which it means them."""

    keys: tuple[str, ...]
    span: Span
    head: int


@dataclass(frozen=True)
class Reading:
    """A report as this room sees it."""

    parsed: Parsed
    cast: Cast
    statements: tuple[Statement, ...]
    lexicon: EventLexicon

    @cached_property
    def covering(self) -> dict[int, Mention]:
        """From the number of a token to the outermost mention that holds it."""
        found: dict[int, Mention] = {}
        for mention in self.cast.mentions:
            for token in self.parsed.tokens_in(mention.span):
                found.setdefault(token.number, mention)
        return found

    @cached_property
    def claims(self) -> dict[int, Statement]:
        """From the number of a token to the innermost statement whose content holds it."""
        found: dict[int, Statement] = {}
        contents = [(span, statement) for statement in self.statements for span in statement.content]
        for span, statement in sorted(contents, key=lambda pair: (pair[0].start - pair[0].stop, pair[0])):
            found.update((token.number, statement) for token in self.parsed.tokens_in(span))
        return found

    @cached_property
    def depths(self) -> tuple[int, ...]:
        """For each token how many steps it stands below the root of its sentence."""
        found = [-1] * len(self.parsed.tokens)
        for token in self.parsed.tokens:
            path = []
            while found[token.number] < 0 and token.head != token.number:
                path.append(token.number)
                token = self.parsed.tokens[token.head]
            depth = max(found[token.number], 0)
            found[token.number] = depth
            for number in reversed(path):
                depth += 1
                found[number] = depth
        return tuple(found)

    @cached_property
    def by_id(self) -> dict[str, Statement]:
        return {statement.id: statement for statement in self.statements}

    @cached_property
    def by_country(self) -> dict[str, str]:
        """From a country to the key of its state, or else of the first actor of that country."""
        found: dict[str, str] = {}
        for actor in self.cast.actors:
            if actor.country and (actor.country not in found or actor.kind is ActorKind.STATE):
                found[actor.country] = actor.key
        return found

    @cached_property
    def entities_of(self) -> dict[int, list[tuple[int, int, str]]]:
        """The named entities of each sentence, by its number."""
        found: dict[int, list[tuple[int, int, str]]] = {}
        for entity in self.parsed.entities:
            found.setdefault(self.parsed.tokens[entity[0]].sentence, []).append(entity)
        return found

    @cached_property
    def times_of(self) -> dict[int, list[Time]]:
        """The time expressions of each sentence, by its number."""
        found: dict[int, list[Time]] = {}
        for time in self.parsed.times:
            found.setdefault(self.parsed.token_at(time.span.start).sentence, []).append(time)
        return found

    def actor(self, key: str) -> Actor:
        return self.cast.by_key[key]

    def countries(self, keys: Iterable[str]) -> tuple[str, ...]:
        """The countries of the actors, each once, in order."""
        known = (self.cast.country(key) for key in keys)
        return tuple(dict.fromkeys(country for country in known if country))

    def mention_at(self, token: Token) -> Mention | None:
        """The mention that the token stands for."""
        headed = self.cast.by_head.get(token.number)
        if headed is not None:
            return headed
        around = self.covering.get(token.number)
        if around is not None and around.form != "adjective" and token.head not in self._numbers(around):
            return around
        return None

    def _numbers(self, mention: Mention) -> range:
        inside = self.parsed.tokens_in(mention.span)
        return range(inside[0].number, inside[-1].number + 1)

    def party(self, token: Token, *, anywhere: bool = False, closed: Collection[str] = ()) -> Party | None:
        """Who is meant by the phrase that the token heads.

        Args:
            anywhere: Whether any words of the phrase may name the side, not only those that say whose a thing is.
            closed: Prepositions under which they may not.
        """
        mention = self.mention_at(token)
        if mention is not None and self.countries(mention.keys):
            return Party(mention.keys, mention.span, mention.head)
        allowed = self.lexicon.words.owning
        if mention is not None or not self.cast.facts.agents.keys().isdisjoint((token.lemma, token.text.lower())):
            allowed |= self.lexicon.words.residing
        inside = list(self._inside(token, None if anywhere else allowed, closed))
        known = [each for each in inside if self.countries(each.keys)]
        found = next(iter((*known, *([mention] if mention is not None else inside))), None)
        if found is None:
            return None
        joined = (self.cast.by_head.get(each.number) for each in conjuncts(self.parsed, self.parsed.tokens[found.head]))
        keys = dict.fromkeys((*found.keys, *(key for each in joined if each is not None for key in each.keys)))
        return Party(tuple(keys), found.span, found.head)

    def _inside(self, token: Token, prepositions: frozenset[str] | None, closed: Collection[str]) -> Iterator[Mention]:
        """Mentions inside the phrase, nearest to its head first."""

        def opens(child: Token) -> bool:
            if child.dep not in ("prep", "agent"):
                return child.dep in INSIDE
            word = child.text.lower()
            return word not in closed and (prepositions is None or word in prepositions)

        seen, waiting = 0, [token]
        while waiting and seen < NEAR:
            below: list[Token] = []
            for each in waiting[: NEAR - seen]:
                if each is not token and each.number in self.cast.by_head:
                    yield self.cast.by_head[each.number]
                below += filter(opens, self.parsed.dependents(each))
            seen += len(waiting)
            waiting = below

    def place(self, token: Token) -> Party | None:
        """The side on whose ground the named place lies, when the report has an actor of that country."""
        mention = self.mention_at(token)
        if mention is not None and self.countries(mention.keys):
            return Party(mention.keys, mention.span, mention.head)
        for each in islice(breadth_first(self.parsed, [token], ("relcl", "acl", "prep")), NEAR):
            for name in self.cast.facts.named(each.text):
                key = self.by_country.get(name.country or "")
                if key is not None and each.text[0].isupper():
                    return Party((key,), each.span, each.number)
        return None

    def speaker(self, token: Token) -> Party | None:
        """Who says the words among which the token stands."""
        claim = self.claims.get(token.number)
        if claim is None or not claim.speakers:
            return None
        span = claim.speaker_spans[0] if claim.speaker_spans else claim.cue[0]
        return Party(claim.speakers, span, self.parsed.token_at(span.start).number)
