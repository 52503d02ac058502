"""Scores which words mean the same person, on the project's own gold in eval/gold/actors.

    python -m eval.coreference               tune, score and both together, a column each
    python -m eval.coreference tune -v       one half; with -v every error of the half for tuning, never of the other

The gold holds offsets only: the texts are those of examples/ and of ../shared/gold/docs/texts; without the latter
only the examples are scored. Its rules are in eval/gold/actors/README.md. Exit status: 0; 1 when a text is not the
one that was annotated or an offset cannot be meant; 2 wrong usage.
"""

import argparse
import hashlib
import re
import sys
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import readout
from eval.gold import ROOT, SHARED, read_json
from eval.sets import Row
from eval.table import short
from readout.ingest import document_from
from readout.model.jsonform import to_dict
from readout.model.record import Document
from readout.model.vocabulary import ActorKind

ANNOTATED = ROOT / "eval" / "gold" / "actors"
HALVES = ("tune", "score")
SAME_WORDS = 0.5  # Jaccard overlap from which two spans are one mention, as in record.py
WORD = re.compile(r"\w+")
PERSON = "person"
KINDS = frozenset(ActorKind)

Offsets = tuple[int, int]
Mention = TypeVar("Mention", bound=Hashable)
Clusters = Mapping[Mention, Hashable]
Held = Mapping[Offsets, Sequence[str]]  # by which predicted actors each span of the gold is held


