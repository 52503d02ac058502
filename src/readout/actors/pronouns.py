"""Whom pronouns and "the two leaders" mean: by what was told before, the subject first."""

from bisect import bisect_left
from collections import Counter

from readout.actors.persons import Person
from readout.actors.scene import STATE_KINDS, SUBJECTS
from readout.actors.told import SEEN, Persons, Told
from readout.parse import Token

NEAR = 4  # sentences back in which a pronoun finds its person


def read_pair(known: Persons, number: int) -> bool:
    """ "the two leaders", "both sides", "the parties": the two persons told last, or their states."""
    words, scene = known.scene.words, known.scene
    noun = number + 1
    if scene.low(number) == "the" and scene.low(noun) in words.pair_determiners:
        noun += 1
    counted = scene.low(noun - 1) in words.pair_determiners
    if scene.low(number) in words.pair_determiners:
        noun, counted = number + 1, True
    token = scene.token(noun)
    if token is not None and counted and token.pos in ("VERB", "AUX") and scene.low(number) == "the":
        return _the_two(known, number, noun)  # "the two met"
    if token is None or token.tag not in ("NNS", "NNPS") or (not counted and scene.low(number) != "the"):
        return False
    persons = token.lemma in words.person_pairs if counted else token.text.lower() in words.bare_person_pairs
    states = token.lemma in words.state_pairs if counted else token.text.lower() in words.bare_state_pairs
    pair = _principals(known, number) if persons or states else ()
    countries = tuple(person.country for person in pair if person.country is not None)
    if states and len(countries) != 2:
        countries = _last_states(known, number)
    if len(countries if states else pair) != 2:
        return False
    countries = countries if states else ()
    known.add(Told(number, noun + 1, noun, () if states else pair, countries, "group", "pair"))
    scene.take(number, noun + 1)
    return True


def _the_two(known: Persons, number: int, end: int) -> bool:
    pair = _principals(known, number)
    if len(pair) == 2:
        known.add(Told(number, end, end - 1, pair, (), "group", "pair"))
        known.scene.take(number, end)
    return len(pair) == 2


def _last_states(known: Persons, number: int) -> tuple[str, ...]:
    """The two states named last in the sentence or the one before, in the order of the text."""
    scene, found = known.scene, dict[str, int]()
    sentence = scene.parsed.tokens[number].sentence
    place = bisect_left(scene.names, number, key=lambda each: each.first)
    for each in reversed(scene.names[max(0, place - SEEN) : place]):
        if sentence - scene.parsed.tokens[each.first].sentence > 1 or len(found) == 2:
            break
        name = scene.meant(each, STATE_KINDS)
        if name is not None and not name.weak and name.country is not None:
            found.setdefault(name.country, each.first)
    return tuple(sorted(found, key=lambda country: found[country]))


def _principals(known: Persons, number: int) -> tuple[Person, ...]:
    """The two persons of different sides told most often before, the later first where equal, in order of entry."""
    counts = Counter[Person]()
    last: dict[Person, int] = {}
    for told in known.before(number):
        for person in told.persons:
            if person.words and (person.offices or person.titles):
                counts[person] += 1
                last[person] = told.first
    found: list[Person] = []
    for person in sorted(counts, key=lambda each: (-counts[each], -last[each])):
        if all(person.country is None or person.country != other.country for other in found):
            found.append(person)
    return tuple(sorted(found[:2], key=known.persons.index))


def read_pronoun(known: Persons, token: Token) -> None:
    low, words = token.text.lower(), known.scene.words
    if low in words.male or low in words.female:
        person = antecedent(known, token)
        if person is not None:
            person.male = low in words.male if person.male is None else person.male
            _tell_pronoun(known, token, (person,), "pronoun")
    elif low in words.plural_pronouns:
        _tell_pronoun(known, token, _several(known, token), "pronoun of several")


def _tell_pronoun(known: Persons, token: Token, persons: tuple[Person, ...], by: str) -> None:
    if persons:
        number = token.number
        known.add(Told(number, number + 1, number, persons, (), "pronoun", by))


def antecedent(known: Persons, token: Token) -> Person | None:
    """The subject told last in the sentence, else anyone in it, then the same for the sentences before."""
    male = token.text.lower() in known.scene.words.male
    beside = known.scene.subjects_beside(token)
    others = [person for told in known.before(token.number) if told.head in beside for person in told.persons]
    speaker = _speaker_around(known, token)
    if speaker is not None:
        others.append(speaker)
    for back in range(NEAR):
        here = [
            told for told in known.before(token.number)
            if token.sentence - known.scene.parsed.tokens[told.first].sentence == back and len(told.persons) == 1
            and told.persons[0] not in others and told.persons[0].male in (None, male)
            and not (back == 0 and told.last == token.number + 1)
        ]  # fmt: skip
        subjects = [told for told in here if known.scene.parsed.tokens[told.head].dep in SUBJECTS]
        if back == 0 and subjects:
            return subjects[-1].persons[0]
        for told in (*subjects[:1], *reversed(here)):
            return told.persons[0]
    return None


def _several(known: Persons, token: Token) -> tuple[Person, ...]:
    for told in reversed(known.before(token.number)):
        if token.sentence - known.scene.parsed.tokens[told.first].sentence >= 2:
            break
        if len(told.persons) > 1:
            return told.persons
    if token.dep not in SUBJECTS:
        return ()
    for back in (0, 1):
        here = [
            told.persons[0] for told in known.before(token.number)
            if token.sentence - known.scene.parsed.tokens[told.first].sentence == back and len(told.persons) == 1
        ]  # fmt: skip
        both = tuple(dict.fromkeys(here))
        if len(both) == 2:
            return both
    return ()


def _speaker_around(known: Persons, token: Token) -> Person | None:
    """Whoever speaks the quotation that the token stands in, who is never "he" there."""
    if not known.scene.parsed.in_quotes(token.start):
        return None
    for attribution in known.scene.parsed.attributions_at(token.start):
        speaker = known.speaker_of(attribution)
        if speaker is not None:
            return speaker
    return None


def read_first_person(known: Persons) -> None:
    """ "I" in a quotation is whoever speaks it; told last, since a source may follow its quotation."""
    parsed = known.scene.parsed
    for token in parsed.tokens:
        if token.text.lower() in known.scene.words.first_person and token.pos == "PRON":
            for attribution in parsed.attributions_at(token.start):
                speaker = known.speaker_of(attribution)
                if speaker is not None:
                    _tell_pronoun(known, token, (speaker,), "first person in a quotation")
                    break
