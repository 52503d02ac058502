"""Who is told to have said what: sources, contents, nesting and form."""

import pytest

from tests.telling import reading_with

OTTAWA = (
    "OTTAWA, June 10 (Agency) -- Canadian Foreign Minister Marc Garneau said on Wednesday that the base would close. "
    "He urged the miners to go back to work, adding that the wage offer was fair. "
    '"We keep our word," he told reporters. Garneau called the plan "a gift to the north". '
    "Norway denied that it had bought the ship."
)
ATHENS = (
    "ATHENS, June 10 (Agency) -- The Foreign Ministry said in a statement that the survey was illegal. The statement "
    "said Greece would send a note. In a joint statement, Egypt and Sudan said that the dam must not be filled. The "
    "joint statement urged Ethiopia to return to the table."
)
GYAWALI = (
    "Nepali Foreign Minister Pradeep Gyawali said on Monday that China had assured him that the road would be "
    'repaired. "I believe them," he said.'
)
TRANSCRIPT = (
    "Daily briefing\n\nQ: Has the Secretary been to Oslo?\n\nMS. DOE: The road is open. We hope for snow.\n\n"
    "Q: And Peru?\n\nMS. DOE: We have seen the reports.\n"
)


@pytest.fixture(scope="module")
def read(reader):
    return reading_with(reader)


# speakers


def test_a_statement_has_its_speaker_cue_and_content(read):
    told = read(OTTAWA)
    statement = told.said("the base would close")
    assert told.names(statement.speakers) == ["Marc Garneau"]
    assert [told.words(span) for span in statement.speaker_spans] == ["Canadian Foreign Minister Marc Garneau"]
    assert [told.words(span) for span in statement.content] == ["that the base would close"]
    assert told.words(statement.cue[0]) == "said"


def test_a_pronoun_as_source_speaks_for_its_person(read):
    assert read(OTTAWA).speakers("We keep our word") == ["Marc Garneau"]


def test_a_participial_cue_has_the_speaker_of_the_cue_before(read):
    told = read(OTTAWA)
    assert told.speakers("the wage offer was fair") == ["Marc Garneau"]
    assert told.said("the wage offer was fair").evidence["speakers"].by == "source shared with the cue before"


def test_a_coordinated_cue_has_the_speaker_of_the_cue_before(read):
    told = read(
        'Egyptian Foreign Minister Sameh Shoukry called the dam a "mistake" and said that Egypt would not wait.'
    )
    assert told.speakers("Egypt would not wait") == ["Sameh Shoukry"]


def test_joined_subjects_speak_together(read):
    told = read(
        "Egyptian Foreign Minister Sameh Shoukry and Sudanese Foreign Minister Mariam al-Mahdi said that the dam must "
        "not be filled."
    )
    assert told.speakers("the dam must not be filled") == ["Sameh Shoukry", "Mariam al-Mahdi"]


def test_persons_meant_together_speak_together(read):
    told = read(
        "Polish Foreign Minister Zbigniew Rau met Portuguese Foreign Minister Augusto Santos Silva on Monday. The two "
        "ministers said that the school would open."
    )
    assert told.speakers("the school would open") == ["Zbigniew Rau", "Augusto Santos Silva"]


def test_a_state_can_speak(read):
    assert read(OTTAWA).said("it had bought the ship").speakers == ("NOR",)


def test_what_a_statement_says_is_said_by_its_issuer(read):
    told = read(ATHENS)
    assert told.said("Greece would send a note").speakers == told.said("the survey was illegal").speakers
    assert told.said("Greece would send a note").evidence["speakers"].by == "issuer of the document told before"


def test_what_a_joint_statement_says_is_said_by_both(read):
    assert read(ATHENS).said("to return to the table").speakers == ("EGY", "SDN")


def test_according_to_names_the_speaker(read):
    told = read("According to the Kenyan Foreign Ministry, the embassy in Juba will be closed on Friday.")
    assert told.said("the embassy in Juba will be closed").speakers == ("KEN-foreign-ministry",)


