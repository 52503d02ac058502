"""Whether an event happened, and what a speaker who only announces, refuses or offers it does instead."""

from dataclasses import dataclass
from enum import StrEnum

from readout.events.lexicon import RealisWords
from readout.events.reading import Reading
from readout.events.triggers import Candidate
from readout.model.span import Span
from readout.model.vocabulary import Realis
from readout.parse import Token

STEPS = 6  # governors that are asked, from the trigger upwards
CLIMBED = ("xcomp", "ccomp", "pcomp", "acl", "conj", "advcl")


class Mood(StrEnum):
    """How the deed is put."""

    PLAIN = "plain"  # as a fact
    FUTURE = "future"  # will, is to, plans to
    REFUSED = "refused"  # will not
    WILLING = "willing"  # is ready to, offers to
    MUST = "must"  # has to, should
    SUPPOSED = "supposed"  # may, would, if, wants to
    NEGATED = "negated"  # did not, failed to


REALIS = {
    Mood.PLAIN: Realis.ACTUAL,
    Mood.FUTURE: Realis.FUTURE,
    Mood.REFUSED: Realis.NEGATED,
    Mood.WILLING: Realis.HYPOTHETICAL,
    Mood.MUST: Realis.HYPOTHETICAL,
    Mood.SUPPOSED: Realis.HYPOTHETICAL,
    Mood.NEGATED: Realis.NEGATED,
}


@dataclass(frozen=True, slots=True)
class Standing:
    """The mood of a candidate, with the words that decide it."""

    mood: Mood
    words: tuple[Span, ...] = ()


def standing_of(reading: Reading, candidate: Candidate) -> Standing:
    """Read from negation, auxiliaries, conjunctions and the verbs above."""
    words = reading.lexicon.words.realis
    if candidate.role == "stop":
        return Standing(Mood.SUPPOSED, (candidate.verb.span,))
    if candidate.role == "plan":
        return Standing(Mood.FUTURE, (candidate.verb.span,))
    token = candidate.verb
    found = _own(reading, token, words)
    if candidate.token is not token or token.pos == "NOUN":
        denied = [each for each in reading.parsed.dependents(candidate.token, "det", "neg") if each.lemma.lower() in words.negative]
        if denied:
            return Standing(Mood.NEGATED, (denied[0].span,))
        planned = [each for each in reading.parsed.dependents(candidate.token, "amod") if each.lemma in words.planning or each.text.lower() in FORTHCOMING]
        if planned:
            return Standing(Mood.FUTURE, (planned[0].span,))
    return found if found.mood is not Mood.PLAIN else _above(reading, token, words)


FORTHCOMING = ("planned", "upcoming", "forthcoming", "scheduled", "proposed", "expected", "future", "next", "coming")


def _own(reading: Reading, verb: Token, words: RealisWords) -> Standing:
    parsed = reading.parsed
    negations = [each for each in parsed.dependents(verb, "neg", "preconj") if each.lemma.lower() in words.negative or each.dep == "neg"]
    for each in parsed.dependents(verb, "mark", "advmod"):
        if each.text.lower() in words.conditional and each.dep == "mark":
            return Standing(Mood.SUPPOSED, (each.span,))
    for aux in parsed.dependents(verb, "aux"):
        word = aux.text.lower()
        if word in words.will:
            return Standing(Mood.REFUSED if negations else Mood.FUTURE, (aux.span,))
        if word in words.would:
            return Standing(Mood.REFUSED if negations else Mood.FUTURE, (aux.span,))
        if word in words.must:
            return Standing(Mood.MUST, (aux.span,))
        if word in words.may:
            return Standing(Mood.REFUSED if negations and word in ("can", "could") else Mood.SUPPOSED, (aux.span,))
    if negations:
        return Standing(Mood.NEGATED, (negations[0].span,))
    return Standing(Mood.PLAIN)


def _above(reading: Reading, verb: Token, words: RealisWords) -> Standing:
    """What the verbs and adjectives above make of it: plans, offers, wishes, failures."""
    parsed, below = reading.parsed, verb
    for _ in range(STEPS):
        if below.dep not in CLIMBED or (below.dep == "advcl" and below.tag != "VB"):
            break
        above = parsed.tokens[below.head]
        infinitive = below.tag == "VB" or below.dep in ("pcomp", "acl")
        if below.dep == "conj":
            if parsed.dependents(below, "nsubj", "aux"):
                break
            found = _own(reading, above, words)
            if found.mood is not Mood.PLAIN:
                return found
        elif infinitive or below.dep == "xcomp":
            mood = _mood_of(reading, above, below, words)
            if mood is not None:
                return Standing(mood, (above.span,))
            if below.tag == "VB" and below.dep in ("acl", "advcl"):
                return Standing(Mood.SUPPOSED, (above.span,))
        elif below.dep == "ccomp":
            if above.lemma in words.failing:
                return Standing(Mood.NEGATED, (above.span,))
            if above.lemma in words.wishing:
                return Standing(Mood.SUPPOSED, (above.span,))
            break
        own = _own(reading, above, words)
        if own.mood is not Mood.PLAIN and below.dep != "ccomp":
            return own
        below = above
    return Standing(Mood.PLAIN)


def _mood_of(reading: Reading, above: Token, below: Token, words: RealisWords) -> Mood | None:
    negated = any(each.dep == "neg" for each in reading.parsed.dependents(above))
    if above.lemma == "be" and below.dep == "xcomp":
        return Mood.REFUSED if negated else Mood.FUTURE
    if above.lemma == "have" and below.dep == "xcomp":
        return Mood.MUST
    if above.lemma in words.willing:
        return Mood.REFUSED if negated else Mood.WILLING
    if above.lemma in words.failing:
        return Mood.NEGATED
    if above.lemma in words.planning:
        return Mood.REFUSED if negated else Mood.FUTURE
    if above.lemma in words.wishing:
        return Mood.SUPPOSED
    return None
