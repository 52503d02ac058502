"""How tagged sources, cues and contents become attributions."""

import re

from readout.model.span import Span
from readout.parse.attributions import link_attributions
from readout.parse.parsed import Sentence


def link(marked):
    """The attributions of a text in which each part is written `{role words}`; a line is a paragraph."""
    text, tagged = "", []
    for piece in re.split(r"(\{\w+ [^}]*\})", marked):
        part = re.fullmatch(r"\{(\w+) ([^}]*)\}", piece)
        if part:
            tagged.append((part[1], Span(len(text), len(text) + len(part[2])), 0.9 if part[1] == "cue" else 0.6))
        text += part[2] if part else piece
    sentences = [
        Sentence(n, 0, 0, m.start(), m.end(), text.count("\n", 0, m.start()))
        for n, m in enumerate(re.finditer(r"[^.\n]+\.?", text))
    ]
    return [
        (
            [span.of(text) for span in each.sources],
            each.cue.of(text),
            [span.of(text) for span in each.contents],
            each.shared,
        )
        for each in link_attributions(tagged, sentences)
    ]


def test_source_cue_and_content_of_a_sentence_go_together():
    assert link("{source Peru} {cue said} {content that it rained}.") == [
        (["Peru"], "said", ["that it rained"], False),
    ]


def test_two_sentences_keep_their_parts():
    assert link("{source Peru} {cue said} {content yes}. {source Chile} {cue said} {content no}.") == [
        (["Peru"], "said", ["yes"], False),
        (["Chile"], "said", ["no"], False),
    ]


def test_contents_on_both_sides_of_a_cue_are_one_attribution():
    assert link("{content It rains} {source Peru} {cue said} {content and pours}.") == [
        (["Peru"], "said", ["It rains", "and pours"], False),
    ]


def test_a_content_of_another_sentence_of_the_paragraph_goes_to_the_nearest_cue():
    assert link("{source Peru} {cue said} {content yes}. {content It rains}.") == [
        (["Peru"], "said", ["yes", "It rains"], False),
    ]


def test_a_content_of_another_paragraph_goes_nowhere():
    assert link("{source Peru} {cue said} {content yes}.\n{content It rains}.") == [
        (["Peru"], "said", ["yes"], False),
    ]


def test_a_cue_of_the_same_sentence_shares_the_source_before_it():
    assert link("{source Peru} {cue said} {content yes}, {cue adding} {content no}.")[1] == (
        ["Peru"], "adding", ["no"], True,
    )  # fmt: skip


def test_a_cue_of_the_next_sentence_shares_nothing():
    assert link("{source Peru} {cue said} {content yes}. It {cue added} {content no}.")[1] == (
        [], "added", ["no"], False,
    )  # fmt: skip


def test_a_cue_without_content_is_no_attribution():
    assert link("{source Peru} {cue spoke}.") == []


def test_content_without_a_cue_is_no_attribution():
    assert link("{source Peru}: {content it rains}.") == []


def test_the_confidence_is_the_mean_of_the_parts():
    (each,) = link_attributions(
        [("source", Span(0, 4), 0.6), ("cue", Span(5, 9), 0.9), ("content", Span(10, 13), 0.6)],
        [Sentence(0, 0, 3, 0, 13, 0)],
    )
    assert each.confidence == 0.7


def test_no_sentence_has_no_attribution():
    assert link_attributions([("cue", Span(0, 4), 0.9)], []) == ()
