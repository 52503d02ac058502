"""Engagements told in harder ways: as formats, without names, under a date line, put off, told twice, to come."""

import pytest

from readout.engagements.formats import known_formats
from readout.facts import load_facts
from tests.telling import reading_with


@pytest.fixture(scope="module")
def read(reader):
    return reading_with(reader)


def countries(told, engagement):
    return sorted(told.actor(key).country or "" for key in engagement.participants)


# who


def test_talks_known_by_a_name_have_the_members_of_their_format_and_no_one_else(read):
    told = read(
        "Canadian Foreign Minister Marc Garneau spoke of the Normandy talks held in Paris on Monday. Germany, France, "
        "Russia and Ukraine were at the table."
    )
    (talks,) = told.record.engagements
    assert countries(told, talks) == ["DEU", "FRA", "RUS", "UKR"]


def test_a_format_that_did_not_meet_in_those_years_is_none(read):
    assert read("Six-party talks were held in Beijing on Monday. China and Japan sent envoys.").record.engagements == ()


def test_every_member_of_a_format_is_known(read):
    facts = load_facts()
    for _, row in known_formats():
        assert [member for member in row.members if member not in facts.states | facts.organisations] == []


def test_other_peoples_talks_are_not_those_of_who_speaks_of_them(read):
    told = read(
        "Kenyan President Uhuru Kenyatta told Ghanaian President Nana Akufo-Addo in a phone call on Monday that he "
        "backed the dialogue between Sudan and Ethiopia."
    )
    assert countries(told, told.record.engagements[0]) == ["GHA", "KEN"]
    assert all("KEN" not in countries(told, each) for each in told.record.engagements[1:])


def test_the_people_of_a_country_are_on_no_visit(read):
    assert read("Peru eased the rules for Chileans visiting Peru on Monday.").record.engagements == ()


def test_one_named_side_meets_sides_that_are_told_but_not_named(read):
    told = read("Swedish Prime Minister Stefan Lofven met his European counterparts in Stockholm on Monday.")
    assert told.names(told.engagement().participants) == ["Stefan Lofven"]


def test_who_told_the_other_in_a_call_took_part_in_it(read):
    told = read(
        "Turkish President Recep Tayyip Erdogan told Greek Prime Minister Kyriakos Mitsotakis in a phone call on "
        "Monday that the fires were out."
    )
    call = told.engagement()
    assert (call.kind, countries(told, call)) == ("phone call", ["GRC", "TUR"])


def test_states_alone_can_sign(read):
    told = read("Ghana and Togo signed a treaty on their sea border in Lome on Tuesday.")
    signing = told.engagement()
    assert (signing.kind, signing.place, signing.date) == ("ceremony", "Lome", "2021-06-08")


def test_who_joined_the_talks_took_part(read):
    told = read(
        "US Vice President Kamala Harris met Guatemalan President Alejandro Giammattei in Guatemala City on Monday. "
        "Guatemalan Foreign Minister Pedro Brolo joined the talks."
    )
    assert "Pedro Brolo" in told.names(told.engagement().participants)


def test_ministers_and_leaders_of_the_same_countries_have_engagements_of_their_own(read):
    told = read(
        "Chilean Foreign Minister Andres Allamand met Peruvian Foreign Minister Allan Wagner on Monday. Chilean "
        "President Sebastian Pinera met Peruvian President Francisco Sagasti on Tuesday."
    )
    assert [each.date for each in told.record.engagements] == ["2021-06-07", "2021-06-08"]


# on whose initiative


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Peruvian President Francisco Sagasti received a call today from Chilean President Sebastian Pinera.", "CHL"),
        ("Peruvian President Francisco Sagasti got a call on Monday from Chilean President Sebastian Pinera.", "CHL"),
        ("At Chile's request, Peruvian President Francisco Sagasti spoke with Chilean President Sebastian Pinera by "
         "phone on Monday.", "CHL"),
        ("Peruvian President Francisco Sagasti made a phone call to Chilean President Sebastian Pinera.", "PER"),
        ("Peruvian President Francisco Sagasti rang Chilean President Sebastian Pinera on Monday.", "PER"),
        ("The Chilean ambassador to Peru, Andres Barbe, was called in by Peru on Monday.", "PER"),
        ("Chilean President Sebastian Pinera visited Peru on Monday at the invitation of Peruvian President Francisco "
         "Sagasti.", "PER"),
        ("Chilean and Peruvian officials met in Arica on Monday. Peru had requested the meeting.", "PER"),
        ("Peru will host talks between Chile and Bolivia in Lima on June 21.", "PER"),
        ("In a letter to Peruvian President Francisco Sagasti, Chilean President Sebastian Pinera spoke of the sea.",
         "CHL"),
        ("Chilean President Sebastian Pinera met Peruvian President Francisco Sagasti on Monday. He invited him to "
         "Santiago.", None),
        ("Chilean and Peruvian officials met in Arica on Monday. Peru requested more water.", None),
    ],
)  # fmt: skip
def test_the_initiator_is_who_the_words_say(read, text, country):
    told = read(text)
    initiator = told.record.engagements[0].initiator
    assert (told.actor(initiator).country if initiator else None) == country


