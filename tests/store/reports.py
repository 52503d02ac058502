"""Records made by hand, with something in every table, for whatever text."""

from readout.model.ids import make_id
from readout.model.record import Account, Actor, Document, Engagement, Event, Record, Statement, Topic
from readout.model.span import Span
from readout.model.vocabulary import ActorKind, EngagementKind, EventType, Form

TEXT = "Norway told Chile on Monday that the two will talk about fish again."


def report(text: str = TEXT, **fields: str | None) -> Record:
    """A record whose statement, event, engagement and topic all have the whole text for their words.

    Args:
        fields: Of the document.
    """
    whole = Span(0, len(text))
    identifier = make_id("doc", text, fields.get("published") or "")
    statement = Statement(
        id=make_id("st", identifier), speakers=("NOR",), speaker_spans=(whole,), addressees=("CHL",), cue=(whole,),
        content=(whole,), form=Form.INDIRECT, confidence=0.5, by="test",
    )  # fmt: skip
    event = Event(
        id=make_id("ev", identifier), event_type=EventType.CONSULT, actors=("NOR",), recipients=("CHL",),
        trigger=whole, sentence=whole, date="2021-03", confidence=0.25, by="test",
    )  # fmt: skip
    engagement = Engagement(
        id=make_id("en", identifier), kind=EngagementKind.PHONE_CALL, participants=("NOR", "CHL"), trigger=whole,
        accounts=(Account(side="NOR", topics=(Topic(label="fish", spans=(whole,)),)),),
    )  # fmt: skip
    return Record(
        document=Document(id=identifier, text=text, **fields),
        actors=(
            Actor(key="NOR", name="Norway", kind=ActorKind.STATE, country="NOR", mentions=(whole,)),
            Actor(key="CHL", name="Chile", kind=ActorKind.STATE, country="CHL", mentions=(whole,)),
        ),
        statements=(statement,),
        events=(event,),
        engagements=(engagement,),
    )
