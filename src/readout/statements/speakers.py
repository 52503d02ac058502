"""Who speaks, and to whom."""

from collections.abc import Sequence

from readout.actors import Cast, Mention
from readout.model.span import Span
from readout.model.vocabulary import Channel, SpeechAct
from readout.parse import Parsed, Token
from readout.statements.lexicon import statement_words

TO = ("to", "with")
CALLED = ("on", "upon")  # after a verb that requests: "called on the parties", but not "commented on Russia"


def speakers_of(parsed: Parsed, cast: Cast, sources: Sequence[Span]) -> tuple[str, ...]:
    """Keys of the actors that the source's words name: its head and what is joined to it by "and"."""
    keys: list[str] = []
    for source in sources:
        for mention in _heads(parsed, cast, source):
            for each in (_joined_before(parsed, cast, mention), mention):
                keys.extend(key for key in (each.keys if each is not None else ()) if key not in keys)
    return tuple(keys)


def _joined_before(parsed: Parsed, cast: Cast, mention: Mention) -> Mention | None:
    """X of "X and Y said", where the source is Y alone: joined by the syntax too, in one way or another."""
    before = cast.named_before(mention, parsed)
    if before is None:
        return None
    one, other = parsed.tokens[before.head], parsed.tokens[mention.head]
    subjects = one.head == other.head and one.dep == other.dep
    return before if one.head == other.number or other.head == one.number or subjects else None


def _heads(parsed: Parsed, cast: Cast, source: Span) -> list[Mention]:
    touching = cast.touching(source)
    outer = [m for m in touching if not any(m is not other and m.span.within(other.span) for other in touching)]
    head = parsed.head_of(source)
    if head is None or not outer:
        return outer[:1]
    wanted = {head.number, *conjuncts(parsed, head)}
    chosen = [
        m
        for m in outer
        if m.head in wanted or any(m.span.start <= parsed.tokens[n].start < m.span.stop for n in wanted)
    ]
    if not chosen:
        return outer[:1]
    named = [m for m in chosen if len(chosen) == 1 or m.form != "adjective"]
    return named or chosen


def conjuncts(parsed: Parsed, token: Token) -> tuple[int, ...]:
    """Numbers of the tokens joined to a token by "and", those joined to them as well."""
    found: list[int] = []
    waiting = [token]
    while waiting:
        for other in parsed.dependents(waiting.pop(), "conj"):
            found.append(other.number)
            waiting.append(other)
    return tuple(found)


def document_source(parsed: Parsed, sources: Sequence[Span]) -> tuple[Channel, Token] | None:
    """The channel when the source is a document ("the statement"), and its noun."""
    for source in sources:
        head = parsed.head_of(source)
        channel = statement_words().channel_of_document.get(head.lemma) if head else None
        if head is not None and channel is not None:
            return channel, head
    return None


def addressees_of(
    parsed: Parsed, cast: Cast, cue: Span, speakers: Sequence[str]
) -> tuple[tuple[str, ...], tuple[Span, ...]]:
    """Whom the cue's verb has as object ("told his counterpart", "thanked", "said to"), with their words."""
    for verb in parsed.tokens_in(cue):
        if verb.pos not in ("VERB", "NOUN"):
            continue
        objects = list(parsed.dependents(verb, "dobj", "dative"))
        for preposition in parsed.dependents(verb, "prep", "dative"):
            word = preposition.text.lower()
            asked = statement_words().act_of.get(verb.lemma) is SpeechAct.REQUEST
            if word in TO or (word in CALLED and asked):
                objects.extend(parsed.dependents(preposition, "pobj"))
        for noun in objects:
            mention = cast.by_head.get(noun.number)
            if mention is not None and not set(mention.keys) & set(speakers) and mention.form != "adjective":
                return mention.keys, (mention.span,)
    return (), ()
