"""Topics of several accounts, those that a reader would join beside each other."""

from collections.abc import Iterator, Mapping, Sequence

from readout.engagements.topics import exactest, meeting_label
from readout.link.compared import ComparedTopic, Telling
from readout.link.told import ToldAccount
from readout.model.record import Statement, Topic
from readout.model.span import Span

PRECISION = 3  # decimals of a share


def align_topics(accounts: Sequence[ToldAccount]) -> tuple[ComparedTopic, ...]:
    """Shared ones first, then those of each side, within these in the order of telling."""
    groups: list[dict[int, Telling]] = []
    for account in accounts:
        shares = shares_of(account)
        for order, topic in enumerate(account.account.topics, start=1):
            telling = _telling(account, order, topic, shares)
            group = _meeting(groups, telling)
            if group is None:
                groups.append({account.number: telling})
            else:
                group[account.number] = telling
    sides = {account.number: account.account.side for account in accounts}
    topics = [_topic(group, sides) for group in groups]
    places = {side: place for place, side in enumerate(dict.fromkeys(sides.values()))}
    return tuple(
        sorted(topics, key=lambda topic: (not topic.shared, min(places[sides[t.account]] for t in topic.tellings)))
    )


def characters_of(account: ToldAccount) -> int:
    """How many characters the account's statements have."""
    return sum(_length(statement) for statement in account.outer)


def shares_of(account: ToldAccount) -> Mapping[str, float]:
    """From a topic's label its share of the characters of the account's statements, when one holds it."""
    total = characters_of(account)
    found: dict[str, float] = {}
    for statement in account.outer:
        held = [topic.label for topic in account.account.topics if any(_holds(statement, it) for it in topic.spans)]
        for label in held:
            found[label] = found.get(label, 0.0) + _length(statement) / len(held)
    return {label: round(characters / total, PRECISION) for label, characters in found.items()} if total else {}


def _telling(account: ToldAccount, order: int, topic: Topic, shares: Mapping[str, float]) -> Telling:
    return Telling(
        account=account.number,
        label=topic.label,
        order=order,
        strength=topic.strength,
        words=account.told.words(topic.spans),
        verbs=account.told.words(cue for span in topic.spans for cue in _cues(account, span)),
        share=shares.get(topic.label),
    )


def _cues(account: ToldAccount, span: Span) -> Iterator[Span]:
    """The words that attribute the innermost statement that holds the span."""
    holding = [statement for statement in account.all if _holds(statement, span)]
    yield from holding[-1].cue if holding else ()


def _holds(statement: Statement, span: Span) -> bool:
    return any(span.within(piece) for piece in (*statement.content, *statement.cue))


def _length(statement: Statement) -> int:
    return sum(span.stop - span.start for span in statement.content)


def _meeting(groups: Sequence[dict[int, Telling]], telling: Telling) -> dict[int, Telling] | None:
    """The group of an equal label, else the one that the label meets and the account has told nothing in."""
    group_of = {each.label: group for group in groups for each in group.values()}
    open_labels = [label for label, group in group_of.items() if telling.account not in group]
    label = meeting_label(telling.label, open_labels)
    return group_of[label] if label is not None else None


def _topic(group: Mapping[int, Telling], sides: Mapping[int, str | None]) -> ComparedTopic:
    told_by = {sides[number] for number in group}
    tellers = set(sides.values())
    return ComparedTopic(
        label=exactest([telling.label for telling in group.values()]),
        shared=told_by == tellers if len(tellers) > 1 else len(group) == len(sides),
        sides=tuple(dict.fromkeys(side for number in sorted(group) if (side := sides[number]) is not None)),
        tellings=tuple(group[number] for number in sorted(group)),
    )
