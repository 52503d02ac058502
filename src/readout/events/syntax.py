"""Who acts and on whom a predicate acts, as far as syntax alone tells: through passives, control, raising, relative
clauses, participles and coordination. Labels are ClearNLP's, as spaCy's English models use them."""

from collections import deque
from collections.abc import Collection, Iterable, Iterator

from readout.parse import Parsed, Token

# Labels of a token's place under its head; no word lists.
SUBJECTS = ("nsubj", "nsubjpass", "csubj")
OBJECTS = ("dobj", "attr", "oprd")
CLAUSES = ("ccomp", "xcomp", "advcl", "acl", "relcl")
RELATIVE = frozenset({"WDT", "WP", "WP$"})
STEPS = 12  # how far a subject is followed up the tree


def is_passive(parsed: Parsed, verb: Token) -> bool:
    """Whether what stands as subject is acted on."""
    if parsed.dependents(verb, "nsubjpass", "auxpass"):
        return True
    if verb.tag != "VBN":
        return False
    if verb.dep in ("acl", "amod", "advcl", "pcomp"):
        return not parsed.dependents(verb, "aux", "dobj")
    before = parsed.tokens[verb.head]
    return (
        verb.dep == "conj"
        and bool(parsed.dependents(before, "auxpass"))
        and not parsed.dependents(verb, "nsubj", "aux")
    )


def conjuncts(parsed: Parsed, token: Token) -> Iterator[Token]:
    """The token and what is joined to it by "and", in order."""
    waiting = [token]
    while waiting:
        token = waiting.pop()
        yield token
        waiting.extend(reversed(parsed.dependents(token, "conj")))


def doers(parsed: Parsed, verb: Token) -> tuple[Token, ...]:
    """Heads of the phrases that do what the verb says; none when it is not told."""
    if is_passive(parsed, verb):
        return agents(parsed, verb)
    return subjects(parsed, verb)


def agents(parsed: Parsed, verb: Token) -> tuple[Token, ...]:
    """Heads of the "by" phrases under a passive or a noun."""
    found = [
        pobj
        for by in parsed.dependents(verb, "agent", "prep")
        if by.text.lower() == "by"
        for pobj in parsed.dependents(by, "pobj")
    ]
    return tuple(each for head in found for each in conjuncts(parsed, head))


def subjects(parsed: Parsed, verb: Token) -> tuple[Token, ...]:
    """Heads of the grammatical subject, sought upwards when the verb has none of its own."""
    for _ in range(STEPS):
        own = parsed.dependents(verb, *SUBJECTS)
        if own:
            return tuple(each for head in own for each in _resolved(parsed, verb, head))
        above = parsed.tokens[verb.head]
        if verb.dep == "xcomp":
            controller = [*parsed.dependents(above, "dobj"), *parsed.dependents(above, "dative")]
            if controller and above.pos == "VERB":
                return tuple(conjuncts(parsed, controller[0]))
        elif verb.dep in ("relcl", "acl") and above.pos in ("NOUN", "PROPN", "PRON"):
            if verb.tag != "VB":
                return tuple(conjuncts(parsed, above))
            return owners(parsed, above) or subjects_above(parsed, above)
        elif verb.dep == "pcomp":
            above = parsed.tokens[above.head]
        elif verb.dep not in ("conj", "advcl", "ccomp", "acomp", "attr", "prep", "dep", "appos"):
            return ()
        if above.number == verb.number:
            return ()
        if above.pos not in ("VERB", "AUX", "ADJ"):
            return owners(parsed, above) or subjects_above(parsed, above)
        verb = above
    return ()


def subjects_above(parsed: Parsed, noun: Token) -> tuple[Token, ...]:
    """The subject of the verb that governs the noun, unless the noun is itself in that subject."""
    below = noun
    for above in parsed.ancestors(noun):
        if above.pos in ("VERB", "AUX"):
            return () if below.dep in SUBJECTS else subjects(parsed, above)
        below = above
    return ()


def _resolved(parsed: Parsed, verb: Token, subject: Token) -> Iterator[Token]:
    """A relative pronoun stands for the noun before its clause."""
    if subject.tag in RELATIVE and verb.dep == "relcl":
        yield from conjuncts(parsed, parsed.tokens[verb.head])
    else:
        yield from conjuncts(parsed, subject)