def test_a_source_without_a_name_is_kept_as_such(read):
    (speaker,) = read("A senior official said that the deal was near.").said("the deal was near").speakers
    told = read("A senior official said that the deal was near.").actor(speaker)
    assert (told.person, told.country) == (None, None)


# addressees


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Pakistan thanked India for the vaccines.", "for the vaccines"),
        ("Pakistan accused India of cutting the water.", "of cutting the water"),
        ("Pakistan told India that the gate was open.", "the gate was open"),
        ("Pakistan called on India to open the gate.", "to open the gate"),
    ],
)
def test_whom_the_words_are_said_to_is_the_addressee(read, text, words):
    assert read(text).said(words).addressees == ("IND",)


def test_whom_the_words_are_about_is_no_addressee(read):
    told = read("Pakistan said of India that the gate was open.")
    assert told.said("the gate was open").addressees == ()


def test_a_network_is_no_addressee(read):
    told = read("Greek Foreign Minister Nikos Dendias wrote on Twitter that the pipeline was a bad idea.")
    assert told.said("the pipeline was a bad idea").addressees == ()


def test_who_is_thanked_is_not_part_of_the_content(read):
    told = read("Pakistan thanked India for the vaccines.")
    assert [told.words(span) for span in told.said("the vaccines").content] == ["for the vaccines"]


# nesting


def test_a_statement_within_another_has_its_own_speaker(read):
    told = read(GYAWALI)
    inner, outer = told.said("the road would be"), told.said("China had assured")
    assert (inner.speakers, told.names(outer.speakers)) == (("CHN",), ["Pradeep Gyawali"])
    assert (inner.nested_in, outer.nested_in) == (outer.id, None)


def test_the_addressee_of_a_nested_statement_may_be_the_outer_speaker(read):
    assert read(GYAWALI).said("the road would be").addressees == read(GYAWALI).said("China had assured").speakers


# form


def test_words_in_quotation_marks_are_direct(read):
    assert read(OTTAWA).said("We keep our word").form == "direct"


def test_words_without_quotation_marks_are_indirect(read):
    assert read(OTTAWA).said("the base would close").form == "indirect"


def test_words_of_which_some_are_in_quotation_marks_are_mixed(read):
    assert read(OTTAWA).said("a gift to the north").form == "mixed"


@pytest.mark.parametrize("marks", ["“”", "„“", "«»", '""'])
def test_quotation_marks_of_all_kinds_are_read(read, marks):
    told = read(f"{marks[0]}The river is ours,{marks[1]} Egyptian Foreign Minister Sameh Shoukry said on Monday.")
    assert (told.said("The river is ours").form, told.speakers("The river is ours")) == ("direct", ["Sameh Shoukry"])


# transcripts


def test_a_turn_of_a_transcript_is_said_by_who_is_named_before_it(read):
    told = read(TRANSCRIPT)
    assert told.speakers("The road is open") == ["DOE"]
    assert told.speakers("We have seen the reports") == ["DOE"]


# the whole


def test_statements_stand_in_the_order_of_their_cues(read):
    for text in (OTTAWA, ATHENS, GYAWALI, TRANSCRIPT):
        cues = [statement.cue[0].start for statement in read(text).record.statements]
        assert cues == sorted(cues)


def test_every_statement_says_how_sure_it_is_and_why(read):
    for text in (OTTAWA, ATHENS, GYAWALI, TRANSCRIPT):
        for statement in read(text).record.statements:
            assert 0 < statement.confidence <= 1
            assert statement.by
            assert {"content", "speakers", "speech_act"} <= set(statement.evidence)
            assert (statement.channel is None) == ("channel" not in statement.evidence)


def test_a_text_in_which_nobody_speaks_has_no_statements(read):
    assert read("The bridge over the river was opened on Monday.").record.statements == ()
