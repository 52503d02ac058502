"""Where in the source text a fact was read.

Offsets count Unicode code points of `Document.text`, half-open, as Python slices do,
so `text[span.start:span.stop]` is always the quoted words. In JSON a span is the pair `[start, stop]`.
"""

from collections.abc import Iterable

import msgspec

from readout.model.errors import SpanError


class Span(msgspec.Struct, frozen=True, order=True, array_like=True):
    """A half-open interval of characters in one document.

    Raises:
        SpanError: `start` is negative or not before `stop`.
    """

    start: int
    stop: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.stop:
            raise SpanError(f"span must satisfy 0 <= start < stop, got [{self.start}, {self.stop})")

    def within(self, other: "Span") -> bool:
        return other.start <= self.start and self.stop <= other.stop

    def touches(self, other: "Span") -> bool:
        """Whether the two share at least one character."""
        return self.start < other.stop and other.start < self.stop

    def of(self, text: str) -> str:
        """The words themselves. Raises `SpanError` if the span runs past the text."""
        if self.stop > len(text):
            raise SpanError(f"span [{self.start}, {self.stop}) runs past a text of {len(text)} characters")
        return text[self.start : self.stop]


def hull(spans: Iterable[Span]) -> Span:
    """The smallest span that holds all of `spans`, of which there is at least one."""
    spans = tuple(spans)
    return Span(min(span.start for span in spans), max(span.stop for span in spans))
