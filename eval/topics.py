"""Scores the topics of engagements, shared and one-sided, on the gold in eval/gold/topics.jsonl.

    python -m eval.topics               tune, score and both together
    python -m eval.topics tune -v       one part; with -v each miss and extra of the part for tuning, never of the other
    python -m eval.topics --bare        without the publishers of the texts of examples/

The rules of the gold and of the match are in eval/gold/topics.md. The gold holds offsets only: the texts are those of
examples/readouts and of ../shared/gold/docs/texts; without the latter only the examples are scored. Exit status: 0; 1
when a text is not the one that was annotated; 2 wrong usage.
"""

import argparse
import hashlib
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

import readout
from eval.figures import RESAMPLES, SEED, share
from eval.gold import ROOT, SHARED, read_json, read_lines
from eval.sets import Row
from eval.table import short
from eval.topic_words import TopicInWords, content_of, is_general, same_word
from readout.ingest import document_from
from readout.link.compared import Comparison
from readout.link.comparison import compare
from readout.model.record import Document
from readout.pipeline import Reader

GOLD = ROOT / "eval" / "gold" / "topics.jsonl"
EXAMPLES = ROOT / "examples" / "readouts"
PARTS = ("tune", "score")
SHARED_BY_ALL = "shared"


class Topic(NamedTuple):
    """A topic and whose it is: `shared`, or the codes of the sides that alone tell it, joined by `+`."""

    topic: TopicInWords
    whose: str


@dataclass(frozen=True)
class Group:
    """The documents about one engagement, the countries of the sides that tell it, and its topics by the gold."""

    name: str
    split: str
    sides: tuple[str, ...]
    documents: tuple[Document, ...]
    topics: tuple[Topic, ...]


class Found(NamedTuple):
    """Pairs of places in the gold and in what is predicted, and what neither has a partner for."""

    pairs: tuple[tuple[int, int], ...]
    missed: tuple[Topic, ...]
    extra: tuple[Topic, ...]

    @property
    def counts(self) -> tuple[int, int, int]:
        """True positives, false positives, false negatives."""
        return len(self.pairs), len(self.extra), len(self.missed)


def matches(ours: TopicInWords, gold: TopicInWords) -> bool:
    """Whether a predicted topic is the one of the gold: the rule of topics.md."""
    if ours.states and gold.states and not ours.states & gold.states:
        return False
    same_place = bool(ours.states & gold.states)
    if any(same_place or not is_general(row) for row in ours.rows & gold.rows):
        return True
    if not ours.rows:
        return _phrase_matches(ours, gold)
    common = any(same_word(one, other) for one in ours.content for other in gold.content)
    return common and bool(ours.areas & gold.areas)


def _phrase_matches(ours: TopicInWords, gold: TopicInWords) -> bool:
    told = content_of(ours.label)
    common = [word for word in told if any(same_word(word, other) for other in gold.content)]
    return bool(common) and (common[-1] == told[-1] or len(set(common)) > 1)


def pair_topics(predicted: Sequence[Topic], gold: Sequence[Topic], *, whose: bool = True) -> Found:
    """As many pairs as there can be, one to one; without `whose`, the sides are left aside."""
    partner: dict[int, int] = {}  # from place in `predicted` to place in `gold`

    def give(place: int, tried: set[int]) -> bool:
        for other, ours in enumerate(predicted):
            right = ours.whose == gold[place].whose or not whose
            if other in tried or not right or not matches(ours.topic, gold[place].topic):
                continue
            tried.add(other)
            if other not in partner or give(partner[other], tried):
                partner[other] = place
                return True
        return False

    for place in range(len(gold)):
        give(place, set())
    found = set(partner.values())
    return Found(
        tuple(sorted((place, other) for other, place in partner.items())),
        tuple(topic for place, topic in enumerate(gold) if place not in found),
        tuple(topic for other, topic in enumerate(predicted) if other not in partner),
    )


def best_comparison(group: Group, reader: Reader) -> Comparison | None:
    """The one that covers most of the group's documents, of several the one with most accounts, then the first."""
    comparisons = compare([reader.read(document) for document in group.documents])
    return max(
        comparisons, key=lambda it: (len({each.document for each in it.reports}), len(it.accounts)), default=None
    )


def topics_of(comparison: Comparison) -> Iterator[Topic]:
    for topic in comparison.topics:
        words = tuple(dict.fromkeys(it for telling in topic.tellings for it in telling.words.words))
        several = len(comparison.sides) > 1
        whose = SHARED_BY_ALL if topic.shared and several else "+".join(sorted(topic.sides))
        yield Topic(TopicInWords(topic.label, words), whose)


