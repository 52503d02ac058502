"""A side's own readout, and the report of one: which engagement, whose account, and what it says was talked about."""

import pytest

from readout.engagements.narrator import publishing_side
from readout.ingest import document_from
from tests.telling import reading_with


@pytest.fixture(scope="module")
def read(reader):
    return reading_with(reader)


@pytest.fixture(scope="module")
def record(reader):
    def of(text, **document):
        return reader.read(document_from(text, published="2021-06-10", **document))

    return of


def accounts(record):
    return {account.side: [topic.label for topic in account.topics] for each in record.engagements
            for account in each.accounts}  # fmt: skip


# which engagement


def test_an_object_behind_the_day_is_still_who_was_received(read):
    meeting = read(
        "Ghanaian President Nana Akufo-Addo received today Togolese Foreign Minister Robert Dussey."
    ).engagement()
    assert meeting.kind == "meeting"
    assert len(meeting.participants) == 2


def test_with_behind_the_site_names_the_other_side(read):
    told = read(
        "President Sauli Niinisto held talks at the House of the Estates with Estonian President Alar Karis today."
    )
    assert told.names(told.engagement().participants) == ["Sauli Niinisto", "Alar Karis"]


def test_the_first_talks_are_of_those_of_whom_one_told_the_other(read):
    told = read(
        "Zambian President Edgar Lungu told his Malawian counterpart Lazarus Chakwera on Wednesday that the border "
        "must stay open.\n\nIn a statement issued after the talks in Lilongwe, Lungu also spoke of maize."
    )
    talks = told.engagement()
    assert (talks.kind, talks.role, talks.date) == ("talks", "main", "2021-06-09")
    assert told.names(talks.participants) == ["Edgar Lungu", "Lazarus Chakwera"]


def test_the_first_meeting_is_of_those_who_agreed(read):
    told = read(
        "Zambian President Edgar Lungu and Malawian President Lazarus Chakwera agreed on Tuesday to build a bridge. "
        "The meeting in Lilongwe lasted two hours."
    )
    meeting = told.engagement()
    assert (meeting.kind, meeting.place) == ("meeting", "Lilongwe")
    assert told.names(meeting.participants) == ["Edgar Lungu", "Lazarus Chakwera"]


def test_two_who_spoke_on_a_visit_did_not_telephone(read):
    told = read(
        "Peruvian President Francisco Sagasti arrived in Chile on Thursday. Sagasti and Chilean President Sebastian "
        "Pinera spoke about copper."
    )
    assert "phone call" not in [each.kind for each in told.record.engagements]


def test_a_report_of_a_telephone_call_keeps_it(read):
    told = read(
        "Peruvian President Francisco Sagasti and Chilean President Sebastian Pinera spoke about copper on Thursday. "
        "Sagasti's telephone rang at noon."
    )
    assert told.engagement().kind == "phone call"


def test_a_state_stands_for_the_principal_that_its_own_readout_does_not_name(record):
    told = record(
        "On the state visit that he paid to Ghana from 8 to 10 June, the President of the Republic spoke with his "
        "counterpart about cocoa. The guest from Togo was received by President Nana Akufo-Addo.",
        publisher="Presidency of the Togolese Republic",
    )
    actors = {actor.key: actor for actor in told.actors}
    assert all({actors[key].country for key in each.participants} <= {"GHA", "TGO"} for each in told.engagements)


# whose account


@pytest.mark.parametrize(
    ("publisher", "side"),
    [
        ("State House, Lusaka", "ZMB"),
        ("Directorate of Presidential Communications, State House, Malawi", "MWI"),
        ("Ministry of Foreign Affairs of the People's Republic of China", "CHN"),
        ("Embassy of Ghana in London", "GHA"),
        ("The Lusaka Mail", None),
    ],
)
def test_a_state_that_is_named_outweighs_a_seat_that_many_have(reader, publisher, side):
    parsed = reader.parser.parse(document_from("They met.", published="2021-06-10", publisher=publisher))
    assert publishing_side(parsed) == side


def test_a_heading_tells_whose_document_it_is_by_what_stands_before_its_colon(reader):
    text = "Office of the President of Zambia: President Lungu meets the press\n\nHe spoke of maize."
    assert publishing_side(reader.parser.parse(document_from(text, published="2021-06-10"))) == "ZMB"


VISIT = (
    "President Edgar Lungu arrived in Malawi this morning. He held talks with President Lazarus Chakwera.\n\n"
    "The two leaders discussed coffee exports. Mining is to grow. In June 2009 a dam had burst."
)


def test_visit_and_talks_of_one_day_have_one_account(record):
    told = record(VISIT, publisher="State House, Lusaka")
    with_accounts = [each for each in told.engagements if each.accounts]
    assert [each.kind for each in with_accounts] == ["talks"]
    assert {each.kind for each in told.engagements} == {"talks", "visit"}


def test_a_readout_is_its_side_s_account_whole_but_for_what_was_long_before(record):
    assert accounts(record(VISIT, publisher="State House, Lusaka")) == {
        "ZMB": ["agricultural trade", "critical minerals"]
    }


def test_a_newspaper_s_own_words_are_nobody_s_account(record):
    assert accounts(record(VISIT, publisher="The Lusaka Mail")) == {}


def test_ours_said_by_somebody_is_not_the_narrator_s(record):
    told = record(
        "Zambian President Edgar Lungu met Malawian President Lazarus Chakwera on Wednesday. Our two countries share "
        "a river, Chakwera said. Mining is to grow."
    )
    assert "ZMB" not in accounts(told)


def test_the_visit_itself_and_the_invitation_to_it_are_no_topics(record):
    told = record(
        "President Edgar Lungu received President Lazarus Chakwera of Malawi, who was on a state visit to Zambia at "
        "his invitation. They discussed the visit of President Chakwera and maize.",
        publisher="State House, Lusaka",
    )
    assert not {"visit", "invitation", "visit by the Malawian side"} & set(accounts(told).get("ZMB", ()))


def test_it_goes_on_telling_for_the_side_of_the_statement_before(record):
    told = record(
        "Zambian President Edgar Lungu met Malawian President Lazarus Chakwera in Lilongwe on Wednesday. In a "
        "statement, the Zambian presidency said that they had discussed mining. It added that they had agreed to lower "
        "tariffs."
    )
    assert {"critical minerals", "tariffs"} <= set(accounts(told)["ZMB"])


def test_what_a_sentence_begins_with_is_what_is_said_about_it(record):
    told = record(
        "Zambian President Edgar Lungu met Malawian President Lazarus Chakwera in Lilongwe on Wednesday. On "
        "Mozambique, Lungu said that patience was needed. Asked about cholera, he said that the worst was over."
    )
    assert {"situation in Mozambique", "infectious diseases"} <= set(accounts(told)["ZMB"])
