"""The word lists of this room, typed."""

import re
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


class ChannelRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """Phrases that tell a channel; in each the lemmas stand in order and `*` is up to three words."""

    channel: Channel
    words: tuple[str, ...]

    @cached_property
    def phrases(self) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(phrase.split()) for phrase in self.words)


class StatementWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """`data/lexicon/statements.yaml`; each field is explained there."""

    acts: dict[SpeechAct, tuple[str, ...]]
    content: tuple[ContentRule, ...]
    channels: tuple[ChannelRule, ...]
    documents: dict[Channel, tuple[str, ...]]
    contacts: tuple[ChannelRule, ...]
    cue_verbs: frozenset[str]
    object_is_addressee: frozenset[str]
    about: frozenset[str]

    @cached_property
    def act_of(self) -> dict[str, SpeechAct]:
        return {lemma: act for act, lemmas in self.acts.items() for lemma in lemmas}

    @cached_property
    def channel_of_document(self) -> dict[str, Channel]:
        return {noun: channel for channel, nouns in self.documents.items() for noun in nouns}


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


@cache
def statement_words() -> StatementWords:
    return load_lexicon("statements", StatementWords)