def objects(parsed: Parsed, verb: Token) -> tuple[Token, ...]:
    """Heads of what the verb acts on: objects, subjects of a passive, nouns before a participle or relative clause."""
    found = list(parsed.dependents(verb, *OBJECTS))
    if is_passive(parsed, verb):
        found += [each for each in parsed.dependents(verb, "nsubjpass", "nsubj") if each.tag not in RELATIVE]
        if verb.dep in ("acl", "amod", "relcl") and not found:
            found.append(parsed.tokens[verb.head])
        elif verb.dep in ("xcomp", "conj") and not found:
            found += subjects(parsed, verb)
    elif (verb.dep == "relcl" and any(each.tag in RELATIVE for each in found)) or _gap(parsed, verb):
        found = [each for each in found if each.tag not in RELATIVE] + [parsed.tokens[verb.head]]
    return tuple(each for head in found for each in conjuncts(parsed, head))


def _gap(parsed: Parsed, verb: Token) -> bool:
    """Whether a relative clause has its own subject and no object: "the steps the state took"."""
    own = parsed.dependents(verb, "nsubj")
    return (
        verb.dep == "relcl"
        and bool(own)
        and own[0].tag not in RELATIVE
        and not parsed.dependents(verb, *OBJECTS, "ccomp", "xcomp", "prep")
    )


def preposed(parsed: Parsed, token: Token, word: str) -> tuple[Token, ...]:
    """Heads of the phrases after the preposition under the token, "out of" counting as "of"."""
    found: list[Token] = []
    for prep in parsed.dependents(token, "prep", "dative", "agent", "prt", "advmod"):
        for each in (prep, *parsed.dependents(prep, "prep")):
            if each.text.lower() == word:
                found += parsed.dependents(each, "pobj")
    return tuple(each for head in found for each in conjuncts(parsed, head))


def prepositions(parsed: Parsed, token: Token) -> Iterator[Token]:
    """The prepositions under a token, those of chains such as "out of" included.

    Not participles such as "according to" and "following": what they introduce takes no part.
    """
    for prep in parsed.dependents(token, "prep", "dative", "agent"):
        if prep.pos == "VERB":
            continue
        yield prep
        yield from parsed.dependents(prep, "prep")


def owners(parsed: Parsed, noun: Token) -> tuple[Token, ...]:
    """Heads of the possessor and of the "by" phrase of a noun."""
    found = [each for poss in parsed.dependents(noun, "poss") for each in conjuncts(parsed, poss)]
    return tuple(found) or agents(parsed, noun)


def clauses(parsed: Parsed, token: Token) -> Iterator[Token]:
    """Heads of the clauses that say what is asked, agreed or refused."""
    for each in parsed.dependents(token, "ccomp", "xcomp", "advcl", "acl"):
        if each.dep != "advcl" or _is_purpose(parsed, each):
            yield each
    for prep in parsed.dependents(token, "prep"):
        yield from parsed.dependents(prep, "pcomp")


def _is_purpose(parsed: Parsed, verb: Token) -> bool:
    return verb.tag == "VB" and any(aux.tag == "TO" for aux in parsed.dependents(verb, "aux"))


def breadth_first(
    parsed: Parsed, roots: Iterable[Token], closed: Collection[str] = (), words: Collection[str] = ()
) -> Iterator[Token]:
    """The tokens under the roots, nearest first.

    Args:
        closed: What hangs by one of these labels is left out with all below it.
        words: So are these words, in lower case.
    """
    waiting = deque(roots)
    while waiting:
        token = waiting.popleft()
        yield token
        below = parsed.dependents(token)
        waiting.extend(each for each in below if each.dep not in closed and each.text.lower() not in words)


def conditions(parsed: Parsed, verb: Token, words: Collection[str]) -> Iterator[Token]:
    """Heads of the clauses that one of the conjunctions opens under the verb."""
    for clause in parsed.dependents(verb, "advcl"):
        if any(mark.text.lower() in words for mark in parsed.dependents(clause, "mark")):
            yield clause
