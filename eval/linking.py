"""Scores linking: the groups of documents about one engagement, and near-duplicate texts.

    python -m eval.linking        both; what was linked wrongly or not at all is named

The groups are those of ../shared/gold/docs; without that folder only the second part is measured. A group is found when
an engagement of one of its documents is linked with one of the other; any other link is wrong. The near duplicates are
variations of the example reports, made here; against them stand all pairs of examples. Exit status 0, whatever the
figures.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from statistics import median

import readout
from eval.gold import ROOT, SHARED, Gold, read_lines
from eval.sets import document_of
from readout.link.groups import group_engagements
from readout.link.near_duplicates import bands_of, near_duplicate, runs_of
from readout.link.same_engagement import key_of
from readout.model.record import Record

PAIRS = "gold/docs/pairs.json"
Vary = Callable[[str, str], str]  # a variation of a text, with words of another one


def main(arguments: list[str] | None = None) -> int:
    plain = argparse.RawDescriptionHelpFormatter
    argparse.ArgumentParser("python -m eval.linking", description=__doc__, formatter_class=plain).parse_args(arguments)
    gold = Gold(SHARED)
    if gold.found:
        print_groups(gold)
    else:
        print("../shared is not there: the groups are not scored")
    print_variations(examples())
    return 0


def print_groups(gold: Gold) -> None:
    reader = readout.load()
    records = [reader.read(document_of(row, "text", "published")) for row in gold.questions("engagements")]
    pairs = json.loads((gold.shared / PAIRS).read_text(encoding="utf-8"))
    wanted = {frozenset(pair["documents"]): pair["engagement"] for pair in pairs}
    linked = set(linked_documents(records))
    for pair in sorted(wanted, key=sorted):
        print(f"{'found  ' if pair in linked else 'MISSING'} {wanted[pair]}")
    for pair in sorted(linked - wanted.keys(), key=sorted):
        print(f"WRONG   {' and '.join(sorted(pair))}")
    right = len(linked & wanted.keys())
    wrong = len(linked - wanted.keys())
    print(f"groups: {right} of {len(wanted)} found, {wrong} wrong links in {len(records)} documents")


def linked_documents(records: Sequence[Record]) -> Iterator[frozenset[str]]:
    """Each two documents that an engagement links, by their source ids."""
    told = [(record, engagement) for record in records for engagement in record.engagements]
    for group in group_engagements([key_of(record, engagement) for record, engagement in told]):
        sources = (str(told[place][0].document.source_id) for place in group)
        yield from map(frozenset, combinations(sorted(sources), 2))


def examples() -> dict[str, str]:
    """The texts of the example reports, without the date line, by name."""
    found = {}
    for path in sorted((ROOT / "examples").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        found[path.stem] = text.partition(":")[2] if text.lstrip().startswith("date ") else text
    found.update((row["id"], row["text"]) for row in read_lines(ROOT / "examples" / "reports.jsonl"))
    return found


def print_variations(texts: Mapping[str, str]) -> None:
    names = sorted(texts)
    print(f"\n{'index of':34} {'least':>6} {'median':>6} {'most':>6}  found as")
    for name, vary in VARIATIONS.items():
        indices, relations = [], Counter[str]()
        for place, each in enumerate(names):
            other = texts[names[(place + 7) % len(names)]]
            one, changed = runs_of(texts[each]), runs_of(vary(texts[each], other))
            indices.append(len(one & changed) / len(one | changed))
            near = near_duplicate(one, changed) if set(bands_of(one)) & set(bands_of(changed)) else None
            relations[near.relation if near else "nothing"] += 1
        told = ", ".join(f"{count} {relation}" for relation, count in sorted(relations.items()))
        print(f"{name:34} {min(indices):6.2f} {median(indices):6.2f} {max(indices):6.2f}  {told}")
    runs = {name: runs_of(text) for name, text in texts.items()}
    pairs = {pair: len(runs[pair[0]] & runs[pair[1]]) / len(runs[pair[0]] | runs[pair[1]])
             for pair in combinations(names, 2)}  # fmt: skip
    nearest = max(pairs, key=lambda pair: pairs[pair])
    print(f"unlike: most of {len(pairs)} pairs of examples {pairs[nearest]:.2f} ({' and '.join(nearest)})")


def _paragraphs(text: str) -> list[str]:
    return [paragraph for paragraph in text.split("\n\n") if paragraph.strip()]


def _cut(text: str, share: float) -> str:
    paragraphs = _paragraphs(text)
    return "\n\n".join(paragraphs[: max(1, round(len(paragraphs) * share))])


def _edited(text: str, every: int) -> str:
    return " ".join("said" if place % every == every - 1 else word for place, word in enumerate(text.split(" ")))


def _led_anew(text: str, other: str, paragraphs: int) -> str:
    return "\n\n".join([*_paragraphs(other)[:2], *_paragraphs(text)[paragraphs:]])


VARIATIONS: dict[str, Vary] = {
    "another headline and dateline": lambda text, _: f"Ministers speak again\n\nLONDON, Tuesday (Wire) -- {text}",
    "a word in forty changed": lambda text, _: _edited(text, 40),
    "a word in twenty changed": lambda text, _: _edited(text, 20),
    "the last third cut": lambda text, _: _cut(text, 2 / 3),
    "the last half cut": lambda text, _: _cut(text, 1 / 2),
    "a paragraph added": lambda text, other: f"{text}\n\n{_paragraphs(other)[-1]}",
    "two paragraphs in front": lambda text, other: "\n\n".join([*_paragraphs(other)[:2], text]),
    "an update: another lead": lambda text, other: _led_anew(text, other, 1),
    "an update: half of it new": lambda text, other: _led_anew(text, other, len(_paragraphs(text)) // 2),
}


if __name__ == "__main__":
    sys.exit(main())
