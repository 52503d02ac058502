"""Finds the words that mean a person: a name, a title with a name, a title alone."""

from dataclasses import dataclass, field

from readout.actors.persons import LEADER, LEADING_OFFICES
from readout.actors.scan import Found
from readout.actors.scene import NAME_ENDS, STATE_KINDS, Scene
from readout.facts import Name, Title
from readout.facts.folding import folded

SHOUTED = 3  # letters; a longer name all in capitals is written as a name
OF_PHRASE = 10  # tokens after "of" in which the country of a title may come
APPOSITION = 9  # tokens after a comma in which a title may follow a name


@dataclass
class PersonWords:
    """Words that mean a person, before it is known which.

    Attributes:
        first, last: Tokens, half-open, the title and country before the name included.
        name: As written, without title; empty for a title alone.
        title: As written, without country.
        offices: Office keys that the title can mean.
        country: Of the side the person acts for, as far as these words tell.
        counterpart: The words are "his US counterpart" or the like.
        changed: The title is of a deputy, former or designated holder.
    """

    first: int
    last: int
    head: int
    name: str = ""
    title: str = ""
    offices: tuple[str, ...] = ()
    sector: str | None = None
    country: str | None = None
    organisation: str | None = None
    country_tokens: tuple[int, int] | None = None
    counterpart: bool = False
    owner: int | None = None
    changed: bool = False
    definite: bool = False
    indefinite: bool = False
    also: list[tuple[int, int]] = field(default_factory=list)

    @property
    def leads(self) -> tuple[str, ...]:
        """Offices that "the Russian leader" or "the leader of Russia" can mean; none for "the Russian party leader"."""
        first, last = self.country_tokens or (self.last, 0)
        return LEADING_OFFICES if LEADER in self.offices and (last == self.head or first > self.head) else ()


def find_people(scene: Scene) -> list[PersonWords]:
    """In order of text. Tokens of the words found are taken in the scene."""
    found: list[PersonWords] = []
    number = 0
    while number < len(scene.parsed.tokens):
        free = number not in scene.taken
        person = (_titled(scene, number) or _styled(scene, number) or _named(scene, number)) if free else None
        if person is None:
            number += 1
            continue
        scene.take(person.first, person.last)
        found.append(person)
        number = max(number + 1, person.last)
    return found


def _titled(scene: Scene, first: int) -> PersonWords | None:
    title = _title_at(scene, first)
    if title is None:
        return None
    last, entries = title
    head = scene.parsed.tokens[last - 1]
    if head.pos not in ("NOUN", "PROPN", "ADJ", "X"):
        return None
    person = PersonWords(first, last, last - 1)
    person.title = scene.span(first, last).of(scene.parsed.text)
    person.offices = tuple(dict.fromkeys(entry.office for entry in entries))
    person.sector = entries[0].sector if entries else None
    person.counterpart = scene.low(last - 1) in scene.words.counterparts
    _extend_right(scene, person)
    named = name_end(scene, person.last, after_title=True)
    if named is not None:
        person.name = _name_in(scene, person.last, named)
        person.last = named
        _country_after_name(scene, person)
    beside = _name_in_apposition(scene, person) if named is None else None
    _extend_left(scene, person)
    _country_of_title(scene, person, entries)
    if beside is not None:  # "his Russian counterpart, Sergei Lavrov": two mentions of one person
        scene.take(person.first, person.last)
        person.also.append((person.first, person.last))
        person.first, person.last = beside
    person.head = scene.head(person.first, person.last)
    if person.name:
        return person
    return person if _stands_alone(scene, person) else None


def _title_at(scene: Scene, first: int) -> tuple[int, tuple[Title, ...]] | None:
    found = scene.titles_from.get(first)
    if found is not None:
        return found.last, found.entries
    word = scene.low(first)
    if word in scene.words.plain_titles or word in scene.words.counterparts:
        return first + 1, ()
    return None


def _extend_right(scene: Scene, person: PersonWords) -> None:
    """Over "of Ukraine", "of the Republic of Finland"; of "ambassador to Poland" Poland is not the country."""
    posted = scene.low(person.last) == "to" and scene.low(person.last - 1) in scene.words.posted
    if not posted and scene.low(person.last) not in scene.words.title_prepositions:
        return
    for place in range(person.last + 1, person.last + OF_PHRASE):
        found, token = scene.names_from.get(place), scene.token(place)
        if found is not None:
            name = scene.meant(found)
            if name is not None and not posted:
                _set_country(person, name, found)
            person.last = found.last
            return
        if token is None or token.pos not in ("DET", "PROPN", "NOUN", "ADP", "ADJ", "PART"):
            return


def _country_after_name(scene: Scene, person: PersonWords) -> None:
    """ "President Joko Widodo of Indonesia": not where a possessive or a noun goes on, as in "of Indonesia's"."""
    found = scene.names_from.get(person.last + 1) if scene.low(person.last) == "of" else None
    name = scene.meant(found, ("name",)) if found is not None else None
    if found is None or name is None or person.country is not None:
        return
    after = scene.token(found.last)
    if after is None or (after.text not in NAME_ENDS and after.pos not in ("NOUN", "PROPN", "ADJ")):
        _set_country(person, name, found)
        person.last = found.last


