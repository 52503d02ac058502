"""Each side's account of an engagement: the statements that tell it, their channel, and the topics they give."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from msgspec.structs import replace

from readout.actors import Cast
from readout.engagements.details import times_in
from readout.engagements.lexicon import engagement_words
from readout.engagements.narrator import dateline_side, is_heading, narrating_sides, sides_of
from readout.engagements.occasions import principals
from readout.engagements.topic_lexicon import topic_words
from readout.engagements.topic_phrases import fronted, verb_of
from readout.engagements.topics import exactest, is_visit_of, meeting_label, topics_of
from readout.model.record import Account, Engagement, Statement, TopicTable
from readout.model.span import Span
from readout.model.vocabulary import ActorKind, Channel, EngagementKind, Role, Status
from readout.parse import Parsed, Sentence
from readout.statements.lexicon import statement_words

NESTED = 4  # contents within each other that are looked at
BEFORE = 10  # days
BODIES = (ActorKind.ORGANISATION, ActorKind.OFFICE)


class Telling(NamedTuple):
    """A piece of the text that tells for one side; `statement` is None for a sentence of the narrator."""

    start: int
    side: str
    channel: Channel | None
    spans: tuple[Span, ...]
    statement: Statement | None = None
    by_body: bool = False  # told by an organisation or office


def accounts_of(
    parsed: Parsed, cast: Cast, statements: tuple[Statement, ...], engagements: tuple[Engagement, ...]
) -> tuple[tuple[Account, ...], ...]:
    """For each engagement, in the same order, one account for every side and channel that tells it.

    A statement belongs to the side of its speakers; what somebody says in the engagement is carried by the side's own
    telling. A document that is itself one side's telling, or a joint one, gives all that it says to that side or to
    each. What speakers of both sides are told to have said by a report belongs to none.
    """
    owners = narrating_sides(parsed, cast, engagements)
    by_id = {statement.id: statement for statement in statements}
    outer = [each for each in statements if not _told_within(by_id.get(each.nested_in or ""), cast, owners)]
    if owners:
        tellings = [*_of_document(cast, outer, owners), *_of_narrator(parsed, owners, engagements)]
    else:
        tellings = list(_carried(list(_of_report(parsed, cast, outer))))
    given: list[list[Telling]] = [[] for _ in engagements]
    places = Places(cast, engagements, statements)
    for telling in sorted(tellings, key=lambda each: each.start):
        number = places.engagement_of(parsed, telling)
        if number is not None:
            given[number].append(telling)
    own: list[list[Span]] = [[] for _ in engagements]
    for engagement, number in zip(engagements, places.principal, strict=True):
        if engagement.status is Status.HELD:
            own[number].extend(
                span for span in (engagement.trigger, *engagement.mentions) if not _is_another(parsed, span)
            )
    found = (_accounts(parsed, tellings, spans) for tellings, spans in zip(given, own, strict=True))
    return tuple(_without_own_visit(cast, *each) for each in zip(engagements, found, strict=True))


def _is_another(parsed: Parsed, span: Span) -> bool:
    """ "The talks between the leaders of", "the upcoming visit": they are a topic, whatever they were merged with."""
    last = parsed.token_at(span.stop - 1)
    to_come = any(below.lemma in engagement_words().planned for below in parsed.dependents(last, "amod"))
    return to_come or any(below.text.lower() == "between" for below in parsed.dependents(last, "prep"))


def _without_own_visit(cast: Cast, engagement: Engagement, accounts: tuple[Account, ...]) -> tuple[Account, ...]:
    """Without the visit that the engagement itself is, or is held on."""
    sides = sides_of(cast, engagement)
    return tuple(
        replace(account, topics=tuple(topic for topic in account.topics if not is_visit_of(topic.label, sides)))
        for account in accounts
    )


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
                    table["both"].append(exactest(names))
            elif all(other is None for other in others):
                table[f"{side}_only"].append(label)
    return TopicTable({name: tuple(labels) for name, labels in table.items()})


def _told_within(holder: Statement | None, cast: Cast, owners: tuple[str, ...]) -> bool:
    """Whether the statement that holds another one tells for a side itself, so that the other is told with it."""
    return holder is not None and (bool(owners) or any(cast.country(key) for key in holder.speakers))


def _of_document(cast: Cast, statements: Iterable[Statement], owners: tuple[str, ...]) -> Iterator[Telling]:
    """All that a side's own document says; what is said afterwards by another channel stays with its speaker."""
    contact = topic_words().contact
    for statement in statements:
        start = statement.cue[0].start
        side = _side(cast, statement)
        apart = statement.channel not in (None, Channel.WRITTEN_STATEMENT, *contact) and side is not None
        for owner in (side,) if apart and side is not None else owners:
            channel = statement.channel if apart else Channel.WRITTEN_STATEMENT
            yield Telling(start, owner, channel, statement.content, statement)