class Score(NamedTuple):
    """Precision and recall; 0 where there is nothing to divide by."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        return share(2 * self.precision * self.recall, self.precision + self.recall)


def share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def b_cubed(gold: Clusters[Mention], predicted: Clusters[Mention]) -> Score:
    """B-cubed (Bagga and Baldwin 1998) over the mentions of the gold, from mention to cluster.

    A mention that `predicted` lacks has recall 0 and no precision; what only `predicted` has is not looked at.
    """
    predicted = {mention: predicted[mention] for mention in gold if mention in predicted}
    of_gold, of_predicted = Counter(gold.values()), Counter(predicted.values())
    both = Counter((gold[mention], cluster) for mention, cluster in predicted.items())
    precision = sum(n * n / of_predicted[cluster] for (_, cluster), n in both.items())
    recall = sum(n * n / of_gold[actor] for (actor, _), n in both.items())
    return Score(share(precision, len(predicted)), share(recall, len(gold)))


def muc(gold: Clusters[Mention], predicted: Clusters[Mention]) -> Score:
    """The link score of Vilain et al. 1995 over the mentions of the gold; one that is missing is linked to nothing."""
    predicted = {mention: predicted[mention] for mention in gold if mention in predicted}
    return Score(_links_kept(predicted, gold), _links_kept(gold, predicted))


def _links_kept(whole: Clusters[Mention], parted: Clusters[Mention]) -> float:
    """Of the links that hold the clusters of `whole` together, the share that `parted` has too."""
    sizes = Counter(whole.values())
    parts = {(cluster, parted[mention]) for mention, cluster in whole.items() if mention in parted}
    alone = sum(mention not in parted for mention in whole)
    mentions, clusters = sizes.total(), len(sizes)
    return share(mentions - len(parts) - alone, mentions - clusters)


@dataclass(frozen=True, slots=True)
class Annotated:
    """One text of the gold with its actors, as rows."""

    id: str
    half: str
    document: Document
    actors: tuple[Row, ...]

    @property
    def persons(self) -> list[Row]:
        return [actor for actor in self.actors if actor["kind"] == PERSON]


def read_annotated(halves: Sequence[str], shared: Path = SHARED) -> Iterator[Annotated]:
    """The texts of these halves in order of file name; real texts only where `shared` has them.

    Raises:
        ValueError: A text is not the one that was annotated, or an annotation cannot be meant.
    """
    texts = shared / "gold/docs/texts"
    for path in sorted(ANNOTATED.glob("*.json")):
        row = read_json(path)
        if row["split"] not in halves or (row["source"] == "docs" and not texts.is_dir()):
            continue
        document = _document_of(row, texts)
        if hashlib.sha256(document.text.encode()).hexdigest() != row["sha256"]:
            raise ValueError(f"{path.name}: the text has changed since it was annotated; annotate it again")
        for problem in problems_of(document.text, row["actors"]):
            raise ValueError(f"{path.name}: {problem}")
        yield Annotated(row["id"], row["split"], document, tuple(row["actors"]))


def _document_of(row: Row, texts: Path) -> Document:
    if row["source"] == "examples":
        text = (ROOT / "examples" / f"{row['id']}.txt").read_text(encoding="utf-8")
        return document_from(text, source_id=row["id"])
    told = read_json(texts / f"{row['id']}.json")
    given: dict[str, str | None] = {name: told.get(name) for name in ("published", "title", "publisher", "url")}
    return document_from(told["text"], source_id=row["id"], **given)


def problems_of(text: str, actors: Iterable[Row]) -> Iterator[str]:
    """What cannot be meant in the annotation of a text, a sentence each."""
    keys: set[str] = set()
    for actor in actors:
        key, mentions = actor["key"], [tuple(span) for span in actor["mentions"]]
        if key in keys:
            yield f"{key} is there twice"
        keys.add(key)
        if actor["kind"] not in KINDS:
            yield f"{key}: {actor['kind']} is no kind of actor"
        if not mentions or mentions != sorted(set(mentions)):
            yield f"{key}: its mentions must be in order, each once, and at least one"
        yield from (f"{key}: {span} does not cover whole words" for span in mentions if not _whole_words(text, span))


def _whole_words(text: str, span: Offsets) -> bool:
    """Whether a span lies in the text, and begins and ends at the edge of a word and not at a space."""
    start, stop = span
    if not 0 <= start < stop <= len(text) or text[start:stop] != text[start:stop].strip():
        return False
    return not any(text[max(0, edge - 1) : edge + 1].isalnum() for edge in (start, stop) if 0 < edge < len(text))


class Matcher:
    """Finds for spans of the gold the closest predicted one, by the words they share.

    Args:
        text: What both point into.
        predicted: The predicted spans; the first of equally close ones is taken.
    """

    def __init__(self, text: str, predicted: Iterable[Offsets]) -> None:
        self._starts = [word.start() for word in WORD.finditer(text)]
        self._predicted = sorted(set(predicted))
        self._at: dict[int, list[Offsets]] = defaultdict(list)
        for span in self._predicted:
            for word in self._words(span):
                self._at[word].append(span)

    def closest(self, span: Offsets) -> Offsets | None:
        """The predicted span with half of the words or more in common; None when there is none."""
        words = self._words(span)
        candidates = sorted({near for word in words for near in self._at[word]})
        best = max(candidates, key=lambda near: _jaccard(words, self._words(near)), default=None)
        return best if best is not None and _jaccard(words, self._words(best)) >= SAME_WORDS else None

    def _words(self, span: Offsets) -> range:
        return range(bisect_left(self._starts, span[0]), bisect_left(self._starts, span[1]))


def _jaccard(one: range, other: range) -> float:
    both = max(0, min(one.stop, other.stop) - max(one.start, other.start))
    return share(both, len(one) + len(other) - both)


@dataclass(slots=True)
class Tally:
    """What is counted over texts. Mentions are (text, span), clusters (text, key of actor).

    Attributes:
        gold: The person of each mention that means one person.
        predicted: The predicted actor of each of those that was found.
        shares: From the name of a figure to what is right and how many there are.
        errors: A line for each error, told in the order of the texts.
    """

    gold: dict[tuple[str, Offsets], tuple[str, str]] = field(default_factory=dict)
    predicted: dict[tuple[str, Offsets], tuple[str, str]] = field(default_factory=dict)
    shares: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    errors: list[str] = field(default_factory=list)

    def count(self, figure: str, right: int, of: int) -> None:
        self.shares[figure].update(right=right, of=of)

    def figures(self) -> Iterator[tuple[str, float, int]]:
        """Name, value and number of cases of each figure."""
        found = {mention: actor for mention, actor in self.gold.items() if mention in self.predicted}
        scores = (("B-cubed", b_cubed, found), ("B-cubed all", b_cubed, self.gold), ("MUC all", muc, self.gold))
        for name, scored, gold in (*scores, ("MUC", muc, found)):
            score = scored(gold, self.predicted)
            for part in ("precision", "recall", "f1"):
                yield f"{name} {part}", getattr(score, part), len(gold)
        for name, counted in self.shares.items():
            yield name, share(counted["right"], counted["of"]), counted["of"]


def add_text(tally: Tally, annotated: Annotated, predicted: Sequence[Row]) -> None:
    """Count one text: `predicted` are the actors of Readout's record of it, as rows."""
    persons, meant = annotated.persons, owners_of(annotated.persons)
    owners = owners_of(sorted(predicted, key=lambda actor: bool(actor["kind"] != PERSON)))  # persons come first
    matcher = Matcher(annotated.document.text, owners)
    nearest = {span: matcher.closest(span) for span in meant}
    held = {span: owners[near] if near else [] for span, near in nearest.items()}
    for span, keys in meant.items():
        if len(keys) == 1:
            tally.gold[annotated.id, span] = (annotated.id, keys[0])
            if held[span]:
                tally.predicted[annotated.id, span] = (annotated.id, held[span][0])
    tally.count("mentions found", sum(map(bool, held.values())), len(held))
    _count_spurious(tally, annotated, predicted, meant)
    best = {person["key"]: _best_of(person, held) for person in persons}
    _count_persons(tally, persons, predicted, held, best)
    pairs = [(span, key) for span, keys in meant.items() if len(keys) > 1 for key in keys]
    tally.count("plural mentions right", sum(best[key] in held[span] for span, key in pairs), len(pairs))
    tally.errors += errors_of(annotated, predicted, held, best)


def owners_of(actors: Iterable[Row]) -> dict[Offsets, list[str]]:
    """The keys of the actors of each mention, in the order of the actors."""
    owners: dict[Offsets, list[str]] = defaultdict(list)
    for actor in actors:
        for start, stop in actor["mentions"]:
            owners[start, stop].append(actor["key"])
    return owners


