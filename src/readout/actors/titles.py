"""Whom a title without a name means: "the foreign minister", "his US counterpart"."""

from bisect import bisect_left
from collections.abc import Iterable

from readout.actors.people import PersonWords
from readout.actors.persons import VAGUE_OFFICES, Person, accept, look_up, name_words
from readout.actors.pronouns import antecedent
from readout.actors.told import SEEN, Persons
from readout.facts import Holder


def read_title(known: Persons, each: PersonWords) -> None:
    if each.counterpart:
        _counterpart(known, each)
        return
    person = None if each.indefinite else _own_leader(known, each) or _titled(known, each)
    if person is None:
        person = _holder_of(known, each) or known.enter(Person(name=each.title))
    if not person.titles:
        known.describe(person, each)
    known.tell(each, person, "title")


def _own_leader(known: Persons, each: PersonWords) -> Person | None:
    """ "the President", with a capital and no country: an official text's own, as of the state it is filed from."""
    number = each.head
    capital = known.scene.parsed.tokens[number].text[0].isupper() and number > each.first
    if not capital or each.country is not None or each.changed or known.scene.home is None:
        return None
    told = [
        told.persons[0] for told in known.before(each.first)
        if len(told.persons) == 1 and told.persons[0].country == known.scene.home
        and told.persons[0].has_title(each.title, each.offices)
    ]  # fmt: skip
    return told[-1] if told else _holder_of(known, each)


def _titled(known: Persons, each: PersonWords) -> Person | None:
    """Who was told before, else anywhere, under that title, and of that country when it is told."""
    before = [told.persons[0] for told in known.before(each.first) if len(told.persons) == 1]
    for offices in (each.leads, each.offices):  # the words of the title first, then the office they name

        def fits(person: Person, offices: tuple[str, ...] = offices) -> bool:
            same = each.country is None or person.country in (None, each.country)
            return same and person.changed == each.changed and person.has_title(each.title, offices)

        told = [person for person in before if fits(person)]
        if each.country is not None:
            told = [person for person in told if person.country == each.country] or told
        if told:
            subjects = [person for person in known.subjects_before(each.first) if person in told]
            return subjects[-1] if subjects and len(set(told)) > 1 else told[-1]
        anywhere = [person for person in known.persons[-SEEN:] if fits(person)]
        if len(anywhere) == 1 and not VAGUE_OFFICES.issuperset(each.offices):
            return anywhere[0]
    return None


def _holder_of(known: Persons, each: PersonWords) -> Person | None:
    """A person that the text never names, but whose office, country and day the register knows."""
    country = each.organisation if each.organisation in known.scene.facts.organisations else each.country
    country = country or known.scene.home
    if country is None or each.changed or each.indefinite:
        return None
    return _from_register(known, country, each.offices, (each.first, each.last))


def _from_register(known: Persons, country: str, offices: Iterable[str], tokens: tuple[int, int]) -> Person | None:
    if known.day is None:
        return None
    shared = VAGUE_OFFICES | known.scene.words.shared_offices
    for office in (office for office in offices if office not in shared):
        holders: dict[str, Holder] = {h.id: h for h in known.scene.facts.holders(country, office, known.day)}
        if len(holders) == 1:
            holder = next(iter(holders.values()))
            for other in known.persons:
                if other.holder is not None and other.holder.id == holder.id:
                    return other
            person = Person(name=holder.name, reasons={"name": (*tokens, "register: office")})
            accept(person, holder, "register: office")
            person.words = name_words(holder.name, known.scene.words.honorifics)
            return known.enter(person)
    return None


def _counterpart(known: Persons, each: PersonWords) -> None:
    owner = _owner(known, each)
    person = None
    if owner is not None:
        fits = [
            p for p in known.persons[-SEEN:]
            if p is not owner and set(p.offices) & set(owner.offices) and each.country in (None, p.country)
        ]  # fmt: skip
        person = fits[0] if len(fits) == 1 else None
        if person is None and each.country is not None and not fits:
            person = _from_register(known, each.country, owner.offices, (each.first, each.last))
    if person is None:
        person = Person(name=each.title, offices=list(owner.offices) if owner else [])
        person.titles.append(each.title)
        known.enter(person)
        if each.country is not None:
            person.country = each.country
            where = each.country_tokens or (each.first, each.last)
            person.reasons["country"] = (*where, "country with the title")
    known.tell(each, person, "counterpart")


def take_office_of_owner(known: Persons, each: PersonWords) -> None:
    owner = _owner(known, each)
    place = bisect_left(known.told, each.first, key=lambda told: told.first)
    person = known.told[place].persons[0] if place < len(known.told) else None
    if owner is None or person is None or person is owner or person.offices:
        return
    person.offices, person.sector = list(owner.offices), owner.sector
    person.titles.extend(owner.titles[:1])
    person.reasons["office"] = (each.first, each.last, "office of the counterpart")
    if person.holder is None:
        look_up(person, known.day, known.scene.facts, known.scene.countries)


def _owner(known: Persons, each: PersonWords) -> Person | None:
    if each.owner is not None:
        return antecedent(known, known.scene.parsed.tokens[each.owner])
    before = [t for t in known.before(each.first) if len(t.persons) == 1]
    return before[-1].persons[0] if before else None
