"""What can be asked: the parameters of the routes, as their schema tells them and as they are checked.

Their names are those of `readout.store.Query` and of the methods of `readout.store.Archive`. What the schema lets
through, the archive can answer; a name that is not here is refused, since a filter with a typing error in its name
would let everything pass.
"""

from datetime import date
from enum import StrEnum
from itertools import chain
from typing import Annotated, Any

import msgspec
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema

from readout.model.errors import InputError
from readout.model.vocabulary import ActorKind, Channel, EngagementKind, EventType, Realis, SpeechAct, Status
from readout.store.aggregate import OF_ITEM, SIDES, TIMES
from readout.store.query import MOST_ROWS, Query, What
from readout.store.stored import moment

MOST_VALUES = 20  # of one parameter
MOST_REPORTS = 50  # compared
LONGEST = 500  # characters of a value
DAY_LENGTH = len("2021-07-10")


class Layout(StrEnum):
    """How rows are given."""

    JSON = "json"  # a page
    JSONL = "jsonl"  # all of them, one a line
    CSV = "csv"  # all of them, for spreadsheets and R


def _day(value: str) -> str:
    try:
        if len(value) == DAY_LENGTH:
            return date.fromisoformat(value).isoformat()
    except ValueError:
        pass
    raise ValueError("not a day: write it as YYYY-MM-DD, such as 2021-07-10")


def _moment(value: str) -> str:
    try:
        return moment("added_since", value)
    except (InputError, OverflowError):
        raise ValueError("not a time: write 2021-07-10 or 2021-07-10T08:30:00Z") from None


def _truth(value: object) -> bool:
    if value not in ("true", "false"):
        raise ValueError("write true or false")
    return value == "true"


# no NUL, which PostgreSQL cannot hold, and more than space; \s is not the same signs in every dialect of patterns
TEXT = r"^[^\x00]*[^\x00-\x20\x85\xa0][^\x00]*$"
Text = Annotated[str, StringConstraints(max_length=LONGEST, pattern=TEXT)]
# a word that is not one of those that must not be there, in signs that every dialect of patterns takes alike
WORDS = r"(^|[\x00-\x20])([^\x00-\x20-][^\x00-\x20]*)?[0-9A-Za-z_\u0080-\U0010ffff]"
Words = Annotated[str, StringConstraints(max_length=LONGEST, pattern=WORDS)]
COUNTRY = r"^[A-Za-z]{3}$"
Country = Annotated[str, StringConstraints(pattern=COUNTRY)]
Day = Annotated[str, AfterValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Moment = Annotated[
    str,
    AfterValidator(_moment),
    WithJsonSchema({"anyOf": [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}]}),
]
Truth = Annotated[bool, BeforeValidator(_truth)]
# an id of 13 digits times the items of a report is still a number of the database
ReportCursor = Annotated[str, StringConstraints(pattern=r"^([0-9]{4}-[0-9]{2}-[0-9]{2})?~[0-9]{1,13}$")]
Cursor = Annotated[str, StringConstraints(pattern=r"^([0-9]{4}-[0-9]{2}-[0-9]{2})?~[0-9]{1,18}$")]
ActorCursor = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,18}~[^\x00]*$")]
RowCursor = Annotated[str, StringConstraints(pattern=r"^~[0-9]{1,13}$")]
MEANT = {  # what a value that does not fit a pattern should have been; the other patterns are those of cursors
    TEXT: "give some words",
    WORDS: "give a word that must be there",
    COUNTRY: "not the code of a country: give its three letters, such as PAK",
}
A_CURSOR = "not a cursor: give the `next` of a page as it is"
Confidence = Annotated[float, Field(ge=0, le=1)]
Limit = Annotated[int, Field(ge=1, le=MOST_ROWS)]


class Parameters(BaseModel):
    """No others than those declared."""

    model_config = ConfigDict(extra="forbid")


class Nothing(Parameters):
    """A route that takes none."""


class Rows(Parameters):
    """A route that gives rows."""

    format: Layout | None = Field(None, description="json is a page; jsonl and csv are all rows. Unless given, by the "
        "header Accept: application/x-ndjson, text/csv, else json.")  # fmt: skip


class Pages(Rows):
    """A route that gives pages of rows."""

    limit: Limit | None = Field(None, description="Rows of a page; in jsonl and csv, of all: every one unless given.")


