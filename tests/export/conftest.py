"""Records made by hand from a report of our own; nobody in it exists."""

import pytest

from readout.model.record import (
    Account,
    Actor,
    Because,
    Document,
    Engagement,
    Event,
    Evidence,
    Quantity,
    Record,
    Statement,
    Topic,
    TopicTable,
)
from readout.model.span import Span
from readout.model.vocabulary import (
    ActorKind,
    Channel,
    EngagementKind,
    EventType,
    Form,
    Realis,
    Role,
    SpeechAct,
    Status,
    Strength,
)

TEXT = """NAIROBI: Foreign Minister Amina Odhiambo took a call from her Norwegian counterpart Lars Berg
on Tuesday.

"The quota for tuna
is settled," Odhiambo stressed, the ministry said. She raised visa rules too.

Oslo's readout says that Berg thanked Kenya for its patience & promised 40 inspectors.
Both spoke about the tuna quota. They met last year in Bergen.
"""


def at(words: str, occurrence: int = 0) -> Span:
    """Where `words` stand in the report, the first time or a later one."""
    start = -1
    for _ in range(occurrence + 1):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words))


ACTORS = (
    Actor(
        key="odhiambo", name="Amina Odhiambo", kind=ActorKind.PERSON, country="KEN", sectors=("GOV",),
        office="Foreign Minister",
        mentions=(at("Foreign Minister Amina Odhiambo"), at("her"), at("Odhiambo", 1), at("She"), at("They")),
    ),
    Actor(
        key="berg", name="Lars Berg", kind=ActorKind.PERSON, country="NOR", sectors=("GOV",),
        mentions=(at("her Norwegian counterpart Lars Berg"), at("Berg", 1), at("They")),
    ),
    Actor(
        key="ministry", name="Foreign Ministry", kind=ActorKind.ORGANISATION, country="KEN",
        mentions=(at("the ministry"),),
    ),
    Actor(key="KEN", name="Kenya", kind=ActorKind.STATE, country="KEN", mentions=(at("Kenya"),)),
)  # fmt: skip
STATEMENTS = (
    Statement(
        id="st-a", speakers=("ministry",), speaker_spans=(at("the ministry"),), cue=(at("said"),),
        content=(at('"The quota for tuna\nis settled," Odhiambo stressed'),), form=Form.MIXED,
        channel=Channel.WRITTEN_STATEMENT, confidence=0.9, by="tagger",
    ),
    Statement(
        id="st-b", speakers=("odhiambo",), speaker_spans=(at("Odhiambo", 1),), cue=(at("stressed"),),
        content=(at('"The quota for tuna\nis settled,"'),), form=Form.DIRECT, channel=Channel.PHONE_CALL,
        nested_in="st-a", confidence=0.8, by="tagger",
    ),
    Statement(
        id="st-c", speakers=("berg",), speaker_spans=(at("Berg", 1),), addressees=("KEN",),
        cue=(at("thanked"),), content=(at("for its patience"),), form=Form.INDIRECT,
        channel=Channel.PHONE_CALL, speech_act=SpeechAct.THANK, confidence=0.7, by="tagger",
    ),
)  # fmt: skip
EVENTS = (
    Event(
        id="ev-a", event_type=EventType.CONSULT, mode="phone", cameo="041", goldstein=1.0,
        contexts=("diplomatic",), actors=("berg",), recipients=("odhiambo",), trigger=at("took a call"),
        sentence=Span(0, at("Tuesday.").stop), date="2031-03-04",
    ),
    Event(
        id="ev-b", event_type=EventType.AID, actors=("berg",), trigger=at("promised"),
        sentence=Span(at("Oslo's").start, at("inspectors.").stop), realis=Realis.FUTURE, claimed_by="st-c",
        quantity=Quantity(value=40, unit="inspectors", span=at("40 inspectors")),
    ),
)  # fmt: skip
CALL = Engagement(
    id="en-a", kind=EngagementKind.PHONE_CALL, participants=("odhiambo", "berg"), initiator="berg",
    date="2031-03-04", trigger=at("took a call"),
    accounts=(
        Account(
            side="KEN", channel=Channel.WRITTEN_STATEMENT, statements=("st-a", "st-b"),
            topics=(
                Topic(label="fishing quota", spans=(at("quota for tuna"),), strength=Strength.STRESSED),
                Topic(label="visa rules", spans=(at("visa rules"),), strength=Strength.RAISED),
            ),
        ),
        Account(
            side="NOR", channel=Channel.WRITTEN_STATEMENT, statements=("st-c",),
            topics=(
                Topic(label="inspectors", spans=(at("40 inspectors"),)),
                Topic(label="fishing quota", spans=(at("tuna quota"),)),
            ),
        ),
    ),
    topics=TopicTable({"both": ("fishing quota",), "KEN_only": ("visa rules",), "NOR_only": ("inspectors",)}),
    evidence=Evidence({"date": Because(spans=(at("Tuesday"),))}),
)  # fmt: skip
EARLIER = Engagement(
    id="en-b", kind=EngagementKind.MEETING, status=Status.HELD, role=Role.BACKGROUND,
    participants=("odhiambo", "berg"), date="2031-03-05", date_inferred=True, place="Bergen",
    trigger=at("met"), evidence=Evidence({"place": Because(spans=(at("Bergen"),))}),
)  # fmt: skip


@pytest.fixture
def call() -> Record:
    """A telephone call told by both sides, after an earlier meeting; with statements and events."""
    return Record(
        document=Document(
            id="doc-1", source_id="calls/tuna.txt", title="Ministers speak about tuna", text=TEXT,
            published="2031-03-05", dateline="NAIROBI", language="en",
        ),
        actors=ACTORS, statements=STATEMENTS, events=EVENTS, engagements=(EARLIER, CALL),
    )  # fmt: skip


@pytest.fixture
def nothing() -> Record:
    """A record with nothing in it."""
    return Record(document=Document(id="doc-0", text=""))
