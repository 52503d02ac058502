"""When, where and how much: read from the event's own words first, then its sentence, then the report."""

from dataclasses import dataclass

from readout.events.lexicon import EventWords
from readout.events.reading import Reading
from readout.events.syntax import breadth_first, prepositions
from readout.events.triggers import Candidate
from readout.model.record import Quantity, Time
from readout.model.span import Span, hull
from readout.model.vocabulary import Realis, TimeType
from readout.parse import Token

PLACES = frozenset({"GPE", "LOC", "FAC"})
OUTSIDE = ("ccomp", "relcl", "nsubj", "nsubjpass", "advcl")
WORDS = 60  # tokens of the event's own phrase that are looked at, nearest first


@dataclass(frozen=True, slots=True)
class Dated:
    """A date, the words it was read from (none for the date of publication), and the rule."""

    value: str | None
    span: Span | None
    by: str


def own_words(reading: Reading, candidate: Candidate) -> tuple[Token, ...]:
    """The tokens of the event's own clause, nearest first; subjects and clauses below it are left out."""
    found = []
    for count, token in enumerate(
        breadth_first(reading.parsed, dict.fromkeys((candidate.verb, candidate.token)), OUTSIDE)
    ):
        if count >= WORDS:
            break
        found.append(token)
    return tuple(found)


def date_of(reading: Reading, candidate: Candidate, own: tuple[Token, ...], realis: Realis) -> Dated:
    """Unknown is None; a report in the past tense without any time tells of the day it was published, or so."""
    parsed = reading.parsed
    times = [
        time
        for time in reading.times_of.get(candidate.token.sentence, [])
        if time.type is not TimeType.SET and time.value
    ]
    inside = {token.number for token in own}
    near = [
        time
        for time in times
        if parsed.token_at(time.span.start).number in inside and time.type is not TimeType.DURATION
    ]
    if near:
        nearest = min(near, key=lambda time: _distance(time, candidate))
        return Dated(nearest.value, nearest.span, "time in its clause")
    above = {candidate.verb.number, *(token.number for token in parsed.ancestors(candidate.verb))}
    dates = [time for time in times if time.type is not TimeType.DURATION and _verb_over(reading, time) in above]
    if len(dates) == 1:
        return Dated(dates[0].value, dates[0].span, "time in its sentence")
    if realis is Realis.ACTUAL and not dates and parsed.document.published:
        return Dated(parsed.document.published, None, "date of publication")
    return Dated(None, None, "")


def _verb_over(reading: Reading, time: Time) -> int:
    """Number of the verb to whose clause the time belongs; of its own token when there is none."""
    token = reading.parsed.token_at(time.span.start)
    return next((each.number for each in reading.parsed.ancestors(token) if each.pos in ("VERB", "AUX")), token.number)


def _distance(time: Time, candidate: Candidate) -> int:
    return max(time.span.start - candidate.token.stop, candidate.token.start - time.span.stop, 0)


def place_of(reading: Reading, candidate: Candidate) -> Span | None:
    """The named place after "in" or "at" in the event's clause, as written."""
    parsed = reading.parsed
    named = {
        number: (first, last)
        for first, last, label in _entities(reading, candidate)
        if label in PLACES
        for number in range(first, last)
    }
    for host in dict.fromkeys((candidate.token, candidate.verb, *candidate.objects)):
        for prep in prepositions(parsed, host):
            if prep.text.lower() in reading.lexicon.words.places:
                for pobj in parsed.dependents(prep, "pobj"):
                    if pobj.number in named:
                        first, last = named[pobj.number]
                        return Span(parsed.tokens[first].start, parsed.tokens[last - 1].stop)
    return None


def _entities(reading: Reading, candidate: Candidate) -> list[tuple[int, int, str]]:
    return reading.entities_of.get(candidate.token.sentence, [])


def quantity_of(reading: Reading, candidate: Candidate, own: tuple[Token, ...]) -> Quantity | None:
    """How many of what the event is about: the first number before a noun, or sum of money, among its own words."""
    parsed, words = reading.parsed, reading.lexicon.words
    for token in own:
        if token.pos not in ("NOUN", "PROPN", "SYM", "NUM") or token.entity in ("DATE", "TIME", "ORDINAL"):
            continue
        counts = [
            each
            for each in parsed.dependents(token, "nummod")
            if each.number < token.number and each.entity not in ("DATE", "TIME", "ORDINAL")
        ]
        if not counts:
            continue
        run = [each for each in parsed.subtree(counts[0]) if each.pos in ("NUM", "SYM", "NOUN")] or [counts[0]]
        value = value_of([each.text for each in run], words)
        if value is None:
            continue
        unit = words.currencies.get(
            next((each.text.lower() for each in (*run, token) if each.text.lower() in words.currencies), "")
        )
        return Quantity(value=value, unit=unit or token.text, span=hull(each.span for each in (*run, token)))
    return None


def value_of(texts: list[str], words: EventWords) -> float | None:
    """The number that the words say, such as 2500000 for "2.5 million"; None when they say none."""
    total, seen = 1.0, False
    for text in texts:
        word = text.lower().replace(",", "").strip("$€£¥+~")
        if word in words.numbers:
            total, seen = total * words.numbers[word], True
        elif word in words.multiples:
            total, seen = total * words.multiples[word], True
        else:
            try:
                total, seen = total * float(word), True
            except ValueError:
                continue
    return total if seen else None
