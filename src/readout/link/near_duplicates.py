"""Near-duplicate texts: reprints, extended and cut copies, and updates of a report, told by the words they share.

A text is the set of its runs of three words, without case and punctuation. Two texts are near duplicates when at least
`LEAST` of the runs of either are in both (their Jaccard index):

extended   The longer has the shorter but for a twentieth of its runs, and a tenth more: a paragraph was added, or the
           end cut.
reprint    Else at least `REPRINT` of them: another headline or dateline, some words changed.
update     Anything else: some paragraphs kept, others told anew.

A translation shares no words with its original; the engagement that both tell is what links it.

The limits were chosen on variations of the example reports (least and median index): another headline and dateline
.97 .98; a word in forty changed .86 .87; a word in twenty .74 .75; the last third cut .63 .74, half .43 .59; a
paragraph added .83 .90, two in front .68 .79; a new lead .57 .69; half of it new .29 .42, of which a fifth goes
unfound. Reports of the same event by other authors, and all 435 pairs of examples, stay under .04, whatever they quote;
short readouts of one office, which repeat its phrases, reach .25. `python -m eval.linking` measures it again.

How candidates are found. Each run is hashed once; the hashes are parted into `BINS` bins, of which the least of each is
kept (one-permutation MinHash: Li, Owen and Zhang 2012; an empty bin takes the value of the next one with its distance,
Shrivastava and Li 2014). The chance that a bin agrees is the Jaccard index. `ROWS` bins are a band, hashed to one
number; texts with a band in common are candidates: of index 0.3 58 of a hundred are found, of 0.5 98.6, of 0.7 all but
one in a million; of 0.02 one in four thousand is looked at in vain. Candidates are then compared by their true runs.
"""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from hashlib import blake2b

import msgspec

WORD = re.compile(r"\w+")
RUN = 3  # words
FEWEST = 10  # runs of a text that can be told from others
BINS, ROWS = 96, 3
STEP = 0x9E3779B97F4A7C15  # 2**64 over the golden ratio: sets a value taken from another bin apart
ALL_BITS = (1 << 64) - 1
LEAST = 0.3
REPRINT = 0.7
WITHIN = 0.95  # of the shorter text's runs, for one that the longer extends
MORE = 0.1  # of the longer text's runs that the shorter lacks, then

Runs = frozenset[tuple[str, ...]]


class Relation(StrEnum):
    """How two near-duplicate texts stand to each other."""

    REPRINT = "reprint"  # the same text, with another headline or some words changed
    EXTENDED = "extended"  # the longer has all of the shorter, and more
    UPDATE = "update"  # they share paragraphs, and each has words of its own


class NearDuplicate(msgspec.Struct, frozen=True):
    """How near two texts are.

    Attributes:
        jaccard: Share of all runs that both have, from 0 to 1, to three decimals; so are the next two.
        of_one: Share of the runs of the first text that the second has.
        of_other: The other way round.
    """

    relation: Relation
    jaccard: float
    of_one: float
    of_other: float


def runs_of(text: str) -> Runs:
    """The runs of three words of a text; of a text of fewer words none."""
    words = WORD.findall(text.casefold())
    return frozenset(zip(*(words[first:] for first in range(RUN)), strict=False))


def bands_of(runs: Runs) -> tuple[int, ...]:
    """One number for each band, of 63 bits; texts that share one are candidates. None for a text that is too short."""
    if len(runs) < FEWEST:
        return ()
    least: list[int | None] = [None] * BINS
    for run in runs:
        value = _hash(" ".join(run).encode(errors="surrogatepass"))
        place, known = value % BINS, least[value % BINS]
        if known is None or value < known:
            least[place] = value
    filled = _filled(least)
    return tuple(
        _hash(b"".join(value.to_bytes(8, "big") for value in (band, *filled[band : band + ROWS]))) >> 1
        for band in range(0, BINS, ROWS)
    )


def near_duplicate(one: Runs, other: Runs) -> NearDuplicate | None:
    """How near two texts are; None when they are not near."""
    if min(len(one), len(other)) < FEWEST:
        return None
    both = len(one & other)
    jaccard = both / (len(one) + len(other) - both)
    if jaccard < LEAST:
        return None
    shares = both / len(one), both / len(other)
    if max(shares) >= WITHIN and min(shares) <= 1 - MORE:
        relation = Relation.EXTENDED
    else:
        relation = Relation.REPRINT if jaccard >= REPRINT else Relation.UPDATE
    return NearDuplicate(relation, round(jaccard, 3), round(shares[0], 3), round(shares[1], 3))


def near_duplicates(text: str, others: Iterable[tuple[str, str]]) -> list[tuple[str, NearDuplicate]]:
    """Of others, pairs of a name and a text, those that are near; the nearest first, equal ones by name."""
    runs = runs_of(text)
    found = ((name, near_duplicate(runs, runs_of(other))) for name, other in others)
    near = [(name, how) for name, how in found if how is not None]
    return sorted(near, key=lambda each: (-each[1].jaccard, each[0]))


def _filled(least: Sequence[int | None]) -> list[int]:
    """The bins, where an empty one has what the next full one has, and how far that is."""
    found, distance = list[int](), 0
    value = next(each for each in least if each is not None)  # behind the last bin comes the first
    for each in reversed(least):
        value, distance = (value, distance + 1) if each is None else (each, 0)
        found.append((value + distance * STEP) & ALL_BITS)
    return found[::-1]


def _hash(data: bytes) -> int:
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "big")
