"""Engagements of several reports, each group of them one engagement."""

from collections.abc import Iterator, Sequence

from readout.link.same_engagement import (
    EngagementKey,
    Match,
    candidate_pairs,
    contradicts,
    plan_in,
    same_engagement,
)


def group_engagements(keys: Sequence[EngagementKey]) -> tuple[tuple[int, ...], ...]:
    """Places of the keys that are of one engagement, two or more in a group and at most one of each report.

    The best fits are joined first. Everything in a group fits everything else in it, so that a chain of days does not
    join what lies far apart. What fits two of one report equally well is left alone, and a plan without a date is that
    may mean several days.
    """
    found = _matches(keys)
    group_of: dict[int, list[int]] = {}
    for one, other in sorted(found, key=lambda pair: (found[pair].rank, pair)):
        first, second = group_of.get(one, [one]), group_of.get(other, [other])
        if first is second or not _all_fit(keys, found, first, second):
            continue
        joined = sorted([*first, *second])
        for place in joined:
            group_of[place] = joined
    groups = {tuple(group) for group in group_of.values()}
    return tuple(sorted(groups))


def _matches(keys: Sequence[EngagementKey]) -> dict[tuple[int, int], Match]:
    """Every pair that fits, without those that are no better than another one of the same report."""
    found = {
        pair: match
        for pair in candidate_pairs(keys)
        if (match := same_engagement(keys[pair[0]], keys[pair[1]])) is not None
    }
    unclear = set(_plans_of_several_days(keys, found))
    rivals: dict[tuple[int, str], list[tuple[tuple[int, bool, int, bool], tuple[int, int]]]] = {}
    for (one, other), match in found.items():
        rivals.setdefault((one, keys[other].document), []).append((match.rank, (one, other)))
        rivals.setdefault((other, keys[one].document), []).append((match.rank, (one, other)))
    for choices in rivals.values():
        best = min(rank for rank, _ in choices)
        equal = [pair for rank, pair in choices if rank == best]
        if len(equal) > 1:
            unclear.update(equal)
    return {pair: match for pair, match in found.items() if pair not in unclear}


def _plans_of_several_days(
    keys: Sequence[EngagementKey], found: dict[tuple[int, int], Match]
) -> Iterator[tuple[int, int]]:
    """The pairs of a plan without a date and a day that is told, when there is another day that it may mean."""
    fits: dict[int, list[tuple[int, int]]] = {}
    for one, other in found:
        if plan := plan_in(keys[one], keys[other]):
            fits.setdefault(one if plan is keys[one] else other, []).append((one, other))
    for plan_at, pairs in fits.items():
        if contradicts(keys[other if one == plan_at else one] for one, other in pairs):
            yield from pairs


def _all_fit(
    keys: Sequence[EngagementKey], found: dict[tuple[int, int], Match], first: list[int], second: list[int]
) -> bool:
    return not {keys[place].document for place in first} & {keys[place].document for place in second} and all(
        (min(one, other), max(one, other)) in found for one in first for other in second
    )