def _extend_left(scene: Scene, person: PersonWords) -> None:
    sentence = scene.parsed.sentences[scene.parsed.tokens[person.first].sentence]
    place = person.first
    while place > sentence.first and place - 1 not in scene.taken:
        word, token = scene.low(place - 1), scene.parsed.tokens[place - 1]
        owner_end = place - 1 if word in NAME_ENDS else place
        found = scene.names_until.get(owner_end)
        if found is not None and found.first >= sentence.first:
            name = scene.meant(found)
            if name is not None and person.country is None:
                _set_country(person, name, found)
            place = found.first
        elif word == ")" and place - 3 >= sentence.first and scene.low(place - 3) == "(":
            place -= 3
        elif word in scene.words.office_changed:
            person.changed = True
            place -= 1
        elif word == "-" and place - 2 >= sentence.first and scene.low(place - 2) in scene.words.office_changed:
            person.changed = True
            place -= 2
        elif (token.pos == "PRON" and token.dep == "poss") or token.pos == "DET":
            person.definite = token.pos == "DET" and word in scene.words.definite
            person.indefinite = token.pos == "DET" and not person.definite
            person.owner = place - 1 if token.dep == "poss" else None
            place -= 1
            break
        elif word in scene.words.modifiers or _modifies(scene, place - 1, place, person.last):
            place -= 1
        else:
            break
    person.first = place
    if not person.name and not person.definite and not person.indefinite and person.country is not None:
        person.definite = True


def _modifies(scene: Scene, number: int, first: int, last: int) -> bool:
    token = scene.parsed.tokens[number]
    return (
        token.dep in ("compound", "amod", "nmod")
        and first <= token.head < last
        and token.pos in ("ADJ", "NOUN", "PROPN")
        and number not in scene.titles_from
    )


def _set_country(person: PersonWords, name: Name, found: Found[Name]) -> None:
    person.country = name.country
    person.country_tokens = (found.first, found.last)
    if name.kind not in ("name", "adjective", "demonym", "capital", "demonym_plural"):
        person.organisation = name.id
    if name.kind == "armed_group" and name.sector is not None:
        person.sector = name.sector  # "Hamas official": not of a government


def _country_of_title(scene: Scene, person: PersonWords, entries: tuple[Title, ...]) -> None:
    """A title that only one country has ("Taoiseach") tells it."""
    plain = " " not in person.title and not person.name  # "secretary" alone may be of anything
    if person.country is None and not plain and entries and all(len(entry.countries) == 1 for entry in entries):
        owners = {entry.countries[0] for entry in entries}
        owner = owners.pop() if len(owners) == 1 else None
        if owner in scene.facts.states:
            person.country = owner
        elif owner is not None and owner in scene.facts.organisations:
            person.organisation = owner
            person.country = scene.facts.organisations[owner].country
    if person.organisation in scene.facts.organisations and not person.name:
        person.definite = True


def _name_in_apposition(scene: Scene, person: PersonWords) -> tuple[int, int] | None:
    """The tokens of the name in "his counterpart, Shukri Ghanem, ..."."""
    start = person.last + 1
    end = name_end(scene, start) if scene.low(person.last) == "," else None
    if end is None or scene.low(end) not in (",", ".", "") or start in scene.titles_from:
        return None
    person.name = _name_in(scene, start, end)
    return start, end


def _stands_alone(scene: Scene, person: PersonWords) -> bool:
    """Whether a title without a name means somebody: definite, in the singular, no modifier of a noun."""
    head = scene.parsed.tokens[person.head]
    if head.tag in ("NNS", "NNPS") or head.dep in ("compound", "amod", "nmod", "attr", "acomp"):
        return False
    # "Prime Minister Khan" may have lost its name to the parser; "president" as a part of a name is nobody
    return (
        person.definite
        or person.indefinite
        or person.owner is not None
        or (person.counterpart and person.country is not None)
    )


def name_end(scene: Scene, start: int, *, after_title: bool = False) -> int | None:
    """Where the person's name that starts at a token ends; None when none does.

    After a title any capitalised words count, elsewhere only what the parser takes for a person.
    """
    if f"{scene.low(start)} {scene.low(start + 1)}" in scene.words.styles:
        return start + 2
    place = start
    while scene.low(place) in scene.words.honorifics or (place > start and scene.low(place) == "."):
        place += 1
    until = scene.persons_from.get(place, scene.persons_from.get(start))
    if until is None and not after_title:
        return None
    end = place
    first = scene.token(place)  # "MS." may end a sentence for the parser
    while (token := scene.token(end)) is not None and first is not None and token.sentence == first.sentence:
        if _is_name_word(scene, end, inside=until is not None and end < until):
            end += 1
        elif end > place and (joined := _joins_name(scene, end)):
            end += joined
        elif end > place and scene.parsed.tokens[end - 1].text.endswith("-") and token.text.isalpha():
            end += 1  # "Ki- moon", as some wires are stored
        elif end > place and token.text == "." and _is_initial(scene, end):
            end += 1
        else:
            break
    return end if end > place else None


