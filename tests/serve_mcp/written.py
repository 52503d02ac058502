"""Reports written for these tests, with records made by hand: two sides' accounts of one call, and a long one."""

from readout.model.ids import make_id
from readout.model.record import (
    Account,
    Actor,
    Document,
    Engagement,
    Event,
    Record,
    Statement,
    Topic,
    TopicTable,
)
from readout.model.span import Span
from readout.model.vocabulary import ActorKind, Channel, EngagementKind, EventType, Form, SpeechAct, Strength

OSLO = (
    "OSLO, 9 March -- Foreign Minister Kari Dahl telephoned her Chilean colleague Luis Rojas on Tuesday. She stressed "
    "that salmon quotas must be kept, and regretted the delay. The ministers discussed shipping."
)
SANTIAGO = (
    "SANTIAGO, 9 March -- Minister Luis Rojas received a call from Kari Dahl of Norway on Tuesday. He said that the "
    "quotas were unfair. The ministers discussed shipping."
)
MANY = 90  # statements of the long report
LONG_WORDS = "that the talks on herring and on cod would have to go on for as long as either side had something to say"
LONG = "BERGEN, 12 April -- " + " ".join(
    f"Kari Dahl said in point {number} {' and '.join([LONG_WORDS] * 12)}." for number in range(MANY)
)


def place(text: str, words: str, after: int = 0) -> Span:
    start = text.index(words, after)
    return Span(start, start + len(words))


def actors(text: str) -> tuple[Actor, ...]:
    """Those of the four who are named in the text; both states always, at its first word."""
    people = (("dahl", "Kari Dahl", "NOR"), ("rojas", "Luis Rojas", "CHL"))
    found = [
        Actor(key=key, name=name, kind=ActorKind.PERSON, country=country, office="Foreign Minister",
              mentions=(place(text, name),))
        for key, name, country in people if name in text
    ]  # fmt: skip
    states = (("NOR", "Norway"), ("CHL", "Chile"))
    found += [
        Actor(key=key, name=name, kind=ActorKind.STATE, country=key, mentions=(Span(0, 4),)) for key, name in states
    ]
    return tuple(found)


def statement(text: str, speaker: str, addressee: str, cue: str, content: str, after: int = 0) -> Statement:
    content_place = place(text, content, after)
    return Statement(
        id=make_id("st", text, content, str(content_place.start)), speakers=(speaker,),
        speaker_spans=(place(text, text.split()[0]),), addressees=(addressee,), cue=(place(text, cue, after),),
        content=(content_place,), form=Form.INDIRECT, channel=Channel.PHONE_CALL, speech_act=SpeechAct.ASSERT,
        confidence=0.9, by="hand",
    )  # fmt: skip


def report(text: str, published: str, side: str, trigger: str, told: Statement, topics: tuple[str, ...]) -> Record:
    """A report of the call of 9 March with one statement and one account."""
    document = Document(
        id=make_id("doc", text, published), text=text, published=published, publisher=f"Ministry of {side}",
        title=f"Call with {side}", url=f"https://ministry.example/{side.lower()}", language="en",
    )  # fmt: skip
    event = Event(
        id=make_id("ev", text), event_type=EventType.CONSULT, cameo="041", goldstein=1.0, actors=("dahl",),
        recipients=("rojas",), trigger=place(text, trigger), sentence=Span(0, text.index(". ")), date="2021-03-09",
        confidence=0.8, by="hand",
    )  # fmt: skip
    account = Account(
        side=side, channel=Channel.WRITTEN_STATEMENT, statements=(told.id,),
        topics=tuple(Topic(label=label, spans=(place(text, label),), strength=Strength.STRESSED) for label in topics),
    )  # fmt: skip
    engagement = Engagement(
        id=make_id("en", text), kind=EngagementKind.PHONE_CALL, participants=("dahl", "rojas"), initiator="dahl",
        date="2021-03-09", trigger=place(text, trigger), accounts=(account,),
        topics=TopicTable(both=(), **{f"{side}_only": topics}),
    )  # fmt: skip
    return Record(
        document=document, actors=actors(text), statements=(told,), events=(event,), engagements=(engagement,),
        schema_version="1.0", readout_version="0",
    )  # fmt: skip


def from_oslo() -> Record:
    told = statement(OSLO, "dahl", "rojas", "stressed", "that salmon quotas must be kept")
    return report(OSLO, "2021-03-09", "NOR", "telephoned", told, ("quotas", "shipping"))


def from_santiago() -> Record:
    told = statement(SANTIAGO, "rojas", "dahl", "said", "that the quotas were unfair")
    return report(SANTIAGO, "2021-03-10", "CHL", "received a call", told, ("quotas", "shipping"))


def long_one() -> Record:
    """90 statements of some 1,250 characters each."""
    starts = [LONG.index(f"said in point {number} ") for number in range(MANY)]
    content = " and ".join([LONG_WORDS] * 12)
    statements = tuple(statement(LONG, "dahl", "CHL", "said in point", content, start) for start in starts)
    document = Document(
        id=make_id("doc", LONG, "2021-04-12"), text=LONG, published="2021-04-12", publisher="Bergen Post"
    )
    return Record(document=document, actors=actors(LONG), statements=statements)


def records() -> tuple[Record, ...]:
    return from_oslo(), from_santiago(), long_one()
