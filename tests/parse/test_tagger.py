"""The attribution tagger: what its labels become, and what the shipped weights say."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from readout.model.errors import ModelError
from readout.parse.spacy_parser import model_folder
from readout.parse.tagger import LABELS, LIMIT, AttributionTagger, Transitions

TEXT = (
    "Chilean Foreign Minister Teodoro Ribera said on Monday that the pass would open in spring. "
    "“The snow is deep,” he added."
)


@pytest.fixture(scope="module")
def tagger():
    return AttributionTagger(model_folder())


@pytest.fixture(scope="module")
def transitions():
    return Transitions.load(model_folder() / "tagger.json")


def test_transitions_for_other_labels_are_refused(tmp_path):
    (tmp_path / "tagger.json").write_text('{"labels": ["O"], "start": [0], "transitions": [[0]]}')
    with pytest.raises(ModelError, match="other labels"):
        Transitions.load(tmp_path / "tagger.json")


def tagged(tagger, text):
    return [(role, span.of(text)) for role, span, _ in tagger.tag(text)]


def scores(*rows):
    """Scores in which each named label is by far the likely one."""
    return np.array([[0.0 if label == likely else -30.0 for label in LABELS] for likely in rows], dtype=np.float32)


def test_sources_cues_and_contents_are_told_in_order_of_text(tagger):
    assert tagged(tagger, TEXT) == [
        ("source", "Chilean Foreign Minister Teodoro Ribera"),
        ("cue", "said"),
        ("content", "that the pass would open in spring"),
        ("content", "“The snow is deep,”"),
        ("source", "he"),
        ("cue", "added"),
    ]


def test_each_part_says_how_sure_it_is(tagger):
    assert all(0 < sure <= 1 for _, _, sure in tagger.tag(TEXT))


def test_the_same_text_is_tagged_alike_whatever_was_tagged_before(tagger):
    before = tagger.tag(TEXT)
    tagger.tag("Peru denied that it had closed the port. " * 30)
    assert tagger.tag(TEXT) == before


def test_a_text_of_many_windows_is_tagged_to_its_end(tagger):
    text = TEXT + "\n" + "It rained on the hills and in the towns by the sea. " * LIMIT + "\n" + TEXT
    found = tagged(tagger, text)
    assert (found[:6], found[-6:]) == (tagged(tagger, TEXT), tagged(tagger, TEXT))


def test_a_text_without_statements_has_no_parts(tagger):
    assert tagged(tagger, "It rained on the hills and in the towns by the sea.") == []


def test_an_empty_text_has_no_parts(tagger):
    assert tagger.tag("") == ()


def test_the_likely_labels_win_where_they_may_follow_each_other(transitions):
    assert transitions.best_path(scores("B-source", "I-source", "O", "B-cue")) == [1, 2, 0, 3]


def test_one_unlikely_label_amid_a_role_does_not_break_it(transitions):
    rows = scores("B-content", "I-content", "O", "I-content", "I-content")
    rows[2, LABELS.index("I-content")] = -0.2
    assert [LABELS[label] for label in transitions.best_path(rows)] == ["B-content", *["I-content"] * 4]


@given(st.lists(st.lists(st.floats(-9, 0, width=32), min_size=7, max_size=7), min_size=1, max_size=12))
def test_an_inner_label_only_follows_its_own_role(transitions, rows):
    path = [LABELS[label] for label in transitions.best_path(np.array(rows, dtype=np.float32))]
    for before, after in itertools.pairwise(path):
        assert after[0] != "I" or before[2:] == after[2:]
