"""What a speaker does with the words."""

import pytest

from readout.model.vocabulary import SpeechAct
from tests.telling import reading_with

GYAWALI = "Nepali Foreign Minister Pradeep Gyawali"
BY_CUE = [
    ("assert", f"{GYAWALI} said that the road was long.", "the road was long"),
    ("request", f"{GYAWALI} urged the drivers to wait.", "to wait"),
    ("promise", f"{GYAWALI} promised to repair the road.", "to repair the road"),
    ("offer", f"{GYAWALI} offered to send doctors.", "to send doctors"),
    ("threaten", f"{GYAWALI} threatened to close the border.", "to close the border"),
    ("accuse", f"{GYAWALI} condemned the attack on the convoy.", "the attack on the convoy"),
    ("deny", f"{GYAWALI} denied that he had asked for money.", "he had asked for money"),
    ("reject", f"{GYAWALI} rejected the plan for the dam.", "the plan for the dam"),
    ("praise", f"{GYAWALI} praised the work of the guides.", "the work of the guides"),
    ("thank", f"{GYAWALI} thanked Bhutan for the help.", "the help"),
    ("apologise", f"{GYAWALI} apologised for the delay of the flight.", "the delay of the flight"),
    ("condole", f"{GYAWALI} expressed condolences over the death of the climber.", "the death of the climber"),
    ("congratulate", f"{GYAWALI} congratulated Bhutan on the new bridge.", "the new bridge"),
    ("warn", f"{GYAWALI} warned that the glacier could break.", "the glacier could break"),
    ("announce", f"{GYAWALI} announced that the airport was open.", "the airport was open"),
    ("question", f"{GYAWALI} asked whether the road was safe.", "the road was safe"),
]
BY_CONTENT = [
    ("promise", f"{GYAWALI} said that Nepal would repair the road.", "Nepal would repair the road"),
    ("offer", f"{GYAWALI} said that Nepal was ready to send doctors.", "Nepal was ready to send doctors"),
    ("request", f"{GYAWALI} said that the trucks must stop.", "the trucks must stop"),
    ("threaten", f'{GYAWALI} said that the smugglers "will pay a price".', "will pay a price"),
    ("apologise", f'"We are sorry for the delay," {GYAWALI} said.', "We are sorry for the delay"),
    ("condole", f"{GYAWALI} conveyed his condolences to the family of the climber.", "condolences"),
    ("question", f'"Who will pay for the bridge?" {GYAWALI} asked.', "Who will pay for the bridge?"),
]


@pytest.fixture(scope="module")
def read(reader):
    return reading_with(reader)


def test_the_examples_hold_every_act():
    assert {act for act, _, _ in BY_CUE} == set(SpeechAct)


@pytest.mark.parametrize(("act", "text", "words"), BY_CUE, ids=[act for act, _, _ in BY_CUE])
def test_the_cue_tells_the_act(read, act, text, words):
    assert read(text).said(words).speech_act == act


@pytest.mark.parametrize(("act", "text", "words"), BY_CONTENT, ids=[act for act, _, _ in BY_CONTENT])
def test_the_content_tells_the_act_where_the_cue_is_plain(read, act, text, words):
    assert read(text).said(words).speech_act == act


def test_what_somebody_else_will_do_is_no_promise(read):
    told = read(f"{GYAWALI} said that the rain would stop.")
    assert told.said("the rain would stop").speech_act == "assert"


def test_to_call_something_a_name_is_no_request(read):
    told = read(f'{GYAWALI} called the plan "a gift to the north".')
    assert told.said("a gift to the north").speech_act == "assert"


def test_to_call_for_something_is_a_request(read):
    assert read(f"{GYAWALI} called for a new bridge over the river.").said("a new bridge").speech_act == "request"


def test_to_ask_somebody_to_do_something_is_no_question(read):
    assert read(f"{GYAWALI} asked the drivers to wait.").said("to wait").speech_act == "request"


def test_the_act_says_by_which_words(read):
    told = read(f"{GYAWALI} warned that the glacier could break.")
    because = told.said("the glacier could break").evidence["speech_act"]
    assert ([told.words(span) for span in because.spans], because.by) == (["warned"], "cue word")
