"""What each tool answers: the structs become the tool's output schema."""

from msgspec import Struct

from readout.link.compared import Comparison
from readout.model.span import Span

Cell = str | int | float


class Rows(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Rows by column; a cell without a value is left out, and lists are joined by "; ".

    Attributes:
        next: Give it as `after` for the rows that follow; there are none when it is missing.
        notes: What was cut, and how to get the rest.
    """

    rows: tuple[dict[str, Cell], ...]
    next: str | None = None
    notes: tuple[str, ...] = ()


class Quotation(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Words of a report, to be cited by its id and the place.

    Attributes:
        report: Id of the report.
        span: `[start, end]`: characters of its text from 0, the end not included.
        words: The text there, or how it begins when `cut`.
    """

    report: str
    span: Span
    words: str
    cut: bool = False


class Party(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An actor where it takes part; `country` is ISO 3166-1 alpha-3 or IGO."""

    key: str
    name: str
    country: str | None = None
    office: str | None = None


class ActorGiven(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An actor of the report; `mentions` are the first ones of `mentioned`."""

    key: str
    name: str
    kind: str
    country: str | None = None
    office: str | None = None
    person: str | None = None
    sectors: tuple[str, ...] = ()
    mentioned: int = 0
    mentions: tuple[Quotation, ...] = ()


class StatementGiven(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something the report says somebody said: `content` are the words attributed, `cue` those that attribute them."""

    id: str
    speakers: tuple[Party, ...] = ()
    addressees: tuple[Party, ...] = ()
    speech_act: str
    form: str
    channel: str | None = None
    cue: tuple[Quotation, ...] = ()
    content: tuple[Quotation, ...] = ()
    nested_in: str | None = None
    confidence: float


class EventGiven(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who did what to whom, in PLOVER's and CAMEO's codes; `claimed_by` is the statement that claims it."""

    id: str
    event_type: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    goldstein: float | None = None
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    date: str | None = None
    place: str | None = None
    place_country: str | None = None
    realis: str
    quantity: str | None = None
    claimed_by: str | None = None
    confidence: float
    trigger: Quotation
    sentence: Quotation


class TopicGiven(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an account says was talked about, and how strongly it is put."""

    label: str
    strength: str
    quotations: tuple[Quotation, ...] = ()


class AccountGiven(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One side's telling of an engagement; `statements` are ids."""

    side: str | None = None
    channel: str | None = None
    statements: tuple[str, ...] = ()
    topics: tuple[TopicGiven, ...] = ()


class EngagementGiven(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A call, meeting, visit or other contact; `topics` are those that `both` sides give and that only one does."""

    id: str
    kind: str
    status: str
    role: str
    participants: tuple[Party, ...] = ()
    initiator: Party | None = None
    host: Party | None = None
    date: str | None = None
    end_date: str | None = None
    date_inferred: bool = False
    place: str | None = None
    place_country: str | None = None
    venue: str | None = None
    quotations: tuple[Quotation, ...] = ()
    accounts: tuple[AccountGiven, ...] = ()
    topics: dict[str, tuple[str, ...]] = {}


class ReportGiven(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is known of a report; `characters` is the length of its text."""

    id: str
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    source_id: str | None = None
    dateline: str | None = None
    characters: int


class RecordGiven(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A report's record, as far as it was asked for.

    Attributes:
        counts: How many items each part has in all.
        pretty: The record as lines of text, in place of the parts.
        notes: What was cut, and how to get the rest.
    """

    report: ReportGiven
    counts: dict[str, int]
    text: Quotation | None = None
    actors: tuple[ActorGiven, ...] = ()
    statements: tuple[StatementGiven, ...] = ()
    events: tuple[EventGiven, ...] = ()
    engagements: tuple[EngagementGiven, ...] = ()
    pretty: str | None = None
    notes: tuple[str, ...] = ()


class Comparisons(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The accounts of each engagement beside each other: topics shared and not, disagreements, and words attributed.

    Attributes:
        count: How many engagements can be compared in all.
        pretty: The comparisons as lines of text, in their place.
        notes: What was cut, and how to get the rest.
    """

    count: int
    comparisons: tuple[Comparison, ...] = ()
    pretty: str | None = None
    notes: tuple[str, ...] = ()
