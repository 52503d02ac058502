"""Whom a clause names: its subjects, the mentions that a noun heads, and those that stand behind a preposition."""

from collections.abc import Iterator

from readout.actors import Cast, Mention
from readout.engagements.lexicon import engagement_words
from readout.parse import Parsed, Token

SUBJECTS = ("nsubj", "nsubjpass")
PLURAL = ("NNS", "NNPS")
ENDS = frozenset(".?!;:\"”'’")  # characters that end a sentence


def subjects_of(parsed: Parsed, cast: Cast, verb: Token) -> list[Mention]:
    """The mentions that are the subject of a verb: its own, or that of the verb that governs or is joined to it."""
    above: Token | None = _said_before(parsed, verb) or verb
    steps = 0
    while above is not None and steps < 5:
        found: list[Mention] = []
        for subject in parsed.dependents(above, *SUBJECTS):  # two where the parser does not join "A and B"
            relative = subject.tag in ("WDT", "WP") and above.dep == "relcl"
            noun = parsed.tokens[above.head] if relative else subject
            found.extend(each for each in mentions_at(parsed, cast, noun) if each not in found)
        if found or parsed.dependents(above, *SUBJECTS):
            return found
        linked = above.dep in ("xcomp", "conj", "advcl", "ccomp", "pcomp", "prep", "acl") and above.head != above.number
        if above.dep in ("acl", "relcl") and above.head != above.number:
            return mentions_at(parsed, cast, parsed.tokens[above.head])
        above = parsed.tokens[above.head] if linked else None
        steps += 1
    before = cast.named_until(verb.number, parsed)
    return [before] if before is not None else []


def _said_before(parsed: Parsed, verb: Token) -> Token | None:
    """ "Said" in "he said, opening a summit", which the parser may hang elsewhere where quotation marks stand."""
    if (
        verb.number < 2
        or verb.tag != "VBG"
        or verb.dep in ("pcomp", "xcomp")
        or parsed.tokens[verb.number - 1].text != ","
    ):
        return None
    before = parsed.tokens[verb.number - 2]
    return before if before.tag == "VBD" and parsed.dependents(before, *SUBJECTS) else None


def mentions_at(parsed: Parsed, cast: Cast, noun: Token, *, places: bool = False) -> list[Mention]:
    """The mention that a noun heads and those joined to it; inside "leaders of A and B" those after "of"."""
    found: list[Mention] = []
    waiting = [noun]
    while waiting and len(found) < 12:
        token = waiting.pop(0)
        mention = cast.by_head.get(token.number) or cast.covering(token)
        if mention is not None and (places or mention.form != "place"):
            before = cast.named_before(mention, parsed)
            found.extend(each for each in (before, mention) if each is not None and each not in found)
        elif mention is None:
            for preposition in parsed.dependents(token, "prep"):
                if preposition.text.lower() == "of":
                    waiting.extend(parsed.dependents(preposition, "pobj"))
        waiting.extend(parsed.dependents(token, "conj", "appos"))
    return found


def objects_of(parsed: Parsed, cast: Cast, preposition: Token) -> tuple[Token, ...]:
    """What stands behind a preposition; where the parser sees nothing there, the mention that begins there."""
    nouns = parsed.dependents(preposition, "pobj")
    if nouns or parsed.children[preposition.number] or preposition.number + 1 >= len(parsed.tokens):
        return nouns
    mention = cast.covering(parsed.tokens[preposition.number + 1])
    begins = mention is not None and mention.tokens.start == preposition.number + 1
    return (parsed.tokens[mention.head],) if begins and mention is not None else ()


def names_many(parsed: Parsed, noun: Token) -> bool:
    """Whether the words of a noun tell of sides that they do not name: "his European counterparts", "27 countries"."""
    words = engagement_words()
    return any(
        below.lemma.lower() in (words.many if below.tag in PLURAL else words.many_in_one)
        for below in parsed.subtree(noun)
    )


def with_many(parsed: Parsed, cast: Cast, head: Token, governor: Token, *objects: Token) -> bool:
    """ "held talks with his European counterparts": sides that are told but not named."""
    nouns = [*objects]
    for owner in (head, governor):
        for preposition in parsed.dependents(owner, "prep"):
            if preposition.text.lower() in engagement_words().sides_after:
                nouns.extend(parsed.dependents(preposition, "pobj"))
    return any(names_many(parsed, noun) and not mentions_at(parsed, cast, noun) for noun in nouns)


def holdings_of(parsed: Parsed, head: Token) -> list[Token]:
    """The verbs that hang on a noun and say that it is held: "the meeting, to be held in Oslo"."""
    light = engagement_words().light_verbs
    return [verb for verb in parsed.dependents(head, "acl", "relcl") if verb.lemma in light]


def clause_after(parsed: Parsed, token: Token) -> Iterator[Token]:
    """The tokens behind one up to the next verb, past a break that the parser sees inside a sentence."""
    words = engagement_words()
    for behind in parsed.tokens[token.number + 1 :]:
        if behind.sentence != parsed.tokens[behind.number - 1].sentence and _is_end(parsed, behind):
            return
        held = behind.tag in ("VBN", "VBG") and behind.lemma in words.light_verbs
        is_verb = behind.pos in ("VERB", "AUX", "SCONJ") and behind.dep not in ("aux", "auxpass")
        if behind.text == ";" or (is_verb and not held):
            return
        yield behind


def _is_end(parsed: Parsed, first: Token) -> bool:
    """Whether a sentence does end before the token."""
    number = first.number - 1
    while number and parsed.tokens[number].text.isspace():  # two blanks after a full stop are a token
        number -= 1
    before = parsed.tokens[number]
    apart = parsed.sentences[first.sentence].paragraph != parsed.sentences[before.sentence].paragraph
    return apart or before.text[-1:] in ENDS or "\n" in parsed.document.text[before.stop : first.start]
