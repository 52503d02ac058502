"""The measures read what they say they read, and count no time twice."""

import time

import pytest

from bench.measures import count_words, long_text, stopwatches, texts
from readout.parse import spacy_parser


def test_texts_hold_the_words_asked_for_and_begin_again_when_they_run_out():
    found = texts(20_000)
    assert 20_000 <= count_words(found) < 30_000
    assert found[0] == found[len(found) // 2] or len(set(found)) < len(found)


def test_a_long_document_has_about_the_words_asked_for():
    assert 10_000 <= count_words([long_text(10_000)]) < 10_500


def test_a_stage_inside_another_is_counted_once_and_the_stages_are_put_back(reader):
    before = spacy_parser.find_times
    with stopwatches() as spent:
        begun = time.process_time()
        reader.read("Norway's minister called his Kenyan counterpart on Monday.")
        whole = time.process_time() - begun
    assert spacy_parser.find_times is before
    assert sum(spent.values()) == pytest.approx(whole, rel=0.2)
    assert all(seconds >= 0 for seconds in spent.values())
    assert spent["syntax"] > 0
