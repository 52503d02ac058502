"""The channel of a statement: by words beside its cue, the document that says it, or the contact it is told from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from readout.actors import Cast, Mention
from readout.model.span import Span
from readout.model.vocabulary import Channel
from readout.parse import Parsed, Sentence, Token
from readout.statements.lexicon import ChannelPhrase, statement_words

GAP = 3  # words that `*` may stand for
AHEAD = 3  # sentences after a statement in which the contact it belongs to may first be told


@dataclass(frozen=True, slots=True)
class Contact:
    """A call or meeting that a sentence tells, and who is named with it."""

    sentence: int
    channel: Channel
    span: Span
    keys: frozenset[str]


def _matched(tokens: Sequence[Token], begin: int, phrase: Sequence[str]) -> int | None:
    place, wild = begin, 0
    for word in phrase:
        if word == "*":
            wild = GAP
            continue
        while place < len(tokens) and wild and not _is_word(tokens[place], word):
            place, wild = place + 1, wild - 1
        if place >= len(tokens) or not _is_word(tokens[place], word):
            return None
        place, wild = place + 1, 0
    return place


def _is_word(token: Token, word: str) -> bool:
    return word in (token.lemma, token.text.lower())


def channel_told(
    parsed: Parsed, sentence: Sentence, content: Sequence[Span], phrases: Mapping[str, Sequence[ChannelPhrase]]
) -> tuple[Channel, Span] | None:
    """The phrase of the lowest rank that stands in the sentence outside the content."""
    outside = [
        token for token in parsed.tokens_of(sentence)
        if not any(span.start <= token.start < span.stop for span in content)
    ]  # fmt: skip
    best: tuple[int, Channel, Span] | None = None
    for begin, token in enumerate(outside):
        for phrase in (*phrases.get(token.lemma, ()), *phrases.get(token.text.lower(), ())):
            if best is not None and phrase.rank >= best[0]:
                continue
            end = _matched(outside, begin, phrase.words)
            if end is not None:
                best = phrase.rank, phrase.channel, Span(token.start, outside[end - 1].stop)
    return best[1:] if best is not None else None


def find_contacts(parsed: Parsed, cast: Cast) -> tuple[Contact, ...]:
    """The calls and meetings of a report in order, each with the persons and sides that its sentence names with it.

    When somebody tells the contact, only those whom the content names took part.
    """
    by_sentence: dict[int, list[Mention]] = {}
    for mention in cast.mentions:
        by_sentence.setdefault(parsed.tokens[mention.head].sentence, []).append(mention)
    found = []
    for sentence in parsed.sentences:
        mentions = by_sentence.get(sentence.number, [])
        if len({cast.country(key) for mention in mentions for key in mention.keys} - {None}) < 2:
            continue
        told = channel_told(parsed, sentence, (), statement_words().contact_phrases)
        if told is None:
            continue
        outer = parsed.attributions_at(told[1].start)[:1]
        inside = [m for m in mentions if not outer or any(m.span.within(span) for span in outer[0].contents)]
        found.append(Contact(sentence.number, *told, frozenset(key for m in inside for key in m.keys)))
    return tuple(found)


def contact_of(contacts: Sequence[Contact], sentence: int, speakers: Sequence[str]) -> Contact | None:
    """The last contact before the statement that names its speakers, else the first one soon after."""
    own = [contact for contact in contacts if contact.keys.issuperset(speakers)]
    before = [contact for contact in own if contact.sentence <= sentence]
    if before:
        return before[-1]
    return next((contact for contact in own if contact.sentence <= sentence + AHEAD), None)