def _count_spurious(tally: Tally, annotated: Annotated, predicted: Sequence[Row], meant: Iterable[Offsets]) -> None:
    """How many of the predicted mentions of persons the gold has."""
    spans = owners_of(actor for actor in predicted if actor["kind"] == PERSON)
    in_gold = Matcher(annotated.document.text, meant)
    right = sum(in_gold.closest(span) is not None for span in spans)
    tally.count("predicted mentions of persons right", right, len(spans))


def _best_of(person: Row, held: Held) -> str | None:
    """The predicted actor with most mentions of a person, the first of several; None when it has none."""
    counted = Counter(key for span in person["mentions"] for key in held[span[0], span[1]])
    return max(counted, key=lambda key: counted[key], default=None)


def _count_persons(
    tally: Tally,
    persons: Sequence[Row],
    predicted: Sequence[Row],
    held: Held,
    best: Mapping[str, str | None],
) -> None:
    countries = {actor["key"]: actor["country"] for actor in predicted}
    together = {
        person["key"]: sum(best[person["key"]] in held[span[0], span[1]] for span in person["mentions"])
        for person in persons
    }
    main = sorted(persons, key=lambda person: -len(person["mentions"]))[:2]
    for name, chosen in (("participants' mentions together", main), ("persons' mentions together", persons)):
        for person in chosen:
            tally.count(name, together[person["key"]], len(person["mentions"]))
    found = [person for person in persons if best[person["key"]] is not None]
    tally.count("persons found", len(found), len(persons))
    right = sum(countries[best[person["key"]]] == person["country"] for person in found)
    tally.count("countries of found persons", right, len(found))


def errors_of(
    annotated: Annotated,
    predicted: Sequence[Row],
    held: Held,
    best: Mapping[str, str | None],
) -> Iterator[str]:
    """A line for each mention that is missing or with another actor, and each wrong country."""
    actors: dict[str | None, Row] = {actor["key"]: actor for actor in predicted}
    shown = {key: f"{actor['name']} ({actor['kind']}, {actor['country']})" for key, actor in actors.items()}
    for person in annotated.persons:
        key = best[person["key"]]
        for start, stop in person["mentions"]:
            where = f"{annotated.id} {start}: {annotated.document.text[start:stop]!r} of {person['name']}"
            if not held[start, stop]:
                yield f"{where}: not found"
            elif key not in held[start, stop]:
                yield f"{where}: given to {', '.join(shown[each] for each in held[start, stop])}"
        if key is not None and actors[key]["country"] != person["country"]:
            yield f"{annotated.id}: {person['name']} is of {person['country']}, not {actors[key]['country']}"
        rivals = [other["name"] for other in annotated.persons if other is not person and best[other["key"]] == key]
        if key is not None and rivals:
            yield f"{annotated.id}: {person['name']} is one actor with {', '.join(rivals)}"


def main(arguments: list[str] | None = None) -> int:
    args = _options().parse_args(arguments)
    halves = HALVES if args.half == "all" else (args.half,)
    try:
        texts = list(read_annotated(halves, args.shared))
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    if not any((args.shared / "gold/docs/texts").glob("*.json")):
        print("There is no ../shared with the real texts here: the examples alone are scored.", file=sys.stderr)
    reader = readout.load()
    records = {text.id: to_dict(reader.read(text.document)) for text in texts}
    columns = {half: tally_of((text for text in texts if text.half == half), records) for half in halves}
    if args.half == "all":
        columns["all"] = tally_of(texts, records)
    print(table_of(columns))
    if args.verbose and "tune" in columns:
        print("", *columns["tune"].errors, sep="\n")
    return 0


def tally_of(texts: Iterable[Annotated], records: Mapping[str, dict[str, Any]]) -> Tally:
    """All counts of some texts; `records` by their ids."""
    tally = Tally()
    for text in texts:
        add_text(tally, text, records[text.id]["actors"])
    return tally


def table_of(columns: Mapping[str, Tally]) -> str:
    """A line for each figure, with its value and number of cases in each column."""
    lines = ["".join(["figure".ljust(36), *(f"{name:>8}{'n':>6}" for name in columns)])]
    for row in zip(*(list(tally.figures()) for tally in columns.values()), strict=True):
        lines.append("".join([row[0][0].ljust(36), *(f"{short(value, 3):>8}{n:>6}" for _, value, n in row)]))
    return "\n".join(lines)


def _options() -> argparse.ArgumentParser:
    plain = argparse.RawDescriptionHelpFormatter
    options = argparse.ArgumentParser("python -m eval.coreference", description=__doc__, formatter_class=plain)
    options.add_argument("half", nargs="?", choices=(*HALVES, "all"), default="all", help="which half of the texts")
    options.add_argument("-v", "--verbose", action="store_true", help="list the errors of the half for tuning")
    options.add_argument("--shared", type=Path, default=SHARED, help="the folder with gold, score and seed")
    return options


if __name__ == "__main__":
    sys.exit(main())
