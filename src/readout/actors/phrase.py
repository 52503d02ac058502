"""Who a single phrase means, without a report around it: "four Saudi men", "Russia's ambassador to Poland"."""

from dataclasses import dataclass
from datetime import date

from readout.actors.people import PersonWords, find_people
from readout.actors.persons import Person, look_up, name_words
from readout.actors.scene import STATE_KINDS, Scene, scene_of
from readout.facts import Name, Title
from readout.parse import Parsed

AFTER_OFFICE = "ELI"
MOST_AGENT_WORDS = 5
ELSEWHERE = ("to", "from", "against", "with")  # what follows them is not the side that the phrase is of


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a phrase means: alpha-3 or `IGO` country, PLOVER sector and full name, each None when it is not known."""

    country: str | None = None
    sector: str | None = None
    name: str | None = None


def resolve_phrase(parsed: Parsed, context: str | None = None) -> Phrase:
    """Resolve the whole text of `parsed` as one actor, as of the day it was published.

    Args:
        context: Words from around the phrase that may name its country, used when the phrase names none.
    """
    scene = scene_of(parsed)
    words = scene.words
    if parsed.text.strip().lower() in words.male | words.female | words.plural_pronouns | words.first_person:
        return Phrase()
    hint = _country_in(scene, context) if context else None
    whole = scene.facts.named(parsed.text.strip())
    if whole:
        return _named(scene, whole, hint)
    people = find_people(scene)
    named = next((each for each in people if each.name), None)
    if named is not None:
        return _person(scene, named, hint)
    by_name = _known_person(scene, hint)
    return by_name or _described(scene, people[0] if people else None, hint)


def _named(scene: Scene, names: tuple[Name, ...], hint: str | None) -> Phrase:
    """The whole phrase is a name that the register has."""
    day = _day(scene)
    valid = [name for name in names if day is None or name.valid_on(day)] or list(names)
    chosen = next((name for name in valid if hint is not None and name.country == hint), None)
    if chosen is None:
        strong = [name for name in valid if not name.weak] or valid
        chosen = strong[0] if len({name.country for name in strong}) == 1 else None
    if chosen is None:
        sectors = {name.sector for name in valid}
        return Phrase(sector=sectors.pop() if len(sectors) == 1 else None)
    shown = chosen.words if chosen.kind in ("capital", "region") else chosen.shown
    country = None if chosen.country == "NGO" else chosen.country
    return Phrase(country, None if chosen.kind in (*STATE_KINDS, "capital") else chosen.sector, shown)


def _day(scene: Scene) -> date | None:
    published = scene.parsed.document.published
    return date.fromisoformat(published) if published else None


def _person(scene: Scene, words: PersonWords, hint: str | None) -> Phrase:
    person = Person(
        name=words.name,
        words=name_words(words.name, scene.words.honorifics),
        offices=[] if words.changed else list(words.offices),
        sector=words.sector,
        country=words.country,
        changed=words.changed,
    )
    look_up(person, _day(scene), scene.facts)
    if person.holder is None and person.country is None and hint is not None:
        person.country = hint
        look_up(person, _day(scene), scene.facts)
    described = _described(scene, words, hint) if words.title else Phrase()
    return Phrase(
        person.country or described.country,
        described.sector or _sector_of(scene, person),
        person.holder.name if person.holder else words.name,
    )


def _sector_of(scene: Scene, person: Person) -> str | None:
    day = _day(scene)
    if person.holder is None:
        return None
    if day is not None and not person.holder.possibly_on(day):
        return AFTER_OFFICE
    return scene.facts.office_sectors.get(person.holder.office)


def _known_person(scene: Scene, hint: str | None) -> Phrase | None:
    """The whole phrase is the name of somebody in the register, whatever the parser makes of it."""
    text = scene.parsed.text.strip()
    if not text[:1].isupper() or not scene.parsed.tokens[-1].text[0].isupper():
        return None
    person = Person(name=text, words=name_words(text, scene.words.honorifics), country=hint)
    look_up(person, _day(scene), scene.facts)
    if person.holder is None:
        return None
    return Phrase(person.country, _sector_of(scene, person), person.holder.name)


# phrases that describe


def _described(scene: Scene, person: PersonWords | None, hint: str | None) -> Phrase:
    country, body = _names_inside(scene)
    country = (person.country if person is not None else None) or country or hint
    changed = any(token.text.lower() in scene.words.office_changed - DEPUTIES for token in scene.parsed.tokens)
    sector = _sector_inside(scene, person)
    if body is not None and (sector in (None, UNKNOWN) or body.kind == "armed_group" or _is_title_of(scene, person)):
        sector = sector if body.country == INTERGOVERNMENTAL else body.sector
    if changed and sector is not None:
        sector = AFTER_OFFICE
    return Phrase(country, sector, body.shown if body is not None else None)


UNKNOWN = "UNK"
INTERGOVERNMENTAL = "IGO"
DEPUTIES = frozenset({"deputy", "vice", "assistant", "under"})


def _is_title_of(scene: Scene, person: PersonWords | None) -> bool:
    """ "president of the parliament"."""
    return person is not None and bool(person.title) and not person.name and scene.low(person.head + 1) == "of"


def _names_inside(scene: Scene) -> tuple[str | None, Name | None]:
    """The country that the phrase names first, and the organisation that it names, if any."""
    country: str | None = None
    body: Name | None = None
    for found in scene.names:
        name = scene.meant(found) or scene.meant(found, STATE_KINDS)
        if name is None or scene.low(found.first - 1) in ELSEWHERE:
            continue
        if name.kind not in (*STATE_KINDS, "capital", "seat", "metonym", "region") and body is None and not name.weak:
            body = name
        if country is None and name.country not in (None, "NGO"):
            country = name.country
    return country, body


def _country_in(scene: Scene, context: str) -> str | None:
    """The first country that the context names."""
    words = context.split()
    for length in (3, 2, 1):
        for start in range(len(words) - length + 1):
            names = scene.facts.named(" ".join(words[start : start + length]).strip(".,;:()"))
            countries = {name.country for name in names if name.country is not None}
            if len(countries) == 1:
                return countries.pop()
    return None


def _sector_inside(scene: Scene, person: PersonWords | None) -> str | None:
    """By the agent nouns of the phrase: those that hold its head word first, the longest first; else by its title.

    A head that can be of anything ("officer", "chairman") counts only where nothing else tells.

    After a title "of" something that is an agent itself ("president of the parliament") that one counts.
    """
    tokens = [token for token in scene.parsed.tokens if not token.text.isspace()]
    head = _head(scene)
    ranked: list[tuple[int, int, int, str]] = []
    for first in range(len(tokens)):
        for last in range(first + 1, min(first + MOST_AGENT_WORDS, len(tokens)) + 1):
            stretch = tokens[first:last]
            words = scene.parsed.text[stretch[0].start : stretch[-1].stop].lower().replace("’", "'")
            lemmas = " ".join([*(token.text.lower() for token in stretch[:-1]), stretch[-1].lemma])
            sector = scene.facts.agents.get(words) or scene.facts.agents.get(lemmas) or _office_sector(scene, words)
            if sector is not None:
                holds_head = any(token.number == head for token in stretch)
                plain = len(stretch) == 1 and stretch[0].lemma in scene.words.plain_heads
                ranked.append((int(plain), int(not holds_head), -len(stretch), sector))
    known = [row for row in ranked if row[3] != UNKNOWN]
    ranked = known or ranked  # "a group of tourists"
    if _is_title_of(scene, person):
        inner = [row for row in ranked if row[1] == 1]
        ranked = inner or ranked
    return min(ranked, key=lambda row: row[:3])[3] if ranked else None


def _office_sector(scene: Scene, words: str) -> str | None:
    titles: tuple[Title, ...] = scene.facts.titles.get(words, ())
    return titles[0].sector if titles else None


def _head(scene: Scene) -> int:
    for token in scene.parsed.tokens:
        if token.head == token.number:
            return token.number
    return 0
