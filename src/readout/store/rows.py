"""A record as rows of the archive's tables. Pure: the same record and number give the same rows."""

import json
from collections.abc import Iterable, Sequence
from itertools import combinations, product

import msgspec

from readout.model.errors import StoreError
from readout.model.jsonform import to_json
from readout.model.record import Actor, Engagement, Event, Record, Statement
from readout.model.span import Span, hull
from readout.store.connection import Value
from readout.store.days import first_day
from readout.store.identity import folded, identity_of, number_of

ITEMS = 100_000  # numbers that a report has for its items; see schema/
REPORT = ITEMS - 1  # the report itself among them
BETWEEN = "; "  # between the items of a list in one cell
ELLIPSIS = " … "  # between words that stand apart
Values = tuple[Value, ...]

COLUMNS = {
    "actor": ("number", "identity", "name", "folded", "kind", "country", "person"),
    "appearance": ("report", "key", "actor", "name", "country", "office", "sectors", "mentions"),
    "statement": (
        "number", "report", "id", "day", "speakers", "speaker_countries", "addressees", "addressee_countries",
        "cue", "words", "form", "channel", "speech_act", "nested_in", "confidence", "read_by", "start", "stop",
    ),
    "event": (
        "number", "report", "id", "day", "event_type", "mode", "contexts", "cameo", "goldstein",
        "actors", "actor_countries", "recipients", "recipient_countries", "date", "place", "place_country", "realis",
        "quantity", "quantity_unit", "claimed_by", "confidence", "read_by", "words", "start", "stop", "sentence",
    ),
    "engagement": (
        "number", "report", "id", "day", "kind", "status", "role", "participants", "participant_countries",
        "initiator", "host", "date", "end_date", "date_inferred", "place", "place_country", "venue",
        "topics_both", "topics_only", "words", "start", "stop",
    ),
    "topic": (
        "engagement", "account", "position", "side", "channel", "label", "strength", "words", "start", "stop",
    ),
    "party": ("item", "role", "position", "key", "actor", "country"),
    "actor_item": ("actor", "what", "day", "item"),
    "country_item": ("country", "what", "day", "item"),
    "dyad_item": ("one", "other", "what", "day", "item", "direction"),
}  # fmt: skip


