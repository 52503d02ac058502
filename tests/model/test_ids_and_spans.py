"""Ids are content; spans know what they hold."""

import re
import subprocess
import sys

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from readout.model.ids import make_id
from readout.model.span import Span, hull
from tests.model.strategies import SPANS

PARTS = st.lists(st.text(st.characters(exclude_characters="\x1f"), max_size=4), min_size=1, max_size=3)


def test_an_id_is_the_same_on_every_run():
    code = "from readout.model.ids import make_id; print(make_id('st', 'doc-1', 130, 141))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == make_id("st", "doc-1", 130, 141)


def test_an_id_says_what_it_names():
    assert re.fullmatch(r"en-[0-9a-f]{20}", make_id("en", "doc-1"))


@given(PARTS, PARTS)
def test_different_parts_have_different_ids(one, other):
    assume(one != other)
    assert make_id("st", *one) != make_id("st", *other)


def test_a_lone_surrogate_can_be_part_of_an_id():
    assert make_id("st", "\ud800") != make_id("st", "\ud801")


@given(SPANS, SPANS)
def test_spans_touch_when_they_share_a_character(one, other):
    shared = set(range(one.start, one.stop)) & set(range(other.start, other.stop))
    assert one.touches(other) == other.touches(one) == bool(shared)


@given(SPANS, SPANS)
def test_a_span_within_another_shares_all_its_characters(one, other):
    assert one.within(other) == (set(range(one.start, one.stop)) <= set(range(other.start, other.stop)))


@given(st.lists(SPANS, min_size=1, max_size=5))
def test_the_hull_is_the_smallest_span_that_holds_all(spans):
    around = hull(iter(spans))
    assert all(span.within(around) for span in spans)
    assert {around.start, around.stop} <= {edge for span in spans for edge in (span.start, span.stop)}


@given(st.lists(SPANS))
def test_spans_sort_by_their_start_and_then_their_stop(spans):
    assert [(span.start, span.stop) for span in sorted(spans)] == sorted((span.start, span.stop) for span in spans)


def test_a_span_cannot_be_moved():
    span = Span(0, 4)
    with pytest.raises(AttributeError):
        span.start = 1  # type: ignore[misc]
