"""Finds time expressions: tokens by class, patterns over classes, a reader for what each pattern matched."""

from collections.abc import Iterator, Mapping
from datetime import MAXYEAR, MINYEAR, date
from functools import cache

from readout.model.errors import FactsError
from readout.model.record import Time
from readout.model.span import Span
from readout.parse.times import days, lengths, periods
from readout.parse.times.lexicon import FILE, Lexicon, load_lexicon
from readout.parse.times.reading import Phrase, Reader, Reading, Scene
from readout.parse.times.tokens import tokenise

READERS: Mapping[str, Reader] = {
    **days.READERS,
    **periods.READERS,
    **lengths.READERS,
}


def find_times(text: str, published: date | None) -> tuple[Time, ...]:
    """The time expressions of `text` in order, none over another.

    Method: patterns over word classes, both from data/lexicon/times.yaml, the leftmost match first and of
    those the longest; a reader for each pattern gives its TIMEX3 (TimeML 1.2.1). Linear in the text.

    Args:
        published: What "today" means; when None, only what the text itself dates is resolved. The first and
            the last year of the calendar count as None, since there is no year beside them.

    Raises:
        FactsError: The lexicon is wrong.
    """
    lexicon = _checked_lexicon()
    if published and not MINYEAR < published.year < MAXYEAR:
        published = None
    scene = Scene(lexicon, tokenise(text, lexicon), published)
    found: list[Time] = []
    done = 0
    for first, stop, reader in _candidates(scene):
        if first < done:
            continue
        scene.first, scene.stop = first, stop
        reading = READERS[reader](Phrase(scene.tokens[first:stop]), scene)
        if reading is None:
            continue
        done = stop
        if reading.period:
            scene.remember(reading.period)
        span = Span(scene.tokens[first].start, scene.tokens[stop - 1].stop)
        found.append(_time(span, reading))
    return tuple(found)


def _time(span: Span, reading: Reading) -> Time:
    return Time(
        span=span,
        value=reading.value,
        timex=reading.timex,
        type=reading.type,
        grain=str(reading.grain) if reading.grain else None,
        kind=reading.kind,
    )


def _candidates(scene: Scene) -> Iterator[tuple[int, int, str]]:
    """What the patterns match, as half-open runs of tokens: leftmost, then longest, then by rule."""
    letters = scene.lexicon.letters
    shape = "".join([letters[token.kind] for token in scene.tokens])
    matches = [
        (match.start(), -match.end(), number)
        for number, rule in enumerate(scene.lexicon.rules)
        for match in rule.regex.finditer(shape)
    ]
    for first, stop, number in sorted(matches):
        yield first, -stop, scene.lexicon.rules[number].reader


@cache
def _checked_lexicon() -> Lexicon:
    lexicon = load_lexicon()
    unknown = sorted({rule.reader for rule in lexicon.rules} - set(READERS))
    if unknown:
        raise FactsError(FILE, "patterns", f"no reader is called {', '.join(unknown)}")
    return lexicon
