"""The word lists of this room, typed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal

import msgspec

from readout.facts.lexicon import load_lexicon
from readout.model.vocabulary import Channel, SpeechAct


class ContentRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What words in the content do. `at`: start, any, or own (the subject before them is the speaker's own side)."""

    act: SpeechAct
    at: Literal["start", "any", "own"]
    words: str

    def search(self, content: str) -> re.Match[str] | None:
        pattern = _compiled(self.words)
        return pattern.match(content) if self.at == "start" else pattern.search(content)


class ChannelRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Phrases that tell a channel; in each the lemmas stand in order and `*` is up to three words."""

    channel: Channel
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChannelPhrase:
    """One phrase, with its rank among all of its list: the lower counts."""

    rank: int
    channel: Channel
    words: tuple[str, ...]


def phrases_by_first_word(rules: Iterable[ChannelRule]) -> dict[str, tuple[ChannelPhrase, ...]]:
    found: dict[str, tuple[ChannelPhrase, ...]] = {}
    rank = 0
    for rule in rules:
        for phrase in rule.words:
            words = tuple(phrase.split())
            found[words[0]] = (*found.get(words[0], ()), ChannelPhrase(rank, rule.channel, words))
            rank += 1
    return found


class StatementWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """`data/lexicon/statements.yaml`; each field is explained there."""

    acts: dict[SpeechAct, tuple[str, ...]]
    only_before: dict[str, tuple[str, ...]]
    asks: frozenset[str]
    question: str
    content: tuple[ContentRule, ...]
    channels: tuple[ChannelRule, ...]
    documents: dict[Channel, tuple[str, ...]]
    contacts: tuple[ChannelRule, ...]
    cue_verbs: frozenset[str]
    object_is_addressee: frozenset[str]
    about: frozenset[str]

    def is_question(self, content: str) -> bool:
        return _compiled(self.question).match(content) is not None

    @cached_property
    def act_of(self) -> dict[str, SpeechAct]:
        return {lemma: act for act, lemmas in self.acts.items() for lemma in lemmas}

    @cached_property
    def channel_phrases(self) -> dict[str, tuple[ChannelPhrase, ...]]:
        return phrases_by_first_word(self.channels)

    @cached_property
    def contact_phrases(self) -> dict[str, tuple[ChannelPhrase, ...]]:
        return phrases_by_first_word(self.contacts)

    @cached_property
    def channel_of_document(self) -> dict[str, Channel]:
        return {noun: channel for channel, nouns in self.documents.items() for noun in nouns}


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


@cache
def statement_words() -> StatementWords:
    return load_lexicon("statements", StatementWords)
