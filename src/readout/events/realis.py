"""Whether an event happened, and what a speaker who only announces, refuses or offers it does instead."""

from dataclasses import dataclass
from enum import StrEnum

from readout.events.lexicon import RealisWords
from readout.events.reading import Reading
from readout.events.triggers import Candidate
from readout.model.span import Span
from readout.parse import Parsed, Token

STEPS = 6  # governors that are asked, from the trigger upwards
CLIMBED = ("xcomp", "ccomp", "pcomp", "acl", "conj", "advcl")


class Mood(StrEnum):
    """How the deed is put."""

    PLAIN = "plain"  # as a fact
    FUTURE = "future"  # will, is to, plans to
    REFUSED = "refused"  # will not
    WILLING = "willing"  # is ready to, offers to
    MUST = "must"  # has to, should
    SUPPOSED = "supposed"  # may, if, wants to, a campaign to
    NEGATED = "negated"  # did not, failed to
    STOPPED = "stopped"  # called off, put off


@dataclass(frozen=True, slots=True)
class Standing:
    """The mood of a candidate, with the words that decide it."""

    mood: Mood
    words: tuple[Span, ...] = ()


PLAIN = Standing(Mood.PLAIN)


def standing_of(reading: Reading, candidate: Candidate) -> Standing:
    """Read from negation, auxiliaries, conjunctions and the verbs above."""
    parsed, words, verb = reading.parsed, reading.lexicon.words.realis, candidate.verb
    if candidate.role == "stop":
        return Standing(Mood.STOPPED, (verb.span,))
    if candidate.role == "plan":
        return Standing(Mood.FUTURE, (verb.span,))
    if candidate.token.pos not in ("VERB", "AUX"):
        for each in parsed.dependents(candidate.token, "det", "neg", "amod"):
            if each.dep != "amod" and each.lemma.lower() in words.negative:
                return Standing(Mood.NEGATED, (each.span,))
            if each.dep == "amod" and each.text.lower() in words.forthcoming:
                return Standing(Mood.FUTURE, (each.span,))
        above = parsed.tokens[candidate.token.head]
        if candidate.light is None and candidate.token.dep == "dobj":
            mood = _governed(parsed, above, candidate.token, words)
            return Standing(mood, (above.span,)) if mood is not None else PLAIN
    own = _own(parsed, verb, words)
    return own if own.mood is not Mood.PLAIN else _above(parsed, verb, words)


def _own(parsed: Parsed, verb: Token, words: RealisWords) -> Standing:
    """What negation, a conjunction and the auxiliary of the verb itself say."""
    for mark in parsed.dependents(verb, "mark"):
        if mark.text.lower() in words.conditional:
            return Standing(Mood.SUPPOSED, (mark.span,))
    negation = next(iter(parsed.dependents(verb, "neg")), None) or next(
        (each for each in parsed.dependents(verb, "preconj", "advmod") if each.lemma.lower() in words.negative), None
    )
    for auxiliary in parsed.dependents(verb, "aux"):
        word = auxiliary.text.lower()
        if word in words.will | words.would:
            return Standing(Mood.FUTURE if negation is None else Mood.REFUSED, (auxiliary.span,))
        if word in words.must:
            return Standing(Mood.MUST, (auxiliary.span,))
        if word in words.may:
            refused = negation is not None and word in words.able
            return Standing(Mood.REFUSED if refused else Mood.SUPPOSED, (auxiliary.span,))
    return PLAIN if negation is None else Standing(Mood.NEGATED, (negation.span,))


def _above(parsed: Parsed, verb: Token, words: RealisWords) -> Standing:
    """What the verbs and adjectives above make of it: plans, offers, wishes, failures, purposes."""
    below = verb
    for _ in range(STEPS):
        if below.dep not in CLIMBED or (below.dep == "advcl" and below.tag != "VB"):
            break
        above = parsed.tokens[below.head]
        if below.dep == "conj" and parsed.dependents(below, "nsubj", "aux"):
            break
        if below.dep == "ccomp" and below.tag != "VB":
            return _under_report(above, words)
        mood = None if below.dep == "conj" else _governed(parsed, above, below, words)
        if mood is not None:
            return Standing(mood, (above.span,))
        if below.tag == "VB" and below.dep in ("acl", "advcl"):
            return Standing(Mood.SUPPOSED, (above.span,))
        own = _own(parsed, above, words)
        if own.mood is not Mood.PLAIN:
            return own
        below = above
    return PLAIN


def _under_report(above: Token, words: RealisWords) -> Standing:
    """What a verb with a full clause below makes of the clause: "denied that", "hopes that"."""
    if above.lemma in words.failing:
        return Standing(Mood.NEGATED, (above.span,))
    return Standing(Mood.SUPPOSED, (above.span,)) if above.lemma in words.wishing else PLAIN


def _governed(parsed: Parsed, above: Token, below: Token, words: RealisWords) -> Mood | None:
    """What the word above makes of an infinitive, gerund or noun; None when it says nothing of it."""
    negated = bool(parsed.dependents(above, "neg"))
    if below.dep == "xcomp" and above.lemma in words.bound:
        return Mood.REFUSED if negated else Mood(words.bound[above.lemma])
    if above.lemma in words.willing:
        own = _own(parsed, parsed.tokens[above.head] if above.pos == "ADJ" else above, words).mood
        if own in (Mood.MUST, Mood.SUPPOSED):
            return own
        return Mood.REFUSED if negated or own in (Mood.REFUSED, Mood.NEGATED) else Mood.WILLING
    if above.lemma in words.failing:
        return Mood.NEGATED
    if above.lemma in words.planning:
        return Mood.REFUSED if negated else Mood.FUTURE
    return Mood.SUPPOSED if above.lemma in words.wishing else None
