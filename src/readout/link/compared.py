"""What a comparison of the accounts of an engagement is made of.

Nothing is averaged and nobody is held to be right: each value stands with the report that gives it and its words.
"""

import msgspec

from readout.model.span import Span
from readout.model.vocabulary import Channel, EngagementKind, Status, Strength


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One of the reports that tell of the engagement.

    Attributes:
        document: Id of the document, to which all spans with this id belong.
        engagement: Id of the engagement in the record of this report.
        published: ISO 8601 day.
    """

    document: str
    engagement: str
    source_id: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """Words of a report: `words[n]` stands at `spans[n]` in the text of the document."""

    document: str
    spans: tuple[Span, ...] = ()
    words: tuple[str, ...] = ()


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """Who took part, by all the reports together.

    Attributes:
        country: ISO 3166-1 alpha-3, `IGO`, or None.
        person: Id in the register of office holders.
    """

    name: str
    office: str | None = None
    country: str | None = None
    person: str | None = None


class ComparedAccount(msgspec.Struct, frozen=True, kw_only=True):
    """One side's telling in one report through one channel.

    Attributes:
        number: From 1; tellings and attributions name the account by it.
        side: ISO 3166-1 alpha-3 of the side that tells.
        document: Id of the report that carries it.
        statements: Ids in the record of that report.
        characters: How many characters its statements have, nested ones not counted twice.
        share: Of the characters of all accounts compared; None when none has statements.
    """

    number: int
    side: str | None
    document: str
    channel: Channel | None = None
    statements: tuple[str, ...] = ()
    characters: int = 0
    share: float | None = None


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """How an account tells a topic.

    Attributes:
        label: As this account's topic is called; labels that a reader would join may differ.
        order: Place among the topics of the account, from 1.
        verbs: The words that attribute the statements which hold it, such as "stressed"; none where the narrator tells.
        share: Of the characters of the account's statements, a statement's parted evenly among its topics; None when
            no statement holds it.
    """

    account: int
    label: str
    order: int
    strength: Strength
    words: Words
    verbs: Words
    share: float | None = None


class ComparedTopic(msgspec.Struct, frozen=True, kw_only=True):
    """A topic across the accounts.

    Attributes:
        label: The one of the accounts' labels that says most.
        shared: Every side gives it; when all accounts are of one side, every account.
        sides: The sides that give it, in the order of the accounts.
    """

    label: str
    shared: bool
    sides: tuple[str, ...]
    tellings: tuple[Telling, ...]


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What one report says of a circumstance; `value` is None when it does not say."""

    document: str
    value: str | None
    words: Words


class Circumstance(msgspec.Struct, frozen=True, kw_only=True):
    """A field of the engagement (kind, status, date, initiator, host, place, participants) as each report tells it."""

    field: str
    answers: tuple[Answer, ...]


class Attribution(msgspec.Struct, frozen=True, kw_only=True):
    """Words that an account gives to others than its own side alone.

    Attributes:
        accounts: Numbers of the accounts that carry them; several when they are of a joint text.
        to: The sides they are given to; more than one when the two are told to have said or agreed it together.
        statement: Id in the record of the account's report.
        verbs: The words that attribute them, such as "agreed".
    """

    accounts: tuple[int, ...]
    to: tuple[str, ...]
    statement: str
    verbs: Words
    words: Words


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """One engagement as its accounts tell it, laid beside each other.

    Attributes:
        id: A hash of the ids of the engagements.
        kinds: The kinds that the reports call it, in order; more than one is also a disagreement.
        statuses: The same of the status; a plan that was carried out is no disagreement.
        dates: ISO 8601, `start/end` for a range; the day of publication only when no report tells a day.
        sides: Countries of the sides that give an account, in the order of the accounts.
        topics: Shared ones first, then those of each side; within these in the order of telling.
        disagreements: Circumstances in which two reports contradict each other.
        circumstances: The others that a report tells of.
        together: What an account gives to both sides.
        of_others: What an account gives to another side than its own.
    """

    id: str
    kinds: tuple[EngagementKind, ...]
    statuses: tuple[Status, ...]
    dates: tuple[str, ...]
    parties: tuple[Party, ...]
    reports: tuple[Report, ...]
    accounts: tuple[ComparedAccount, ...]
    sides: tuple[str, ...]
    topics: tuple[ComparedTopic, ...]
    disagreements: tuple[Circumstance, ...]
    circumstances: tuple[Circumstance, ...]
    together: tuple[Attribution, ...]
    of_others: tuple[Attribution, ...]
