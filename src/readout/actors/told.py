"""The persons of a report, joined so far, and where it mentions them."""

from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from readout.actors.people import PersonWords
from readout.actors.persons import Person, alike, name_words
from readout.actors.scene import SUBJECTS, Scene
from readout.facts.folding import spelling_key
from readout.parse import Attribution

SEEN = 60  # mentions or persons back that are looked at


@dataclass
class Told:
    """A mention of persons or, for "the two sides", of states."""

    first: int
    last: int
    head: int
    persons: tuple[Person, ...]
    states: tuple[str, ...]
    form: str
    by: str


@dataclass
class Persons:
    """All persons of a report and where it mentions them."""

    scene: Scene
    persons: list[Person] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    _by_word: dict[str, list[Person]] = field(default_factory=dict)

    @cached_property
    def day(self) -> date | None:
        published = self.scene.parsed.document.published
        return date.fromisoformat(published) if published else None

    def person_named(self, each: PersonWords) -> Person:
        words = name_words(each.name, self.scene.words.honorifics)
        person = self._known(words, each)
        if person is None:
            person = Person(name=each.name, words=words)
            self.enter(person)
        elif len(words) > len(person.words):
            person.words, person.name = words, each.name
        for word in words:
            known = self._by_word.setdefault(spelling_key([word]), [])
            if person not in known[-1:]:
                known.append(person)
        self.describe(person, each)
        return person

    def enter(self, person: Person) -> Person:
        """Add a new person, and give it back."""
        self.persons.append(person)
        return person

    def last_called(self, words: Sequence[str]) -> Person | None:
        """The person told last whom the one folded word can name."""
        fits = [person for person in self._by_word.get(spelling_key(list(words)), ()) if person.is_called(words)]
        own = [person for person in fits if alike(words[-1], person.words[-1])]  # a family name before a given one
        return next(reversed(own or fits), None)

    def _known(self, words: Sequence[str], each: PersonWords) -> Person | None:
        near = [p for word in words for p in self._by_word.get(spelling_key([word]), ())[-SEEN:]]
        fits = [person for person in near if person.is_called(words)]
        same = [p for p in fits if p.country is None or each.country is None or p.country == each.country]
        own = [person for person in same if alike(words[-1], person.words[-1])]
        return next(reversed(own or same), None)

    def describe(self, person: Person, each: PersonWords) -> None:
        if each.title and not each.counterpart:
            if not person.titles:
                person.changed = each.changed
                person.reasons["office"] = (*(each.also[0] if each.also else (each.first, each.last)), "title")
            person.titles.append(each.title)
            if not each.changed:
                person.offices.extend(key for key in each.offices if key not in person.offices)
            person.sector = person.sector or each.sector
        if each.country is not None and person.country is None:
            person.country, person.organisation = each.country, each.organisation
            person.reasons["country"] = (*(each.country_tokens or (each.first, each.last)), "country with the title")
        spoken = set(self.scene.span(each.first, each.last).of(self.scene.parsed.text).lower().split())
        if spoken & self.scene.words.female_words:
            person.male = False
        elif spoken & self.scene.words.male_words:
            person.male = True

    def tell(self, each: PersonWords, person: Person, by: str) -> None:
        form = "name" if each.name else "title"
        self.add(Told(each.first, each.last, each.head, (person,), (), form, by))
        for first, last in each.also:
            head = self.scene.head(first, last)
            self.add(Told(first, last, head, (person,), (), "title", "title in apposition"))

    def add(self, told: Told) -> None:
        insort(self.told, told, key=lambda each: each.first)

    def before(self, number: int) -> list[Told]:
        """The mentions before a token, as many as may matter, in order of text."""
        place = bisect_left(self.told, number, key=lambda each: each.first)
        return self.told[max(0, place - SEEN) : place]

    def subjects_before(self, number: int) -> list[Person]:
        tokens = self.scene.parsed.tokens
        return [t.persons[0] for t in self.before(number) if len(t.persons) == 1 and tokens[t.head].dep in SUBJECTS]

    def speaker_of(self, attribution: Attribution) -> Person | None:
        """The one person whom the sources of the attribution name."""
        for source in attribution.sources:
            inside = self.scene.parsed.tokens_in(source)
            place = bisect_left(self.told, inside[0].number, key=lambda told: told.first) if inside else 0
            for told in self.told[max(0, place - 1) : place + 2]:
                if len(told.persons) == 1 and self.scene.span(told.first, told.last).touches(source):
                    return told.persons[0]
        return None
