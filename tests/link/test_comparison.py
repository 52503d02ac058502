import msgspec
import pytest

from readout.link.comparison import compare


def topics_of(comparison, *sides):
    """Labels of the topics that these sides give and no other."""
    return [topic.label for topic in comparison.topics if topic.sides == sides]


def values(circumstances, field):
    """What each report says of a field, in order of the reports."""
    (found,) = [each for each in circumstances if each.field == field]
    return [answer.value for answer in found.answers]


@pytest.fixture
def call(readout_of):
    (comparison,) = compare([readout_of("canada"), readout_of("india")])
    return comparison


@pytest.fixture
def dispute(readout_of):
    (comparison,) = compare([readout_of("japan"), readout_of("korea")])
    return comparison


def all_words(value):
    """Every group of words in a comparison."""
    if isinstance(value, dict):
        if value.keys() == {"document", "spans", "words"}:
            yield value
        for each in value.values():
            yield from all_words(each)
    elif isinstance(value, list):
        for each in value:
            yield from all_words(each)


def test_what_both_sides_give_is_shared(call):
    assert topics_of(call, "CAN", "IND") == ["climate"]
    assert [topic.shared for topic in call.topics] == [True] + [False] * (len(call.topics) - 1)


def test_what_one_side_gives_stands_alone_in_the_order_of_telling(call):
    assert topics_of(call, "CAN") == ["Covid-19", "vaccine donation", "trade and investment", "contacts at all levels"]
    assert topics_of(call, "IND")[-1] == "counter-terrorism"


def test_each_telling_has_its_order_strength_and_verb(call):
    (climate,) = [topic for topic in call.topics if topic.shared]
    of_canada, of_india = climate.tellings
    assert (of_canada.order, of_canada.strength, of_canada.verbs.words) == (3, "stressed", ("stressed",))
    assert (of_india.order, of_india.strength, of_india.verbs.words) == (2, "stressed", ("underlined",))


def test_all_words_stand_where_they_are_said_to(readout_of, call):
    texts = {each.document.id: each.document.text for each in map(readout_of, ("canada", "india"))}
    groups = list(all_words(msgspec.json.decode(msgspec.json.encode(call))))
    found = [(texts[each["document"]][slice(*span)], word) for each in groups
             for span, word in zip(each["spans"], each["words"], strict=True)]  # fmt: skip
    assert len(found) > 20
    assert [stands for stands, said in found if stands != said] == []


def test_shares_of_space_are_parts_of_one(call):
    assert sum(account.share for account in call.accounts) == pytest.approx(1, abs=0.002)
    for account in call.accounts:
        told = [it.share for topic in call.topics for it in topic.tellings if it.account == account.number]
        assert 0 < sum(share for share in told if share is not None) <= 1.005


def test_what_is_agreed_together_is_given_to_both(call):
    said = [(each.accounts, each.to, each.verbs.words, each.words.words) for each in call.together]
    assert ((2,), ("IND", "CAN"), ("agreed",), ("to cooperate against terrorism",)) in said


def test_what_one_side_says_of_the_other_is_told_apart(call):
    (attribution,) = call.of_others
    assert attribution.accounts == (2,)
    assert attribution.to == ("CAN",)
    assert attribution.words.words == ("about the vaccines that Canada needs",)


def test_a_report_that_is_silent_contradicts_nobody(call):
    assert call.disagreements == ()
    assert values(call.circumstances, "initiator") == [None, "Justin Trudeau"]


def test_each_side_says_that_the_other_one_called(dispute):
    assert values(dispute.disagreements, "initiator") == ["Kang Kyung-wha", "Taro Kono"]


def test_two_days_are_both_kept(dispute):
    assert dispute.dates == ("2019-07-08", "2019-07-09")
    (date,) = [each for each in dispute.disagreements if each.field == "date"]
    assert [answer.words.words for answer in date.answers] == [("Monday",), ("Tuesday",)]


def test_what_nobody_disputes_is_no_disagreement(dispute):
    assert {each.field for each in dispute.disagreements} == {"initiator", "date"}
    assert {"kind", "status", "participants"} <= {each.field for each in dispute.circumstances}


def test_two_towns_of_one_meeting_are_a_disagreement(readout_of):
    (comparison,) = compare([readout_of("egypt"), readout_of("ethiopia")])
    assert values(comparison.disagreements, "place") == ["Cairo", "Khartoum"]
    assert topics_of(comparison, "EGY", "ETH") == ["Grand Ethiopian Renaissance Dam"]


def test_every_participant_is_a_party_once(call):
    assert [(party.name, party.country) for party in call.parties] == [
        ("Justin Trudeau", "CAN"), ("Narendra Modi", "IND"),
    ]  # fmt: skip


def test_reports_of_other_engagements_do_not_mix(readout_of):
    compared = compare([readout_of(side) for side in ("canada", "japan", "korea", "india")])
    assert [[report.source_id for report in each.reports] for each in compared] == [
        ["canada.txt", "india.txt"], ["japan.txt", "korea.txt"],
    ]  # fmt: skip


def test_one_side_alone_is_not_compared(readout_of):
    assert compare([readout_of("canada"), readout_of("japan")]) == ()


def test_a_report_given_twice_counts_once(readout_of):
    assert compare([readout_of("canada"), readout_of("canada")]) == ()


def test_the_accounts_of_one_report_are_compared(reader):
    report = reader.read(
        "LONDON, March 2, 2021 (Agency) -- British Foreign Secretary Dominic Raab spoke by telephone with Norwegian "
        "Foreign Minister Ine Eriksen Soreide on Monday.\n\nRaab stressed the fishing quota and climate change, the "
        "Foreign Office said in a statement.\n\nThe Norwegian Foreign Ministry said in a statement that Soreide had "
        "raised climate change and trade."
    )
    (comparison,) = compare([report])
    assert comparison.sides == ("GBR", "NOR")
    assert "climate" in topics_of(comparison, "GBR", "NOR")
    assert len(comparison.reports) == 1


def test_the_same_records_give_the_same_bytes(readout_of, call):
    again = compare([readout_of("canada"), readout_of("india")])
    assert msgspec.json.encode(again) == msgspec.json.encode((call,))
