"""The accounts of one engagement laid beside each other, topic by topic."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from readout.export.captions import DASH
from readout.model.record import Account, Engagement, Topic
from readout.model.vocabulary import Strength

STRENGTHS = list(Strength)  # weakest first


class Told(NamedTuple):
    """A topic and its number in the order of telling, from 1."""

    order: int
    topic: Topic


class Comparison(NamedTuple):
    """One topic across accounts.

    Attributes:
        group: `both`, `only PAK`, or a dash for a topic that some sides give and neither all nor one.
        told: How each column tells it; None where it does not.
    """

    group: str
    label: str
    told: tuple[Told | None, ...]


def by_side(accounts: Iterable[Account]) -> dict[str | None, list[Account]]:
    """The accounts of each side, sides in the order they come."""
    sides: dict[str | None, list[Account]] = {}
    for account in accounts:
        sides.setdefault(account.side, []).append(account)
    return sides


def compare(engagement: Engagement, columns: Sequence[Sequence[Account]]) -> list[Comparison]:
    """Every topic of the engagement, with the strongest telling of it in each column of accounts."""
    told = [_strongest(column) for column in columns]
    grouped = {label: _group(name) for name, labels in engagement.topics.items() for label in labels}
    rest = {label: DASH for column in told for label in column if label not in grouped}
    return [
        Comparison(group, label, tuple(column.get(label) for column in told))
        for label, group in {**grouped, **rest}.items()
    ]


def _strongest(accounts: Iterable[Account]) -> dict[str, Told]:
    """From a topic's label to its strongest telling, the first of equals."""
    found: dict[str, Told] = {}
    for account in accounts:
        for order, topic in enumerate(account.topics, start=1):
            known = found.get(topic.label)
            if known is None or STRENGTHS.index(topic.strength) > STRENGTHS.index(known.topic.strength):
                found[topic.label] = Told(order, topic)
    return found


def _group(name: str) -> str:
    """`only PAK` for `PAK_only`; other names as they are."""
    side = name.removesuffix("_only")
    return name if side == name else f"only {side}"
