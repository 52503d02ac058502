"""Who did it and to whom: the parties that the syntax around a trigger names, slot by slot as its row says."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from readout.events.lexicon import Row
from readout.events.reading import Party, Reading
from readout.events.syntax import (
    SUBJECTS,
    breadth_first,
    clauses,
    conditions,
    conjuncts,
    doers,
    is_passive,
    objects,
    owners,
    preposed,
    prepositions,
    subjects,
    subjects_above,
)
from readout.events.triggers import Candidate
from readout.model.vocabulary import ActorKind
from readout.parse import Token

PERSONS = (ActorKind.PERSON, ActorKind.OFFICE, ActorKind.GROUP)
DEEPEST = 40  # tokens of a clause that are looked at for a recipient, nearest first
ASIDE = ("advcl", "relcl", "punct", "cc", "appos", "npadvmod")

Parties = tuple[Party, ...]


@dataclass(frozen=True, slots=True)
class Arguments:
    """The parties of an event, and by which rule they were found."""

    actors: Parties
    recipients: Parties
    actor_by: str
    recipient_by: str

    @property
    def actor_keys(self) -> tuple[str, ...]:
        return keys_of(self.actors)

    @property
    def recipient_keys(self) -> tuple[str, ...]:
        return keys_of(self.recipients)


def keys_of(parties: Iterable[Party]) -> tuple[str, ...]:
    """The actors of all the parties, each once, in order."""
    return tuple(dict.fromkeys(key for party in parties for key in party.keys))


def find_arguments(reading: Reading, candidate: Candidate, row: Row) -> Arguments:
    """Actors and recipients of the candidate, read as the row says."""
    if candidate.role == "receive":
        givers = _parties(reading, _after(reading, candidate, reading.lexicon.words.light.givers))
        receivers = _parties(reading, subjects(reading.parsed, candidate.verb))
        return Arguments(givers, _without(receivers, givers), "giver", "subject of a receiving verb")
    actors, actor_by = _actors(reading, candidate)
    recipients, slot = _recipients(reading, candidate, row, actors)
    sides = set(reading.countries(keys_of(actors)))
    if row.reciprocal and len(sides) > 1 and sides.issuperset(reading.countries(keys_of(recipients))):
        recipients, slot = (), ""
    return Arguments(actors, recipients, actor_by, slot)


def ground_of(reading: Reading, candidate: Candidate) -> Parties:
    """The side on whose ground something was done that nobody is named for: "was arrested in Chad"."""
    heads = _after(reading, candidate, reading.lexicon.words.places)
    return tuple(party for party in map(reading.place, heads) if party is not None)


def _parties(
    reading: Reading, heads: Iterable[Token], *, anywhere: bool = False, closed: Collection[str] = ()
) -> Parties:
    """Who is meant by the phrases; the arguments are those of `Reading.party`."""
    found = (reading.party(head, anywhere=anywhere, closed=closed) for head in heads)
    return tuple(dict.fromkeys(party for party in found if party is not None))


def _without(parties: Iterable[Party], others: Parties) -> Parties:
    taken = set(keys_of(others))
    return tuple(party for party in parties if taken.isdisjoint(party.keys))


def _actors(reading: Reading, candidate: Candidate) -> tuple[Parties, str]:
    parsed, token = reading.parsed, candidate.token
    if candidate.light is not None:
        owned = _parties(reading, owners(parsed, token)) if candidate.role in ("stop", "plan") else ()
        if owned:
            return owned, "owner of the noun"
        return _parties(reading, doers(parsed, candidate.light)), "subject of the light verb"
    if token.pos not in ("VERB", "AUX"):
        return _noun_actors(reading, token)
    found = _parties(reading, doers(parsed, token))
    if is_passive(parsed, token):
        return found, "agent"
    if not found and token.dep in ("acl", "relcl"):
        noun = parsed.tokens[token.head]
        return _parties(reading, owners(parsed, noun) or subjects_above(parsed, noun)), "subject above the noun"
    return found, "subject"


def _noun_actors(reading: Reading, noun: Token) -> tuple[Parties, str]:
    """The possessor, the "by" phrase, both sides of "between", else the side named before the noun."""
    owned = _parties(reading, owners(reading.parsed, noun))
    if owned:
        return owned, "owner of the noun"
    between = _parties(reading, preposed(reading.parsed, noun, "between"))
    if between:
        return between, "between"
    return _before(reading, noun), "word before the noun"


def _recipients(reading: Reading, candidate: Candidate, row: Row, actors: Parties) -> tuple[Parties, str]:
    """The parties of the first slot that names another country; without any, of the first that names somebody else."""
    home = set(reading.countries(keys_of(actors)))
    same: tuple[Parties, str] = ((), "")
    for slot in reading.lexicon.recipients(row):
        found = _without(_slot(reading, candidate, slot, row, actors), actors)
        foreign = tuple(party for party in found if not home.issuperset(reading.countries(party.keys) or ("",)))
        if reading.countries(keys_of(foreign)):
            return foreign, slot
        if found and not same[0]:
            same = found, slot
    if not same[0] and row.needs is None and row.type in reading.lexicon.words.aimed:
        return _elsewhere(reading, candidate, home), "anywhere below"
    return same


def _elsewhere(reading: Reading, candidate: Candidate, home: set[str]) -> Parties:
    """The nearest party of another country below the verb, where the parser hung it by a wrong label."""
    verb = candidate.verb
    aside = reading.lexicon.words.where | reading.lexicon.words.light.givers
    near = breadth_first(reading.parsed, [verb], (*ASIDE, *SUBJECTS), aside)
    for token in islice(near, DEEPEST):
        mention = reading.cast.by_head.get(token.number)
        countries = reading.countries(mention.keys) if mention is not None else ()
        if mention is not None and token.number > verb.number and countries and home.isdisjoint(countries):
            return (Party(mention.keys, mention.span, mention.head),)
    return ()


def _slot(reading: Reading, candidate: Candidate, slot: str, row: Row, actors: Parties) -> Parties:
    """Who stands in that slot, named as in the file."""
    parsed, words, verb = reading.parsed, reading.lexicon.words, candidate.verb
    match slot:
        case "object" if candidate.token.pos not in ("VERB", "AUX"):
            return _before(reading, candidate.token)
        case "object":
            closed = () if row.type in words.on_ground else words.where
            return _parties(reading, candidate.objects, anywhere=True, closed=closed)
        case "person":
            found = _named(reading, objects(parsed, verb))
            return tuple(party for party in found if any(reading.actor(key).kind in PERSONS for key in party.keys))
        case "dative":
            datives = parsed.dependents(verb, "dative")
            heads = (pobj for each in datives for pobj in (parsed.dependents(each, "pobj") or (each,)))
            return _parties(reading, heads)
        case "subject":
            return _parties(reading, subjects(parsed, verb))
        case "condition":
            under = conditions(parsed, verb, words.realis.conditional)
            return _parties(reading, (head for clause in under for head in subjects(parsed, clause)))
        case "content":
            return _in_content(reading, candidate, actors)
        case "place":
            before = _before(reading, candidate.token) if candidate.token.pos == "NOUN" else ()
            return before or ground_of(reading, candidate)
        case _:
            return _after_preposition(reading, candidate, slot)


def _after_preposition(reading: Reading, candidate: Candidate, word: str) -> Parties:
    heads = tuple(_after(reading, candidate, (word,)))
    found = _parties(reading, heads, anywhere=True)
    if not found and word in reading.lexicon.words.towards:
        found = tuple(party for party in map(reading.place, heads) if party is not None)
    return found or _parties(reading, _after(reading, candidate, (word,), deep=True), anywhere=True)


def _named(reading: Reading, tokens: Iterable[Token]) -> Parties:
    """The parties that the tokens themselves stand for."""
    mentions = (reading.mention_at(token) for token in tokens)
    return tuple(Party(each.keys, each.span, each.head) for each in mentions if each is not None)


def _before(reading: Reading, noun: Token) -> Parties:
    """The sides named before a noun, the "US" of "his US visit"; also where the parser has not joined the two."""
    parsed = reading.parsed
    words = parsed.dependents(noun, "compound", "amod", "nmod")
    named = [each for word in words for each in conjuncts(parsed, word)]
    place = noun.number - 1
    while place > 0 and parsed.tokens[place].pos == "ADJ" and place not in reading.cast.by_head:
        place -= 1
    if not named and place >= parsed.sentences[noun.sentence].first and parsed.tokens[place].pos in ("PROPN", "ADJ"):
        named = [parsed.tokens[place]]
    return _named(reading, named)


def _after(reading: Reading, candidate: Candidate, words: Collection[str], *, deep: bool = False) -> Iterator[Token]:
    """What stands after one of the prepositions under the trigger, its light verb or its objects.

    Args:
        deep: Instead under what stands after another preposition: the side after "to" in "alongside assistance to".
    """
    parsed = reading.parsed
    hosts = [candidate.token, candidate.verb, *candidate.objects]
    hosts += [each for each in parsed.dependents(candidate.token, "acl") if each.tag in ("VBN", "VBG")]
    if deep:
        after = [prep for prep in prepositions(parsed, candidate.verb) if prep.number > candidate.verb.number]
        hosts = [pobj for prep in after for pobj in parsed.dependents(prep, "pobj")]
    for host in dict.fromkeys(hosts):
        for prep in prepositions(parsed, host):
            if prep.text.lower() in words:
                for pobj in parsed.dependents(prep, "pobj"):
                    yield from conjuncts(parsed, pobj)


def _in_content(reading: Reading, candidate: Candidate, actors: Parties) -> Parties:
    """The nearest party inside the clause that says what is asked, agreed or refused, best one of another country."""
    parsed = reading.parsed
    hosts = dict.fromkeys((candidate.verb, candidate.token, *candidate.objects))
    roots = dict.fromkeys(clause for host in hosts for clause in clauses(parsed, host))
    own = keys_of(actors)
    home = set(reading.countries(own))
    unknown: Parties = ()
    for token in islice(breadth_first(parsed, roots, ASIDE), DEEPEST):
        mention = reading.cast.by_head.get(token.number)
        if mention is None or not set(own).isdisjoint(mention.keys):
            continue
        countries = reading.countries(mention.keys)
        if countries and not home.issuperset(countries):
            return _parties(reading, conjuncts(parsed, token) if token.dep != "conj" else (token,))
        unknown = unknown or (Party(mention.keys, mention.span, mention.head),)
    return unknown
