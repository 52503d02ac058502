"""What stands between quotation marks."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readout.parse.quotes import find_quoted

MARKED = st.text(alphabet="ab .\"“”«»„'’", max_size=40)


def quoted(text):
    return [span.of(text) for span in find_quoted(text, 0, len(text))]


@pytest.mark.parametrize(
    "words", ['"It rains,"', "“It rains,”", "«It rains»", "„It rains“", "„It rains”", "「It rains」"]
)
def test_marks_of_all_kinds_are_read_with_the_marks(words):
    assert quoted(f"{words} he said.") == [words]


def test_several_quotations_come_in_order():
    assert quoted('"Yes," he said, "but no."') == ['"Yes,"', '"but no."']


def test_a_straight_mark_may_be_closed_by_a_curly_one():
    assert quoted('"It rains,” he said.') == ['"It rains,”']


def test_a_quotation_inside_another_is_not_given_apart():
    assert quoted("“He called it «rain» again,” she said.") == ["“He called it «rain» again,”"]


def test_a_mark_that_is_never_closed_holds_until_the_end():
    assert quoted("He said: “It rains. It pours.") == ["“It rains. It pours."]


def test_a_mark_at_the_very_end_opens_nothing():
    assert quoted('It rains."') == []


def test_apostrophes_and_single_marks_are_no_quotation():
    assert quoted("The minister's 'rain' isn't here.") == []


def test_only_the_interval_is_read():
    text = '"One." "Two." "Three."'
    assert [span.of(text) for span in find_quoted(text, 7, 13)] == ['"Two."']


@given(MARKED)
def test_quotations_never_overlap_and_open_with_a_mark(text):
    found = find_quoted(text, 0, len(text))
    assert all(before.stop <= after.start for before, after in itertools.pairwise(found))
    assert all(span.of(text)[0] in '"“«„' for span in found)
