"""What the speaker does with the words: by the cue's verb or noun, else by the words themselves."""

from collections.abc import Sequence

from readout.actors import Cast
from readout.model.record import Because
from readout.model.span import Span
from readout.model.vocabulary import SpeechAct
from readout.parse import Parsed, Token
from readout.statements.lexicon import statement_words

LOOKED_AT = 400  # characters of a content


def act_of(
    parsed: Parsed, cast: Cast, cue: Span, content: Sequence[Span], speakers: Sequence[str]
) -> tuple[SpeechAct, Because]:
    words = statement_words()
    start = content[0].start
    text = parsed.text[start : min(content[0].stop, start + LOOKED_AT)]
    shift = len(text) - len(text.lstrip("\"'“”‘’ "))
    plain = text[shift:].lower()
    for token in parsed.tokens_in(cue):
        act = _act_of_word(parsed, token, plain)
        if act is not None:
            return act, Because((token.span,), "cue word")
    end = content[-1].stop
    if parsed.text[start:end].rstrip("\"'”’ ").endswith("?"):
        return SpeechAct.QUESTION, Because((Span(end - 1, end),), "question mark")
    for rule in words.content:
        match = rule.search(plain)
        if match is None:
            continue
        if rule.at == "own" and not _own_side(parsed, cast, start + shift + match.start(), speakers):
            continue
        begin, end = start + shift + match.start(), start + shift + match.end()
        return rule.act, Because((Span(begin, end),) if end > begin else (), "content words")
    return SpeechAct.ASSERT, Because((cue,), "no other act told")


def _act_of_word(parsed: Parsed, token: Token, content: str) -> SpeechAct | None:
    words = statement_words()
    if token.lemma in words.asks and words.is_question(content):
        return SpeechAct.QUESTION
    particles = words.only_before.get(token.lemma)
    if particles is not None and not any(each.text.lower() in particles for each in parsed.dependents(token)):
        return None
    return words.act_of.get(token.lemma)


def _own_side(parsed: Parsed, cast: Cast, offset: int, speakers: Sequence[str]) -> bool:
    """Whether the verb at the offset has the speaker, "we" or the speaker's state as its subject."""
    verb = parsed.token_at(offset)
    governor = parsed.tokens[verb.head] if verb.dep == "aux" else verb
    countries = {cast.country(key) for key in speakers} - {None}
    for subject in parsed.dependents(governor, "nsubj", "nsubjpass"):
        if subject.lemma in ("we", "i"):
            return True
        mention = cast.by_head.get(subject.number)
        if mention is not None:
            return any(key in speakers or cast.country(key) in countries for key in mention.keys)
    return False
