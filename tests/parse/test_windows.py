"""Where a text is cut for the encoder."""

import re

from hypothesis import given
from hypothesis import strategies as st

from readout.parse.windows import cut_windows

TEXTS = st.lists(st.sampled_from(["Peru", "met", "Chile", ".", "”", "\n", "?"]), max_size=60).map(" ".join)


def pieces_of(text):
    return [match.span() for match in re.finditer(r"\w+|[^\w\s]", text)]


def windows(text, limit):
    pieces = pieces_of(text)
    return [text[pieces[first][0] : pieces[last - 1][1]] for first, last in cut_windows(pieces, text, limit)]


def test_a_short_text_is_one_window():
    assert windows("Peru met Chile.", 10) == ["Peru met Chile."]


def test_no_text_has_no_window():
    assert cut_windows([], "", 10) == []


def test_a_window_ends_at_a_line_end_where_there_is_one():
    assert windows("Peru met.\nChile saw. It rained.", 8) == ["Peru met.", "Chile saw. It rained."]


def test_else_a_window_ends_at_a_sentence_end():
    assert windows("Peru met Chile. It rained on and on and on", 8) == ["Peru met Chile.", "It rained on and on and on"]


def test_a_closing_quotation_mark_belongs_to_its_sentence():
    assert windows("Peru said: “It rains.” Chile saw it all", 9)[0] == "Peru said: “It rains.”"


def test_without_such_an_end_a_window_is_as_long_as_may_be():
    assert windows("one two three four five six seven", 3) == ["one two three", "four five six", "seven"]


@given(TEXTS, st.integers(1, 12))
def test_windows_cover_all_pieces_in_order_and_none_is_too_long(text, limit):
    found = cut_windows(pieces_of(text), text, limit)
    assert [n for first, last in found for n in range(first, last)] == list(range(len(pieces_of(text))))
    assert all(0 < last - first <= limit for first, last in found)
