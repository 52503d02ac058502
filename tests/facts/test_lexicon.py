"""Word lists that are wrong are refused by file and key."""

import msgspec
import pytest

from readout.facts.lexicon import load_lexicon, parse_lexicon
from readout.model.errors import FactsError


class Verb(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    kind: str
    after: tuple[str, ...] = ()


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    verbs: dict[str, Verb]


def test_a_word_list_is_read_into_its_type():
    words = parse_lexicon("verbs:\n  meet: {kind: meeting, after: [with]}\n", Words, "words.yaml")
    assert words == Words({"meet": Verb("meeting", ("with",))})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("verbs: {meet: {kind: 3}}", r"words\.yaml: \$\.verbs\[\.\.\.\]\.kind: Expected `str`, got `int`"),
        ("verbs: {meet: {kind: meeting, before: 1}}", r"words\.yaml: \$\.verbs\[\.\.\.\]: .*unknown field `before`"),
        ("nouns: {}", r"words\.yaml: \$: .*unknown field `nouns`"),
        ("verbs: [", r"words\.yaml: \$: not YAML"),
    ],
)
def test_a_wrong_word_list_names_file_key_and_problem(text, told):
    with pytest.raises(FactsError, match=told):
        parse_lexicon(text, Words, "words.yaml")


def test_a_shipped_word_list_read_as_another_is_refused_by_its_own_name():
    with pytest.raises(FactsError, match=r"lexicon/statements\.yaml"):
        load_lexicon("statements", Words)
