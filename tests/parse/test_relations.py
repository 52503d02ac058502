"""Marked pairs: where the markers stand, what a window keeps, and what the shipped weights say."""

import re
from importlib.resources import files

import pytest

from readout.model.errors import ModelError, SpanError
from readout.parse.relations import LABELS, MarkedPair, Marking, RelationScorer, marked_input

NAMES = {-1: "[", -2: "]", -3: "<S>", -4: "</S>", -5: "<T>", -6: "</T>"}
WEIGHTS = files("readout") / "data" / "models" / "relations.onnx"


def pair_of(sentence, source, target):
    """The pair whose sides are the first places of the given words; None stays None."""

    def span(words):
        return None if words is None else (sentence.index(words), sentence.index(words) + len(words))

    return MarkedPair(sentence, span(source), span(target))


def read(pair, limit=50):
    """What the encoder would read, a word a piece, and the pieces at the two opening places."""
    places = [match.span() for match in re.finditer(r"\w+|[^\w\s]", pair.sentence)]
    marked = marked_input(pair, range(len(places)), places, Marking((-1, -2), (-3, -4), (-5, -6), limit))
    words = [NAMES[i] if i < 0 else pair.sentence[slice(*places[i])] for i in marked.ids]
    return " ".join(words), words[marked.source_open], words[marked.target_open]


def test_markers_stand_around_both_spans():
    text, source, target = read(pair_of("Norway thanked the Kenyan envoy.", "Norway", "the Kenyan envoy"))
    assert text == "[ <S> Norway </S> thanked <T> the Kenyan envoy </T> . ]"
    assert (source, target) == ("<S>", "<T>")


def test_the_target_may_come_first():
    text, source, target = read(pair_of("Chile was sued by Peru.", "Peru", "Chile"))
    assert text == "[ <T> Chile </T> was sued by <S> Peru </S> . ]"
    assert (source, target) == ("<S>", "<T>")


def test_touching_spans_close_before_the_next_opens():
    assert read(pair_of("Oslo Lima talks", "Oslo", "Lima"))[0] == "[ <S> Oslo </S> <T> Lima </T> talks ]"


def test_the_outer_of_two_nested_spans_keeps_the_inner_inside():
    outer = "the envoy of Peru"
    assert read(pair_of(f"{outer} left", outer, "Peru"))[0] == "[ <S> the envoy of <T> Peru </T> </S> left ]"
    assert read(pair_of(f"{outer} left", "the", outer))[0] == "[ <T> <S> the </S> envoy of Peru </T> left ]"


def test_a_side_that_is_not_named_has_its_markers_at_the_end():
    text, _, target = read(pair_of("Police made arrests.", "Police", None))
    assert text == "[ <S> Police </S> made arrests . <T> </T> ]"
    assert target == "<T>"


def test_a_piece_that_a_span_covers_in_part_is_inside():
    assert read(MarkedPair("Norwegians met Kenyans", (0, 6), (15, 20)))[0].startswith("[ <S> Norwegians </S>")


def test_spans_count_code_points_beyond_the_basic_plane():
    text, _, _ = read(
        pair_of("\U0001f54a\U0001f54a Norway phoned \U00010380\U00010381.", "Norway", "\U00010380\U00010381")
    )
    assert text == "[ \U0001f54a \U0001f54a <S> Norway </S> phoned <T> \U00010380\U00010381 </T> . ]"


def test_a_span_over_nothing_that_the_encoder_reads_is_empty():
    assert read(MarkedPair("Peru   left", (5, 6), (0, 4)))[0] == "[ <T> Peru </T> <S> </S> left ]"


def test_a_window_keeps_what_stands_nearest_to_both_spans():
    filler = "word " * 400
    text, _, _ = read(pair_of(f"{filler}Peru warned Chile {filler}", "Peru", "Chile"), limit=9)
    assert text == "[ word word word <S> Peru </S> warned <T> Chile </T> word word word ]"


def test_a_window_keeps_spans_that_stand_far_apart():
    text, source, target = read(pair_of("Peru " + "word " * 400 + "Chile", "Peru", "Chile"), limit=6)
    assert text == "[ <S> Peru </S> word word word word <T> Chile </T> ]"
    assert (source, target) == ("<S>", "<T>")


def test_a_window_keeps_the_beginning_of_a_side_longer_than_itself():
    long = "those who " + "word " * 400 + "left"
    text, _, _ = read(pair_of(f"{long} Peru", long, "Peru"), limit=5)
    assert text == "[ <S> those who word word </S> <T> Peru </T> ]"


@pytest.mark.parametrize("span", [(0, 0), (4, 2), (-1, 3), (2, 99)])
def test_a_span_outside_the_sentence_is_refused_by_its_role(span):
    with pytest.raises(SpanError, match="target"):
        MarkedPair("Peru left", (0, 4), span)


def test_missing_weights_are_named_with_the_remedy(tmp_path):
    with pytest.raises(ModelError, match=r"tokenizer\.json is missing.*docs/models/relations\.md"):
        RelationScorer(tmp_path).score([pair_of("Peru met Chile", "Peru", "Chile")])


PLAIN = {
    "ACCUSE": "Finland accused Brazil of spying.",
    "AID": "Finland sent tents and medicine to Brazil.",
    "ASSAULT": "Finland shelled Brazil.",
    "CONSULT": "Finland held talks with Brazil in Geneva.",
    "REJECT": "Finland refused to meet Brazil.",
    "YIELD": "Finland withdrew its troops from Brazil.",
}


@pytest.mark.skipif(not WEIGHTS.is_file(), reason="the weights are not built")
class TestWeights:
    def scores(self, *sentences):
        return RelationScorer().score([pair_of(sentence, "Finland", "Brazil") for sentence in sentences])

    def test_plain_sentences_get_their_root(self):
        said = [LABELS[row.index(max(row))] for row in self.scores(*PLAIN.values())]
        assert said == list(PLAIN)

    def test_scores_are_probabilities_in_the_order_of_the_labels(self):
        (row,) = self.scores(PLAIN["AID"])
        assert len(row) == len(LABELS)
        assert sum(row) == pytest.approx(1)

    def test_a_pair_scores_the_same_whatever_is_read_with_it(self):
        together = self.scores(*PLAIN.values())
        assert together == [row for sentence in PLAIN.values() for row in self.scores(sentence)]

    def test_a_sentence_far_past_the_window_is_scored(self):
        filler = "in the long and cold winter of that year " * 500
        (row,) = self.scores(f"{filler}, Finland shelled Brazil {filler}.")
        assert max(row) == row[LABELS.index("ASSAULT")]
