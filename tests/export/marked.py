"""A report of our own that is hard to mark: line ends within spans, a tab, characters beyond U+FFFF, long names."""

import re

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
)
from readout.model.span import Span
from readout.model.vocabulary import ActorKind, Channel, EngagementKind, EventType, Form, Realis, SpeechAct, Status

RUN = 5  # words in a row that count as a quotation
TEXT = (
    "GENEVA \U0001f54a: The Joint Commission for the Shared Rivers of the North\tmet Minister\r\n"
    'Ada Holm; "we will open the locks\nin May," she told \\ the commission, "and pay 1,200 crowns <each>".\u2028'
    "The visit of the commission to Oslo, planned for October, was called off & put to next year.\n"
)


def at(words: str, occurrence: int = 0) -> Span:
    """Where `words` stand in the report, the first time or a later one."""
    start = -1
    for _ in range(occurrence + 1):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words))


COMMISSION = "Joint Commission for the Shared Rivers of the North"
RECORD = Record(
    document=Document(
        id="doc-hard", text=TEXT, title="We will open the locks in May", published="2032-04-05",
        url="https://example.org/locks", publisher="Northern Desk", source_id="locks.txt", language="en",
        dateline="GENEVA",
    ),
    actors=(
        Actor(
            key=COMMISSION, name=COMMISSION, kind=ActorKind.ORGANISATION, country="IGO", sectors=("IGO",),
            mentions=(at(COMMISSION), at("the commission"), at("the commission", 1)),
        ),
        Actor(
            key="holm", name="Ada Holm", kind=ActorKind.PERSON, country="NOR", sectors=("GOV",),
            office="Minister", mentions=(at("Minister\r\nAda Holm"), at("she")),
            evidence=Evidence({"office": Because(by=f"register: {COMMISSION}")}),
        ),
        Actor(key="NOR", name="Norway", kind=ActorKind.STATE, country="NOR", mentions=(at("Oslo"),)),
        Actor(key="chair", name="chair", kind=ActorKind.OFFICE, country="IGO"),
    ),
    statements=(
        Statement(
            id="st-1", speakers=("holm",), speaker_spans=(at("she"),), addressees=(COMMISSION, "chair"),
            cue=(at("told"),), content=(at('"we will open the locks\nin May,"'), at('"and pay 1,200 crowns <each>"')),
            form=Form.DIRECT, channel=Channel.MEETING, speech_act=SpeechAct.PROMISE, confidence=0.9, by="tagger",
        ),
    ),
    events=(
        Event(
            id="ev-1", event_type=EventType.CONSULT, mode="meet", cameo="036", goldstein=4.0,
            actors=(COMMISSION,), recipients=("holm",), trigger=at("met"), sentence=Span(0, at("crowns").stop),
            mentions=(at("met"),), date="2032-04", place="Geneva", place_country="CHE", confidence=0.8,
        ),
        Event(
            id="ev-2", event_type=EventType.AID, actors=("holm",), trigger=at("pay"),
            sentence=Span(0, at("crowns").stop), realis=Realis.FUTURE, claimed_by="st-1",
            quantity=Quantity(value=1200, unit="crowns", span=at("1,200 crowns")),
            date="2032-05-01/2032-05-09", place="Upper Nowhere",
        ),
    ),
    engagements=(
        Engagement(
            id="en-1", kind=EngagementKind.MEETING, participants=(COMMISSION, "holm"), date="2032-04-05",
            place="Geneva", place_country="CHE", venue="Palais; Room 9", trigger=at("met"), follow_ups=("en-2",),
            accounts=(
                Account(
                    side="NOR", channel=Channel.MEETING, statements=("st-1",),
                    topics=(Topic(label="open the locks\nin May", spans=(at("the locks\nin May"),)),),
                ),
            ),
        ),
        Engagement(
            id="en-2", kind=EngagementKind.VISIT, status=Status.CANCELLED, participants=(COMMISSION,), host="NOR",
            date="2032-10", place="Oslo", place_country="NOR", trigger=at("visit"),
        ),
        Engagement(id="en-3", kind=EngagementKind.TALKS, participants=("holm", "NOR"), trigger=at("told")),
    ),
)  # fmt: skip


def quoted_runs(text, output):
    """The runs of `RUN` words of a text that are in the output, however it spaces and escapes them."""
    output = re.sub(r"\r\n ", "", output).replace("\t", " | ")  # folded lines of iCalendar; columns
    output = " ".join(output.replace("\\n", " ").replace("\\", "").split()).casefold()
    words = text.casefold().split()
    runs = (" ".join(words[start : start + RUN]) for start in range(len(words) - RUN + 1))
    return [run for run in runs if run in output]
