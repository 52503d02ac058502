"""Finds the words that tell an engagement, and who takes part by their syntax."""

from collections.abc import Iterator

from readout.actors import Cast, Mention
from readout.engagements.draft import Draft
from readout.engagements.lexicon import EngagementVerb, engagement_words
from readout.model.record import Because
from readout.model.span import Span
from readout.model.vocabulary import ActorKind, EngagementKind
from readout.parse import Parsed, Token

SUBJECTS = ("nsubj", "nsubjpass")


def find_drafts(parsed: Parsed, cast: Cast) -> Iterator[Draft]:
    """Every telling of an engagement, in order of text, with the participants that its own clause names."""
    words = engagement_words()
    for token in parsed.tokens:
        draft = None
        if token.pos in ("NOUN", "PROPN") and (token.lemma in words.heads or token.lemma in words.only_with_light_verb):
            draft = _noun(parsed, cast, token)
        elif token.pos == "VERB" and token.lemma in words.verbs:
            draft = _verb(parsed, cast, token, words.verbs[token.lemma])
        if draft is not None:
            draft.mentions.append(draft.trigger)
            yield draft


# nouns


def _noun(parsed: Parsed, cast: Cast, head: Token) -> Draft | None:
    words = engagement_words()
    kind, first = _kind_of_noun(parsed, head)
    governor = _misread_verb(parsed, head, first) or _governor(parsed, head)
    light = governor.lemma in words.light_verbs or _is_on(parsed, head, governor)
    if kind is None:
        kind = words.only_with_light_verb.get(head.lemma)
        if kind is None or not (light or _joins_sides(parsed, head)):
            return None
    sent = kind is EngagementKind.LETTER and _is_sent(parsed, head, governor)
    alone = first == head.number  # "a conversation", not "a telephone conversation"
    if alone and head.lemma in words.needs_sides and not (sent or _joins_sides(parsed, head)):
        return None
    if head.dep in ("compound", "nmod", "amod") or _is_something_else(parsed, head, first):
        return None
    start = parsed.tokens[first].start
    trigger = Span(start, head.stop)
    if light and governor.sentence == head.sentence and 0 < head.number - governor.number < 8:
        trigger = Span(governor.start, head.stop)
    draft = Draft(head, governor, kind, trigger)
    draft.definite = any(
        t.text.lower() in ("the", "their", "this", "these", "his", "her")
        for t in parsed.dependents(head, "det", "poss")
    )
    if light:
        for mention in _subjects(parsed, cast, governor):
            draft.add(mention.keys)
            if sent and draft.initiator is None and head.dep == "dobj":
                draft.initiator = mention.keys[0]
                _because(draft, "initiator", mention, "subject of the verb")
        _take_prepositions(parsed, cast, governor, draft)
    _take_dependents(parsed, cast, head, draft)
    if not draft.keys:
        _take_clause(parsed, cast, governor, draft)
    elif governor.number != head.number and _is_behind(parsed, head):
        _take_traveller(parsed, cast, governor, draft)
    return draft


def _is_behind(parsed: Parsed, head: Token) -> bool:
    """ "flew to Rome for talks with", "said after a meeting with"."""
    above = parsed.tokens[head.head]
    return head.dep == "pobj" and above.text.lower() in engagement_words().attended


def _take_traveller(parsed: Parsed, cast: Cast, governor: Token, draft: Draft) -> None:
    """The subject takes part when the words name the other side alone."""
    own = {cast.country(key) or key for key in draft.keys}
    if len(own) == 1:
        for mention in _subjects(parsed, cast, governor):
            if not own & {cast.country(key) or key for key in mention.keys}:
                draft.add(mention.keys)


def _misread_verb(parsed: Parsed, head: Token, first: int) -> Token | None:
    """ "held" in "after the two held talks", which the parser may take for an adjective of the talks."""
    before = parsed.tokens[first - 1] if first else head
    is_verb = before.tag in ("VBD", "VBN") and before.dep == "amod" and before.head == head.number
    return before if is_verb and before.lemma in engagement_words().light_verbs else None


def _is_on(parsed: Parsed, head: Token, governor: Token) -> bool:
    """ "is on a visit", "is in talks"."""
    above = parsed.tokens[head.head]
    return (
        governor.lemma == "be"
        and head.dep == "pobj"
        and above.text.lower() in ("on", "in")
        and above.head == governor.number
    )


