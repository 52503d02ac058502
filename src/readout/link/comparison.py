"""The accounts of each engagement, laid beside each other; in one report or over several."""

from collections.abc import Iterable, Sequence

from readout.link.aligned import PRECISION, align_topics, characters_of
from readout.link.attributed import find_attributions
from readout.link.circumstances import compare_circumstances, date_of
from readout.link.compared import ComparedAccount, Comparison, Party, Report
from readout.link.groups import group_engagements
from readout.link.same_actor import may_be_same, same_actor
from readout.link.same_engagement import key_of
from readout.link.told import ToldAccount, ToldEngagement
from readout.model.ids import make_id
from readout.model.record import Actor, Record
from readout.model.vocabulary import ActorKind, Role

SEVERAL = 2


def compare(records: Iterable[Record]) -> tuple[Comparison, ...]:
    """A comparison of each engagement that two accounts or two reports tell, in order of the first of its reports.

    A report that comes twice counts once. What two reports only mention, without an account, is left out.
    """
    once = {record.document.id: record for record in records}
    told = [ToldEngagement(record, engagement) for record in once.values() for engagement in record.engagements]
    groups = group_engagements([key_of(each.record, each.engagement) for each in told])
    grouped = {place for group in groups for place in group}
    alone = [(place,) for place in range(len(told)) if place not in grouped]
    candidates = ([told[place] for place in group] for group in sorted((*groups, *alone)))
    return tuple(compare_engagement(each) for each in candidates if is_comparable(each))


def compare_engagement(told: Sequence[ToldEngagement]) -> Comparison:
    """One engagement as these reports tell it."""
    pairs = [(each, account) for each in told for account in each.engagement.accounts]
    accounts = [ToldAccount(number, each, account) for number, (each, account) in enumerate(pairs, start=1)]
    disagreements, circumstances = compare_circumstances(told)
    together, of_others = find_attributions(accounts)
    dates = [date for each in told if not each.engagement.date_inferred and (date := date_of(each))]
    dates = dates or [date for each in told if (date := date_of(each))]
    return Comparison(
        id=make_id("cmp", *(each.engagement.id for each in told)),
        kinds=tuple(dict.fromkeys(each.engagement.kind for each in told)),
        statuses=tuple(dict.fromkeys(each.engagement.status for each in told)),
        dates=tuple(dict.fromkeys(dates)),
        parties=_parties(told),
        reports=tuple(map(_report, told)),
        accounts=_accounts(accounts),
        sides=tuple(dict.fromkeys(side for each in accounts if (side := each.account.side) is not None)),
        topics=align_topics(accounts),
        disagreements=disagreements,
        circumstances=circumstances,
        together=together,
        of_others=of_others,
    )


def is_comparable(told: Sequence[ToldEngagement]) -> bool:
    """Whether there are two accounts, or two reports of which one tells it as news."""
    accounts = sum(len(each.engagement.accounts) for each in told)
    is_news = accounts > 0 or any(each.engagement.role is Role.MAIN for each in told)
    return accounts >= SEVERAL or (len(told) >= SEVERAL and is_news)


def _accounts(accounts: Sequence[ToldAccount]) -> tuple[ComparedAccount, ...]:
    characters = [characters_of(account) for account in accounts]
    total = sum(characters)
    return tuple(
        ComparedAccount(
            number=account.number,
            side=account.account.side,
            document=account.told.record.document.id,
            channel=account.account.channel,
            statements=account.account.statements,
            characters=own,
            share=round(own / total, PRECISION) if total else None,
        )
        for account, own in zip(accounts, characters, strict=True)
    )


def _report(told: ToldEngagement) -> Report:
    document = told.record.document
    return Report(
        document=document.id,
        engagement=told.engagement.id,
        source_id=document.source_id,
        title=document.title,
        publisher=document.publisher,
        published=document.published,
        url=document.url,
    )


def _parties(told: Sequence[ToldEngagement]) -> tuple[Party, ...]:
    """Every participant once, in the order of the reports; a state gives way to a person of it."""
    found: list[Actor] = []
    for each in told:
        found.extend(actor for actor in each.participants if not any(same_actor(actor, other) for other in found))
    named = [actor for actor in found if actor.kind is ActorKind.PERSON]
    kept = [actor for actor in found if actor in named or not any(may_be_same(actor, person) for person in named)]
    return tuple(
        Party(name=actor.name, office=actor.office, country=actor.country, person=actor.person) for actor in kept
    )
