"""What a parse hands to the stages: plain data, with the few walks over syntax that every stage needs."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from readout.model.record import Document, Time
from readout.model.span import Span

FAR = 10**9  # past the end of any text
DEEPEST = 8  # contents that are looked at before a place; more never hold one


@dataclass(frozen=True, slots=True)
class Token:
    """One word or mark.

    Attributes:
        number: Position in `Parsed.tokens`.
        tag: Penn Treebank tag; `pos` the universal one.
        dep: Relation to `head` (ClearNLP labels, as spaCy's English models use); the root is its own head.
        entity: Entity type (OntoNotes labels) or an empty string.
        sentence: Position in `Parsed.sentences`.
    """

    number: int
    text: str
    start: int
    stop: int
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    entity: str
    sentence: int

    @property
    def span(self) -> Span:
        return Span(self.start, self.stop)


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens `first` to `last`, half-open, without blank tokens at the edges."""

    number: int
    first: int
    last: int
    start: int
    stop: int
    paragraph: int

    @property
    def span(self) -> Span:
        return Span(self.start, self.stop)


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words attributed to somebody, as spans.

    Attributes:
        shared: The sources are those of the attribution before it in the sentence.
        by: The model or rule that found it.
    """

    sources: tuple[Span, ...]
    cue: Span
    contents: tuple[Span, ...]
    confidence: float
    shared: bool = False
    by: str = "attribution tagger"


@dataclass(frozen=True)
class Parsed:
    """A document with its syntax.

    Attributes:
        entities: Named entities as `(first token, last token half-open, label)`.
        attributions: What the tagger reads as said by somebody, in the order of the cues.
        quoted: Spans between quotation marks, marks included, in order.
    """

    document: Document
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    entities: tuple[tuple[int, int, str], ...] = ()
    times: tuple[Time, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    quoted: tuple[Span, ...] = ()

    @property
    def text(self) -> str:
        return self.document.text

    def words(self, span: Span) -> str:
        return self.document.text[span.start : span.stop]

    def tokens_of(self, sentence: Sentence) -> tuple[Token, ...]:
        return self.tokens[sentence.first : sentence.last]

    @cached_property
    def _starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    def token_at(self, offset: int) -> Token:
        """The token that holds the character, or the last one before it."""
        return self.tokens[max(0, bisect_right(self._starts, offset) - 1)]

    def tokens_in(self, span: Span) -> tuple[Token, ...]:
        """Every token that shares a character with the span."""
        first = max(0, bisect_right(self._starts, span.start) - 1)
        if self.tokens and self.tokens[first].stop <= span.start:
            first += 1
        last = bisect_right(self._starts, span.stop - 1)
        return self.tokens[first:last]

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence that holds the character, or the last one before it."""
        return self.sentences[max(0, bisect_right(self._sentence_starts, offset) - 1)]

    @cached_property
    def _quote_starts(self) -> list[int]:
        return [span.start for span in self.quoted]

    def in_quotes(self, offset: int) -> bool:
        place = bisect_right(self._quote_starts, offset) - 1
        return place >= 0 and offset < self.quoted[place].stop

    @cached_property
    def _contents(self) -> list[tuple[int, int, int]]:
        return sorted(
            (span.start, span.stop, number)
            for number, attribution in enumerate(self.attributions)
            for span in attribution.contents
        )

    def attributions_at(self, offset: int) -> list[Attribution]:
        """The attributions whose content holds the character, the innermost (shortest) first."""
        place = bisect_right(self._contents, (offset, FAR, 0))
        near = self._contents[max(0, place - DEEPEST) : place]
        holding = sorted((stop - start, number) for start, stop, number in near if offset < stop)
        return [self.attributions[number] for _, number in holding]

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """For each token the numbers of the tokens that depend on it, in order."""
        found: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.number:
                found[token.head].append(token.number)
        return tuple(tuple(each) for each in found)

    def dependents(self, token: Token, *deps: str) -> tuple[Token, ...]:
        """The tokens that depend on it, of the given relations, or all when none is given."""
        below = (self.tokens[number] for number in self.children[token.number])
        return tuple(each for each in below if not deps or each.dep in deps)

    def ancestors(self, token: Token) -> Iterator[Token]:
        """The heads above, nearest first."""
        while token.head != token.number:
            token = self.tokens[token.head]
            yield token

    def subtree(self, token: Token) -> tuple[Token, ...]:
        """The token and everything below it, in order of text."""
        found, waiting = [], [token.number]
        while waiting:
            number = waiting.pop()
            found.append(number)
            waiting.extend(self.children[number])
        return tuple(self.tokens[number] for number in sorted(found))

    def head_of(self, span: Span) -> Token | None:
        """The token of the span whose head lies outside of it; the first such; None for a span without tokens."""
        inside = self.tokens_in(span)
        if not inside:
            return None
        numbers = range(inside[0].number, inside[-1].number + 1)
        return next((t for t in inside if t.head not in numbers or t.head == t.number), inside[-1])