def _take_clause(parsed: Parsed, cast: Cast, governor: Token, draft: Draft) -> None:
    """ "A and B agreed that during a call", "A said B spoke of it at their meeting": the sides of the clause around."""
    sentence = parsed.sentences[draft.head.sentence]
    subjects = _subjects(parsed, cast, governor) if governor.number != draft.head.number else []
    if len({cast.country(key) for mention in subjects for key in mention.keys}) < 2:
        theirs = any(owner.text.lower() == "their" for owner in parsed.dependents(draft.head, "poss"))
        before = Span(sentence.start, draft.head.start) if theirs and draft.head.start > sentence.start else None
        subjects = [m for m in cast.within(before) if m.form in ("name", "title", "pronoun")] if before else []
    if len({cast.country(key) for mention in subjects for key in mention.keys}) >= 2:
        for mention in subjects:
            draft.add(mention.keys)


def _kind_of_noun(parsed: Parsed, head: Token) -> tuple[EngagementKind | None, int]:
    """The kind by the longest phrase that ends in the head, and the phrase's first token."""
    known = engagement_words().kind_of
    for length in (4, 3, 2, 1):
        first = head.number - length + 1
        if first >= 0 and parsed.tokens[first].sentence == head.sentence:
            phrase = tuple(token.lemma for token in parsed.tokens[first : head.number + 1])
            if phrase in known:
                if length == 1 and head.lemma == "talk" and head.tag not in ("NNS", "NNPS"):
                    return None, head.number
                return known[phrase], first
    return None, head.number


def _governor(parsed: Parsed, head: Token) -> Token:
    """The verb that the noun is an argument of, through a preposition or a joined noun; else the noun itself."""
    token = head
    for above in parsed.ancestors(head):
        if above.pos in ("VERB", "AUX"):
            return above
        if above.pos not in ("ADP", "NOUN", "PROPN") or (
            above.pos != "ADP" and token.dep not in ("conj", "prep", "appos")
        ):
            break
        token = above
    return head


def _joins_sides(parsed: Parsed, head: Token) -> bool:
    return any(p.text.lower() in ("with", "between", "from", "to") for p in parsed.dependents(head, "prep"))


def _is_sent(parsed: Parsed, head: Token, governor: Token) -> bool:
    """ "sent a letter to"."""
    to = any(preposition.text.lower() == "to" for preposition in parsed.dependents(governor, "prep", "dative"))
    return to and governor.lemma in engagement_words().sends and head.dep in ("dobj", "nsubjpass")


def _is_something_else(parsed: Parsed, head: Token, first: int) -> bool:
    """ "press conference", "cabinet meeting", and what is denied outright ("no talks")."""
    before = parsed.tokens[first - 1].lemma if first else ""
    denied = any(token.text.lower() == "no" for token in parsed.dependents(head, "det"))
    return before in engagement_words().never_before or denied


def _take_dependents(parsed: Parsed, cast: Cast, head: Token, draft: Draft) -> None:
    """What hangs on the noun: "Iran's talks with", "US visit", "visit to Libya by"."""
    for below in parsed.dependents(head, "poss", "compound", "amod", "nmod"):
        for mention in _mentions(parsed, cast, below):
            if draft.kind is EngagementKind.VISIT and mention.form == "adjective" and draft.keys:
                draft.host = mention.keys[0]
                _because(draft, "host", mention, "adjective of the visit")
            draft.add(mention.keys)
    _take_prepositions(parsed, cast, head, draft)


def _take_prepositions(parsed: Parsed, cast: Cast, head: Token, draft: Draft) -> None:
    words = engagement_words()
    for preposition in parsed.dependents(head, "prep", "agent", "dative"):
        word = preposition.text.lower()
        goes = draft.kind is EngagementKind.VISIT and word in words.destination
        sent = draft.kind is EngagementKind.LETTER and word == "to"
        if word not in words.between and not goes:
            continue
        if preposition.head != draft.head.number and word in ("of", "to", "from", "by") and not (goes or sent):
            continue
        for noun in parsed.dependents(preposition, "pobj"):
            for mention in _mentions(parsed, cast, noun, places=goes):
                draft.add(mention.keys)
                if goes:
                    draft.host = mention.keys[0]
                    draft.place = draft.place or parsed.words(mention.span)
                    _because(draft, "host", mention, "destination of the visit")
                    draft.reasons.setdefault("place", Because((mention.span,), "destination of the visit"))
                elif word == "from" and draft.kind in (EngagementKind.PHONE_CALL, EngagementKind.LETTER):
                    draft.initiator = mention.keys[0]
                    _because(draft, "initiator", mention, "received from")


# verbs