def _of_narrator(parsed: Parsed, owners: tuple[str, ...], engagements: Sequence[Engagement]) -> Iterator[Telling]:
    """What the narrator of a side's own document says: without the heading, and of the sentences that tell the
    engagement, or what was long before, only those that say what was talked about."""
    talked = topic_words().talked
    telling = {parsed.sentence_at(span.start).number for each in engagements for span in (each.trigger, *each.mentions)}
    for sentence in parsed.sentences:
        if is_heading(parsed, sentence):
            continue
        says = any(
            verb_of(parsed, token) in talked and not parsed.in_quotes(token.start)
            for token in parsed.tokens_of(sentence)
        )
        if says or not (sentence.number in telling or _is_of_before(parsed, sentence)):
            for owner in owners:
                yield Telling(sentence.start, owner, Channel.WRITTEN_STATEMENT, (sentence.span,))


def _is_of_before(parsed: Parsed, sentence: Sentence) -> bool:
    """Whether it tells a time more than `BEFORE` days before publication."""
    published = parsed.document.published
    days = [time.value[:10] for time in times_in(parsed, sentence) if time.value and time.value[:4].isdigit()]
    if published is None or not days:
        return False
    first = (date.fromisoformat(published) - timedelta(BEFORE)).isoformat()
    return any(day < first[: len(day)] for day in days)


def _of_report(parsed: Parsed, cast: Cast, statements: Iterable[Statement]) -> Iterator[Telling]:
    """What the statements of a report tell, each for the one side of its speakers."""
    issued: dict[Channel, str] = {}
    last: Telling | None = None
    for statement in statements:
        side = _side(cast, statement)
        by_body = any(cast.by_key[key].kind in BODIES for key in statement.speakers)
        if side is None and by_body:
            side = dateline_side(parsed)
        channel = statement.channel
        if not statement.speakers and _is_document(parsed, statement) and channel is not None:
            side = issued.get(channel)
        elif not statement.speakers and _is_it(parsed, statement) and last is not None:
            side, channel = last.side, channel or last.channel  # "It added that"
        if side is not None:
            if channel is not None:
                issued[channel] = side
            last = Telling(statement.cue[0].start, side, channel, statement.content, statement, by_body)
            yield last


def _side(cast: Cast, statement: Statement) -> str | None:
    """The one country of the speakers; None when there are several or it is not known."""
    countries = {cast.country(key) for key in statement.speakers}
    return countries.pop() if len(countries) == 1 else None


def _is_document(parsed: Parsed, statement: Statement) -> bool:
    heads = (parsed.head_of(span) for span in statement.speaker_spans)
    return any(head is not None and head.lemma in statement_words().channel_of_document for head in heads)


def _is_it(parsed: Parsed, statement: Statement) -> bool:
    heads = [parsed.head_of(span) for span in statement.speaker_spans]
    return bool(heads) and all(head is not None and head.text.lower() == "it" for head in heads)


def _carried(tellings: Sequence[Telling]) -> Iterator[Telling]:
    """What was said in the engagement goes to its side's last own telling before it, else to the first one after:
    by a channel for that, or by a body of the side whatever the channel."""
    words = topic_words()
    own: dict[str, list[Telling]] = {}
    for telling in tellings:
        if telling.channel in words.carriers or (telling.by_body and telling.channel not in words.contact):
            own.setdefault(telling.side, []).append(telling)
    for telling in tellings:
        carriers = own.get(telling.side, ())
        if carriers and (telling.channel is None or telling.channel in words.contact):
            place = bisect_right(carriers, telling.start, key=lambda each: each.start)
            telling = telling._replace(channel=carriers[max(0, place - 1)].channel)
        yield telling


