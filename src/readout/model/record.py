"""The record of one report: the types every stage adds to and every store, export and page reads.

Field by field this is the contract of the output; the codebook is generated from it. Unknown is None, never a guess.
Names that end a field with an actor's key point into `Record.actors`.
"""

from typing import TYPE_CHECKING

import msgspec

from readout.model.frozen import FrozenMap
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
    TimeKind,
    TimeType,
)

if TYPE_CHECKING:
    from readout.export.frames import Frames


class Because(msgspec.Struct, frozen=True, omit_defaults=True):
    """Why a field has its value: the words it was read from, the rule or model that read it, and how sure."""

    spans: tuple[Span, ...] = ()
    by: str = ""
    confidence: float | None = None


class Evidence(FrozenMap[Because]):
    """From field name to its reason, so that "why?" has an answer for every field."""


class TopicTable(FrozenMap[tuple[str, ...]]):
    """`both`: labels of topics that every side gives; `<side>_only`: those only that side gives."""


class Versions(FrozenMap[str]):
    """From the name of a model or data file to its version (a digest of its bytes)."""


class Time(msgspec.Struct, frozen=True, kw_only=True):
    """A time expression.

    Attributes:
        value: The resolved ISO 8601 date, or `start/end`; None when it cannot be resolved to the calendar.
        timex: The TIMEX3 value, such as `2021-W27`, `P3D`, `PRESENT_REF`; None when there is none.
        grain: The unit it is given in: century, decade, year, half, season, quarter, month, week, weekend, day, hour,
            minute or second; None if vague.
    """

    span: Span
    value: str | None = None
    timex: str | None = None
    type: TimeType = TimeType.DATE
    grain: str | None = None
    kind: TimeKind = TimeKind.EXACT


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One report.

    Attributes:
        id: A hash of text and publication date.
        source_id: The path, or the `id` of the input row.
        published: ISO 8601 date; None when neither the caller nor the text tells.
        author: As the page or file names it; several are joined by "; ".
        dateline: The place a wire report is filed from, as written.
        language: ISO 639-1 code.
        encoding: How the bytes were decoded; None when the caller gave text.
    """

    id: str
    text: str
    source_id: str | None = None
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    dateline: str | None = None
    language: str | None = None
    encoding: str | None = None
    times: tuple[Time, ...] = ()


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """Who.

    Attributes:
        key: Names this actor within the record.
        country: ISO 3166-1 alpha-3 of the side it belongs to, `IGO` for an intergovernmental body, else None.
        sectors: PLOVER sector codes, the primary one first.
        office: As the text or the register names it, without the country.
        person: Id in the register of office holders, when exactly one holder fits.
        mentions: Every place where the text means this actor, pronouns included, in order.
    """

    key: str
    name: str
    kind: ActorKind
    country: str | None = None
    sectors: tuple[str, ...] = ()
    office: str | None = None
    person: str | None = None
    mentions: tuple[Span, ...] = ()
    evidence: Evidence = Evidence()


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """Something a report says somebody said.

    Attributes:
        speakers: Keys of the actors it is attributed to; two for a joint statement, none when it is not resolved.
        speaker_spans: The words that name the speaker here.
        addressees: Keys of the actors it is said to.
        cue: The words that attribute it, such as "stressed".
        content: The words attributed; more than one span when a cue stands inside.
        nested_in: Id of the statement whose content holds this one.
        by: The rule or model that found it.
    """

    id: str
    speakers: tuple[str, ...]
    speaker_spans: tuple[Span, ...]
    addressees: tuple[str, ...] = ()
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    form: Form
    channel: Channel | None = None
    speech_act: SpeechAct = SpeechAct.ASSERT
    nested_in: str | None = None
    confidence: float = 0.0
    by: str = ""
    evidence: Evidence = Evidence()


class Quantity(msgspec.Struct, frozen=True, kw_only=True):
    """How many or how much: `value` in `unit` (a noun, or an ISO 4217 currency)."""

    value: float
    unit: str | None
    span: Span


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """Who did what to whom, in PLOVER's and CAMEO's codes.

    Attributes:
        mode: PLOVER mode of the type; None where the words do not decide it.
        cameo: The most exact CAMEO code that the words decide.
        goldstein: Goldstein score of that code, -10 to 10.
        trigger: The words that name the event; `mentions` has all the places where the report names it again.
        date: ISO 8601, as exact as the text gives it.
        place: As written.
        place_country: ISO 3166-1 alpha-3 of the country where that is; None when the name is not known or not clear.
        claimed_by: Id of the innermost statement that claims it; None when the report itself says so.
    """

    id: str
    event_type: EventType
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    goldstein: float | None = None
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    trigger: Span
    sentence: Span
    mentions: tuple[Span, ...] = ()
    date: str | None = None
    place: str | None = None
    place_country: str | None = None
    realis: Realis = Realis.ACTUAL
    quantity: Quantity | None = None
    claimed_by: str | None = None
    confidence: float = 0.0
    by: str = ""
    evidence: Evidence = Evidence()


class Topic(msgspec.Struct, frozen=True, kw_only=True):
    """Something an account says was talked about, with its words and how strongly it is put."""

    label: str
    spans: tuple[Span, ...]
    strength: Strength = Strength.DISCUSSED


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """One side's telling of an engagement through one channel; topics in the order of telling."""

    side: str | None
    channel: Channel | None = None
    statements: tuple[str, ...] = ()
    topics: tuple[Topic, ...] = ()


class Engagement(msgspec.Struct, frozen=True, kw_only=True):
    """A call, meeting, visit or other contact, and each side's account of it.

    Attributes:
        initiator: Key of the actor who began it, only when the words say so.
        host: Key of the actor who received the others.
        date_inferred: The date is the publication date, since the text gives no day.
        place_country: ISO 3166-1 alpha-3 of the country where the place is; None when that is not known or not clear.
        follow_ups: Ids of the engagements agreed in this one.
    """

    id: str
    kind: EngagementKind
    status: Status = Status.HELD
    role: Role = Role.MAIN
    participants: tuple[str, ...]
    initiator: str | None = None
    host: str | None = None
    date: str | None = None
    end_date: str | None = None
    date_inferred: bool = False
    place: str | None = None
    place_country: str | None = None
    venue: str | None = None
    follow_ups: tuple[str, ...] = ()
    trigger: Span
    mentions: tuple[Span, ...] = ()
    accounts: tuple[Account, ...] = ()
    topics: TopicTable = TopicTable()
    evidence: Evidence = Evidence()


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """What one report becomes. Immutable and hashable; `readout.from_json` and `to_json` round-trip without loss."""

    document: Document
    actors: tuple[Actor, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    engagements: tuple[Engagement, ...] = ()
    schema_version: str = ""
    readout_version: str = ""
    models: Versions = Versions()

    def _repr_html_(self) -> str:
        """What a notebook shows: the text with its actors, statements and events marked, and the record beside it."""
        from readout.export.html import record_html

        return record_html(self)

    def to_pandas(self) -> "Frames":
        """Data frames of actors, statements, events, engagements and topics, one row an item.

        Raises:
            InputError: pandas is not installed; the message names the extra.
        """
        from readout.export.frames import to_pandas

        return to_pandas(self)
