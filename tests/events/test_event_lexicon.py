import pytest

from readout.events.lexicon import Row, event_lexicon, indexed
from readout.facts import load_ontology
from readout.model.errors import FactsError
from readout.model.vocabulary import EventType


def test_every_type_of_plover_has_words():
    words = event_lexicon().words
    assert {row.type for row in (*words.verbs, *words.nouns)} == set(EventType)


def test_a_row_with_a_mode_that_its_type_has_not_is_named():
    row = Row(words=("hug",), type=EventType.SUPPORT, mode="torture")
    with pytest.raises(FactsError, match=r"verbs\[0\]\.mode: 'torture'"):
        indexed([row], "verbs", load_ontology())


def test_rows_that_ask_for_an_object_are_tried_before_those_that_do_not():
    entries = event_lexicon().verbs["withdraw"]
    asking = [bool(entry.row.objects) for entry in entries]
    assert asking == sorted(asking, reverse=True)
