"""Which calls, meetings and visits a report tells: who, when, where, on whose initiative, in what state."""

import pytest

from tests.telling import reading_with

MEETING = (
    "Norwegian Foreign Minister Ine Eriksen Soreide met Swedish Foreign Minister Ann Linde in Stockholm on Monday. "
    "During the meeting, Linde offered to send helicopters. The talks lasted two hours. Soreide and Linde also met "
    "the crews."
)
TWO = (
    "Norwegian Foreign Minister Ine Eriksen Soreide met Swedish Foreign Minister Ann Linde in Stockholm on Monday. "
    "On Wednesday she spoke by telephone with Danish Foreign Minister Jeppe Kofod. The forest fires were out."
)
VISIT = (
    "Vietnamese Foreign Minister Bui Thanh Son visited Chile on June 7-9. Chilean Foreign Minister Andres Allamand "
    "received him in Santiago on Tuesday."
)
CALLED_OFF = (
    "Egypt has cancelled a meeting between Foreign Minister Sameh Shoukry and Ethiopian Foreign Minister Demeke "
    "Mekonnen that was planned for Friday in Khartoum."
)
TRANSCRIPT = (
    "Daily briefing\n\nQ: Did the Secretary speak with the Canadian minister?\n\n"
    "MR. HALL: Secretary Blinken spoke with Canadian Foreign Minister Marc Garneau by phone yesterday. They talked "
    "about the lakes.\n\nQ: And Cuba?\n\nMR. HALL: I have nothing on that.\n"
)


@pytest.fixture(scope="module")
def read(reader):
    return reading_with(reader)


# who


def test_a_meeting_has_its_kind_participants_day_and_place(read):
    told = read(MEETING)
    meeting = told.engagement()
    assert (meeting.kind, meeting.status, meeting.role) == ("meeting", "held", "main")
    assert told.names(meeting.participants) == ["Ine Eriksen Soreide", "Ann Linde"]
    assert (meeting.date, meeting.date_inferred, meeting.place) == ("2021-06-07", False, "Stockholm")


def test_both_take_part_where_the_parser_does_not_join_them(read):
    told = read(
        "Polish Foreign Minister Zbigniew Rau and Portuguese Foreign Minister Augusto Santos Silva met in Lisbon on "
        "Thursday."
    )
    assert told.names(told.engagement().participants) == ["Zbigniew Rau", "Augusto Santos Silva"]


def test_a_counterpart_takes_part_as_its_person(read):
    told = read("Kenyan Foreign Minister Raychelle Omamo met her US counterpart in Nairobi on Monday.", "2021-05-04")
    assert told.names(told.engagement().participants) == ["Raychelle Omamo", "Antony Blinken"]


def test_states_take_part_where_no_person_is_named(read):
    told = read("Talks between Sudan and Ethiopia on the dam resumed in Kinshasa on Tuesday.")
    talks = told.engagement()
    assert (talks.kind, talks.participants, talks.place) == ("talks", ("SDN", "ETH"), "Kinshasa")


def test_a_state_takes_no_part_beside_its_own_minister(read):
    told = read(CALLED_OFF)
    assert told.names(told.engagement().participants) == ["Sameh Shoukry", "Demeke Mekonnen"]


def test_each_presidents_state_is_told_where_they_have_no_names(read):
    told = read("The Kenyan and Somali presidents met in Addis Ababa on Monday.")
    assert {told.actor(key).country for key in told.engagement().participants} == {"KEN", "SOM"}


def test_an_engagement_within_one_country_is_none(read):
    told = read("Peruvian President Francisco Sagasti met Peruvian Foreign Minister Allan Wagner on Monday.")
    assert told.record.engagements == ()


# on whose initiative


@pytest.mark.parametrize(
    "text",
    [
        "Finnish President Sauli Niinisto received a call from Polish President Andrzej Duda on Wednesday.",
        "Polish President Andrzej Duda telephoned Finnish President Sauli Niinisto on Wednesday.",
        "Finnish President Sauli Niinisto and Polish President Andrzej Duda spoke by telephone on Wednesday at the "
        "Polish side's initiative.",
        "Finnish President Sauli Niinisto spoke by telephone with Polish President Andrzej Duda on Wednesday. The "
        "conversation was initiated by the Polish side.",
    ],
    ids=["received a call from", "telephoned", "at the initiative of", "initiated by"],
)
def test_the_initiator_of_a_call_is_read_from_the_words(read, text):
    told = read(text)
    call = told.engagement()
    assert (call.kind, call.date) == ("phone call", "2021-06-09")
    assert told.names((call.initiator,)) == ["Andrzej Duda"]
    assert call.evidence["initiator"].spans