class Filters(Parameters):
    """What reports and all items can be asked by; all must hold."""

    words: Words | None = Field(None, description="For the full text of reports, or of statements: all words; \"some "
        "together\"; one OR other; -without.")  # fmt: skip
    actors: list[Text] = Field([], max_length=MOST_VALUES, description="Names, ids of persons or codes of countries; "
        "all of them must take part.")  # fmt: skip
    between: list[Country] = Field([], min_length=2, max_length=2, description="Two codes of countries; only what "
        "is between them.")  # fmt: skip
    person: Text | None = Field(None, description="Id in the register of office holders.")
    office: Text | None = Field(None, description="Words of an office that one who takes part holds.")
    since: Day | None = Field(None, description="First day. The day of an item is that of its date, else of the "
        "publication.")  # fmt: skip
    until: Day | None = Field(None, description="Last day.")
    publisher: Text | None = Field(None, description="A part of who published it.")
    report: Text | None = Field(None, description="Id of the report.")

    def query(self, what: What, **more: Any) -> Query:
        """The same as the archive takes it."""
        given = self.model_dump(mode="json", exclude_none=True, exclude=set(Pages.model_fields))
        known = {name: value for name, value in given.items() if name in Query.__struct_fields__}
        known["between"] = known["between"] or None
        return msgspec.convert({**known, "what": what, **more}, Query)


class ReportFilters(Filters):
    topic: Text | None = Field(None, description="A part of the topic of an engagement.")


class ReportQuery(ReportFilters, Pages):
    after: ReportCursor | None = Field(None, description="`next` of the page before.")


class ItemQuery(Filters, Pages):
    after: Cursor | None = Field(None, description="`next` of the page before.")


class StatementQuery(ItemQuery):
    types: list[SpeechAct] = Field([], max_length=MOST_VALUES, description="Speech acts; one of them.")
    channel: Channel | None = Field(None, description="By which the words reached the reporter or the other side.")
    speaker: Text | None = Field(None, description="Name, id of a person or code of a country, of who says it.")
    confidence: Confidence | None = Field(None, description="The least.")


class EventQuery(ItemQuery):
    types: list[EventType] = Field([], max_length=MOST_VALUES, description="PLOVER types; one of them.")
    realis: list[Realis] = Field([], max_length=MOST_VALUES, description="Whether it happened; one of them.")
    place: Text | None = Field(None, description="A part of the place's name, or the code of the country it is in.")
    confidence: Confidence | None = Field(None, description="The least.")


class EngagementQuery(ItemQuery):
    types: list[EngagementKind] = Field([], max_length=MOST_VALUES, description="Kinds; one of them.")
    status: Status | None = Field(None, description="Whether it was held.")
    topic: Text | None = Field(None, description="A part of the topic.")
    place: Text | None = Field(None, description="A part of the place's name, or the code of the country it is in.")


class AsRead(Parameters):
    as_read: Truth = Field(False, description="Without people's corrections.")


class ExportQuery(ReportFilters, AsRead):
    without_text: Truth = Field(False, description="Positions, hashes and addresses in place of the reports' words.")
    added_since: Moment | None = Field(None, description="Only reports added then or later, in UTC.")

    @property
    def filtered(self) -> bool:
        """Whether there is more to search by than days."""
        names = {*ReportFilters.model_fields} - {"since", "until"}
        return any(getattr(self, name) not in (None, []) for name in names)


class TimelineKind(StrEnum):
    ENGAGEMENT = "engagement"
    EVENT = "event"
    STATEMENT = "statement"


class TimelineQuery(Pages):
    kinds: list[TimelineKind] = Field([], max_length=MOST_VALUES, description="Only these; all unless given.")
    since: Day | None = Field(None, description="First day.")
    until: Day | None = Field(None, description="Last day.")
    oldest_first: Truth = Field(False, description="Else the newest are first.")
    after: Cursor | None = Field(None, description="`next` of the page before.")


KEYS = dict.fromkeys([*SIDES, *TIMES, *chain.from_iterable(OF_ITEM.values())])
By = StrEnum("By", [(key, key) for key in KEYS])  # type: ignore[misc]  # one table has them; not all fit every `what`


class AggregateQuery(Pages):
    by: list[By] = Field([], max_length=MOST_VALUES, description="By what to count. dyad is source and target, pair "
        "two countries whichever way. One row of totals unless given.")  # fmt: skip
    what: TimelineKind = Field(TimelineKind.EVENT, description="What to count.")
    since: Day | None = Field(None, description="First day.")
    until: Day | None = Field(None, description="Last day.")
    countries: list[Country] = Field([], max_length=MOST_VALUES, description="Only what all of these have part in.")
    realis: list[Realis] = Field([], max_length=MOST_VALUES, description="Of events; actual unless given.")
    confidence: Confidence | None = Field(None, description="Of events and statements: the least.")
    after: RowCursor | None = Field(None, description="`next` of the page before.")


class WhoQuery(Pages):
    name: Text | None = Field(None, description="A part of a name, a person's id, or a country's code.")
    kind: ActorKind | None = Field(None, description="Only of this kind.")
    after: ActorCursor | None = Field(None, description="`next` of the page before.")


class CompareQuery(Parameters):
    report: list[Text] = Field(min_length=1, max_length=MOST_REPORTS, description="Ids of the reports to compare.")