def _verb(parsed: Parsed, cast: Cast, verb: Token, rule: EngagementVerb) -> Draft | None:
    subjects = _subjects(parsed, cast, verb)
    if not subjects:
        return None
    passive = bool(parsed.dependents(verb, "auxpass"))
    if rule.things and not any(noun.lemma in rule.things for noun in parsed.dependents(verb, "dobj", "nsubjpass")):
        return None
    others = _others(parsed, cast, verb, rule)
    if rule.travels:
        others = [(each, by) for each, by in others if cast.by_key[each.keys[0]].kind is ActorKind.STATE]
    draft = Draft(verb, verb, rule.kind, verb.span)
    for mention in (*subjects, *(each for each, _ in others)):
        draft.add(mention.keys)
    if not others and not (rule.together and sum(len(m.keys) for m in subjects) > 1) and not passive:
        return None
    if rule.persons_only and not passive:
        keys = [key for each, _ in others for key in each.keys]
        if not any(cast.by_key[key].kind in (ActorKind.PERSON, ActorKind.OFFICE) for key in keys):
            return None
        if parsed.dependents(verb, "oprd", "xcomp", "ccomp"):
            return None
    end = max((preposition.stop for _, preposition in others if preposition is not None), default=verb.stop)
    draft.trigger = Span(verb.start, max(verb.stop, end))
    _roles(draft, rule, subjects, [each for each, _ in others], passive)
    if rule.travels and others:
        draft.place = parsed.words(others[0][0].span)
        draft.reasons["place"] = Because((others[0][0].span,), "destination of the visit")
    return draft


def _others(parsed: Parsed, cast: Cast, verb: Token, rule: EngagementVerb) -> list[tuple[Mention, Token | None]]:
    """The other side, and the preposition that it follows."""
    found: list[tuple[Mention, Token | None]] = []
    if rule.object:
        for noun in parsed.dependents(verb, "dobj", "dative"):
            found.extend((mention, None) for mention in _mentions(parsed, cast, noun, places=rule.travels))
    direct = parsed.dependents(verb, "prep", "agent", "dative")
    means = (noun for preposition in direct for noun in parsed.dependents(preposition, "pobj"))
    below = [p for noun in means if noun.lemma in engagement_words().means for p in parsed.dependents(noun, "prep")]
    for preposition in (*direct, *below):  # "spoke by telephone with"
        word = preposition.text.lower()
        if word in rule.after or word == "by":
            for noun in parsed.dependents(preposition, "pobj"):
                found.extend((mention, preposition) for mention in _mentions(parsed, cast, noun, places=rule.travels))
    return found


def _roles(draft: Draft, rule: EngagementVerb, subjects: list[Mention], others: list[Mention], passive: bool) -> None:
    acting, acted = (others, subjects) if passive else (subjects, others)
    if rule.begins and acting:
        draft.initiator = acting[0].keys[0]
        _because(draft, "initiator", acting[0], "subject of the verb")
    if rule.hosts and acting:
        draft.host = acting[0].keys[0]
        _because(draft, "host", acting[0], "subject of the verb")
    if rule.travels and acted:
        draft.host = acted[0].keys[0]
        _because(draft, "host", acted[0], "destination of the visit")


# who


def _subjects(parsed: Parsed, cast: Cast, verb: Token) -> list[Mention]:
    """The mentions that are the subject of a verb: its own, or that of the verb that governs or is joined to it."""
    above: Token | None = verb
    steps = 0
    while above is not None and steps < 5:
        found: list[Mention] = []
        for subject in parsed.dependents(above, *SUBJECTS):  # two where the parser does not join "A and B"
            relative = subject.tag in ("WDT", "WP") and above.dep == "relcl"
            noun = parsed.tokens[above.head] if relative else subject
            found.extend(each for each in _mentions(parsed, cast, noun) if each not in found)
        if found or parsed.dependents(above, *SUBJECTS):
            return found
        linked = above.dep in ("xcomp", "conj", "advcl", "ccomp", "pcomp", "prep", "acl") and above.head != above.number
        if above.dep in ("acl", "relcl") and above.head != above.number:
            return _mentions(parsed, cast, parsed.tokens[above.head])
        above = parsed.tokens[above.head] if linked else None
        steps += 1
    before = cast.named_until(verb.number, parsed)
    return [before] if before is not None else []


def _mentions(parsed: Parsed, cast: Cast, noun: Token, *, places: bool = False) -> list[Mention]:
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


def _because(draft: Draft, name: str, mention: Mention, by: str) -> None:
    draft.reasons.setdefault(name, Because((mention.span,), by))
