"""What the account of one side gives to both sides, or to the other one."""

from collections.abc import Sequence

from readout.actors.lexicon import actor_words
from readout.link.compared import Attribution
from readout.link.same_actor import side_of
from readout.link.told import ToldAccount
from readout.model.record import Statement


def find_attributions(accounts: Sequence[ToldAccount]) -> tuple[tuple[Attribution, ...], tuple[Attribution, ...]]:
    """What accounts give to both sides, and what they give to another side than their own; in the order of telling.

    What several accounts carry, as those of a joint text do, is given once; it is of no other side than theirs.
    "The two sides agreed" is of both when the record names two sides as its speakers, and also when it resolves none
    and the words that name them begin with "two" or "both".
    """
    together: list[Attribution] = []
    of_others: list[Attribution] = []
    for statement, carriers in _carried(accounts):
        sides = tuple(dict.fromkeys(side_of(actor) for actor in carriers[0].told.participants))
        own = {account.account.side for account in carriers}
        to = _said_by(carriers[0], statement, sides)
        if len(to) > 1:
            together.append(_attribution(carriers, statement, to))
        elif to and None not in own and not own.intersection(to):
            of_others.append(_attribution(carriers, statement, to))
    return tuple(together), tuple(of_others)


def _carried(accounts: Sequence[ToldAccount]) -> list[tuple[Statement, list[ToldAccount]]]:
    """Each statement with the accounts that carry it, in the order of the accounts and of telling."""
    found: dict[str, tuple[Statement, list[ToldAccount]]] = {}
    for account in accounts:
        for statement in sorted(account.all, key=lambda each: each.cue[0]):
            found.setdefault(statement.id, (statement, []))[1].append(account)
    return list(found.values())


def _said_by(account: ToldAccount, statement: Statement, sides: tuple[str, ...]) -> tuple[str, ...]:
    """The sides of the engagement that the statement is given to."""
    actors = account.told.actors
    speakers = {side_of(actors[key]) for key in statement.speakers if key in actors}
    if not speakers and _is_pair(account, statement):
        return sides
    return tuple(side for side in sides if side in speakers)


def _is_pair(account: ToldAccount, statement: Statement) -> bool:
    pair = actor_words().pair_determiners
    named = account.told.words(statement.speaker_spans).words
    return any(pair.intersection(words.lower().split()) for words in named)


def _attribution(carriers: Sequence[ToldAccount], statement: Statement, to: tuple[str, ...]) -> Attribution:
    told = carriers[0].told
    return Attribution(
        accounts=tuple(account.number for account in carriers),
        to=to,
        statement=statement.id,
        verbs=told.words(statement.cue),
        words=told.words(statement.content),
    )
