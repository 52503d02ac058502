"""A record as an assistant can use and cite it: names in place of keys, and all words with report and place."""

from collections.abc import Iterable, Mapping, Sequence

from readout.model.record import Account, Actor, Engagement, Event, Quantity, Record, Statement
from readout.model.span import Span
from readout.serve.assistant.answers import (
    AccountGiven,
    ActorGiven,
    EngagementGiven,
    EventGiven,
    Party,
    Quotation,
    ReportGiven,
    StatementGiven,
    TopicGiven,
)

LONGEST = 600  # characters of a quotation
MOST_QUOTATIONS = 4  # of one field


class Cited:
    """Gives the parts of one record, with quotations of at most `longest` characters."""

    def __init__(self, record: Record, longest: int = LONGEST) -> None:
        self.record = record
        self.longest = longest
        self.text = record.document.text
        self.parties: Mapping[str, Party] = {
            actor.key: Party(key=actor.key, name=actor.name, country=actor.country, office=actor.office)
            for actor in record.actors
        }

    def report(self) -> ReportGiven:
        document = self.record.document
        return ReportGiven(
            id=document.id,
            title=document.title,
            published=document.published,
            publisher=document.publisher,
            author=document.author,
            url=document.url,
            source_id=document.source_id,
            dateline=document.dateline,
            characters=len(self.text),
        )

    def quotation(self, span: Span, longest: int | None = None) -> Quotation:
        words, longest = span.of(self.text), longest or self.longest
        return Quotation(report=self.record.document.id, span=span, words=words[:longest], cut=len(words) > longest)

    def actor(self, actor: Actor) -> ActorGiven:
        return ActorGiven(
            key=actor.key,
            name=actor.name,
            kind=actor.kind,
            country=actor.country,
            office=actor.office,
            person=actor.person,
            sectors=actor.sectors,
            mentioned=len(actor.mentions),
            mentions=self._quotations(actor.mentions[:1]),
        )

    def statement(self, statement: Statement) -> StatementGiven:
        return StatementGiven(
            id=statement.id,
            speakers=self._parties(statement.speakers),
            addressees=self._parties(statement.addressees),
            speech_act=statement.speech_act,
            form=statement.form,
            channel=statement.channel,
            cue=self._quotations(statement.cue),
            content=self._quotations(statement.content),
            nested_in=statement.nested_in,
            confidence=statement.confidence,
        )

    def event(self, event: Event) -> EventGiven:
        return EventGiven(
            id=event.id,
            event_type=event.event_type,
            mode=event.mode,
            contexts=event.contexts,
            cameo=event.cameo,
            goldstein=event.goldstein,
            actors=self._parties(event.actors),
            recipients=self._parties(event.recipients),
            date=event.date,
            place=event.place,
            place_country=event.place_country,
            realis=event.realis,
            quantity=_quantity(event.quantity),
            claimed_by=event.claimed_by,
            confidence=event.confidence,
            trigger=self.quotation(event.trigger),
            sentence=self.quotation(event.sentence),
        )

    def engagement(self, engagement: Engagement) -> EngagementGiven:
        return EngagementGiven(
            id=engagement.id,
            kind=engagement.kind,
            status=engagement.status,
            role=engagement.role,
            participants=self._parties(engagement.participants),
            initiator=self._party(engagement.initiator),
            host=self._party(engagement.host),
            date=engagement.date,
            end_date=engagement.end_date,
            date_inferred=engagement.date_inferred,
            place=engagement.place,
            place_country=engagement.place_country,
            venue=engagement.venue,
            quotations=self._quotations(dict.fromkeys((engagement.trigger, *engagement.mentions))),
            accounts=tuple(map(self._account, engagement.accounts)),
            topics=dict(engagement.topics),
        )

    def _account(self, account: Account) -> AccountGiven:
        topics = tuple(
            TopicGiven(label=topic.label, strength=topic.strength, quotations=self._quotations(topic.spans))
            for topic in account.topics
        )
        return AccountGiven(side=account.side, channel=account.channel, statements=account.statements, topics=topics)

    def _quotations(self, spans: Iterable[Span]) -> tuple[Quotation, ...]:
        return tuple(map(self.quotation, tuple(spans)[:MOST_QUOTATIONS]))

    def _parties(self, keys: Sequence[str]) -> tuple[Party, ...]:
        return tuple(party for key in keys if (party := self._party(key)))

    def _party(self, key: str | None) -> Party | None:
        return self.parties.get(key, Party(key=key, name=key)) if key else None


def _quantity(quantity: Quantity | None) -> str | None:
    """As in `1200 soldiers`."""
    return " ".join(filter(None, (f"{quantity.value:g}", quantity.unit))) if quantity else None
