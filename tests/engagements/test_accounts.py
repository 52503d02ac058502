import pytest

from readout.actors import find_actors
from readout.engagements.accounts import accounts_of, topic_table
from readout.ingest import document_from
from readout.model.record import Account, Engagement, Topic
from readout.model.span import Span
from readout.model.vocabulary import Channel, EngagementKind, Role, Status
from readout.statements import find_statements


class Told:
    """A text with the engagements whose triggers are named, and the accounts of each."""

    def __init__(self, reader, text, *engagements, **document):
        self.parsed = reader.parser.parse(document_from(text, **document))
        self.cast = find_actors(self.parsed)
        self.statements = find_statements(self.parsed, self.cast)
        self.engagements = tuple(self._engagement(*each) for each in engagements)
        self.accounts = accounts_of(self.parsed, self.cast, self.statements, self.engagements)

    def _engagement(self, trigger, kind, countries, role=Role.MAIN, status=Status.HELD):
        start = self.parsed.text.index(trigger)
        return Engagement(
            id=trigger,
            kind=EngagementKind(kind),
            role=role,
            status=status,
            participants=tuple(
                next(actor.key for actor in self.cast.actors if actor.country == country)
                for country in countries.split()
            ),
            trigger=Span(start, start + len(trigger)),
        )

    def sides(self, number=0):
        return [(account.side, account.channel) for account in self.accounts[number]]

    def topics(self, number=0):
        return {account.side: [topic.label for topic in account.topics] for account in self.accounts[number]}


WIRE = """OSLO, March 4 - Norwegian Foreign Minister Espen Barth Eide telephoned
his Indian counterpart, Salman Khurshid, on Monday.

Eide stressed the importance of free trade.
In a statement, the Norwegian foreign ministry said that the ministers also discussed fisheries.

Khurshid thanked Eide for the support of Indian students.
In a tweet, Khurshid wrote: "We spoke about trade and the fight against terrorism."
"""
CALL = ("telephoned", "phone call", "NOR IND")


@pytest.fixture(scope="module")
def wire(reader):
    return Told(reader, WIRE, CALL, published="2013-03-04")


def test_each_side_has_an_account_for_its_channel(wire):
    assert wire.sides() == [("NOR", Channel.WRITTEN_STATEMENT), ("IND", Channel.SOCIAL_MEDIA)]


def test_what_was_said_in_the_call_is_carried_by_the_side_s_own_telling(wire):
    norway, india = wire.accounts[0]
    by_id = {statement.id: statement for statement in wire.statements}
    assert [by_id[each].channel for each in norway.statements] == [Channel.PHONE_CALL, Channel.WRITTEN_STATEMENT]
    assert by_id[india.statements[0]].channel is Channel.PHONE_CALL


def test_topics_of_an_account_are_in_the_order_of_telling(wire):
    assert wire.topics()["NOR"] == ["trade and investment", "fisheries"]


def test_the_table_tells_shared_topics_from_those_of_one_side(wire):
    table = topic_table(wire.accounts[0])
    assert table["both"] == ("trade and investment",)
    assert table["NOR_only"] == ("fisheries",)
    assert "counter-terrorism" in table["IND_only"]


def test_what_both_sides_are_told_to_have_said_belongs_to_none(reader):
    told = Told(
        reader,
        "Norwegian Foreign Minister Espen Barth Eide telephoned his Indian counterpart, Salman Khurshid, on Monday. "
        "Eide and Khurshid stressed that piracy must end. Eide warned of overfishing and praised the trade talks.",
        CALL,
        published="2013-03-04",
    )
    assert [side for side, _ in told.sides()] == ["NOR"]
    assert "organised crime and drugs" not in told.topics()["NOR"]


READOUT = (
    "Minister Eide had a telephone conversation with Indian Foreign Minister Salman Khurshid. "
    "The ministers discussed climate change and fisheries. Mr Khurshid raised visa facilitation. "
    "The two ministers agreed to keep in touch."
)


@pytest.mark.parametrize(
    "document",
    [
        {"publisher": "Norwegian Ministry of Foreign Affairs"},
        {"publisher": "Government of Norway"},
        {"title": "Readout of the Foreign Minister's call with Minister Khurshid"},
    ],
)
def test_an_official_readout_tells_for_its_side_alone_what_the_narrator_says_too(reader, document):
    text = "Norwegian Foreign " + READOUT
    told = Told(reader, text, ("telephone conversation", "phone call", "NOR IND"), published="2013-03-04", **document)
    assert told.sides() == [("NOR", Channel.WRITTEN_STATEMENT)]
    assert {"climate", "fisheries", "consular matters"} <= set(told.topics()["NOR"])