def _name_in(scene: Scene, start: int, end: int) -> str:
    """The name as written, on one line and without "Mr." before it."""
    while start < end - 1 and (scene.low(start) in scene.words.honorifics or scene.low(start) == "."):
        start += 1
    name = " ".join(scene.span(start, end).of(scene.parsed.text).split())
    return name.title() if name.isupper() and len(name) > SHOUTED else name


def _is_name_word(scene: Scene, number: int, *, inside: bool) -> bool:
    token = scene.parsed.tokens[number]
    if not token.text[0].isupper() or number in scene.taken or token.text.lower() in scene.words.calendar:
        return False
    if number in scene.names_from and not inside:
        return False
    if _title_at(scene, number) is not None and not inside:
        return False
    if token.text.lower() in scene.words.side_nouns:  # "General People's Committee"
        return False
    return inside or token.tag.startswith("NNP") or token.pos == "PROPN" or token.entity == "PERSON"


def _joins_name(scene: Scene, number: int) -> int:
    """How many tokens a particle or a hyphen ("bin", "al-") makes with the name word behind it; 0 if it is none."""
    token, after = scene.parsed.tokens[number], scene.token(number + 1)
    if after is None:
        return 0
    if token.text == "-":
        return 2 if after.text[0].isalpha() and after.start - token.stop <= 1 else 0
    if token.text.lower() not in scene.words.name_particles:
        return 0
    if after.text == "-" and after.start == token.stop:
        name = scene.token(number + 2)
        return 3 if name is not None and name.text[0].isupper() and name.start == after.stop else 0
    return 2 if after.text[0].isupper() else 0


def _is_initial(scene: Scene, number: int) -> bool:
    before = scene.parsed.tokens[number - 1].text
    return len(before) == 1 and before.isupper()


def _styled(scene: Scene, first: int) -> PersonWords | None:
    """ "Mr. Price", "MS. PSAKI", whatever the parser takes it for."""
    if scene.low(first) not in scene.words.honorifics or not scene.parsed.tokens[first].text[0].isupper():
        return None
    end = name_end(scene, first, after_title=True)
    if end is None or end - first < 2:
        return None
    return PersonWords(first, end, scene.head(first, end), name=_name_in(scene, first, end))


def _named(scene: Scene, first: int) -> PersonWords | None:
    end = name_end(scene, first)
    if end is None or not scene.free(first, end):
        return None
    person = PersonWords(first, end, scene.head(first, end), name=_name_in(scene, first, end))
    if f"{scene.low(first)} {scene.low(first + 1)}" in scene.words.styles:
        person.title = person.name
    known = scene.names_from.get(first)
    if known is not None and known.last >= end:  # a state or body that the parser takes for a person
        return None
    last = scene.parsed.tokens[end - 1]
    is_acronym = end - first == 1 and last.text.isupper()
    if is_acronym or last.dep == "compound" or not any(len(word) > 1 for word in folded(person.name)):
        return None
    if _is_state(scene, first, end):
        return None
    _title_in_apposition(scene, person)
    return person


def _is_state(scene: Scene, first: int, end: int) -> bool:
    """The whole of what the parser takes for a person's name is a state's, as "Nepal" is."""
    found = scene.names_from.get(first)
    name = scene.meant(found, STATE_KINDS) if found is not None and found.last == end else None
    return name is not None and not name.weak


def _title_in_apposition(scene: Scene, person: PersonWords) -> None:
    """ "Wang Yi, the Chinese foreign minister, ..." The title's words become a mention of their own."""
    if scene.low(person.last) != ",":
        return
    for place in range(person.last + 1, min(person.last + APPOSITION, len(scene.parsed.tokens))):
        if scene.low(place) in (",", ".", "and", "who", "said") or scene.parsed.tokens[place].pos == "VERB":
            return
        title = _title_at(scene, place)
        if title is None:
            continue
        last, entries = title
        other = PersonWords(place, last, last - 1)
        other.title = scene.span(place, last).of(scene.parsed.text)
        _extend_right(scene, other)
        _extend_left(scene, other)
        _country_of_title(scene, other, entries)
        if other.first != person.last + 1 or name_end(scene, other.last, after_title=True) is not None:
            return
        person.title, person.country, person.changed = other.title, other.country, other.changed
        person.organisation, person.country_tokens = other.organisation, other.country_tokens
        person.offices = tuple(dict.fromkeys(entry.office for entry in entries))
        person.sector = entries[0].sector if entries else None
        person.also.append((other.first, other.last))
        scene.take(other.first, other.last)
        return
