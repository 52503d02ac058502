import random
import subprocess
import sys

import pytest

from readout.link.near_duplicates import Relation, bands_of, near_duplicate, near_duplicates, runs_of

WORDS = [
    "harbour", "boats", "salmon", "price", "minister", "envoy", "treaty", "border", "dam", "river", "grain", "train",
    "port", "ship", "coal", "wind"
]  # fmt: skip


def text(seed, words=200):
    return " ".join(random.Random(seed).choices(WORDS, k=words))


def relation(one, other):
    found = near_duplicate(runs_of(one), runs_of(other))
    return found and found.relation


def test_runs_know_neither_case_nor_punctuation_nor_lines():
    assert runs_of("The envoys met -- in Oslo.\n\nThey talked.") == runs_of("the envoys met, in OSLO: they talked")
    assert runs_of("Two words") == frozenset()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda whole: f"A headline\n\n{whole}", Relation.REPRINT),
        (lambda whole: whole.replace("salmon", "cod"), Relation.REPRINT),
        (lambda whole: f"{whole} {text(2, 80)}", Relation.EXTENDED),
        (lambda whole: whole[: len(whole) // 2], Relation.EXTENDED),
        (lambda whole: text(3, 80) + whole[len(whole) // 3 :], Relation.UPDATE),
        (lambda whole: text(4), None),
    ],
)
def test_a_changed_text_stands_so_to_the_first(change, expected):
    whole = text(1)
    assert relation(whole, change(whole)) == relation(change(whole), whole) == expected


def test_shares_are_of_each_of_the_two():
    found = near_duplicate(runs_of(text(1)), runs_of(f"{text(1)} {text(2)}"))
    assert found.of_one == 1
    assert 0.4 < found.of_other < 0.6
    assert found.jaccard == found.of_other


def test_a_text_of_few_words_is_near_nothing():
    assert bands_of(runs_of("The two ministers met on Monday.")) == ()
    assert near_duplicate(runs_of("They met in Oslo."), runs_of("They met in Oslo.")) is None


def test_near_texts_have_a_band_in_common_and_others_seldom():
    bands = [set(bands_of(runs_of(text(seed)))) for seed in range(60)]
    longer = [set(bands_of(runs_of(f"{text(seed)} {text(seed + 1_000, 60)}"))) for seed in range(60)]
    assert all(one & other for one, other in zip(bands, longer, strict=True))
    unlike = [bool(one & other) for place, one in enumerate(bands) for other in bands[place + 1 :]]
    assert sum(unlike) < len(unlike) / 20


def test_texts_with_empty_bins_are_found_too():
    short = text(5, 20)
    assert set(bands_of(runs_of(short))) & set(bands_of(runs_of(f"News: {short}")))


def test_bands_are_the_same_in_every_run():
    code = "from readout.link.near_duplicates import *; print(bands_of(runs_of('a b c d e f g h i j k l m n'))[:2])"
    told = {
        subprocess.run([sys.executable, "-c", code], env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
                       capture_output=True, text=True, check=True).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert told == {f"{bands_of(runs_of('a b c d e f g h i j k l m n'))[:2]}\n"}


def test_the_nearest_text_comes_first_and_the_far_ones_not_at_all():
    others = {"far": text(7), "update": text(8, 100) + text(6)[700:], "same": text(6), "cut": text(6)[:900]}
    assert [name for name, _ in near_duplicates(text(6), others.items())][:2] == ["same", "cut"]
    assert "far" not in dict(near_duplicates(text(6), others.items()))
