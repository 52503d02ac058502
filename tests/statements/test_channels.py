"""By which channel words reached the reporter or the other side."""

import pytest

from tests.telling import reading_with

WAGNER = "Peruvian Foreign Minister Allan Wagner"


@pytest.fixture(scope="module")
def read(reader):
    return reading_with(reader)


@pytest.mark.parametrize(
    ("channel", "text"),
    [
        ("phone call", f"{WAGNER} told his Chilean counterpart by telephone that the ferry was late."),
        ("meeting", f"During a meeting with his Chilean counterpart, {WAGNER} said that the ferry was late."),
        ("press conference", f"{WAGNER} told a press conference in Lima that the ferry was late."),
        ("briefing", f"{WAGNER} told reporters in Lima that the ferry was late."),
        ("written statement", f"{WAGNER} said in a statement that the ferry was late."),
        ("social media", f"{WAGNER} wrote on Twitter that the ferry was late."),
        ("interview", f"{WAGNER} said in an interview with a newspaper in Lima that the ferry was late."),
        ("speech", f"{WAGNER} said in a speech in Lima that the ferry was late."),
        ("letter", f"{WAGNER} said in a letter to the company that the ferry was late."),
        ("parliament", f"{WAGNER} told parliament on Monday that the ferry was late."),
        ("leak", f"{WAGNER} said in a leaked cable that the ferry was late."),
    ],
)
def test_the_words_beside_the_cue_tell_the_channel(read, channel, text):
    statement = read(text).said("the ferry was late")
    assert statement.channel == channel
    assert statement.evidence["channel"].spans


def test_without_such_words_the_channel_is_unknown(read):
    assert read(f"{WAGNER} said that the ferry was late.").said("the ferry was late").channel is None


def test_words_within_the_content_tell_no_channel(read):
    told = read(f"{WAGNER} said that a letter had come by telephone.")
    assert told.said("a letter had come").channel is None


@pytest.mark.parametrize(("verb", "channel"), [("telephoned", "phone call"), ("met", "meeting")])
def test_who_took_part_in_a_contact_speaks_in_it(read, verb, channel):
    told = read(
        f"Finnish Foreign Minister Pekka Haavisto {verb} Estonian Foreign Minister Eva-Maria Liimets on Monday. "
        "Haavisto said that the ferry was late. Norway said that it was early."
    )
    assert told.said("the ferry was late").channel == channel
    assert told.said("it was early").channel is None


def test_who_held_a_press_conference_speaks_in_it(read):
    told = read(
        "Greek Foreign Minister Nikos Dendias and Albanian Prime Minister Edi Rama held a press conference in Tirana "
        "on Monday. Dendias said that the border would open."
    )
    assert told.said("the border would open").channel == "press conference"


def test_a_document_as_source_is_its_own_channel(read):
    told = read("Greek Foreign Minister Nikos Dendias wrote on Twitter on Monday. The tweet said the sea was calm.")
    assert told.said("the sea was calm").channel == "social media"


def test_the_channel_holds_for_what_the_same_speaker_says_next(read):
    told = read(f'{WAGNER} said in an interview that the ferry was late. "It will come," he added.')
    assert told.said("It will come").channel == "interview"
