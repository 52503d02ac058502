"""Records as tests ask about them: by the words of their text."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import readout
from readout.model.span import Span

DAY = "2021-06-10"  # a Thursday


@dataclass(frozen=True)
class Told:
    """What a report tells. Words are whole words of its text; `nth` counts their places from 0."""

    record: readout.Record

    def words(self, span: Span) -> str:
        return span.of(self.record.document.text)

    def place(self, words: str, nth: int = 0) -> Span:
        found = re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", self.record.document.text)
        return next(Span(*match.span()) for number, match in enumerate(found) if number == nth)

    def all_meant(self, words: str, nth: int = 0) -> list[readout.Actor]:
        """The actors that have a mention of exactly these words there."""
        place = self.place(words, nth)
        return [actor for actor in self.record.actors if place in actor.mentions]

    def meant(self, words: str, nth: int = 0) -> readout.Actor:
        """The one actor that the words mean there."""
        (actor,) = self.all_meant(words, nth)
        return actor

    def mentions(self, words: str, nth: int = 0) -> list[str]:
        """All the words that mean the same actor as these."""
        return [self.words(span) for span in self.meant(words, nth).mentions]

    def actor(self, key: str) -> readout.Actor:
        (actor,) = (actor for actor in self.record.actors if actor.key == key)
        return actor

    def said(self, words: str) -> readout.Statement:
        """The innermost statement whose content holds the words."""
        place = self.place(words)
        holding = [
            (span.stop - span.start, statement)
            for statement in self.record.statements
            for span in statement.content
            if place.within(span)
        ]
        return min(holding, key=lambda each: each[0])[1]

    def speakers(self, words: str) -> list[str]:
        """The names of who is told to have said the words."""
        return [self.actor(key).name for key in self.said(words).speakers]

    def engagement(self) -> readout.Engagement:
        """The only one."""
        (engagement,) = self.record.engagements
        return engagement

    def names(self, keys: tuple[str, ...]) -> list[str]:
        return [self.actor(key).name for key in keys]


def reading_with(reader: readout.Reader) -> Callable[..., Told]:
    """Reads each text once, as published on `DAY` if nothing else is told."""

    @cache
    def read(text: str, published: str | None = DAY) -> Told:
        return Told(reader.read(text, published=published))

    return read
