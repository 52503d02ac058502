"""On whose initiative the sides came together, where the words around an engagement say so."""

from collections.abc import Iterable, Sequence

from readout.actors import Cast
from readout.engagements.clauses import mentions_at, subjects_of
from readout.engagements.draft import Draft
from readout.engagements.lexicon import engagement_words
from readout.model.record import Because
from readout.model.span import Span
from readout.parse import Parsed, Token

POINTING = ("the", "this", "that", "these", "their", "his", "her")


def read_initiative(parsed: Parsed, cast: Cast, drafts: Iterable[Draft]) -> None:
    """ "At the initiative of the Saudi side", "initiated by Kyiv", "had asked for the call", "who had invited him"."""
    words = engagement_words()
    in_order = sorted(drafts, key=lambda draft: draft.trigger.start)
    by_sentence: dict[int, list[Draft]] = {}
    for draft in in_order:
        by_sentence.setdefault(draft.head.sentence, []).append(draft)
    for token in parsed.tokens:
        noun = token.pos in ("NOUN", "PROPN") and token.lemma in words.initiative and token.dep == "pobj"
        verb = token.pos == "VERB" and token.lemma in words.initiated | words.initiating
        if not noun and not verb:
            continue
        asked = _asked_for(parsed, token)
        meant = _meant(by_sentence, token, asked)
        if meant is None or meant.initiator is not None:
            continue
        active = bool(asked) and token.lemma in words.initiating
        if noun:
            _begin(cast, parsed, _owners(parsed, token), meant)
        elif token.tag == "VBN" and token.lemma in words.initiated and (by := parsed.dependents(token, "agent")):
            _begin(cast, parsed, [each for word in by for each in parsed.dependents(word, "pobj")], meant)
        elif active or (token.lemma in words.inviting and _has_invited(parsed, cast, token, meant)):
            _begin_with_subject(parsed, cast, token, meant)


def _meant(by_sentence: dict[int, list[Draft]], token: Token, asked: Sequence[Token]) -> Draft | None:
    """The engagement of the same sentence that lies nearest, one told before first; else the last of the sentence
    before; only then the one that the words themselves ask for."""
    numbers = {noun.number for noun in asked}
    here = [draft for draft in by_sentence.get(token.sentence, ()) if draft.head.number not in numbers]
    if here:
        before = [draft for draft in here if draft.trigger.start < token.start]
        return before[-1] if before else here[0]
    last = by_sentence.get(token.sentence - 1) or by_sentence.get(token.sentence)
    return last[-1] if last else None


def _owners(parsed: Parsed, noun: Token) -> Sequence[Token]:
    """ "Ankara's request", "the request of the Turkish side", "at Turkish request"."""
    owners = list(parsed.dependents(noun, "poss"))
    for preposition in parsed.dependents(noun, "prep"):
        if preposition.text.lower() in ("of", "from"):
            owners.extend(parsed.dependents(preposition, "pobj"))
    return owners or parsed.dependents(noun, "amod", "compound", "nmod")


def _asked_for(parsed: Parsed, verb: Token) -> list[Token]:
    """The nouns of engagements told before that a verb asks for: "asked for the call", "requested their meeting"."""
    nouns = [*parsed.dependents(verb, "dobj")]
    for preposition in parsed.dependents(verb, "prep"):
        if preposition.text.lower() == "for":
            nouns.extend(parsed.dependents(preposition, "pobj"))
    return [
        noun
        for noun in nouns
        if noun.lemma in engagement_words().heads_alone
        and any(word.text.lower() in POINTING for word in parsed.dependents(noun, "det", "poss"))
    ]


def _has_invited(parsed: Parsed, cast: Cast, verb: Token, draft: Draft) -> bool:
    """ "Who had invited the minister, met him": what was asked for before, of one who then took part."""
    done = verb.dep == "relcl" or any(each.lemma == "have" for each in parsed.dependents(verb, "aux"))
    invited = [
        key
        for noun in parsed.dependents(verb, "dobj", "nsubjpass")
        for mention in mentions_at(parsed, cast, noun)
        for key in mention.keys
    ]
    return done and verb.number < draft.head.number and bool(set(invited) & set(draft.keys))


def _begin_with_subject(parsed: Parsed, cast: Cast, verb: Token, draft: Draft) -> None:
    _set_first(cast, draft, [mention.keys[0] for mention in subjects_of(parsed, cast, verb)], verb.span)


def _begin(cast: Cast, parsed: Parsed, owners: Iterable[Token], draft: Draft) -> None:
    for token in owners:
        parts = (token, *parsed.dependents(token, "compound"))  # of a name that is cut short
        mention = next((each for part in parts if (each := cast.by_head.get(part.number) or cast.covering(part))), None)
        if mention is not None and draft.initiator is None:
            _set_first(cast, draft, mention.keys, mention.span)


def _set_first(cast: Cast, draft: Draft, keys: Sequence[str], told: Span) -> None:
    """The participant that the words name, else the one of the same country."""
    sides = [*draft.keys]
    for key in keys:
        theirs = [each for each in sides if each == key] or [
            each for each in sides if cast.country(each) == cast.country(key) is not None
        ]
        if theirs:
            draft.initiator = theirs[0]
            draft.reasons["initiator"] = Because((told,), "on whose initiative")
            return