def read_groups(
    parts: Sequence[str], shared: Path = SHARED, gold: Path = GOLD, *, bare: bool = False
) -> Iterator[Group]:
    """The groups of these parts; those of real documents only where `shared` has them.

    Args:
        bare: Leave out who published the texts of examples/.

    Raises:
        ValueError: A text is not the one that was annotated.
    """
    texts = shared / "gold/docs/texts"
    for row in read_lines(gold):
        if row["split"] not in parts or (row["source"] == "docs" and not texts.is_dir()):
            continue
        documents = tuple(_document_of(row["source"], told, texts, bare) for told in row["documents"])
        for told, document in zip(row["documents"], documents, strict=True):
            if hashlib.sha256(document.text.encode()).hexdigest() != told["sha256"]:
                raise ValueError(f"{told['id']}: the text has changed since it was annotated; annotate it again")
        text_of = {told["id"]: document.text for told, document in zip(row["documents"], documents, strict=True)}
        topics = tuple(_topic(topic, text_of) for topic in row["topics"])
        yield Group(row["group"], row["split"], tuple(row["sides"]), documents, topics)


def _topic(row: Row, text_of: Mapping[str, str]) -> Topic:
    words = tuple(text_of[key][start:stop] for key, spans in row["spans"].items() for start, stop in spans)
    return Topic(TopicInWords(row["label"], words, row["area"]), row["whose"])


def _document_of(source: str, row: Row, texts: Path, bare: bool) -> Document:
    name = row["id"]
    if source == "examples":
        text = (EXAMPLES / f"{name}.txt").read_text(encoding="utf-8")
        return document_from(text, source_id=name, publisher=None if bare else row["publisher"])
    told = read_json(texts / f"{name}.json")
    given: dict[str, str | None] = {field: told.get(field) for field in ("published", "title", "publisher", "url")}
    return document_from(told["text"], source_id=name, **given)


def figures_of(founds: Sequence[Found]) -> list[float]:
    """Precision, recall, F1, and the ends of the 95 % bootstrap interval of F1 over groups drawn again."""
    counts = np.array([found.counts for found in founds], dtype=np.float64)
    picked = np.random.default_rng(SEED).integers(0, len(counts), (RESAMPLES, len(counts)))
    drawn = share("f1", np.array([counts[rows].sum(0) for rows in picked]))
    whole = counts.sum(0)
    return [*(float(share(kind, whole)) for kind in ("p", "r", "f1")), *map(float, np.percentile(drawn, [2.5, 97.5]))]


def table_of(rows: Mapping[str, Sequence[Found]]) -> str:
    """A line for each named list of results, with the number of gold topics."""
    lines = ["".join([" " * 44, *(head.rjust(8) for head in ("n", "p", "r", "f1", "low", "high"))])]
    for name, founds in rows.items():
        n = sum(len(found.pairs) + len(found.missed) for found in founds)
        values = figures_of(founds)[: 5 if len(founds) > 1 else 3]
        lines.append("".join([name.ljust(44), str(n).rjust(8), *(short(value, 3).rjust(8) for value in values)]))
    return "\n".join(lines)


def errors_of(found: Found) -> Iterator[str]:
    for name, topics in (("missed", found.missed), ("extra", found.extra)):
        for topic, whose in topics:
            words = " | ".join(" ".join(each.split()) for each in topic.words)
            yield f"  {name:7} {whose:8} {topic.label}  <{words}>"


def main(arguments: list[str] | None = None) -> int:
    args = _options().parse_args(arguments)
    parts = PARTS if args.part == "all" else (args.part,)
    try:
        groups = list(read_groups(parts, args.shared, bare=args.bare))
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    reader = readout.load()
    compared = {group.name: best_comparison(group, reader) for group in groups}
    predicted = {name: tuple(topics_of(each)) if each else () for name, each in compared.items()}
    found = {group.name: pair_topics(predicted[group.name], group.topics) for group in groups}
    aside = {group.name: pair_topics(predicted[group.name], group.topics, whose=False) for group in groups}
    print(table_of(dict(_rows(groups, found, aside))))
    sides = {name: set(each.sides) if each else set() for name, each in compared.items()}
    whole = sum(set(group.sides) <= sides[group.name] for group in groups)
    print(f"An account of every side is compared in {whole} of {len(groups)} groups.")
    if args.verbose:
        for group in groups:
            if group.split == "tune":
                print(f"\n{group.name}", *errors_of(found[group.name]), sep="\n")
    return 0


def _rows(
    groups: Iterable[Group], found: Mapping[str, Found], aside: Mapping[str, Found]
) -> Iterator[tuple[str, list[Found]]]:
    """Each group with topics, then each part, then all; the sides counted and left aside."""
    groups = list(groups)
    yield from ((group.name, [found[group.name]]) for group in groups if group.topics)
    for part in (*PARTS, "all"):
        names = [group.name for group in groups if part in (group.split, "all")]
        if names:
            yield part, [found[name] for name in names]
            yield f"{part}, sides left aside", [aside[name] for name in names]


def _options() -> argparse.ArgumentParser:
    plain = argparse.RawDescriptionHelpFormatter
    options = argparse.ArgumentParser("python -m eval.topics", description=__doc__, formatter_class=plain)
    options.add_argument("part", nargs="?", choices=(*PARTS, "all"), default="all", help="which part of the groups")
    options.add_argument("-v", "--verbose", action="store_true", help="list the errors of the part for tuning")
    options.add_argument("--bare", action="store_true", help="do not tell who published the texts of examples/")
    options.add_argument("--shared", type=Path, default=SHARED, help="the folder with gold, score and seed")
    return options


if __name__ == "__main__":
    sys.exit(main())