# in what state, and when


def test_a_visit_that_is_only_threatened_to_be_called_off_stays_planned(read):
    told = read("Mexican Foreign Minister Marcelo Ebrard threatened on Monday to cancel his visit to Peru.")
    assert (told.engagement().status, told.engagement().date) == ("planned", None)


def test_the_day_of_putting_off_is_not_that_of_the_visit(read):
    told = read("A visit by Mexican Foreign Minister Marcelo Ebrard to Canada was postponed on Monday.")
    assert (told.engagement().status, told.engagement().date) == ("postponed", None)


def test_a_new_day_for_what_was_put_off_is_the_same_visit(read):
    told = read(
        "Mexican Foreign Minister Marcelo Ebrard postponed a visit to Canada planned for Friday. He will travel to "
        "Canada on June 21."
    )
    assert (told.engagement().status, told.engagement().date) == ("postponed", "2021-06-11")


def test_the_day_of_saying_so_is_not_the_day_of_what_is_planned(read):
    told = read(
        "Indian Foreign Minister S. Jaishankar will meet Australian Foreign Minister Marise Payne soon, the agency "
        "reported on Wednesday."
    )
    assert told.engagement().date is None


def test_the_year_since_when_they_speak_is_no_date(read):
    told = read("Kenyan President Uhuru Kenyatta met Ghanaian President Nana Akufo-Addo again since the start of 2021.")
    assert told.engagement().date == "2021-06-10"


def test_what_others_protested_at_has_not_the_day_of_the_protest(read):
    told = read(
        "Bolivia protested on Tuesday at a meeting between Chilean President Sebastian Pinera and Peruvian President "
        "Francisco Sagasti."
    )
    assert told.engagement().date is None


def test_the_next_round_is_planned_between_the_same_sides(read):
    told = read(
        "Danish Foreign Minister Jeppe Kofod met Greek Foreign Minister Nikos Dendias in Athens on Tuesday. The next "
        "round of consultations will be held in Copenhagen on 3-9 July."
    )
    held, planned = told.record.engagements
    assert (planned.status, planned.date, planned.end_date, planned.place) == (
        "planned", "2021-07-03", "2021-07-09", "Copenhagen",
    )  # fmt: skip
    assert held.follow_ups == (planned.id,)
    assert planned.participants == held.participants


# where


def test_a_meeting_reported_from_a_town_of_one_of_the_sides_is_there(read):
    told = read(
        "BAKU, June 10 - Azerbaijani President Ilham Aliyev met Georgian Prime Minister Irakli Garibashvili on "
        "Thursday."
    )
    assert told.engagement().place == "BAKU"
    assert told.engagement().evidence["place"].by == "the dateline"


def test_a_meeting_reported_from_a_third_country_is_nowhere(read):
    told = read("PARIS, June 10 - Azerbaijani President Ilham Aliyev met Georgian Prime Minister Irakli Garibashvili.")
    assert told.engagement().place is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Croatian Prime Minister Andrej Plenkovic met Libyan Foreign Minister Najla Mangoush in the Croatian capital "
         "on Monday.", "Croatian capital"),
        ("Croatian Prime Minister Andrej Plenkovic met Libyan Foreign Minister Najla Mangoush in the Croatian capital "
         "on Monday. Rain fell on Zagreb.", "Zagreb"),
        ("British Foreign Secretary Dominic Raab flew to Belgrade for talks with Serbian President Aleksandar Vucic.",
         "Belgrade"),
        ("The meeting between Kenya and Ghana, to be held at the Serena Hotel in Nairobi, is open.", "Nairobi"),
        ("The Iraqi prime minister has shortened his Kenya visit.", "Kenya"),
    ],
)  # fmt: skip
def test_the_place_is_told_in_other_words(read, text, place):
    assert place in [each.place for each in read(text).record.engagements]


def test_a_sentence_ends_before_two_blanks(reader):
    told = "Norway's foreign minister met her Kenyan counterpart on Tuesday.{}In Paris the weather was fine."
    places = {
        blanks: [each.place for each in reader.read(told.format(blanks)).engagements] for blanks in (" ", "  ", " \xa0")
    }
    assert places[" "] == places["  "] == places[" \xa0"] == [None]
