"""A report made up for these tests, and readings of it by hand."""

from readout.model.ids import make_id
from readout.model.record import (
    Account,
    Actor,
    Because,
    Document,
    Engagement,
    Event,
    Evidence,
    Record,
    Statement,
    Topic,
    Versions,
)
from readout.model.span import Span
from readout.model.vocabulary import ActorKind, EngagementKind, EventType, Form, Status

TEXT = (
    "Norway's minister Berg met her colleague Rojas in Lima on Monday. Berg said Rojas had told her that Chile would "
    "send two ships. They agreed to meet again in Oslo."
)
DOCUMENT = Document(id=make_id("doc", TEXT, "2021-03-01"), text=TEXT, published="2021-03-01", title="Two ships")


def at(words, text=TEXT):
    start = text.index(words)
    return Span(start, start + len(words))


def why(*fields, by="test"):
    return Evidence({field: Because(spans=(at(words),), by=by, confidence=0.5) for field, words in fields})


def actor(key, name, kind=ActorKind.PERSON, country=None, mention=None):
    return Actor(key=key, name=name, kind=kind, country=country, mentions=(at(mention or name),))


NORWAY = actor("NOR", "Norway", ActorKind.STATE, "NOR")
CHILE = actor("CHL", "Chile", ActorKind.STATE, "CHL")
BERG = actor("berg", "Berg", country="NOR", mention="Norway's minister Berg")
ROJAS = actor("rojas", "Rojas", country="CHL")
OUTER = Statement(
    id="st-outer", speakers=("berg",), speaker_spans=(at("Berg said"),), cue=(at("said"),),
    content=(at("Rojas had told her that Chile would send two ships"),), form=Form.INDIRECT, confidence=0.9, by="test",
    evidence=why(("speakers", "Berg said")),
)  # fmt: skip
INNER = Statement(
    id="st-inner", speakers=("rojas",), speaker_spans=(at("Rojas had"),), addressees=("berg",), cue=(at("had told"),),
    content=(at("Chile would send two ships"),), form=Form.INDIRECT, nested_in="st-outer", confidence=0.8, by="test",
)  # fmt: skip
SHIPS = Event(
    id="ev-ships", event_type=EventType.AID, actors=("CHL",), recipients=("NOR",), trigger=at("send"),
    sentence=at("Berg said Rojas had told her that Chile would send two ships."), claimed_by="st-inner",
    confidence=0.7, by="test", evidence=why(("event_type", "send"), ("recipients", "her")),
)  # fmt: skip
NEXT = Engagement(
    id="en-next", kind=EngagementKind.MEETING, status=Status.PLANNED, participants=("berg", "rojas"),
    trigger=at("meet again"), place="Oslo", evidence=why(("place", "Oslo"), ("kind", "meet again")),
)  # fmt: skip
MET = Engagement(
    id="en-met", kind=EngagementKind.MEETING, participants=("berg", "rojas"), host="rojas", date="2021-03-01",
    place="Lima", follow_ups=("en-next",), trigger=at("met"),
    accounts=(
        Account(
            side="NOR", statements=("st-outer", "st-inner"),
            topics=(Topic(label="ships", spans=(at("two ships"),)),),
        ),
    ),
    evidence=why(("place", "Lima"), ("host", "colleague Rojas")),
)  # fmt: skip


def reading(
    actors=(NORWAY, BERG, ROJAS, CHILE),
    statements=(OUTER, INNER),
    events=(SHIPS,),
    engagements=(MET, NEXT),
    version="0.1.0",
    document=DOCUMENT,
):
    """By default all of the above."""
    return Record(
        document=document,
        actors=actors,
        statements=statements,
        events=events,
        engagements=engagements,
        schema_version="1.0",
        readout_version=version,
        models=Versions(test=version),
    )
