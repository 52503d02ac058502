"""The score of topics does what its rule says, and the gold fits the texts of the examples."""

import json
import re

import pytest

from eval import topics
from eval.gold import read_lines
from eval.topic_words import TopicInWords, issue_areas
from eval.topics import Found, Topic, figures_of, matches, pair_topics, read_groups
from readout.engagements.topic_lexicon import topic_words

ROWS = read_lines(topics.GOLD)
OF_EXAMPLES = [row for row in ROWS if row["source"] == "examples"]
SPANS = [
    (document, topic["label"], start, stop)
    for row in OF_EXAMPLES
    for topic in row["topics"]
    for document, spans in topic["spans"].items()
    for start, stop in spans
]


def topic(label, whose="shared", area=None, words=()):
    return Topic(TopicInWords(label, tuple(words), area), whose)


@pytest.mark.parametrize(
    ("ours", "words", "gold", "area"),
    [
        ("Covid-19", ["the pandemic"], "coronavirus", "health"),  # one row
        ("tariffs", ["import duties"], "customs duty", "economy"),  # one row, plurals
        ("fishing rights", [], "right to fishing grounds", "economy"),  # a shared word of one area
        ("Sudanese peace process", [], "negotiated settlement for Sudan", "peace and security"),  # one row, one state
        ("situation in Yemen", [], "the crisis in Yemen", "peace and security"),  # a general row, one state
        ("buffalo dairies", [], "dairies on the border", "economy"),  # a phrase, its last word
        ("buffalo dairy scheme", [], "dairy for buffalo milk", "economy"),  # a phrase, two words
    ],
)
def test_a_topic_matches_by_a_row_a_word_of_its_area_or_as_a_phrase(ours, words, gold, area):
    assert matches(TopicInWords(ours, tuple(words)), TopicInWords(gold, (), area))


@pytest.mark.parametrize(
    ("ours", "words", "gold", "area"),
    [
        ("regional stability", [], "regional connectivity", "economy"),  # a light word only
        ("Afghan peace process", [], "Yemeni peace process", "peace and security"),  # two states
        ("situation in Yemen", [], "the crisis in the region", "peace and security"),  # a general row, no state
        ("trade and investment", [], "export controls", "economy"),  # "export" is taken by the longer phrase
        ("decisive response", ["respond decisively"], "decisions of the court", "peace and security"),  # six letters
        ("visa regime", [], "sanctions regime", "economy"),  # a shared word, another area
        ("dairy quotas", [], "dairy for buffalo milk", "economy"),  # a phrase, one word that is not its last
    ],
)
def test_a_topic_does_not_match_what_a_reader_would_keep_apart(ours, words, gold, area):
    assert not matches(TopicInWords(ours, tuple(words)), TopicInWords(gold, (), area))


def test_a_topic_on_the_wrong_side_is_both_missed_and_extra():
    gold = [topic("migration", "MEX", "people")]
    predicted = [topic("migration", "shared")]
    assert pair_topics(predicted, gold).counts == (0, 1, 1)
    assert pair_topics(predicted, gold, whose=False).counts == (1, 0, 0)


def test_a_gold_topic_counts_once_however_many_predictions_match_it():
    gold = [topic("gas pipeline", "KEN", "energy, climate, water")]
    predicted = [topic("gas transit", "KEN", words=["gas pipeline"]), topic("natural gas", "KEN")]
    assert pair_topics(predicted, gold).counts == (1, 1, 0)


def test_the_pairing_is_one_that_pairs_most():
    gold = [topic("gas pipeline and grain", area="energy, climate, water"), topic("grain", area="economy")]
    wide, narrow = topic("grain exports", words=["grain"]), topic("gas transit", words=["gas pipeline"])
    for predicted in ([wide, narrow], [narrow, wide]):
        found = pair_topics(predicted, gold)
        assert found.counts == (2, 0, 0)
        assert {(gold[one].topic.label, predicted[other].topic.label) for one, other in found.pairs} == {
            ("gas pipeline and grain", "gas transit"),
            ("grain", "grain exports"),
        }


def test_the_figures_are_of_all_groups_together_and_lie_in_their_interval():
    right = Found(((0, 0), (1, 1), (2, 2)), (), (topic("x"),))
    wrong = Found((), (topic("y"),), ())
    precision, recall, f1, low, high = figures_of([right, wrong])
    assert (precision, recall, f1) == (0.75, 0.75, 0.75)
    assert low == 0.0 <= f1 <= high == pytest.approx(6 / 7)


def test_the_texts_are_those_that_were_annotated(tmp_path):
    groups = list(read_groups(topics.PARTS, tmp_path))
    assert len(groups) == len(OF_EXAMPLES) >= 10
    assert all(len(group.documents) == 2 for group in groups)


def test_a_text_that_has_changed_since_is_refused(tmp_path):
    row = json.loads(json.dumps(OF_EXAMPLES[0]))
    row["documents"][0]["sha256"] = "0" * 64
    gold = tmp_path / "topics.jsonl"
    gold.write_text(json.dumps(row) + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match=rf"^{re.escape(row['documents'][0]['id'])}: the text has changed"):
        list(read_groups(topics.PARTS, tmp_path, gold))


def test_every_span_of_the_gold_covers_whole_words():
    texts = {each["id"]: (topics.EXAMPLES / f"{each['id']}.txt") for row in OF_EXAMPLES for each in row["documents"]}
    read = {name: path.read_text(encoding="utf-8") for name, path in texts.items()}
    cut = [
        (document, label, read[document][start:stop])
        for document, label, start, stop in SPANS
        if not re.fullmatch(r"\w(?:.*\w)?", read[document][start:stop])
        or re.match(r"\w\w", read[document][start - 1 : start + 1])
        or re.match(r"\w\w", read[document][stop - 1 : stop + 1])
    ]
    assert cut == []


def test_a_topic_stands_in_the_texts_of_the_sides_whose_it_is():
    for row in OF_EXAMPLES:
        side_of = dict(zip((each["id"] for each in row["documents"]), row["sides"], strict=True))
        for each in row["topics"]:
            tellers = {side_of[document] for document, spans in each["spans"].items() if spans}
            assert tellers == (set(row["sides"]) if each["whose"] == "shared" else {each["whose"]}), each["label"]


def test_every_area_of_the_gold_is_known_and_every_row_of_the_lexicon_stands_in_one():
    areas = issue_areas()
    assert {each["area"] for row in ROWS for each in row["topics"]} <= set(areas)
    placed = frozenset().union(*areas.values())
    assert {area.label for area in topic_words().areas} == placed


def test_the_third_with_the_lowest_digest_is_kept_for_the_score():
    for source in ("docs", "examples"):
        parts = [row["split"] for row in ROWS if row["source"] == source]
        assert parts.count("score") == len(parts) // 3


def test_errors_of_the_part_for_the_score_are_never_listed(tmp_path, capsys):
    assert topics.main(["score", "-v", "--shared", str(tmp_path)]) == 0
    told = capsys.readouterr().out
    assert "score, sides left aside" in told
    assert "missed" not in told
    assert "extra" not in told
