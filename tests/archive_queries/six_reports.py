"""Six reports with a record each, made by hand; nobody in them exists. Every id ends as its report is called."""

from collections.abc import Callable
from itertools import count

from msgspec.structs import replace

from readout.model.record import (
    Account,
    Actor,
    Document,
    Engagement,
    Event,
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
    SpeechAct,
    Status,
)
from readout.store import Archive
from readout.store.archive import connect

PEOPLE = {
    "odhiambo": Actor(
        key="odhiambo", name="Amina Odhiambo", kind=ActorKind.PERSON, country="KEN", office="Foreign Minister",
        person="KEN-amina-odhiambo",
    ),
    "berg": Actor(key="berg", name="Lars Berg", kind=ActorKind.PERSON, country="NOR", office="Foreign Minister"),
    "quispe": Actor(key="quispe", name="Rosa Quispe", kind=ActorKind.PERSON, country="PER", office="President"),
    "fund": Actor(key="fund", name="IMF", kind=ActorKind.ORGANISATION),
    "KEN": Actor(key="KEN", name="Kenya", kind=ActorKind.STATE, country="KEN"),
    "NOR": Actor(key="NOR", name="Norway", kind=ActorKind.STATE, country="NOR"),
    "PER": Actor(key="PER", name="Peru", kind=ActorKind.STATE, country="PER"),
}  # fmt: skip


