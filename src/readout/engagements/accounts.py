"""Each side's account of an engagement: which statements tell it, by which channel, and what it says was talked about."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from readout.actors import Cast
from readout.engagements.narrator import dateline_side, narrating_sides, sides_of
from readout.engagements.topic_lexicon import topic_words
from readout.engagements.topics import meeting_label, topics_of
from readout.model.record import Account, Engagement, Statement, TopicTable
from readout.model.span import Span
from readout.model.vocabulary import ActorKind, Channel, EngagementKind, Role, Status
from readout.parse import Parsed
from readout.statements.lexicon import statement_words

BODIES = (ActorKind.ORGANISATION, ActorKind.OFFICE)


class Telling(NamedTuple):
    """A piece of the text that tells for one side; `statement` is None for a sentence of the narrator."""

    start: int
    side: str
    channel: Channel | None
    spans: tuple[Span, ...]
    statement: Statement | None = None


def accounts_of(
    parsed: Parsed, cast: Cast, statements: tuple[Statement, ...], engagements: tuple[Engagement, ...]
) -> tuple[tuple[Account, ...], ...]:
    """For each engagement, in the same order, one account for every side and channel that tells it.

    A statement belongs to the side of its speakers; what somebody says in the engagement is carried by the side's own
    telling. A document that is itself one side's telling, or a joint one, gives all that it says to that side or to
    each. What speakers of both sides are told to have said by a report belongs to none.
    """
    owners = narrating_sides(parsed, cast, engagements)
    outer = [each for each in statements if each.nested_in is None or not _outer_told(each, statements, cast, owners)]
    if owners:
        tellings = [*_of_document(cast, outer, owners), *_of_narrator(parsed, owners)]
    else:
        tellings = list(_carried(list(_of_report(parsed, cast, outer))))
    given: list[list[Telling]] = [[] for _ in engagements]
    sides = [frozenset(sides_of(cast, engagement)) for engagement in engagements]
    told = _Told(engagements, sides)
    for telling in sorted(tellings, key=lambda each: each.start):
        place = told.engagement_of(parsed, telling)
        if place is not None:
            given[place].append(telling)
    return tuple(_accounts(parsed, tellings) for tellings in given)


def topic_table(accounts: Sequence[Account]) -> TopicTable:
    """Labels of the topics that every side gives, and of those that one side alone gives.

    A topic that some of three sides or more give, but not all, is in neither. Empty when fewer than two sides tell
    anything.
    """
    by_side: dict[str, list[str]] = {}
    for account in accounts:
        if account.side is not None and account.topics:
            known = by_side.setdefault(account.side, [])
            known.extend(topic.label for topic in account.topics if topic.label not in known)
    if len(by_side) < 2:
        return TopicTable()
    table: dict[str, list[str]] = {"both": [], **{f"{side}_only": [] for side in by_side}}
    for side, labels in by_side.items():
        for label in labels:
            others = [meeting_label(label, theirs) for other, theirs in by_side.items() if other != side]
            if all(other is not None for other in others):
                names = [label, *(other for other in others if other is not None)]
                if not any(name in table["both"] for name in names):
                    table["both"].append(max(names, key=len))
            elif all(other is None for other in others):
                table[f"{side}_only"].append(label)
    return TopicTable({name: tuple(labels) for name, labels in table.items()})


def _outer_told(statement: Statement, statements: Sequence[Statement], cast: Cast, owners: tuple[str, ...]) -> bool:
    """Whether the statement that holds this one tells for a side itself, so that this one is told with it."""
    holder = next((each for each in statements if each.id == statement.nested_in), None)
    return holder is not None and (bool(owners) or any(cast.country(key) for key in holder.speakers))


def _of_document(cast: Cast, statements: Iterable[Statement], owners: tuple[str, ...]) -> Iterator[Telling]:
    """All that a side's own document says; what is said by another channel after the engagement stays with its speaker."""
    contact = topic_words().contact
    for statement in statements:
        start = statement.cue[0].start
        side = _side(cast, statement)
        apart = statement.channel not in (None, Channel.WRITTEN_STATEMENT, *contact) and side is not None
        for owner in (side,) if apart and side is not None else owners:
            channel = statement.channel if apart else Channel.WRITTEN_STATEMENT
            yield Telling(start, owner, channel, statement.content, statement)


def _of_narrator(parsed: Parsed, owners: tuple[str, ...]) -> Iterator[Telling]:
    """Sentences in which the narrator of a side's own document says what was talked about."""
    talked = topic_words().talked
    for sentence in parsed.sentences:
        if any(token.lemma in talked and not parsed.in_quotes(token.start) for token in parsed.tokens_of(sentence)):
            for owner in owners:
                yield Telling(sentence.start, owner, Channel.WRITTEN_STATEMENT, (sentence.span,))