def test_the_initiator_is_unknown_when_the_words_do_not_tell(read):
    told = read("Finnish President Sauli Niinisto and Polish President Andrzej Duda spoke by telephone on Wednesday.")
    assert told.engagement().initiator is None


def test_who_summons_an_ambassador_begins_and_hosts_the_meeting(read):
    told = read("Bolivia summoned the ambassador of Chile on Monday over the closing of the road.")
    meeting = told.engagement()
    assert (meeting.kind, meeting.initiator, meeting.host) == ("meeting", "BOL", "BOL")
    assert [told.actor(key).country for key in meeting.participants] == ["BOL", "CHL"]


def test_who_sends_a_letter_is_its_initiator(read):
    told = read("Japanese Prime Minister Yoshihide Suga sent a letter to Indonesian President Joko Widodo on Monday.")
    letter = told.engagement()
    assert (letter.kind, letter.date) == ("letter", "2021-06-07")
    assert told.names((letter.initiator, *letter.participants)) == ["Yoshihide Suga", "Yoshihide Suga", "Joko Widodo"]


# in what state


def test_what_will_be_is_planned_for_its_day(read):
    told = read("Indian Foreign Minister S. Jaishankar will meet Australian Foreign Minister Marise Payne on June 21.")
    meeting = told.engagement()
    assert (meeting.status, meeting.date) == ("planned", "2021-06-21")


def test_a_day_of_the_week_is_the_coming_one_for_what_is_planned(read):
    told = read("Indian Foreign Minister S. Jaishankar will meet Australian Foreign Minister Marise Payne on Monday.")
    assert told.engagement().date == "2021-06-14"


def test_what_is_put_off_is_postponed(read):
    visit = read("A visit by Mexican Foreign Minister Marcelo Ebrard to Canada has been postponed.").engagement()
    assert (visit.kind, visit.status, visit.host, visit.date) == ("visit", "postponed", "CAN", None)


def test_what_is_called_off_is_cancelled(read):
    meeting = read(CALLED_OFF).engagement()
    assert (meeting.status, meeting.date) == ("cancelled", "2021-06-11")


@pytest.mark.parametrize(
    "text",
    [
        "Kenyan Foreign Minister Raychelle Omamo has invited Ghanaian Foreign Minister Shirley Ayorkor Botchway to "
        "Nairobi.",
        "Peru and Chile held no talks on Monday.",
        "Peru wants talks with Chile about the river.",
        "Peruvian President Francisco Sagasti would meet Chilean President Sebastian Pinera if the road were open.",
        "Peruvian President Francisco Sagasti did not meet Chilean President Sebastian Pinera on Monday.",
        "Greek Foreign Minister Nikos Dendias and Albanian Prime Minister Edi Rama held a press conference on Monday.",
    ],
    ids=["invited", "no talks", "wanted", "conditional", "negated", "press conference"],
)
def test_what_did_not_take_place_between_them_is_no_engagement(read, text):
    assert read(text).record.engagements == ()


# when


def test_the_day_may_stand_in_the_sentence_beside(read):
    told = read(
        "Norwegian Foreign Minister Ine Eriksen Soreide met Swedish Foreign Minister Ann Linde in Stockholm. The "
        "meeting took place on Monday. The forest fires were out."
    )
    assert (told.engagement().date, told.engagement().date_inferred) == ("2021-06-07", False)


def test_without_a_day_it_is_the_day_of_publication_and_marked_as_inferred(read):
    told = read("Norwegian Foreign Minister Ine Eriksen Soreide met Swedish Foreign Minister Ann Linde in Stockholm.")
    assert (told.engagement().date, told.engagement().date_inferred) == ("2021-06-10", True)
    assert told.engagement().evidence["date"].by == "day of publication"


def test_what_is_planned_without_a_day_has_none(read):
    told = read("Norwegian Foreign Minister Ine Eriksen Soreide will meet Swedish Foreign Minister Ann Linde.")
    assert (told.engagement().status, told.engagement().date) == ("planned", None)


def test_without_a_day_of_publication_no_day_is_made_up(read):
    told = read("Kenyan President Uhuru Kenyatta met Ghanaian President Nana Akufo-Addo in Accra on Monday.", None)
    assert (told.engagement().date, told.engagement().date_inferred) == (None, False)


