"""Joins the words that mean one person: names first, then titles, counterparts, pairs and pronouns in order of text."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from readout.actors.people import PersonWords
from readout.actors.persons import VAGUE_OFFICES, Person, accept, look_up, name_words
from readout.actors.scene import SUBJECTS, Scene
from readout.facts import Holder
from readout.facts.folding import spelling_key
from readout.parse import Attribution, Token

NEAR = 4  # sentences back in which a pronoun finds its person
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

    def join_names(self, words: Iterable[PersonWords]) -> None:
        """Give every named mention its person, then ask the register who that is."""
        for each in words:
            if each.name:
                self._tell(each, self._person_named(each), "name" if not each.title else "title and name")
        self._join_bare_names()
        self._share_countries()
        for person in self.persons:
            look_up(person, self.day, self.scene.facts, self.scene.countries)
            if person.country is None and person.titles and self._is_of_home(person):
                person.country = self.scene.home
                person.reasons["country"] = (0, 0, "dateline")

    def join_rest(self, words: Iterable[PersonWords]) -> None:
        """In order of text, so that each finds what was told before it."""
        untold = {each.first: each for each in words if not each.name}
        named = {each.first: each for each in words if each.counterpart and each.name}
        for token in self.scene.parsed.tokens:
            number = token.number
            if number in untold:
                self._title(untold[number])
            elif number in named:
                self._take_office_of_owner(named[number])
            elif number not in self.scene.taken and self._pair(number):
                continue
            if token.pos == "PRON" or token.dep == "poss":
                self._pronoun(token)

    # names

    def _is_of_home(self, person: Person) -> bool:
        """A minister without a country is of the one that the report is filed from, if it is the most about that."""
        home = self.scene.home
        most = max(self.scene.countries.values(), default=0)
        holds = set(person.offices) - VAGUE_OFFICES
        return home is not None and bool(holds) and not person.changed and self.scene.countries[home] == most

    def _join_bare_names(self) -> None:
        """Family names of persons told with title or full name, which the parser may take for anything."""
        tokens = self.scene.parsed.tokens
        for token in tokens:
            number = token.number
            if not token.text[0].isupper() or number in self.scene.taken or number in self.scene.names_from:
                continue
            words = name_words(token.text, self.scene.words.honorifics)
            if len(words) != 1 or len(words[0]) < 3:
                continue
            known = [p for p in self._by_word.get(spelling_key(list(words)), ()) if p.is_called(words)]
            if known and token.pos in ("PROPN", "NOUN", "X", "ADJ"):
                self.scene.take(number, number + 1)
                self._add(Told(number, number + 1, number, (known[-1],), (), "name", "name told before"))

    def _share_countries(self) -> None:
        """ "Afghan President Ghani and Chairman Abdullah": the second has the country of the first."""
        tokens = self.scene.parsed.tokens
        for before, told in zip(self.told, self.told[1:], strict=False):
            if len(before.persons) != 1 or len(told.persons) != 1 or self.scene.low(told.first - 1) != "and":
                continue
            person, other = told.persons[0], before.persons[0]
            joined = told.first - 1 == before.last and tokens[told.first].pos != "DET"
            if joined and person.country is None and person.titles and other.country is not None:
                person.country, person.organisation = other.country, other.organisation
                person.reasons["country"] = (before.first, told.last, "country of the person before")

    def _person_named(self, each: PersonWords) -> Person:
        words = name_words(each.name, self.scene.words.honorifics)
        person = self._known(words, each)
        if person is None:
            person = Person(name=each.name, words=words)
            self.persons.append(person)
        elif len(words) > len(person.words):
            person.words, person.name = words, each.name
        for word in words:
            known = self._by_word.setdefault(spelling_key([word]), [])
            if person not in known[-1:]:
                known.append(person)
        self._describe(person, each)
        return person

    def _known(self, words: Sequence[str], each: PersonWords) -> Person | None:
        near = [p for word in words for p in self._by_word.get(spelling_key([word]), ())[-SEEN:]]
        fits = [person for person in near if person.is_called(words)]
        same = [p for p in fits if p.country is None or each.country is None or p.country == each.country]
        return same[-1] if same else None

    def _describe(self, person: Person, each: PersonWords) -> None:
        if each.title and not each.counterpart:
            if not person.titles:
                person.changed = each.changed
                person.reasons["office"] = (each.first, each.last, "title")
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

    def _tell(self, each: PersonWords, person: Person, by: str) -> None:
        form = "name" if each.name else "title"
        self._add(Told(each.first, each.last, each.head, (person,), (), form, by))
        for first, last in each.also:
            head = self.scene.head(first, last)
            self._add(Told(first, last, head, (person,), (), "title", "title in apposition"))

    def _add(self, told: Told) -> None:
        insort(self.told, told, key=lambda each: each.first)

    def _before(self, number: int) -> list[Told]:
        """The mentions before a token, as many as may matter, in order of text."""
        place = bisect_left(self.told, number, key=lambda each: each.first)
        return self.told[max(0, place - SEEN) : place]

    # titles and counterparts

    def _title(self, each: PersonWords) -> None:
        if each.counterpart:
            self._counterpart(each)
            return
        person = None if each.indefinite else self._own_leader(each) or self._titled(each)
        if person is None:
            person = self._holder_of(each) or Person(name=each.title)
            if person not in self.persons:
                self.persons.append(person)
            self._describe(person, each)
        self._tell(each, person, "title")

    def _own_leader(self, each: PersonWords) -> Person | None:
        """ "the President", with a capital and no country: an official text's own, as of the state it is filed from."""
        number = each.head
        capital = self.scene.parsed.tokens[number].text[0].isupper() and number > each.first
        if not capital or each.country is not None or each.changed or self.scene.home is None:
            return None
        told = [
            told.persons[0] for told in self._before(each.first)
            if len(told.persons) == 1 and told.persons[0].country == self.scene.home
            and told.persons[0].has_title(each.title, each.offices)
        ]  # fmt: skip
        return told[-1] if told else self._holder_of(each)

    def _titled(self, each: PersonWords) -> Person | None:
        """Who was told before, else anywhere, under that title, and of that country when it is told."""

        before = [told.persons[0] for told in self._before(each.first) if len(told.persons) == 1]
        for offices in ((), each.offices, each.leads):  # the words of the title first, then the office they name

            def fits(person: Person, offices: tuple[str, ...] = offices) -> bool:
                same = each.country is None or person.country in (None, each.country)
                return same and person.changed == each.changed and person.has_title(each.title, offices)

            told = [person for person in before if fits(person)]
            if told:
                subjects = [person for person in self._subjects_before(each.first) if person in told]
                return subjects[-1] if subjects and len(set(told)) > 1 else told[-1]
            anywhere = [person for person in self.persons[-SEEN:] if fits(person)]
            if len(anywhere) == 1 and not VAGUE_OFFICES.issuperset(each.offices):
                return anywhere[0]
        return None

    def _subjects_before(self, number: int) -> list[Person]:
        tokens = self.scene.parsed.tokens
        return [t.persons[0] for t in self._before(number) if len(t.persons) == 1 and tokens[t.head].dep in SUBJECTS]

    def _holder_of(self, each: PersonWords) -> Person | None:
        """A person that the text never names, but whose office, country and day the register knows."""
        country = each.organisation if each.organisation in self.scene.facts.organisations else each.country
        country = country or self.scene.home
        if country is None or each.changed or each.indefinite:
            return None
        return self._from_register(country, each.offices, (each.first, each.last))

    def _from_register(self, country: str, offices: Iterable[str], tokens: tuple[int, int]) -> Person | None:
        if self.day is None:
            return None
        for office in (office for office in offices if office not in VAGUE_OFFICES):
            holders: dict[str, Holder] = {h.id: h for h in self.scene.facts.holders(country, office, self.day)}
            if len(holders) == 1:
                holder = next(iter(holders.values()))
                for known in self.persons:
                    if known.holder is not None and known.holder.id == holder.id:
                        return known
                person = Person(name=holder.name, reasons={"name": (*tokens, "register: office")})
                accept(person, holder, "register: office")
                person.words = name_words(holder.name, self.scene.words.honorifics)
                return person
        return None

    def _counterpart(self, each: PersonWords) -> None:
        owner = self._owner(each)
        person = None
        if owner is not None:
            fits = [
                p for p in self.persons[-SEEN:]
                if p is not owner and set(p.offices) & set(owner.offices) and each.country in (None, p.country)
            ]  # fmt: skip
            person = fits[0] if len(fits) == 1 else None
            if person is None and each.country is not None and not fits:
                person = self._from_register(each.country, owner.offices, (each.first, each.last))
                if person is not None and person not in self.persons:
                    self.persons.append(person)
        if person is None:
            person = Person(name=each.title, offices=list(owner.offices) if owner else [])
            person.titles.append(each.title)
            self.persons.append(person)
            if each.country is not None:
                person.country = each.country
                where = each.country_tokens or (each.first, each.last)
                person.reasons["country"] = (*where, "country with the title")
        self._tell(each, person, "counterpart")

    def _take_office_of_owner(self, each: PersonWords) -> None:
        owner = self._owner(each)
        place = bisect_left(self.told, each.first, key=lambda told: told.first)
        person = self.told[place].persons[0] if place < len(self.told) else None
        if owner is None or person is None or person is owner or person.offices:
            return
        person.offices, person.sector = list(owner.offices), owner.sector
        person.titles.extend(owner.titles[:1])
        person.reasons["office"] = (each.first, each.last, "office of the counterpart")
        if person.holder is None:
            look_up(person, self.day, self.scene.facts, self.scene.countries)

    def _owner(self, each: PersonWords) -> Person | None:
        if each.owner is not None:
            return self._antecedent(self.scene.parsed.tokens[each.owner])
        before = [t for t in self._before(each.first) if len(t.persons) == 1]
        return before[-1].persons[0] if before else None

    # several persons at once

    def _pair(self, number: int) -> bool:
        """ "the two leaders", "both sides", "the parties": the two persons told last, or their states."""
        words, scene = self.scene.words, self.scene
        noun = number + 1
        if scene.low(number) == "the" and scene.low(noun) in words.pair_determiners:
            noun += 1
        counted = scene.low(noun - 1) in words.pair_determiners
        if scene.low(number) in words.pair_determiners:
            noun, counted = number + 1, True
        token = scene.token(noun)
        if token is None or token.tag not in ("NNS", "NNPS") or (not counted and scene.low(number) != "the"):
            return False
        persons = token.lemma in words.person_pairs if counted else token.text.lower() in words.bare_person_pairs
        states = token.lemma in words.state_pairs if counted else token.text.lower() in words.bare_state_pairs
        pair = self._principals(number) if persons or states else ()
        if len(pair) != 2:
            return False
        countries = tuple(person.country for person in pair if person.country is not None) if states else ()
        self._add(Told(number, noun + 1, noun, () if states else pair, countries, "group", "pair"))
        scene.take(number, noun + 1)
        return True

    def _principals(self, number: int) -> tuple[Person, ...]:
        """The last two persons of different sides told before, in the order of their first mention."""
        found: list[Person] = []
        for told in reversed(self._before(number)):
            for person in told.persons:
                if person.country is None or not (person.offices or person.titles):
                    continue
                if all(person.country != other.country for other in found):
                    found.append(person)
            if len(found) >= 2:
                break
        return tuple(sorted(found[:2], key=self.persons.index))

    # pronouns

    def _pronoun(self, token: Token) -> None:
        low, words = token.text.lower(), self.scene.words
        if low in words.male or low in words.female:
            person = self._antecedent(token)
            if person is not None:
                person.male = low in words.male if person.male is None else person.male
                self._tell_pronoun(token, (person,), "pronoun")
        elif low in words.plural_pronouns and token.tag != "PRP$":
            self._tell_pronoun(token, self._several(token), "pronoun of several")

    def _tell_pronoun(self, token: Token, persons: tuple[Person, ...], by: str) -> None:
        if persons:
            number = token.number
            self._add(Told(number, number + 1, number, persons, (), "pronoun", by))

    def _antecedent(self, token: Token) -> Person | None:
        """The subject told last in the sentence, else anyone in it, then the same for the sentences before."""
        male = token.text.lower() in self.scene.words.male
        beside = self.scene.subjects_beside(token)
        others = [person for told in self._before(token.number) if told.head in beside for person in told.persons]
        speaker = self._speaker_around(token)
        if speaker is not None:
            others.append(speaker)
        for back in range(NEAR):
            here = [
                told for told in self._before(token.number)
                if token.sentence - self.scene.parsed.tokens[told.first].sentence == back and len(told.persons) == 1
                and told.persons[0] not in others and told.persons[0].male in (None, male)
                and not (back == 0 and told.last == token.number + 1)
            ]  # fmt: skip
            subjects = [told for told in here if self.scene.parsed.tokens[told.head].dep in SUBJECTS]
            if back == 0 and subjects:
                return subjects[-1].persons[0]
            for told in (*subjects[:1], *reversed(here)):
                return told.persons[0]
        return None

    def _several(self, token: Token) -> tuple[Person, ...]:
        for told in reversed(self._before(token.number)):
            if token.sentence - self.scene.parsed.tokens[told.first].sentence >= 2:
                break
            if len(told.persons) > 1:
                return told.persons
        for back in (0, 1):
            here = [
                told.persons[0] for told in self._before(token.number)
                if token.sentence - self.scene.parsed.tokens[told.first].sentence == back and len(told.persons) == 1
            ]  # fmt: skip
            both = tuple(dict.fromkeys(here))
            if len(both) == 2 and token.dep in SUBJECTS:
                return both
        return ()

    def _speaker_around(self, token: Token) -> Person | None:
        """Whoever speaks the quotation that the token stands in, who is never "he" there."""
        if not self.scene.parsed.in_quotes(token.start):
            return None
        for attribution in self.scene.parsed.attributions_at(token.start):
            speaker = self.speaker_of(attribution)
            if speaker is not None:
                return speaker
        return None

    def speaker_of(self, attribution: Attribution) -> Person | None:
        """The one person whom the sources of the attribution name."""
        for source in attribution.sources:
            inside = self.scene.parsed.tokens_in(source)
            place = bisect_left(self.told, inside[0].number, key=lambda told: told.first) if inside else 0
            for told in self.told[max(0, place - 1) : place + 2]:
                if len(told.persons) == 1 and self.scene.span(told.first, told.last).touches(source):
                    return told.persons[0]
        return None

    def join_first_person(self) -> None:
        """ "I" in a quotation is whoever speaks it; told last, since a source may follow its quotation."""
        parsed = self.scene.parsed
        for token in parsed.tokens:
            if token.text.lower() in self.scene.words.first_person and token.pos == "PRON":
                for attribution in parsed.attributions_at(token.start):
                    speaker = self.speaker_of(attribution)
                    if speaker is not None:
                        self._tell_pronoun(token, (speaker,), "first person in a quotation")
                        break
