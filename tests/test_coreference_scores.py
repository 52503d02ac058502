"""The scores of coreference reward neither one cluster for everybody nor one for each mention."""

import hashlib
import json

import pytest

from eval import coreference
from eval.coreference import (
    Annotated,
    Matcher,
    Tally,
    add_text,
    b_cubed,
    muc,
    problems_of,
    read_annotated,
)
from readout.ingest import document_from

GOLD = {1: "lunde", 2: "lunde", 3: "lunde", 4: "otieno", 5: "otieno", 6: "otieno"}
TEXT = "Minister Kari Lunde met Peter Otieno. She thanked him, and the two ministers signed."


def span(words):
    return [TEXT.index(words), TEXT.index(words) + len(words)]


def actor(key, *mentions, country="NOR", kind="person"):
    return {
        "key": key,
        "name": key,
        "kind": kind,
        "country": country,
        "office": None,
        "mentions": sorted(map(span, mentions)),
    }


LUNDE = actor("lunde", "Minister Kari Lunde", "She", "the two ministers")
OTIENO = actor("otieno", "Peter Otieno", "him", "the two ministers", country="KEN")


def figures_of(*predicted):
    tally = Tally()
    add_text(tally, Annotated("a", "tune", document_from(TEXT), (LUNDE, OTIENO)), predicted)
    return {name: value for name, value, _ in tally.figures()} | {"errors": tally.errors}


@pytest.mark.parametrize("scored", [b_cubed, muc])
def test_the_same_clusters_under_other_names_score_one(scored):
    renamed = {mention: actor.upper() for mention, actor in GOLD.items()}
    assert scored(GOLD, renamed) == (1, 1)


def test_everything_in_one_cluster_has_low_b_cubed_precision_though_muc_forgives_it():
    merged = dict.fromkeys(GOLD, "everybody")
    assert b_cubed(GOLD, merged) == (0.5, 1)
    assert muc(GOLD, merged) == (4 / 5, 1)


def test_a_cluster_for_each_mention_has_low_recall():
    apart = {mention: mention for mention in GOLD}
    assert b_cubed(GOLD, apart) == (1, pytest.approx(1 / 3))
    assert muc(GOLD, apart) == (0, 0)


def test_a_mention_moved_to_the_other_person_costs_both_scores():
    moved = GOLD | {3: "otieno"}
    # precision: two alone, of four one is foreign: (2 * 1 + 3 * 3/4 + 1/4) / 6; recall: (2 * 2/3 + 1/3 + 3 * 1) / 6
    assert b_cubed(GOLD, moved) == (pytest.approx(4.5 / 6), pytest.approx(14 / 18))
    assert muc(GOLD, moved) == (pytest.approx(3 / 4), pytest.approx(3 / 4))


def test_a_missing_mention_costs_recall_and_no_precision():
    found = {mention: actor for mention, actor in GOLD.items() if mention != 6}
    # five mentions, of which three keep all and two keep two of three
    assert b_cubed(GOLD, found) == (1, pytest.approx((3 + 2 * 2 / 3) / 6))
    assert muc(GOLD, found) == (1, pytest.approx(3 / 4))


def test_mentions_that_only_the_prediction_has_are_not_looked_at():
    assert b_cubed(GOLD, GOLD | {7: "otieno", 8: "lunde"}) == (1, 1)


def test_nothing_predicted_scores_nought():
    assert b_cubed(GOLD, {}) == (0, 0)
    assert b_cubed(GOLD, {}).f1 == 0


def test_f1_is_the_harmonic_mean():
    assert b_cubed(GOLD, dict.fromkeys(GOLD, "everybody")).f1 == pytest.approx(2 / 3)


def test_a_span_meets_the_predicted_one_that_shares_half_of_its_words():
    matcher = Matcher(TEXT, [tuple(span("Kari Lunde")), tuple(span("Kari Lunde met Peter Otieno"))])
    assert matcher.closest(tuple(span("Minister Kari Lunde"))) == tuple(span("Kari Lunde"))
    assert matcher.closest(tuple(span("Otieno"))) is None


def test_a_text_read_without_error_has_every_figure_at_one():
    figures = figures_of(LUNDE, OTIENO)
    assert figures.pop("errors") == []
    assert set(figures.values()) == {1}


def test_a_plural_mention_counts_for_each_person_it_means():
    figures = figures_of(LUNDE, actor("otieno", "Peter Otieno", "him", country="KEN"))
    assert figures["plural mentions right"] == 0.5
    assert figures["participants' mentions together"] == pytest.approx(5 / 6)


def test_one_actor_for_both_persons_is_told_as_an_error_and_halves_precision():
    mentions = ("Minister Kari Lunde", "She", "Peter Otieno", "him", "the two ministers")
    figures = figures_of(actor("both", *mentions))
    assert figures["B-cubed precision"] == 0.5
    assert figures["participants' mentions together"] == 1
    assert figures["countries of found persons"] == 0.5
    assert "a: lunde is one actor with otieno" in figures["errors"]


def test_a_mention_that_no_actor_has_is_told_with_its_words():
    figures = figures_of(actor("lunde", "Minister Kari Lunde", "the two ministers"), OTIENO)
    assert figures["mentions found"] == pytest.approx(4 / 5)
    assert figures["errors"] == [f"a {span('She')[0]}: 'She' of lunde: not found"]


def test_a_predicted_mention_that_means_no_person_lowers_their_precision():
    figures = figures_of(LUNDE, OTIENO, actor("signed", "signed"))
    assert figures["predicted mentions of persons right"] == pytest.approx(5 / 6)


@pytest.mark.parametrize(
    ("mentions", "problem"),
    [
        ([[0, 3]], "does not cover whole words"),
        ([[0, 9]], "does not cover whole words"),
        ([[0, 500]], "does not cover whole words"),
        ([[38, 41], [0, 19]], "in order"),
        ([], "at least one"),
    ],
)
def test_an_offset_that_cannot_be_meant_is_named(mentions, problem):
    (told,) = problems_of(TEXT, [{**LUNDE, "mentions": mentions}])
    assert told.startswith("lunde")
    assert problem in told


def test_a_text_that_has_changed_since_it_was_annotated_is_refused(monkeypatch, tmp_path):
    (tmp_path / "gold/docs/texts").mkdir(parents=True)
    (tmp_path / "gold/docs/texts/a.json").write_text(json.dumps({"text": TEXT}), encoding="utf-8")
    row = {"id": "a", "source": "docs", "split": "tune", "actors": [LUNDE]}
    monkeypatch.setattr(coreference, "ANNOTATED", tmp_path)

    def annotate(text):
        digest = hashlib.sha256(text.encode()).hexdigest()
        (tmp_path / "a.json").write_text(json.dumps({**row, "sha256": digest}), encoding="utf-8")
        return list(read_annotated(["tune"], tmp_path))

    assert [text.id for text in annotate(TEXT)] == ["a"]
    with pytest.raises(ValueError, match=r"a\.json: the text has changed"):
        annotate(TEXT + " ")


def test_the_annotations_of_our_own_examples_fit_their_texts(tmp_path):
    read = list(read_annotated(coreference.HALVES, tmp_path))
    assert len(read) == 10
    assert sum(text.half == "tune" for text in read) == 5