@pytest.mark.parametrize("last", ["Our Minister looks forward to the visit.", "The fjords of our country are clean."])
def test_a_narrator_who_says_our_tells_for_that_side(reader, last):
    text = f"Norwegian Foreign {READOUT} {last}"
    told = Told(reader, text, ("telephone conversation", "phone call", "NOR IND"), published="2013-03-04")
    assert told.sides() == [("NOR", Channel.WRITTEN_STATEMENT)]


def test_a_newspaper_tells_for_nobody(reader):
    text = "Norwegian Foreign " + READOUT
    told = Told(
        reader,
        text,
        ("telephone conversation", "phone call", "NOR IND"),
        published="2013-03-04",
        publisher="The Indian Courier",
    )
    assert "climate" not in {label for labels in told.topics().values() for label in labels}


def test_a_joint_statement_is_an_account_of_each_side_with_the_same_statements(reader):
    told = Told(
        reader,
        "Norway and India held talks in Oslo on 4 March 2013. The two sides agreed to cooperate on fisheries. "
        "They expressed concern about piracy.",
        ("held talks", "talks", "NOR IND"),
        title="Joint Statement of Norway and India",
        published="2013-03-04",
    )
    norway, india = told.accounts[0]
    assert (norway.statements, norway.channel, norway.topics) == (india.statements, india.channel, india.topics)
    assert topic_table(told.accounts[0])["both"] == ("fisheries", "organised crime and drugs")


def test_statements_go_to_the_engagement_of_their_side_told_last(reader):
    told = Told(
        reader,
        "Norwegian Foreign Minister Espen Barth Eide met Indian Foreign Minister Salman Khurshid on Monday. "
        "Khurshid said that trade had doubled.\n\n"
        "On Tuesday Eide had lunch with Brazilian Foreign Minister Antonio Patriota. "
        "Patriota said that deforestation had slowed.",
        ("met", "meeting", "NOR IND"),
        ("had lunch", "meeting", "NOR BRA"),
        published="2013-03-06",
    )
    assert told.topics(0) == {"IND": ["trade and investment"]}
    assert told.topics(1) == {"BRA": ["forests"]}


def test_a_background_engagement_has_no_account_of_what_is_said_elsewhere(reader):
    told = Told(
        reader,
        "Norwegian Foreign Minister Espen Barth Eide met Indian Foreign Minister Salman Khurshid on Monday. "
        "They had talks in Delhi last year. Khurshid said that trade had doubled.",
        ("met", "meeting", "NOR IND"),
        ("talks in Delhi", "talks", "NOR IND", Role.BACKGROUND),
        published="2013-03-06",
    )
    assert told.topics(0) == {"IND": ["trade and investment"]}
    assert told.accounts[1] == ()


def test_every_statement_is_told_once(wire):
    told = [each for account in wire.accounts[0] for each in account.statements]
    assert len(told) == len(set(told))


def test_a_report_without_engagements_has_no_accounts(reader):
    assert Told(reader, "Khurshid said that trade had doubled.", published="2013-03-06").accounts == ()


def account(side, *labels, channel=Channel.WRITTEN_STATEMENT):
    return Account(side=side, channel=channel, topics=tuple(Topic(label=each, spans=(Span(0, 1),)) for each in labels))


def test_a_topic_of_any_of_a_side_s_accounts_is_that_side_s():
    table = topic_table(
        [
            account("NOR", "debt"),
            account("NOR", "water", channel=Channel.SOCIAL_MEDIA),
            account("IND", "water", "space"),
        ]
    )
    assert dict(table) == {"both": ("water",), "NOR_only": ("debt",), "IND_only": ("space",)}


def test_an_area_meets_itself_with_a_place_and_is_named_with_it():
    table = topic_table([account("NOR", "peace process"), account("IND", "Sri Lankan peace process")])
    assert table["both"] == ("Sri Lankan peace process",)


def test_of_three_sides_a_topic_of_two_is_neither_shared_nor_one_sided():
    table = topic_table([account("NOR", "debt", "water"), account("IND", "debt", "water"), account("BRA", "debt")])
    assert dict(table) == {"both": ("debt",), "NOR_only": (), "IND_only": (), "BRA_only": ()}


@pytest.mark.parametrize("accounts", [[], [account("NOR", "debt")], [account("NOR", "debt"), account("IND")]])
def test_one_side_alone_has_no_table(accounts):
    assert dict(topic_table(accounts)) == {}