def test_a_week_is_a_range_of_days(read):
    told = read("Kenyan President Uhuru Kenyatta met Ghanaian President Nana Akufo-Addo last week.")
    assert (told.engagement().date, told.engagement().end_date) == ("2021-05-31", "2021-06-06")


# where


def test_a_visit_has_its_host_place_and_days(read):
    told = read(VISIT)
    visit = told.record.engagements[0]
    assert (visit.kind, visit.host, visit.place) == ("visit", "CHL", "Chile")
    assert (visit.date, visit.end_date) == ("2021-06-07", "2021-06-09")


def test_who_receives_the_others_is_the_host(read):
    told = read(VISIT)
    meeting = told.record.engagements[1]
    assert (meeting.kind, meeting.date, meeting.place) == ("meeting", "2021-06-08", "Santiago")
    assert told.names((meeting.host,)) == ["Andres Allamand"]


def test_a_place_that_the_parser_does_not_know_is_known_as_a_capital(read):
    told = read("Kenyan President Uhuru Kenyatta met Ghanaian President Nana Akufo-Addo in Accra on Monday.")
    assert told.engagement().place == "Accra"


def test_to_speak_in_one_place_is_no_phone_call(read):
    speaking = "Kenyan President Uhuru Kenyatta spoke with Ghanaian President Nana Akufo-Addo"
    assert read(f"{speaking} in Paris on Monday.").engagement().kind == "talks"
    assert read(f"{speaking} on Monday.").engagement().kind == "phone call"
    assert read(f"{speaking} by telephone from a train in France on Monday.").engagement().kind == "phone call"


def test_what_is_talked_about_is_no_place(read):
    told = read("Turkey and Iran held talks on Syria on Monday.")
    assert told.engagement().place is None


# one and several


def test_two_engagements_of_one_report_are_kept_apart(read):
    told = read(TWO)
    assert [(each.kind, each.date, told.names(each.participants)[1]) for each in told.record.engagements] == [
        ("meeting", "2021-06-07", "Ann Linde"),
        ("phone call", "2021-06-09", "Jeppe Kofod"),
    ]


def test_one_engagement_told_several_times_is_one_with_all_its_places(read):
    told = read(MEETING)
    assert [told.words(span) for span in told.engagement().mentions[:3]] == ["met", "meeting", "talks"]


def test_what_was_held_and_what_is_planned_next_are_two(read):
    told = read(
        "Kenyan President Uhuru Kenyatta met Ghanaian President Nana Akufo-Addo in Accra on Monday. They will meet "
        "again next week.",
        None,
    )
    assert [each.status for each in told.record.engagements] == ["held", "planned"]


def test_what_the_news_follows_is_background(read):
    told = read(
        "Japan opened a new bridge on Thursday. The opening comes after talks between Japan and Vietnam in Hanoi in "
        "March."
    )
    assert (told.engagement().role, told.engagement().date) == ("background", "2021-03")


# forms of text


def test_a_call_is_found_in_a_transcript(read):
    told = read(TRANSCRIPT)
    call = told.engagement()
    assert (call.kind, told.names(call.participants)) == ("phone call", ["Antony Blinken", "Marc Garneau"])


def test_a_summit_is_found_in_capitals(read):
    told = read("THE SUMMIT BETWEEN NORWAY AND SWEDEN WAS HELD IN OSLO ON MONDAY.")
    assert (told.engagement().kind, set(told.engagement().participants)) == ("summit", {"NOR", "SWE"})


def test_every_field_says_by_which_words(read):
    for text in (MEETING, TWO, VISIT, CALLED_OFF):
        for engagement in read(text).record.engagements:
            told = {"kind", "participants"} | {
                name for name in ("date", "place", "host", "initiator") if getattr(engagement, name) is not None
            }
            assert told <= set(engagement.evidence)


def test_the_building_is_the_venue_and_the_town_the_place(read):
    text = (
        "French President Emmanuel Macron met Kenyan President William Ruto at the Elysee Palace in Paris on Monday. "
        "They spoke of trade."
    )
    told = read(text).engagement()
    assert (told.venue, told.place) == ("Elysee Palace", "Paris")


def test_a_meeting_agreed_in_a_call_is_its_follow_up(read):
    text = (
        "Kenyan Foreign Minister Musalia Mudavadi spoke by telephone with Ethiopian Foreign Minister Gedion Timothewos "
        "on Monday. The two ministers will meet in Nairobi on Friday."
    )
    call, meeting = read(text).record.engagements
    assert call.follow_ups == (meeting.id,)
    assert meeting.status == "planned"
