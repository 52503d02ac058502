"""Where a text is parted into paragraphs."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readout.parse.blocks import LONGEST, paragraphs

LINES = st.sampled_from(["Peru met Chile.", "  ", "\n", "\r\n", "\n\n", "a" * 60, "x. " * 900, "\u2028", "”", "\t"])


def parts(text):
    return [text[start:stop] for start, stop in paragraphs(text)]


def test_blank_lines_part_paragraphs_and_single_line_ends_do_not():
    assert parts("Peru met\nChile.\n\nIt rained.\n \nThey left.") == ["Peru met\nChile.", "It rained.", "They left."]


def test_without_blank_lines_every_line_is_a_paragraph():
    assert parts("Peru met Chile.\nIt rained.") == ["Peru met Chile.", "It rained."]


def test_lines_that_were_wrapped_by_hand_are_one_paragraph():
    text = "The envoys of Peru and Chile met\nin a village by the river and\ntalked about the bridge until\nit rained."
    assert parts(text) == [text]


def test_windows_line_ends_part_as_others_do():
    assert parts("Peru met Chile.\r\n\r\nIt rained.\r\n") == ["Peru met Chile.", "It rained."]


@pytest.mark.parametrize("text", ["", " ", "\n\n \t\n"])
def test_blanks_alone_are_no_paragraph(text):
    assert parts(text) == []


def test_a_long_paragraph_is_cut_after_a_sentence():
    text = "The envoys met by the river and talked. " * 300
    assert all(part.endswith("talked.") for part in parts(text))


def test_a_sentence_longer_than_a_block_is_cut_between_words():
    text = "very " * 3_000 + "long."
    assert len(parts(text)) > 3
    assert {word for part in parts(text) for word in part.split()} == {"very", "long."}


def test_a_word_longer_than_a_block_is_cut_all_the_same():
    assert [len(part) for part in parts("a" * (2 * LONGEST + 1))] == [LONGEST, LONGEST, 1]


@given(st.lists(LINES, max_size=12).map("".join))
def test_paragraphs_hold_every_letter_once_in_order_and_no_blank_edge(text):
    found = list(paragraphs(text))
    assert "".join("".join(text[start:stop] for start, stop in found).split()) == "".join(text.split())
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(found))
    assert all(0 < stop - start <= LONGEST and text[start:stop] == text[start:stop].strip() for start, stop in found)