def _of_report(parsed: Parsed, cast: Cast, statements: Iterable[Statement]) -> Iterator[Telling]:
    """What the statements of a report tell, each for the one side of its speakers."""
    issued: dict[Channel, str] = {}
    for statement in statements:
        side = _side(cast, statement)
        if side is None and any(cast.by_key[key].kind in BODIES for key in statement.speakers):
            side = dateline_side(parsed)
        channel = statement.channel
        if not statement.speakers and _is_document(parsed, statement) and channel is not None:
            side = issued.get(channel)
        if side is not None:
            if channel is not None:
                issued[channel] = side
            yield Telling(statement.cue[0].start, side, channel, statement.content, statement)


def _side(cast: Cast, statement: Statement) -> str | None:
    """The one country of the speakers; None when there are several or it is not known."""
    countries = {cast.country(key) for key in statement.speakers}
    return countries.pop() if len(countries) == 1 else None


def _is_document(parsed: Parsed, statement: Statement) -> bool:
    heads = (parsed.head_of(span) for span in statement.speaker_spans)
    return any(head is not None and head.lemma in statement_words().channel_of_document for head in heads)


def _carried(tellings: Sequence[Telling]) -> Iterator[Telling]:
    """What was said in the engagement goes to its side's last own telling before it, else to the first one after."""
    contact = topic_words().contact
    own: dict[str, list[Telling]] = {}
    for telling in tellings:
        if telling.channel is not None and telling.channel not in contact:
            own.setdefault(telling.side, []).append(telling)
    for telling in tellings:
        carriers = own.get(telling.side, ())
        if carriers and (telling.channel is None or telling.channel in contact):
            place = bisect_right(carriers, telling.start, key=lambda each: each.start)
            telling = telling._replace(channel=carriers[max(0, place - 1)].channel)
        yield telling


class _Told:
    """Where each engagement is told, for finding the one that a statement belongs to."""

    def __init__(self, engagements: Sequence[Engagement], sides: Sequence[frozenset[str]]) -> None:
        self.engagements = engagements
        self.sides = sides
        self.places = sorted(
            (mention.start, number)
            for number, engagement in enumerate(engagements)
            for mention in {engagement.trigger, *engagement.mentions}
        )

    def engagement_of(self, parsed: Parsed, telling: Telling) -> int | None:
        """Number of the engagement that it tells: one named beside it, else the main one told last before it, or
        first after it, in which its side took part; those held before those planned."""
        beside = self._beside(parsed, telling)
        if beside is not None:
            return beside
        fitting = [
            (start, number) for start, number in self.places
            if telling.side in self.sides[number] and self.engagements[number].role is Role.MAIN
        ]  # fmt: skip
        held = [each for each in fitting if self.engagements[each[1]].status is Status.HELD]
        chosen = self._of_kind(telling, held or fitting)
        place = bisect_right(chosen, (telling.start, len(self.engagements)))
        return chosen[max(0, place - 1)][1] if chosen else None

    def _beside(self, parsed: Parsed, telling: Telling) -> int | None:
        if telling.statement is None:
            return None
        sentence = parsed.sentence_at(telling.start)
        first = bisect_right(self.places, (sentence.start, -1))
        last = bisect_right(self.places, (sentence.stop, -1))
        for start, number in self.places[first:last]:
            within = any(span.start <= start < span.stop for span in telling.spans)
            if not within and telling.side in self.sides[number]:
                return number
        return None

    def _of_kind(self, telling: Telling, places: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Those by telephone for what is said by telephone, if there are any; all for what has another channel."""
        if telling.statement is None or telling.statement.channel is not Channel.PHONE_CALL:
            return places
        calls = [each for each in places if self.engagements[each[1]].kind is EngagementKind.PHONE_CALL]
        return calls or places


def _accounts(parsed: Parsed, tellings: Sequence[Telling]) -> tuple[Account, ...]:
    grouped: dict[tuple[str, Channel | None], list[Telling]] = {}
    for telling in tellings:
        grouped.setdefault((telling.side, telling.channel), []).append(telling)
    return tuple(
        Account(
            side=side,
            channel=channel,
            statements=tuple(each.statement.id for each in group if each.statement is not None),
            topics=topics_of(parsed, tuple(span for each in group for span in each.spans)),
        )
        for (side, channel), group in grouped.items()
    )