class RecordRows:
    """The rows of one record, by table, in the order of `COLUMNS`.

    Args:
        number: The report's in the archive.
        record: As people should find it, with corrections.
    """

    def __init__(self, number: int, record: Record) -> None:
        self.number = number
        self.record = record
        self.text = record.document.text
        self.published = record.document.published or ""
        self.actors = {actor.key: actor for actor in record.actors}
        self.tables: dict[str, list[Values]] = {table: [] for table in COLUMNS}
        self._next = number * ITEMS
        for actor in record.actors:
            self._appear(actor)
        self._index(number * ITEMS + REPORT, "report", self.published, record.actors)
        for statement in record.statements:
            self._state(statement)
        for event in record.events:
            self._happen(event)
        for engagement in record.engagements:
            self._engage(engagement)

    def _appear(self, actor: Actor) -> None:
        identity = identity_of(actor)
        number = number_of(identity)
        self.tables["actor"].append(
            (number, identity, actor.name, folded(actor.name), actor.kind, actor.country, actor.person)
        )
        self.tables["appearance"].append(
            (
                self.number, actor.key, number, actor.name, actor.country, actor.office,
                _joined(actor.sectors), len(actor.mentions),
            )
        )  # fmt: skip

    def _state(self, statement: Statement) -> None:
        item, day = self._item(), self.published
        whole = hull(statement.content or statement.cue or statement.speaker_spans)
        self.tables["statement"].append(
            (
                item, self.number, statement.id, day, *self._people(statement.speakers),
                *self._people(statement.addressees), self._words(statement.cue) or None,
                self._words(statement.content), statement.form, statement.channel, statement.speech_act,
                statement.nested_in, statement.confidence, statement.by, whole.start, whole.stop,
            )
        )  # fmt: skip
        self._parties(item, "statement", day, speaker=statement.speakers, addressee=statement.addressees)
        self._dyads(item, "statement", day, statement.speakers, statement.addressees)

    def _happen(self, event: Event) -> None:
        item, day = self._item(), first_day(event.date) or self.published
        quantity = event.quantity
        self.tables["event"].append(
            (
                item, self.number, event.id, day, event.event_type, event.mode, _joined(event.contexts), event.cameo,
                event.goldstein, *self._people(event.actors), *self._people(event.recipients), event.date,
                event.place, event.place_country, event.realis, quantity.value if quantity else None,
                quantity.unit if quantity else None, event.claimed_by, event.confidence, event.by,
                self._words([event.trigger]), event.trigger.start, event.trigger.stop,
                event.sentence.of(self.text),
            )
        )  # fmt: skip
        self._parties(item, "event", day, actor=event.actors, recipient=event.recipients)
        if event.recipients:
            self._dyads(item, "event", day, event.actors, event.recipients)
        else:
            self._mutual(item, "event", day, event.actors)

    def _engage(self, engagement: Engagement) -> None:
        item, day = self._item(), first_day(engagement.date) or self.published
        only = (
            f"{name.removesuffix('_only')}: {label}"
            for name, labels in engagement.topics.items()
            if name.endswith("_only")
            for label in labels
        )
        self.tables["engagement"].append(
            (
                item, self.number, engagement.id, day, engagement.kind, engagement.status, engagement.role,
                *self._people(engagement.participants), self._name(engagement.initiator),
                self._name(engagement.host), engagement.date, engagement.end_date, int(engagement.date_inferred),
                engagement.place, engagement.place_country, engagement.venue,
                _joined(engagement.topics.get("both", ())), _joined(only), self._words([engagement.trigger]),
                engagement.trigger.start, engagement.trigger.stop,
            )
        )  # fmt: skip
        self._parties(
            item, "engagement", day, participant=engagement.participants,
            initiator=[engagement.initiator] if engagement.initiator else [],
            host=[engagement.host] if engagement.host else [],
        )  # fmt: skip
        self._mutual(item, "engagement", day, engagement.participants)
        for order, account in enumerate(engagement.accounts):
            for position, topic in enumerate(account.topics):
                whole = hull(topic.spans)
                self.tables["topic"].append(
                    (
                        item, order, position, account.side, account.channel, topic.label, topic.strength,
                        self._words(topic.spans), whole.start, whole.stop,
                    )
                )  # fmt: skip

    def _item(self) -> int:
        item, self._next = self._next, self._next + 1
        if item % ITEMS == REPORT:
            raise StoreError(
                f"{self.record.document.id}: {REPORT:,} items and more in one report: split it into reports"
            )
        return item

    def _parties(self, item: int, what: str, day: str, **roles: Sequence[str]) -> None:
        actors = []
        for role, keys in roles.items():
            for position, key in enumerate(keys):
                if actor := self.actors.get(key):
                    actors.append(actor)
                    number = number_of(identity_of(actor))
                    self.tables["party"].append((item, role, position, key, number, actor.country))
        self._index(item, what, day, actors)

    def _index(self, item: int, what: str, day: str, actors: Iterable[Actor]) -> None:
        """Puts an item into the lists of its actors and countries, once in each."""
        actors = list(actors)
        numbers = dict.fromkeys(number_of(identity_of(actor)) for actor in actors)
        self.tables["actor_item"].extend((number, what, day, item) for number in numbers)
        countries = dict.fromkeys(actor.country for actor in actors if actor.country)
        self.tables["country_item"].extend((country, what, day, item) for country in countries)

    def _dyads(self, item: int, what: str, day: str, sources: Sequence[str], targets: Sequence[str]) -> None:
        """From each country of the one side to each of the other; both ways at once is alike."""
        directions: dict[tuple[str, str], int] = {}
        for source, target in product(self._countries(sources), self._countries(targets)):
            if source != target:
                pair, way = ((source, target), 1) if source < target else ((target, source), -1)
                directions[pair] = way if directions.get(pair, way) == way else 0
        rows = ((*pair, what, day, item, way) for pair, way in directions.items())
        self.tables["dyad_item"].extend(rows)

    def _mutual(self, item: int, what: str, day: str, keys: Sequence[str]) -> None:
        for one, other in combinations(sorted(self._countries(keys)), 2):
            self.tables["dyad_item"].append((one, other, what, day, item, 0))

    def _countries(self, keys: Iterable[str]) -> list[str]:
        countries = (self.actors[key].country for key in keys if key in self.actors)
        return list(dict.fromkeys(country for country in countries if country))

    def _people(self, keys: Sequence[str]) -> tuple[str | None, str | None]:
        return _joined(filter(None, map(self._name, keys))), _joined(self._countries(keys))

    def _name(self, key: str | None) -> str | None:
        actor = self.actors.get(key) if key else None
        return actor.name if actor else key

    def _words(self, spans: Iterable[Span]) -> str:
        return ELLIPSIS.join(span.of(self.text) for span in spans)


def report_values(record: Record) -> dict[str, Value]:
    """What a report's own row holds of its document."""
    document = record.document
    names = (
        "id", "source_id", "title", "published", "publisher", "author", "url", "dateline", "language", "encoding",
        "text",
    )  # fmt: skip
    return {**{name: getattr(document, name) for name in names}, "day": document.published or ""}


def record_values(record: Record) -> dict[str, Value]:
    """What a reading's row holds: the JSON without the text, which the report has."""
    return {
        "schema_version": record.schema_version,
        "readout_version": record.readout_version,
        "models": json.dumps(dict(record.models), sort_keys=True),
        "json": without_text(record),
    }


def without_text(record: Record) -> str:
    document = msgspec.structs.replace(record.document, text="")
    return to_json(msgspec.structs.replace(record, document=document)).decode()


def with_text(record: Record, text: str) -> Record:
    return msgspec.structs.replace(record, document=msgspec.structs.replace(record.document, text=text))


def _joined(items: Iterable[str]) -> str | None:
    return BETWEEN.join(items) or None
