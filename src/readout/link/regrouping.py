"""Groups of the same engagement, mended where something came or went.

Engagements that may be the same hang together in chains, and no group reaches beyond its chain. So the groups of a
chain are made anew from all that is in it (`group_engagements`), and the result is that of grouping everything at once,
whatever came first. A chain of more than `LONGEST` is not gone through to its end: what came joins the group or the
engagement that it fits best, the others stay as they are, and there the order of adding can matter.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from readout.link.groups import group_engagements
from readout.link.look_up import Known, LookUp, Name
from readout.link.same_engagement import Match, contradicts, plan_in, same_engagement
from readout.link.shelves import stretches_of

LONGEST = 100  # engagements of a chain that is grouped anew

Group = tuple[Known, ...]
Fit = tuple[Known, Match]


class Regrouped(NamedTuple):
    """What changes: groups as they are now, and all engagements that were looked at, in a group or alone."""

    groups: tuple[Group, ...] = ()
    touched: frozenset[Name] = frozenset()


def regroup(changed: Sequence[Known], look_up: LookUp) -> Regrouped:
    """The groups of the chains that these engagements are in; they are kept by now, all those of a new report."""
    return _Regrouping(look_up).done(changed)


def without(gone: Sequence[Known], look_up: LookUp) -> Regrouped:
    """The groups when these engagements, all those of a report and still kept, are no more."""
    left: dict[Name, Known] = {}
    for known in gone:
        left.update((near.name, near) for near, _ in fits_of(known, look_up.engagements_in(stretches_of(known.key))))
        left.update((other.name, other) for other in look_up.together_with(known.name))
    names = frozenset(known.name for known in gone)
    found = _Regrouping(look_up, names).done([known for name, known in sorted(left.items()) if name not in names])
    return Regrouped(found.groups, found.touched | names)


def fits_of(known: Known, others: Iterable[Known]) -> list[Fit]:
    """Those of other engagements that it may be the same as, the best first."""
    matches = ((other, same_engagement(known.key, other.key)) for other in others)
    found = [(other, match) for other, match in matches if match is not None]
    return sorted(found, key=lambda fit: (fit[1].rank, fit[0].order))


class _Regrouping:
    """Groups as they are kept, over which those found so far are laid, and without what is gone."""

    def __init__(self, look_up: LookUp, gone: frozenset[Name] = frozenset()) -> None:
        self._look_up = look_up
        self._gone = gone
        self._group_of: dict[Name, Group] = {}  # of all that was looked at; of one alone it is empty

    def done(self, changed: Sequence[Known]) -> Regrouped:
        for known in changed:
            if known.name in self._group_of:
                continue
            chain = self._chain(known)
            groups = self._joined(known, changed) if chain is None else _grouped(chain)
            self._group_of.update((each.name, ()) for each in chain or [known])
            self._group_of.update((each.name, group) for group in groups for each in group)
        found = {group[0].name: group for group in self._group_of.values() if group}
        return Regrouped(tuple(sorted(found.values(), key=lambda it: it[0].order)), frozenset(self._group_of))

    def _chain(self, start: Known) -> list[Known] | None:
        """All that hangs together with it, itself included; None when that is too much."""
        found = {start.name: start}
        waiting = [start]
        while waiting:
            for near, _ in self._fits(waiting.pop()):
                if near.name not in found:
                    found[near.name] = near
                    waiting.append(near)
            if len(found) > LONGEST:
                return None
        return list(found.values())

    def _joined(self, known: Known, changed: Sequence[Known]) -> list[Group]:
        """The one group that it is in, or joins: that of the best fit, if it fits all of it."""
        if together := self._together_with(known):
            return [_in_order(together)] if len(together) > 1 else []
        siblings = [other for other in changed if other.key.document == known.key.document and other != known]
        fits = [fit for fit in _clear(known, self._fits(known), siblings) if self._is_decided(known, fit)]
        fitting = {near.name for near, _ in fits}
        for near, _ in fits:
            group = self._together_with(near) or [near]
            if fitting.issuperset(member.name for member in group):
                return [_in_order([*group, known])]
        return []

    def _fits(self, known: Known) -> list[Fit]:
        others = self._look_up.engagements_in(stretches_of(known.key))
        return fits_of(known, (other for other in others if other.name not in self._gone))

    def _is_decided(self, known: Known, fit: Fit) -> bool:
        """Not so for a plan without a date that may mean several days."""
        plan = plan_in(known.key, fit[0].key)
        if plan is None:
            return True
        fits = self._fits(known if plan is known.key else fit[0])
        return not contradicts(other.key for other, _ in fits)

    def _together_with(self, known: Known) -> list[Known]:
        if known.name in self._group_of:
            return list(self._group_of[known.name])
        return [other for other in self._look_up.together_with(known.name) if other.name not in self._gone]


def _grouped(chain: Sequence[Known]) -> list[Group]:
    ordered = _in_order(chain)
    return [tuple(ordered[place] for place in group) for group in group_engagements([each.key for each in ordered])]


def _clear(known: Known, fits: Sequence[Fit], siblings: Sequence[Known]) -> list[Fit]:
    """Without those of which another one of the same report fits as well, on either side; as `group_engagements`."""
    of_report: dict[str, list[Match]] = {}
    for near, match in fits:
        of_report.setdefault(near.key.document, []).append(match)
    return [
        (near, match)
        for near, match in fits
        if not _is_unclear(match, of_report[near.key.document])
        and not _is_unclear(match, [match, *(theirs for _, theirs in fits_of(near, siblings))])
    ]


def _is_unclear(match: Match, choices: Sequence[Match]) -> bool:
    ranks = [each.rank for each in choices]
    return match.rank == min(ranks) and ranks.count(match.rank) > 1


def _in_order(group: Iterable[Known]) -> Group:
    return tuple(sorted(group, key=lambda known: known.order))