def at(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def actors(text: str, *keys: str) -> tuple[Actor, ...]:
    made = []
    for key in keys:
        actor = PEOPLE[key]
        fields = {name: getattr(actor, name) for name in ("key", "name", "kind", "country", "office", "person")}
        made.append(Actor(**fields, mentions=(at(text, actor.name),)))
    return tuple(made)


def draft() -> Record:
    """The first text of the story that `call` has the second of."""
    text = "Amina Odhiambo telephoned Lars Berg. More soon."
    return Record(
        document=Document(id="doc-draft", text=text, published="2031-03-04", url="https://harbour.example/tuna"),
        actors=actors(text, "odhiambo", "berg"),
        events=(
            Event(
                id="ev-draft", event_type=EventType.CONSULT, actors=("odhiambo",), recipients=("berg",),
                trigger=at(text, "telephoned"), sentence=at(text, "Amina Odhiambo telephoned Lars Berg."),
            ),
        ),
    )  # fmt: skip


def call() -> Record:
    text = 'Amina Odhiambo telephoned Lars Berg about the tuna quota on Tuesday. "The quota is settled," she said.'
    return Record(
        document=Document(
            id="doc-call", text=text, title="Ministers speak about tuna", published="2031-03-05", language="en",
            publisher="Harbour Times", url="https://harbour.example/tuna", source_id="tuna.txt",
        ),
        actors=actors(text, "odhiambo", "berg"),
        statements=(
            Statement(
                id="st-call", speakers=("odhiambo",), speaker_spans=(at(text, "she"),), addressees=("berg",),
                cue=(at(text, "said"),), content=(at(text, '"The quota is settled,"'),), form=Form.DIRECT,
                channel=Channel.PHONE_CALL, confidence=0.8, by="test",
            ),
        ),
        events=(
            Event(
                id="ev-call", event_type=EventType.CONSULT, cameo="041", goldstein=1.0, actors=("odhiambo",),
                recipients=("berg",), trigger=at(text, "telephoned"), sentence=Span(0, text.index(".") + 1),
                date="2031-03-04", confidence=0.9, by="test",
            ),
        ),
        engagements=(
            Engagement(
                id="en-call", kind=EngagementKind.PHONE_CALL, participants=("odhiambo", "berg"),
                initiator="odhiambo", date="2031-03-04", trigger=at(text, "telephoned"),
                accounts=(Account(side="KEN", topics=(Topic(label="tuna quota", spans=(at(text, "tuna quota"),)),)),),
                topics=TopicTable({"both": ("tuna quota",)}),
            ),
        ),
        schema_version="1.0", readout_version="0.1.0",
    )  # fmt: skip


def visit() -> Record:
    text = "Lars Berg is to visit Lima in May. Rosa Quispe warned of duties on salmon, to be paid by Norway."
    return Record(
        document=Document(id="doc-visit", text=text, published="2031-04-10", publisher="Fjord Post", title="To Lima"),
        actors=actors(text, "berg", "quispe", "NOR"),
        statements=(
            Statement(
                id="st-visit", speakers=("quispe",), speaker_spans=(at(text, "Rosa Quispe"),),
                cue=(at(text, "warned"),), content=(at(text, "of duties on salmon"),), form=Form.INDIRECT,
                channel=Channel.PRESS_CONFERENCE,
                speech_act=SpeechAct.WARN, confidence=0.6, by="test",
            ),
        ),
        events=(
            Event(
                id="ev-visit", event_type=EventType.SANCTION, cameo="163", goldstein=-5.0, actors=("quispe",),
                recipients=("NOR",), trigger=at(text, "duties"), sentence=at(text, "Rosa Quispe warned of duties"),
                place="Lima", place_country="PER", realis=Realis.HYPOTHETICAL, claimed_by="st-visit", confidence=0.4,
                by="test",
            ),
        ),
        engagements=(
            Engagement(
                id="en-visit", kind=EngagementKind.VISIT, status=Status.PLANNED, participants=("berg", "quispe"),
                host="quispe", date="2031-05", place="Lima", place_country="PER", trigger=at(text, "visit"),
                accounts=(Account(side=None, topics=(Topic(label="salmon", spans=(at(text, "salmon"),)),)),),
                topics=TopicTable({"both": ("salmon",)}),
            ),
        ),
    )  # fmt: skip


def loan() -> Record:
    text = "The IMF lent Peru 40 million dollars, officials told the Fjord Post."
    return Record(
        document=Document(id="doc-loan", text=text, published="2031-04-11"),
        actors=actors(text, "fund", "PER"),
        events=(
            Event(
                id="ev-loan", event_type=EventType.AID, cameo="071", goldstein=7.0, actors=("fund",),
                recipients=("PER",), trigger=at(text, "lent"), sentence=Span(0, len(text)), date="2031-04-11",
                quantity=Quantity(value=40e6, unit="USD", span=at(text, "40 million dollars")), confidence=0.7,
                by="test",
            ),
        ),
    )  # fmt: skip


def treaty() -> Record:
    """Nothing tells when this was."""
    text = "Norway and Kenya signed a fishing treaty."
    return Record(
        document=Document(id="doc-treaty", text=text, publisher="Harbour Times"),
        actors=actors(text, "NOR", "KEN"),
        events=(
            Event(
                id="ev-treaty", event_type=EventType.AGREE, cameo="057", goldstein=8.0, actors=("NOR", "KEN"),
                trigger=at(text, "signed"), sentence=Span(0, len(text)), confidence=0.95, by="test",
            ),
        ),
    )  # fmt: skip


def charge() -> Record:
    text = "Amina Odhiambo accused Peru on Wednesday. She called its trawlers thieves at a briefing in Nairobi."
    return Record(
        document=Document(id="doc-charge", text=text, published="2031-04-10", title="Trawlers", author="J. Were"),
        actors=actors(text, "odhiambo", "PER"),
        statements=(
            Statement(
                id="st-charge", speakers=("odhiambo",), speaker_spans=(at(text, "She"),), addressees=("PER",),
                cue=(at(text, "called"),), content=(at(text, "its trawlers thieves"),), form=Form.INDIRECT,
                channel=Channel.BRIEFING, speech_act=SpeechAct.ACCUSE, confidence=0.9, by="test",
            ),
        ),
        events=(
            Event(
                id="ev-charge", event_type=EventType.ACCUSE, cameo="112", goldstein=-2.0, actors=("odhiambo",),
                recipients=("PER",), trigger=at(text, "accused"), sentence=Span(0, text.index(".") + 1),
                date="2031-04-09", place="Nairobi", place_country="KEN", confidence=0.8, by="test",
            ),
        ),
    )  # fmt: skip


def like(record: Record, name: str, day: str) -> Record:
    """The same told again in another report, of another day."""
    document = replace(
        record.document, id=f"doc-{name}", text=f"{record.document.text} {name}", url=None, published=day
    )
    events = tuple(replace(event, id=f"ev-{name}", date=day) for event in record.events)
    return replace(record, document=document, events=events, statements=(), engagements=())


def six() -> list[Record]:
    """In the order in which they are added."""
    return [draft(), call(), visit(), loan(), treaty(), charge()]


def ticking() -> Callable[[], str]:
    """A clock for archives: 2031-05-01T00:00:01Z, then :02, and so on."""
    numbers = count(1)
    return lambda: f"2031-05-01T00:00:{next(numbers):02d}Z"


def filled(address: str) -> Archive:
    """A new archive of the six, the clock having ticked for each."""
    archive = Archive(connect(address, create=True), clock=ticking())
    for record in six():
        archive.add(record)
    return archive
