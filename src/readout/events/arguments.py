"""Who did it and to whom: the parties that the syntax around a trigger names, slot by slot as its row says."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from readout.events.lexicon import Row
from readout.events.reading import OWNING, Party, Reading
from readout.events.syntax import (
    breadth_first,
    clauses,
    conjuncts,
    doers,
    is_passive,
    objects,
    owners,
    prepositions,
    preposed,
    subjects,
    subjects_above,
)
from readout.events.triggers import Candidate
from readout.model.vocabulary import ActorKind, EventType
from readout.parse import Token

PERSONS = (ActorKind.PERSON, ActorKind.OFFICE, ActorKind.GROUP)
DEEPEST = 40  # tokens of a clause that are looked at for a recipient, nearest first
# Done to somebody by being done where they are: "attacked a base in Chad", "aid to people in Somalia".
ON_GROUND = frozenset(
    {EventType.AID, EventType.RETREAT, EventType.MOBILIZE, EventType.COERCE, EventType.ASSAULT, EventType.PROTEST}
)
TRAVEL = ("to", "for")  # after these a place stands for the side that lives there
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
    sides = set(reading.countries(keys_of(actors)))
    if row.reciprocal and len(sides) > 1 and sides.issuperset(reading.countries(keys_of(recipients))):
        recipients, slot = (), ""
    return Arguments(actors, recipients, actor_by, slot)


def _parties(
    reading: Reading, heads: Iterable[Token], prepositions: frozenset[str] | None = OWNING, closed: Collection[str] = ()
) -> tuple[Party, ...]:
    found = (reading.party(head, prepositions, closed) for head in heads)
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
        found = _parties(reading, doers(parsed, candidate.token))
        if is_passive(parsed, candidate.token):
            return found, "agent"
        if not found and candidate.token.dep in ("acl", "relcl"):
            return _parties(
                reading, _subjects_of_noun(reading, parsed.tokens[candidate.token.head])
            ), "subject above the noun"
        return found, "subject"
    return _noun_actors(reading, candidate.token)


def _subjects_of_noun(reading: Reading, noun: Token) -> tuple[Token, ...]:
    return owners(reading.parsed, noun) or subjects_above(reading.parsed, noun)


def _noun_actors(reading: Reading, noun: Token) -> tuple[tuple[Party, ...], str]:
    """The possessor, the "by" phrase, both sides of "between", else the side named before the noun."""
    parsed = reading.parsed
    owned = _parties(reading, owners(parsed, noun))
    if owned:
        return owned, "owner of the noun"
    between = _parties(reading, preposed(parsed, noun, "between"))
    if between:
        return between, "between"
    return _words_before(reading, noun), "word before the noun"


def _named(reading: Reading, token: Token) -> Party | None:
    mention = reading.mention_at(token)
    return Party(mention.keys, mention.span, mention.head) if mention is not None else None


def _recipients(
    reading: Reading, candidate: Candidate, row: Row, actors: tuple[Party, ...]
) -> tuple[tuple[Party, ...], str]:
    """The parties of the first slot that names somebody beside the actors; one of another country is preferred."""
    home = set(reading.countries(keys_of(actors)))
    same: tuple[tuple[Party, ...], str] = ((), "")
    for slot in reading.lexicon.recipients(row):
        found = _without(_slot(reading, candidate, slot, row), actors)
        foreign = tuple(party for party in found if not home.issuperset(reading.countries(party.keys) or ("?",)))
        if foreign and reading.countries(keys_of(foreign)):
            return foreign, slot
        if found and not same[0]:
            same = found, slot
    return same


def _slot(reading: Reading, candidate: Candidate, slot: str, row: Row) -> tuple[Party, ...]:
    parsed, verb = reading.parsed, candidate.verb
    if slot == "object":
        heads = candidate.objects or (objects(parsed, verb) if candidate.light is None else ())
        if candidate.token.pos == "NOUN":
            return _words_before(reading, candidate.token)
        return _parties(reading, heads, None, () if row.type in ON_GROUND else reading.lexicon.words.where)
    if slot == "person":
        found = tuple(party for party in (_named(reading, head) for head in objects(parsed, verb)) if party is not None)
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
            before = _words_before(reading, candidate.token)
            if before:
                return before
        heads = _hosts_under(reading, candidate, reading.lexicon.words.places)
        return tuple(party for party in map(reading.place, heads) if party is not None)
    heads = tuple(_hosts_under(reading, candidate, (slot,)))
    found = _parties(reading, heads, None)
    if not found and slot in TRAVEL:
        found = tuple(party for party in map(reading.place, heads) if party is not None)
    return found or _parties(reading, _hosts_under(reading, candidate, (slot,), deep=True), None)


def _words_before(reading: Reading, noun: Token) -> tuple[Party, ...]:
    """The sides named before a noun, the "US" of "his US visit"; also where the parser has not joined the two."""
    parsed = reading.parsed
    before = [each for word in parsed.dependents(noun, "compound", "amod", "nmod") for each in conjuncts(parsed, word)]
    place = noun.number - 1
    while place > 0 and parsed.tokens[place].pos == "ADJ" and place not in reading.cast.by_head:
        place -= 1
    if not before and place >= parsed.sentences[noun.sentence].first and parsed.tokens[place].pos in ("PROPN", "ADJ"):
        before = [parsed.tokens[place]]
    return tuple(party for party in (_named(reading, each) for each in before) if party is not None)


def _hosts_under(
    reading: Reading, candidate: Candidate, words: Iterable[str], *, deep: bool = False
) -> Iterator[Token]:
    """What stands after those prepositions under the trigger, its light verb or its objects; if `deep`, under what
    stands after another preposition: the side after "to" in "alongside assistance to"."""
    parsed, wanted = reading.parsed, frozenset(words)
    hosts = [candidate.token, *([candidate.light] if candidate.light else []), *candidate.objects]
    hosts += [each for each in parsed.dependents(candidate.token, "acl") if each.tag in ("VBN", "VBG")]
    if deep:
        after = [prep for prep in prepositions(parsed, candidate.verb) if prep.number > candidate.verb.number]
        hosts = [pobj for prep in after for pobj in parsed.dependents(prep, "pobj")]
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
    own = set(keys_of(_actors(reading, candidate)[0]))
    home = set(reading.countries(own))
    unknown: tuple[Party, ...] = ()
    for count, token in enumerate(breadth_first(parsed, roots, ASIDE)):
        if count > DEEPEST:
            break
        mention = reading.cast.by_head.get(token.number)
        if mention is None or not own.isdisjoint(mention.keys):
            continue
        countries = reading.countries(mention.keys)
        if countries and not home.issuperset(countries):
            return _parties(reading, conjuncts(parsed, token) if token.dep != "conj" else (token,))
        unknown = unknown or (Party(mention.keys, mention.span, mention.head),)
    return unknown
