"""What each tool is asked: the fields become the tool's input schema, their words what an assistant reads."""

from enum import StrEnum
from typing import Annotated, Any

from msgspec import Meta, Struct

from readout.model.vocabulary import ActorKind, Channel, EngagementKind, EventType, Realis, SpeechAct, Status
from readout.store import What
from readout.store.timeline import KINDS

MOST_ROWS = 100  # of one page
MOST_REPORTS = 20  # compared at once
MOST_CHARACTERS = 20_000  # of a text in one answer
LONGEST_TEXT = 200_000  # that is read


class Form(StrEnum):
    """In which form a record or a comparison is given."""

    JSON = "json"
    PRETTY = "pretty"  # laid out in lines, as at a terminal


class Part(StrEnum):
    """Parts of a record."""

    TEXT = "text"
    ACTORS = "actors"
    STATEMENTS = "statements"
    EVENTS = "events"
    ENGAGEMENTS = "engagements"


def _said(description: str, *examples: Any, **schema: Any) -> Meta:
    return Meta(description=description, examples=list(examples) or None, extra_json_schema=schema or None)


# values are checked by the archive, which forgives case and hyphens; the schema only lists them
def _one_of(*vocabularies: type[StrEnum]) -> Meta:
    return Meta(extra_json_schema={"enum": [str(member) for vocabulary in vocabularies for member in vocabulary]})


Day = Annotated[str, Meta(extra_json_schema={"format": "date"})]
Rows = Annotated[int, Meta(ge=1, le=MOST_ROWS, description="How many rows at most.")]
Since = Annotated[Day | None, _said("First day, included.", "2021-07-01")]
Until = Annotated[Day | None, _said("Last day, included.", "2021-07-31")]
After = Annotated[str | None, _said("The `next` of the answer before, for the rows that follow.")]
WhichForm = Annotated[Form, _said("json has every quotation with its place; pretty is all of it, laid out in lines.")]
Parts = Annotated[
    tuple[Part, ...],
    _said("Which parts to give; the text only when it is asked for.", ["statements"], ["text", "actors"]),
]
DEFAULT_PARTS = (Part.ACTORS, Part.STATEMENTS, Part.EVENTS, Part.ENGAGEMENTS)
First = Annotated[int, Meta(ge=0, description="Of each part leave out so many items, for those that follow.")]
TextFrom = Annotated[int, Meta(ge=0, description="Where in the text to begin, in characters from 0; for part text.")]
TextLength = Annotated[int, Meta(ge=1, le=MOST_CHARACTERS, description="How many characters; for part text.")]


class Search(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    what: Annotated[What, _said("What to find.")] = What.REPORTS
    words: Annotated[
        str | None,
        _said('Words of the report, or of the statement: all must occur; "..." for a phrase, -word for without.',
              'ceasefire "line of control" -trade'),
    ] = None  # fmt: skip
    actors: Annotated[
        tuple[str, ...],
        _said("Who takes part, all of them: names, ids of persons, or three-letter codes of countries.", ["PAK"]),
    ] = ()
    between: Annotated[tuple[str, str] | None, _said("Two countries: what is between them.", ["PAK", "USA"])] = None
    person: Annotated[str | None, _said("Id of a person in the register; `who` shows it.")] = None
    office: Annotated[str | None, _said("Words of an office that one who takes part holds.", "foreign minister")] = None
    speaker: Annotated[str | None, _said("Statements only: who makes it; a name, id or country.", "USA")] = None
    types: Annotated[
        tuple[Annotated[str, _one_of(EventType, EngagementKind, SpeechAct)], ...],
        _said("One of these: types of events (capitals), kinds of engagements or speech acts of statements.",
              ["THREATEN", "COERCE"], ["phone call"], ["accuse", "deny"]),
    ] = ()  # fmt: skip
    channel: Annotated[Annotated[str, _one_of(Channel)] | None, _said("Statements only: how it was made.")] = None
    topic: Annotated[str | None, _said("Reports and engagements: words of what was talked about.", "border")] = None
    since: Since = None
    until: Until = None
    place: Annotated[str | None, _said("Events and engagements: a place's name, or its country's code.")] = None
    confidence: Annotated[float | None, _said("Statements and events: the least, 0 to 1.", 0.7)] = None
    realis: Annotated[
        tuple[Annotated[str, _one_of(Realis)], ...],
        _said("Events only. Without it also what is only planned, denied or possible is found.", ["actual"]),
    ] = ()
    status: Annotated[Annotated[str, _one_of(Status)] | None, _said("Engagements only.")] = None
    publisher: Annotated[str | None, _said("Words of the publisher's name.")] = None
    report: Annotated[str | None, _said("Only of the report with this id.")] = None
    limit: Rows = 20
    after: After = None


class RecordOf(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: Annotated[
        str,
        _said("Id of a report, or of one statement, event or engagement, which is then given alone; its beginning will "
              "do if it is clear.", "doc-97e902e6add3c92caaf1"),
    ]  # fmt: skip
    parts: Parts = DEFAULT_PARTS
    form: WhichForm = Form.JSON
    first: First = 0
    limit: Annotated[int, Meta(ge=1, le=MOST_ROWS, description="How many items of each part at most.")] = 50
    text_from: TextFrom = 0
    text_length: TextLength = 6_000


class Compare(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    ids: Annotated[
        tuple[str, ...],
        Meta(description="Ids of reports, or of engagements (then only of these). One is enough if it has the accounts "
                         "of two sides; `search` for engagements finds the reports of both.",
             min_length=1, max_length=MOST_REPORTS, examples=[["en-ac96005e005360e17295"]]),
    ]  # fmt: skip
    form: WhichForm = Form.JSON
    first: Annotated[int, Meta(ge=0, description="Leave out so many comparisons, for those that follow.")] = 0
    limit: Annotated[int, Meta(ge=1, le=MOST_REPORTS, description="How many comparisons at most.")] = 5


class Timeline(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    one: Annotated[str, _said("Three-letter code of a country, or name or id of a person or body.", "PAK")]
    other: Annotated[str | None, _said("The other side; without it, all of the first.", "USA")] = None
    kinds: Annotated[
        tuple[Annotated[str, Meta(extra_json_schema={"enum": list(KINDS)})], ...], _said("Which kinds of items.")
    ] = KINDS
    since: Since = None
    until: Until = None
    oldest_first: Annotated[bool, _said("Otherwise the newest comes first.")] = False
    limit: Rows = 20
    after: After = None


class Who(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: Annotated[
        str | None,
        _said("A part of a name, an id of a person, or a country's code for all of that country; without it, those of "
              "most reports.", "Qureshi", "PAK"),
    ] = None  # fmt: skip
    kind: Annotated[ActorKind | None, _said("Only of this kind.")] = None
    limit: Rows = 20
    after: After = None


class Statistics(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    pass


class Read(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    text: Annotated[str, Meta(description="The whole text of one report, in English.", min_length=1,
                              max_length=LONGEST_TEXT)]  # fmt: skip
    published: Annotated[
        Day | None, _said('Day of publication, from which "on Friday" counts. [default: the date line]', "2021-07-10")
    ] = None
    parts: Parts = DEFAULT_PARTS
    form: WhichForm = Form.JSON
    first: First = 0
    limit: Annotated[int, Meta(ge=1, le=MOST_ROWS, description="How many items of each part at most.")] = 50
    text_from: TextFrom = 0
    text_length: TextLength = 6_000
