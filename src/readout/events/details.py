"""When, where and how much: read from the event's own words first, then its sentence, then the report."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

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
DATED = (TimeType.DATE, TimeType.TIME)
NOMINAL = ("NOUN", "PROPN", "SYM", "NUM")
UNCOUNTED = frozenset({"DATE", "TIME", "ORDINAL"})
FIGURE = re.compile(r"\d+(\.\d+)?")
SIGNS = "$€£¥+~"
STEPS = 40  # words that are climbed over
WORDS = 60  # tokens of the event's own phrase that are looked at, nearest first

OPENING = 3  # sentences in which a report tells the day of its news
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date, the words it was read from (none for the date of publication), and the rule."""

    value: str | None
    span: Span | None
    by: str


def own_words(reading: Reading, candidate: Candidate) -> tuple[Token, ...]:
    """The tokens of the event's own clause, nearest first; subjects and clauses below it are left out."""
    roots = dict.fromkeys((candidate.verb, candidate.token))
    return tuple(islice(breadth_first(reading.parsed, roots, OUTSIDE), WORDS))


def date_of(reading: Reading, candidate: Candidate, own: tuple[Token, ...], realis: Realis) -> Dated:
    """When it happened: the nearest time in its clause, else the one in its sentence, else the day of the news.

    The last only for what is told as a fact in a sentence without any time; unknown is None.
    """
    parsed = reading.parsed
    dates = [time for time in reading.times_of.get(candidate.token.sentence, []) if time.type in DATED and time.value]
    inside = {token.number for token in own}
    near = [time for time in dates if parsed.token_at(time.span.start).number in inside]
    if near:
        nearest = min(near, key=lambda time: _distance(time, candidate))
        return Dated(nearest.value, nearest.span, "time in its clause")
    above = {candidate.verb.number, *(token.number for token in _above(reading, candidate.verb))}
    told = [time for time in dates if _verb_over(reading, time) in above]
    if len(told) == 1:
        return Dated(told[0].value, told[0].span, "time in its sentence")
    named_only = candidate.verb.pos not in ("VERB", "AUX")  # "following the visit": nothing tells when
    if realis is Realis.ACTUAL and not told and not named_only and parsed.document.published:
        return _news_day(reading, parsed.document.published)
    return Dated(None, None, "")


def _news_day(reading: Reading, published: str) -> Dated:
    """The first day of the week before publication that the report's opening tells, else the day of publication."""
    last = date.fromisoformat(published)
    for number in range(OPENING):
        for time in reading.times_of.get(number, []):
            told = time.span.start >= reading.parsed.sentences[0].start  # not the date line's
            if told and time.type is TimeType.DATE and time.value and len(time.value) == 10:
                day = date.fromisoformat(time.value)
                if timedelta(0) <= last - day < WEEK:
                    return Dated(time.value, time.span, "day told in the opening")
    return Dated(published, None, "date of publication")


def _above(reading: Reading, token: Token) -> Iterator[Token]:
    return islice(reading.parsed.ancestors(token), STEPS)


def _verb_over(reading: Reading, time: Time) -> int:
    """Number of the verb to whose clause the time belongs; of its own token when there is none."""
    token = reading.parsed.token_at(time.span.start)
    return next((each.number for each in _above(reading, token) if each.pos in ("VERB", "AUX")), token.number)


def _distance(time: Time, candidate: Candidate) -> int:
    return max(time.span.start - candidate.token.stop, candidate.token.start - time.span.stop, 0)


def place_of(reading: Reading, candidate: Candidate) -> Span | None:
    """The named place after "in" or "at" in the event's clause, as written."""
    parsed = reading.parsed
    named = {
        number: Span(parsed.tokens[first].start, parsed.tokens[last - 1].stop)
        for first, last, label in reading.entities_of.get(candidate.token.sentence, [])
        if label in PLACES
        for number in range(first, last)
    }
    hosts = dict.fromkeys((candidate.token, candidate.verb, *candidate.objects))
    after = (
        pobj
        for host in hosts
        for prep in prepositions(parsed, host)
        if prep.text.lower() in reading.lexicon.words.places
        for pobj in parsed.dependents(prep, "pobj")
    )
    return next((named[pobj.number] for pobj in after if pobj.number in named), None)


def quantity_of(reading: Reading, candidate: Candidate, own: tuple[Token, ...]) -> Quantity | None:
    """How many of what the event is about: the first number before a noun, or sum of money, among its own words."""
    parsed, words = reading.parsed, reading.lexicon.words
    for token in own:
        if token.pos not in NOMINAL or token.entity in UNCOUNTED:
            continue
        counts = [each for each in _counts(reading, token) if each.entity not in UNCOUNTED]
        if not counts:
            continue
        below = islice(breadth_first(parsed, counts[:1]), STEPS)
        run = sorted((each for each in below if each.pos in NOMINAL), key=lambda each: each.number)
        value = value_of([each.text for each in run], words)
        if value is not None:
            parts = (*run, token)
            currency = next((each.text.lower() for each in parts if each.text.lower() in words.currencies), "")
            unit = words.currencies.get(currency, token.text)
            return Quantity(value=value, unit=unit, span=hull(each.span for each in parts))
    return None


def _counts(reading: Reading, token: Token) -> tuple[Token, ...]:
    """The numbers before a noun; of a sum of money that stands alone its own last number."""
    if token.entity == "MONEY" and token.pos == "NUM":
        return (token,)
    return tuple(each for each in reading.parsed.dependents(token, "nummod") if each.number < token.number)


def value_of(texts: Iterable[str], words: EventWords) -> float | None:
    """The number that the words say, such as 2500000 for "2.5 million"; None when they say none."""
    total, seen = 1.0, False
    for text in texts:
        word = text.lower().replace(",", "").lstrip(SIGNS)
        factor = float(word) if FIGURE.fullmatch(word) else words.numbers.get(word, words.multiples.get(word))
        if factor is not None:
            total, seen = total * factor, True
    return total if seen else None
