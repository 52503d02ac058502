"""Who did it and to whom: the parties that the syntax around a trigger names, slot by slot as its row says."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from readout.events.lexicon import Row
from readout.events.reading import Party, Reading
from readout.events.syntax import agents, breadth_first, clauses, conjuncts, doers, is_passive, objects, owners, prepositions, preposed, subjects
from readout.events.triggers import Candidate
from readout.model.vocabulary import ActorKind
from readout.parse import Token

PERSONS = (ActorKind.PERSON, ActorKind.OFFICE, ActorKind.GROUP)
DEEPEST = 40  # tokens of a clause that are looked at for a recipient, nearest first
ASIDE = ("advcl", "relcl", "punct", "cc", "appos", "npadvmod")


@dataclass(frozen=True, slots=True)
class Arguments:
    """The parties of an event, and by which rule they were found."""

    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    actor_by: str
    recipient_by: str

    @property
    def actor_keys(self) -> tuple[str, ...]:
        return keys_of(self.actors)

    @property
    def recipient_keys(self) -> tuple[str, ...]:
        return keys_of(self.recipients)


def keys_of(parties: Iterable[Party]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for party in parties for key in party.keys))


def find_arguments(reading: Reading, candidate: Candidate, row: Row) -> Arguments:
    """Actors and recipients of the candidate, read as the row says."""
    if candidate.role == "receive":
        actors, actor_by = _parties(reading, _hosts_under(reading, candidate, ("from", "by"))), "from"
        recipients = _without(_parties(reading, subjects(reading.parsed, candidate.verb)), actors)
        return Arguments(actors, recipients, actor_by, "subject of a receiving verb")
    actors, actor_by = _actors(reading, candidate)
    recipients, slot = _recipients(reading, candidate, row, actors)
    return Arguments(actors, recipients, actor_by, slot)


def _parties(reading: Reading, heads: Iterable[Token], prepositions: frozenset[str] | None = frozenset({"of", "by", "from"})) -> tuple[Party, ...]:
    found = (reading.party(head, prepositions) for head in heads)
    return tuple(dict.fromkeys(party for party in found if party is not None))


def _without(parties: Iterable[Party], others: tuple[Party, ...]) -> tuple[Party, ...]:
    taken = set(keys_of(others))
    return tuple(party for party in parties if taken.isdisjoint(party.keys))


def _actors(reading: Reading, candidate: Candidate) -> tuple[tuple[Party, ...], str]:
    parsed = reading.parsed
    if candidate.light is not None:
        owned = _parties(reading, owners(parsed, candidate.token)) if candidate.role in ("stop", "plan") else ()
        if owned:
            return owned, "owner of the noun"
        return _parties(reading, doers(parsed, candidate.light)), "subject of the light verb"
    if candidate.token.pos in ("VERB", "AUX"):
        rule = "agent" if is_passive(parsed, candidate.token) else "subject"
        return _parties(reading, doers(parsed, candidate.token)), rule
    return _noun_actors(reading, candidate.token)


def _noun_actors(reading: Reading, noun: Token) -> tuple[tuple[Party, ...], str]:
    """The possessor, the "by" phrase, both sides of "between", else the side named before the noun."""
    parsed = reading.parsed
    owned = _parties(reading, owners(parsed, noun))
    if owned:
        return owned, "owner of the noun"
    between = _parties(reading, preposed(parsed, noun, "between"))
    if between:
        return between, "between"
    named = [each for before in parsed.dependents(noun, "compound", "amod", "nmod") for each in conjuncts(parsed, before)]
    found = tuple(party for party in (_named(reading, each) for each in named) if party is not None)
    return found, "word before the noun"


def _named(reading: Reading, token: Token) -> Party | None:
    mention = reading.cast.by_head.get(token.number)
    return Party(mention.keys, mention.span, mention.head) if mention is not None else None


def _recipients(reading: Reading, candidate: Candidate, row: Row, actors: tuple[Party, ...]) -> tuple[tuple[Party, ...], str]:
    """The parties of the first slot that names somebody beside the actors; one of another country is preferred."""
    home = set(reading.countries(keys_of(actors)))
    same: tuple[tuple[Party, ...], str] = ((), "")
    for slot in reading.lexicon.recipients(row):
        found = _without(_slot(reading, candidate, slot), actors)
        foreign = tuple(party for party in found if not home.issuperset(reading.countries(party.keys) or ("?",)))
        if foreign and reading.countries(keys_of(foreign)):
            return foreign, slot
        if found and not same[0]:
            same = found, slot
    return same


def _slot(reading: Reading, candidate: Candidate, slot: str) -> tuple[Party, ...]:
    parsed, verb = reading.parsed, candidate.verb
    if slot == "object":
        heads = candidate.objects or (objects(parsed, verb) if candidate.light is None else ())
        if candidate.token.pos == "NOUN":
            return _before(reading, candidate)
        return _parties(reading, heads, None)
    if slot == "person":
        found = _parties(reading, objects(parsed, verb))
        return tuple(party for party in found if any(reading.actor(key).kind in PERSONS for key in party.keys))
    if slot == "dative":
        datives = parsed.dependents(verb, "dative")
        return _parties(reading, (pobj for each in datives for pobj in (parsed.dependents(each, "pobj") or (each,))))
    if slot == "subject":
        return _parties(reading, subjects(parsed, verb))
    if slot == "content":
        return _first_in_content(reading, candidate)
    if slot == "place":
        if candidate.token.pos == "NOUN":
            before = _before(reading, candidate)
            if before:
                return before
        heads = _hosts_under(reading, candidate, reading.lexicon.words.places)
        return tuple(party for party in map(reading.place, heads) if party is not None)
    heads = tuple(_hosts_under(reading, candidate, (slot,)))
    found = _parties(reading, heads, None)
    if not found and row_is_travel(slot):
        return tuple(party for party in map(reading.place, heads) if party is not None)
    return found


def row_is_travel(slot: str) -> bool:
    return slot in ("to", "for")


def _before(reading: Reading, candidate: Candidate) -> tuple[Party, ...]:
    """The sides named before a noun: the "US" of "his US visit"."""
    before = reading.parsed.dependents(candidate.token, "compound", "amod", "nmod")
    found = tuple(party for party in (_named(reading, each) for each in before) if party is not None)
    return found


def _hosts_under(reading: Reading, candidate: Candidate, words: Iterable[str]) -> Iterator[Token]:
    """What stands after those prepositions under the trigger, its light verb or its objects."""
    parsed, wanted = reading.parsed, frozenset(words)
    hosts = [candidate.token, *([candidate.light] if candidate.light else []), *candidate.objects]
    hosts += [each for each in parsed.dependents(candidate.token, "acl") if each.tag in ("VBN", "VBG")]
    for host in dict.fromkeys(hosts):
        for prep in prepositions(parsed, host):
            if prep.text.lower() in wanted:
                for pobj in parsed.dependents(prep, "pobj"):
                    yield from conjuncts(parsed, pobj)


def _first_in_content(reading: Reading, candidate: Candidate) -> tuple[Party, ...]:
    """The nearest party inside the clause that says what is asked, agreed or refused: its subject, else what it acts on."""
    parsed = reading.parsed
    roots = [*clauses(parsed, candidate.verb), *(each for head in candidate.objects for each in clauses(parsed, head))]
    if candidate.light is not None:
        roots += clauses(parsed, candidate.token)
    own = {reading.cast.country(key) for party in _actors(reading, candidate)[0] for key in party.keys}
    for count, token in enumerate(breadth_first(parsed, roots, ASIDE)):
        if count > DEEPEST:
            break
        mention = reading.cast.by_head.get(token.number)
        if mention is not None and reading.countries(mention.keys) and not own.issuperset(reading.countries(mention.keys)):
            joined = [each for each in conjuncts(parsed, token)] if token.dep != "conj" else [token]
            return _parties(reading, joined)
    return ()


def both_sides(arguments: Arguments, reciprocal: bool) -> Arguments:
    """For what several do to each other: all the parties as actors when nobody stands across from them."""
    return arguments


def agents_of(reading: Reading, verb: Token) -> tuple[Party, ...]:
    return _parties(reading, agents(reading.parsed, verb))