class Places:
    """Where each engagement of a report is told, for finding the one that a telling belongs to."""

    def __init__(self, cast: Cast, engagements: Sequence[Engagement], statements: Sequence[Statement]) -> None:
        self._engagements = engagements
        self.principal = principals(cast, engagements)
        self._sides = [frozenset(sides_of(cast, engagement)) for engagement in engagements]
        self._all = sorted(
            (mention.start, number)
            for number, engagement in enumerate(engagements)
            for mention in {engagement.trigger, *engagement.mentions}
        )
        contents = sorted(span for statement in statements for span in statement.content)
        self._told = {place for place in self._all if not _lies_in(contents, place[0])}
        self._main: dict[tuple[str, bool], list[tuple[int, int]]] = {}

    def engagement_of(self, parsed: Parsed, telling: Telling) -> int | None:
        """Number of the engagement that it tells: one named beside it, else the main one told last before it, or
        first after it, in which its side took part; of several that are one occasion the principal one."""
        number = self._told_by(parsed, telling)
        return None if number is None else self.principal[number]

    def _told_by(self, parsed: Parsed, telling: Telling) -> int | None:
        beside = self._beside(parsed, telling)
        if beside is not None:
            return beside
        by_phone = telling.statement is not None and telling.statement.channel is Channel.PHONE_CALL
        key = (telling.side, by_phone)
        if key not in self._main:
            self._main[key] = self._fitting(*key)
        places = self._main[key]
        at = bisect_right(places, (telling.start, len(self._engagements)))
        return places[max(0, at - 1)][1] if places else None

    def _beside(self, parsed: Parsed, telling: Telling) -> int | None:
        """The engagement that the sentence of a statement names outside of its content."""
        if telling.statement is None:
            return None
        sentence = parsed.sentence_at(telling.start)
        first = bisect_right(self._all, (sentence.start, -1))
        last = bisect_right(self._all, (sentence.stop, -1))
        for start, number in self._all[first:last]:
            within = any(span.start <= start < span.stop for span in telling.spans)
            told = self._engagements[number]
            agreed = (
                told.role is Role.BACKGROUND and told.status is Status.PLANNED
            )  # it is itself what was talked about
            if not within and not agreed and telling.side in self._sides[number]:
                return number
        return None

    def _fitting(self, side: str, by_phone: bool) -> list[tuple[int, int]]:
        """The places of the main engagements of a side: those that the report itself tells, else those in what
        somebody says; those held, else those planned; calls for what is said by telephone, if there are any."""
        main = [each for each in self._all if side in self._sides[each[1]] and self._of(each).role is Role.MAIN]
        told = [each for each in main if each in self._told] or main
        held = [each for each in told if self._of(each).status is Status.HELD] or told
        calls = [each for each in held if by_phone and self._of(each).kind is EngagementKind.PHONE_CALL]
        return calls or held

    def _of(self, place: tuple[int, int]) -> Engagement:
        return self._engagements[place[1]]


def _lies_in(contents: Sequence[Span], offset: int) -> bool:
    """Whether one of the last few contents that begin before the offset holds it."""
    at = bisect_right(contents, offset, key=lambda span: span.start)
    return any(offset < span.stop for span in contents[max(0, at - NESTED) : at])


def _accounts(parsed: Parsed, tellings: Sequence[Telling], own: Sequence[Span]) -> tuple[Account, ...]:
    """One for each side and channel.

    Args:
        own: The words that tell the engagement itself.
    """
    grouped: dict[tuple[str, Channel | None], list[Telling]] = {}
    for telling in tellings:
        grouped.setdefault((telling.side, telling.channel), []).append(telling)
    return tuple(
        Account(
            side=side,
            channel=channel,
            statements=tuple(each.statement.id for each in group if each.statement is not None),
            topics=topics_of(parsed, tuple(span for each in group for span in _told_in(parsed, each)), own),
        )
        for (side, channel), group in grouped.items()
    )


def _told_in(parsed: Parsed, telling: Telling) -> Iterator[Span]:
    """The spans of a telling, and what its sentence begins with as its matter ("On Cyprus, he said")."""
    yield from telling.spans
    if telling.statement is not None:
        sentence = parsed.sentence_at(telling.start)
        for noun in fronted(parsed, parsed.tokens_of(sentence), topic_words()):
            span = Span(parsed.tokens[noun.head].start, max(token.stop for token in parsed.subtree(noun)))
            if not any(span.within(each) for each in telling.spans):
                yield span
