"""Makes the actors of the record, with their keys and reasons, from what the other rules found."""

from dataclasses import dataclass, field, replace
from itertools import chain, count

from readout.actors.cast import Cast, Mention
from readout.actors.others import OtherWords
from readout.actors.persons import Person
from readout.actors.scene import Scene
from readout.actors.told import Persons, Told
from readout.facts.folding import NUMERAL, folded
from readout.model.record import Actor, Because, Evidence
from readout.model.span import Span
from readout.model.vocabulary import ActorKind

EXECUTIVE = "GOV"
AFTER_OFFICE = "ELI"


@dataclass
class _Keys:
    """Hands out keys that a person can read: the family name, and more of the name where two share it."""

    taken: set[str] = field(default_factory=set)

    def for_name(self, name: str) -> str:
        words = [word for word in folded(name) if not NUMERAL.fullmatch(word)] or folded(name) or ["actor"]
        numbered = (f"{words[-1]}-{number}" for number in count(2))
        key = next(key for key in chain((words[-1], "-".join(words)), numbered) if key not in self.taken)
        self.taken.add(key)
        return key


def cast_of(scene: Scene, persons: Persons, others: list[OtherWords]) -> Cast:
    """Actors in order of first mention; mentions in order of text, an outer one before those inside it."""
    keys = _Keys({other.key for other in others} | set(scene.facts.states))
    person_keys = {id(person): keys.for_name(" ".join(person.words) or person.name) for person in persons.persons}
    mentions = [_mention_of(scene, told, person_keys) for told in persons.told]
    mentions += [
        Mention(
            scene.span(other.first, other.last),
            range(other.first, other.last),
            other.head,
            (other.key,),
            other.form,
            other.by,
        )
        for other in others
    ]
    mentions.sort(key=lambda mention: (mention.span.start, -mention.span.stop))
    mentions = _joined(mentions)
    spans: dict[str, list[tuple[bool, Span]]] = {}
    for mention in mentions:
        for key in mention.keys:
            spans.setdefault(key, []).append((mention.form == "place", mention.span))
    told = {key: _own(each) for key, each in spans.items()}
    actors: dict[str, Actor] = {}
    for person in persons.persons:
        key = person_keys[id(person)]
        if key in told:
            actors[key] = _person(scene, person, key, told[key])
    for other in others:
        actors.setdefault(other.key, _other(other, told[other.key], scene))
    for key in told:
        if key not in actors:  # a state that only "the two sides" mentions
            state = scene.facts.states.get(key)
            name = state.name if state else key
            why = Because(told[key][:1], "state of one of a pair")
            actors[key] = Actor(
                key=key, name=name, kind=ActorKind.STATE, country=key, mentions=told[key],
                evidence=Evidence(name=why, country=why),
            )  # fmt: skip
    order = sorted(actors.values(), key=lambda actor: (actor.mentions[0].start, actor.key))
    return Cast(tuple(order), tuple(mentions), scene.facts)


def _own(told: list[tuple[bool, Span]]) -> tuple[Span, ...]:
    """Where the text means the state itself; where it only means its capital as a place, if that is all there is."""
    own = tuple(span for is_place, span in told if not is_place)
    return own or tuple(span for _, span in told)


def _mention_of(scene: Scene, told: Told, person_keys: dict[int, str]) -> Mention:
    keys = tuple(person_keys[id(person)] for person in told.persons) + told.states
    return Mention(scene.span(told.first, told.last), range(told.first, told.last), told.head, keys, told.form, told.by)


def _joined(mentions: list[Mention]) -> list[Mention]:
    """Mentions of the same words become one with all the keys ("Hungarian and Romanian officials")."""
    found: list[Mention] = []
    for mention in mentions:
        if found and found[-1].span == mention.span:
            keys = tuple(dict.fromkeys(found[-1].keys + mention.keys))
            mention = replace(found.pop(), keys=keys)
        found.append(mention)
    return found


def _person(scene: Scene, person: Person, key: str, mentions: tuple[Span, ...]) -> Actor:
    office = person.titles[0] if person.titles else (person.holder.title if person.holder else None)
    longest = max(mentions, key=lambda span: (span.stop - span.start, -span.start))
    because = {"name": Because((longest,), "longest mention")}
    for name, (first, last, by) in person.reasons.items():
        spans = (scene.span(first, last),) if last > first else ()
        because[name] = Because(spans, by)
    if person.candidates:
        because["person"] = Because((longest,), "register: several fit: " + "; ".join(person.candidates[:8]))
    named = bool(person.words)
    return Actor(
        key=key,
        name=person.name,
        kind=ActorKind.PERSON if named else ActorKind.OFFICE,
        country=person.country,
        sectors=_sectors(person),
        office=office,
        person=person.holder.id if person.holder else None,
        mentions=mentions,
        evidence=Evidence(because),
    )


def _sectors(person: Person) -> tuple[str, ...]:
    if person.sector is not None:
        return (person.sector,)
    if person.offices:
        return (EXECUTIVE,)
    return (AFTER_OFFICE,) if person.holder is not None and person.changed else ()


def _other(other: OtherWords, mentions: tuple[Span, ...], scene: Scene) -> Actor:
    where = scene.span(other.first, other.last)
    because = {"name": Because((where,), other.by)}
    if other.country is not None:
        because["country"] = Because((where,), other.by)
    return Actor(
        key=other.key,
        name=other.name,
        kind=other.kind,
        country=other.country,
        sectors=(other.sector,) if other.sector else (),
        mentions=mentions,
        evidence=Evidence(because),
    )
