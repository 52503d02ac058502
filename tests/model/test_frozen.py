"""A mapping that cannot change and can be hashed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readout.model.frozen import FrozenMap

MAPPINGS = st.dictionaries(st.text(max_size=3), st.integers())


@given(MAPPINGS)
def test_it_is_the_mapping_that_it_was_made_from(mapping):
    frozen = FrozenMap(mapping)
    assert dict(frozen) == mapping
    assert frozen == mapping
    assert len(frozen) == len(mapping)
    assert list(frozen) == list(mapping)


@given(MAPPINGS)
def test_it_is_hashed_by_its_items_whatever_their_order(mapping):
    turned = FrozenMap(dict(reversed(mapping.items())))
    assert turned == FrozenMap(mapping)
    assert hash(turned) == hash(FrozenMap(mapping))


@given(MAPPINGS, MAPPINGS)
def test_two_are_equal_only_with_equal_items(one, other):
    assert (FrozenMap(one) == FrozenMap(other)) == (one == other)


def test_it_cannot_be_changed():
    frozen = FrozenMap(both=1)
    with pytest.raises(TypeError):
        frozen["both"] = 2  # type: ignore[index]
    with pytest.raises(TypeError):
        del frozen["both"]  # type: ignore[attr-defined]
    with pytest.raises(AttributeError):
        frozen.more = 2  # type: ignore[attr-defined]


def test_what_it_was_made_from_can_change_without_it():
    source = {"both": 1}
    frozen = FrozenMap(source)
    source["both"] = 2
    assert frozen["both"] == 1


def test_a_name_may_be_self_or_items():
    assert FrozenMap({"self": 1}, items=2) == {"self": 1, "items": 2}


def test_it_shows_its_items():
    assert repr(FrozenMap(both=1)) == "FrozenMap({'both': 1})"


def test_a_name_that_is_not_there_is_told():
    with pytest.raises(KeyError, match="EGY_only"):
        FrozenMap(both=1)["EGY_only"]
