"""Entities of FollowTheMoney (https://followthemoney.tech), the model of Aleph and OpenSanctions, as JSON lines.

A state, and a person of the register of office holders, has one id in all records; another actor has one in each
report. So an entity may come once a report, each time with what that report says and the report as `proof`: loaders
merge entities of one id. The package `followthemoney` is not needed to write them.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

import msgspec

from readout.export.captions import Captions, country_name
from readout.export.period import period
from readout.export.withheld import shown, text_hash
from readout.facts.lexicon import load_lexicon
from readout.facts.tables import DATA, read_table
from readout.model.ids import make_id
from readout.model.record import Actor, Document, Engagement, Event, Record, Statement
from readout.model.span import Span
from readout.model.vocabulary import ActorKind

OFFICIAL = frozenset({"GOV", "MIL", "JUD", "LEG", "COP", "SPY"})  # PLOVER sectors of bodies of a state
Properties = Mapping[str, Sequence[str | None]]


def export_followthemoney(records: Iterable[Record], *, without_text: bool = False) -> Iterator[str]:
    """One entity a line, `{"id", "schema", "properties"}`; schemata and properties as in `data/columns`."""
    for record in records:
        for entity in _Entities(record, without_text).all():
            yield json.dumps(entity, ensure_ascii=False) + "\n"


class _Entities:
    """The entities of one record."""

    def __init__(self, record: Record, without_text: bool) -> None:
        self.sha256 = text_hash(record.document)
        self.record = shown(record, without_text=without_text)
        self.without_text = without_text
        self.captions = Captions(self.record)
        self.ids = {actor.key: _actor_id(actor, record.document) for actor in self.record.actors}
        # an office is no legal entity of FollowTheMoney, so it takes part in nothing
        self.parties = {actor.key for actor in self.record.actors if actor.kind is not ActorKind.OFFICE}

    def all(self) -> Iterator[dict[str, object]]:
        yield self._article()
        for actor in self.record.actors:
            yield from self._actor(actor)
        for statement in self.record.statements:
            yield from self._statement(statement)
        for event in self.record.events:
            yield from self._event(event)
        for engagement in self.record.engagements:
            yield self._engagement(engagement)

    def _article(self) -> dict[str, object]:
        document = self.record.document
        return _entity(
            document.id,
            "Article",
            title=[document.title],
            author=[document.author],
            publisher=[document.publisher],
            publishedAt=[document.published],
            sourceUrl=[document.url],
            language=[_codes().languages.get(document.language or "")],
            fileName=[document.source_id],
            bodyText=[document.text],
            keywords=[f"sha256:{self.sha256}"],
        )

    def _actor(self, actor: Actor) -> Iterator[dict[str, object]]:
        id, country, proof = self.ids[actor.key], _country(actor.country), self.record.document.id
        if actor.kind is ActorKind.OFFICE:
            yield _entity(id, "Position", name=[actor.name], country=[country], proof=[proof])
            return
        office = actor.office if actor.kind is ActorKind.PERSON else None
        yield _entity(
            id,
            _schema(actor),
            name=[_name(actor)],
            country=[country],
            position=[office],
            sector=actor.sectors if actor.kind is not ActorKind.STATE else (),
            proof=[proof],
        )
        if office:
            post = make_id("post", actor.country or proof, office)
            yield _entity(post, "Position", name=[office], country=[country], proof=[proof])
            yield _entity(
                make_id("occ", id, post, proof), "Occupancy",
                holder=[id], post=[post], date=[self.record.document.published], proof=[proof],
            )  # fmt: skip

    def _statement(self, statement: Statement) -> Iterator[dict[str, object]]:
        proof = self.record.document.id
        said: Properties = {
            "role": [f"{statement.speech_act} ({statement.channel})" if statement.channel else statement.speech_act],
            "date": [self.record.document.published],
            "summary": [self._words(statement.content)],
            "proof": [proof],
            "recordId": [statement.id],
        }
        for speaker in self._parties(statement.speakers):
            addressees = [other for other in self._parties(statement.addressees) if other != speaker]
            for other in addressees:
                id = make_id("said", statement.id, speaker, other)
                yield _entity(id, "UnknownLink", subject=[speaker], object=[other], **said)
            if not addressees:
                id = make_id("said", statement.id, speaker)
                yield _entity(id, "Documentation", document=[proof], entity=[speaker], **said)

    def _event(self, event: Event) -> Iterator[dict[str, object]]:
        code = self.captions.code(event)
        recipients = f" to {self.captions.names(event.recipients)}" if event.recipients else ""
        sources, targets = self._parties(event.actors), self._parties(event.recipients)
        yield _entity(
            event.id,
            "Event",
            name=[f"{code}: {self.captions.names(event.actors)}{recipients}"],
            involved=[*sources, *targets],
            location=[event.place],
            country=[_country(event.place_country)],
            keywords=[event.event_type, event.mode, event.cameo, event.realis, *event.contexts],
            summary=[self._words([event.sentence])],
            proof=[self.record.document.id],
            recordId=[event.id],
            **_days(event.date),
        )
        for source in sources:
            for target in targets:
                if source != target:
                    yield _entity(
                        make_id("did", event.id, source, target), "UnknownLink",
                        subject=[source], object=[target], role=[code], status=[event.realis],
                        proof=[self.record.document.id], recordId=[event.id], **_days(event.date),
                    )  # fmt: skip

    def _engagement(self, engagement: Engagement) -> dict[str, object]:
        topics = dict.fromkeys(topic.label for account in engagement.accounts for topic in account.topics)
        return _entity(
            engagement.id,
            "Event",
            name=[f"{self.captions.nature(engagement)}: {self.captions.names(engagement.participants)}"],
            involved=self._parties(engagement.participants),
            organizer=self._parties([engagement.host] if engagement.host else []),
            location=[engagement.venue, engagement.place],
            country=[_country(engagement.place_country)],
            keywords=[engagement.kind, engagement.status, engagement.role, *topics],
            summary=[self._words([engagement.trigger])],
            proof=[self.record.document.id],
            recordId=[engagement.id],
            **_days(engagement.date, engagement.end_date),
        )

    def _parties(self, keys: Iterable[str]) -> list[str]:
        return list(dict.fromkeys(self.ids[key] for key in keys if key in self.parties))

    def _words(self, spans: Sequence[Span]) -> str | None:
        return None if self.without_text else self.captions.words(spans)


def _entity(id: str, schema: str, **properties: Sequence[str | None]) -> dict[str, object]:
    """An entity with those properties that have a value, each value once."""
    filled = {name: list(dict.fromkeys(str(each) for each in values if each)) for name, values in properties.items()}
    return {"id": id, "schema": schema, "properties": {name: values for name, values in filled.items() if values}}


def _actor_id(actor: Actor, document: Document) -> str:
    if actor.kind is ActorKind.STATE and actor.country:
        return make_id("act", "state", actor.country)
    if actor.person:
        return make_id("act", "person", actor.person)
    return make_id("act", document.id, actor.key)


def _schema(actor: Actor) -> str:
    if actor.kind is ActorKind.PERSON:
        return "Person"
    if actor.kind is ActorKind.STATE:
        return "PublicBody"
    if actor.kind is ActorKind.ORGANISATION:
        return "PublicBody" if OFFICIAL.intersection(actor.sectors) and actor.country != "IGO" else "Organization"
    return "LegalEntity"


def _name(actor: Actor) -> str:
    """A state by the name that the register gives it, so that its entity has one name."""
    state = country_name(actor.country) if actor.kind is ActorKind.STATE and actor.country else None
    return state or actor.name


class _Codes(msgspec.Struct, frozen=True):
    """What `data/columns/followthemoney.yaml` says of codes."""

    languages: dict[str, str]
    countries: dict[str, str | None]


@cache
def _codes() -> _Codes:
    return load_lexicon("../columns/followthemoney", _Codes)


@cache
def _countries() -> Mapping[str, str | None]:
    """From the alpha-3 code of a state to what FollowTheMoney calls it."""
    rows = read_table(DATA / "facts" / "states.csv", ("alpha3", "alpha2"))
    return {row["alpha3"]: row["alpha2"].lower() or None for _, row in rows} | _codes().countries


def _country(code: str | None) -> str | None:
    """None for what is no state, such as `IGO`."""
    return _countries().get(code) if code else None


def _days(date: str | None, end: str | None = None) -> Properties:
    when = period(date, end)
    if when is None or date is None:
        return {}
    if "/" in date or end:
        return {"startDate": [when.first.isoformat()], "endDate": [when.last.isoformat()]}
    return {"date": [date]}
