"""What a parser must offer, so that another language, or a fake in a test, can take its place."""

from collections.abc import Sequence
from typing import Protocol

from readout.model.record import Document
from readout.parse.parsed import Parsed
from readout.parse.relations import MarkedPair


class PairScorer(Protocol):
    """Scores what the first marked actor of a sentence does to the second."""

    labels: tuple[str, ...]

    def score(self, pairs: Sequence[MarkedPair]) -> list[tuple[float, ...]]:
        """For each pair a probability for each of `labels`, in the order of the pairs."""
        ...


class Parser(Protocol):
    """Anything that can parse a document: spaCy by default, a fake in tests, another language tomorrow."""

    @property
    def pairs(self) -> PairScorer:
        """Scores marked pairs; loaded when first asked for."""
        ...

    def parse(self, document: Document) -> Parsed:
        """The document with its syntax, names, times and attribution labels.

        Raises:
            UnsupportedLanguage: The text is not in a language that this parser reads.
            UnreadableDocument: There is nothing to read in it, or far too much for one report.
        """
        ...
