"""Finds the words that tell an engagement; for nouns also who takes part, by their syntax."""

from collections.abc import Iterator

from readout.actors import Cast, Mention
from readout.engagements.clauses import SUBJECTS, mentions_at, names_many, objects_of, subjects_of, with_many
from readout.engagements.draft import Draft
from readout.engagements.formats import members_at
from readout.engagements.lexicon import engagement_words
from readout.engagements.verbs import draft_of_verb, rule_of
from readout.model.record import Because
from readout.model.span import Span
from readout.model.vocabulary import ActorKind, EngagementKind
from readout.parse import Parsed, Token

SENT = (EngagementKind.PHONE_CALL, EngagementKind.LETTER)  # kinds that come "from" who began them


def find_drafts(parsed: Parsed, cast: Cast) -> Iterator[Draft]:
    """Every telling of an engagement, in order of text, with the participants that its own clause names."""
    words = engagement_words()
    for token in parsed.tokens:
        draft = None
        if token.pos in ("NOUN", "PROPN") and (token.lemma in words.heads or token.lemma in words.only_with_light_verb):
            draft = _noun(parsed, cast, token)
        elif token.pos == "VERB" and (rule := rule_of(parsed, token)) is not None:
            draft = draft_of_verb(parsed, cast, token, rule)
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
    got = kind in SENT and governor.lemma in words.receives and head.dep in ("dobj", "nsubjpass")
    many = kind is EngagementKind.CONFERENCE and light and names_many(parsed, head)
    if alone and head.lemma in words.needs_sides and not (sent or got or many or _joins_sides(parsed, head)):
        return None
    if head.dep in ("compound", "nmod", "amod") or _is_something_else(parsed, head, first):
        return None
    draft = Draft(head, governor, kind, _trigger(parsed, head, first, governor if light else head))
    draft.definite = any(
        t.text.lower() in ("the", "their", "this", "these", "his", "her")
        for t in parsed.dependents(head, "det", "poss")
    )
    draft.next = _is_next(parsed, head)
    draft.joined = light and governor.lemma in words.joins
    draft.many = many or with_many(parsed, cast, head, governor)
    if light:
        _take_subjects(parsed, cast, draft, sent)
        _take_prepositions(parsed, cast, governor, draft)
    _take_dependents(parsed, cast, head, draft)
    _take_relative_clause(parsed, cast, head, draft)
    _take_delegate(parsed, cast, head, draft)
    if not draft.keys and (
        light or _is_arranged(parsed, governor) or _is_behind(parsed, head) or _is_theirs(parsed, head)
    ):
        _take_clause(parsed, cast, governor, draft)
    elif governor.number != head.number and _is_behind(parsed, head):
        _take_traveller(parsed, cast, governor, draft)
    if kind is EngagementKind.LETTER and draft.initiator is None and _is_behind(parsed, head):
        _write(parsed, cast, governor, draft)
    _take_format(parsed, cast, head, draft)
    if not light and governor.pos == "VERB":
        own = parsed.dependents(governor, *SUBJECTS)
        around = _sides(cast, [each for noun in own for each in mentions_at(parsed, cast, noun, places=True)])
        draft.outside = bool(around) and around.isdisjoint(cast.country(key) or key for key in draft.keys)
    return draft


def _trigger(parsed: Parsed, head: Token, first: int, light: Token) -> Span:
    """The words of the noun, from the light verb on where that stands shortly before it."""
    near = light.sentence == head.sentence and 0 < head.number - light.number < 8
    return Span(light.start if near else parsed.tokens[first].start, head.stop)


def _is_next(parsed: Parsed, head: Token) -> bool:
    """ "The next meeting", "a further round of talks"."""
    measures = (parsed.tokens[parsed.tokens[head.head].head],) if head.dep == "pobj" else ()
    nouns = (head, *(noun for noun in measures if noun.lemma in engagement_words().measures))
    following = engagement_words().following
    return any(word.lemma.lower() in following for noun in nouns for word in parsed.dependents(noun, "amod", "det"))


def _take_subjects(parsed: Parsed, cast: Cast, draft: Draft, sent: bool) -> None:
    """ "Kishida held talks", "Suga sent a letter", "Turkey will host a summit"."""
    words = engagement_words()
    hosts = draft.verb.lemma in words.host_verbs
    for mention in subjects_of(parsed, cast, draft.verb):
        draft.add(mention.keys)
        if draft.initiator is None and draft.head.dep == "dobj" and (sent or hosts):
            draft.initiator = mention.keys[0]
            draft.because("initiator", mention, "subject of the verb")
        if hosts and draft.host is None and draft.head.dep == "dobj":
            draft.host = mention.keys[0]
            draft.because("host", mention, "subject of the verb")


def _take_relative_clause(parsed: Parsed, cast: Cast, head: Token, draft: Draft) -> None:
    """ "The visit that she paid to Ghana", "the talks which they held with Togo"."""
    for verb in parsed.dependents(head, "relcl"):
        if verb.lemma in engagement_words().light_verbs and parsed.dependents(verb, "nsubj"):
            for noun in parsed.dependents(verb, "nsubj"):
                for mention in mentions_at(parsed, cast, noun):
                    draft.add(mention.keys)
            _take_prepositions(parsed, cast, verb, draft)


def _take_delegate(parsed: Parsed, cast: Cast, head: Token, draft: Draft) -> None:
    """ "the chief delegate to the talks, Kim Kye-Gwan"."""
    above = parsed.tokens[head.head]
    if head.dep == "pobj" and above.text.lower() in ("to", "at"):
        noun = parsed.tokens[above.head]
        if noun.lemma.lower() in engagement_words().delegates:
            for mention in mentions_at(parsed, cast, noun):
                draft.add(mention.keys)


def _take_format(parsed: Parsed, cast: Cast, head: Token, draft: Draft) -> None:
    """Talks known by a name have the members of their format, of whom those told as persons act for their states."""
    members = members_at(parsed, cast, head)
    if members is None:
        return
    if members.alone:
        draft.keys = [key for key in draft.keys if key in members.all or cast.country(key) in members.all]
        draft.fixed_sides = True
    acting = {cast.country(key) for key in draft.keys}
    draft.add(tuple(key for key in members.keys if key not in acting))


def _is_behind(parsed: Parsed, head: Token) -> bool:
    """ "flew to Rome for talks with", "said after a meeting with", "after three weeks of negotiations"."""
    above = _preposition_above(parsed, head)
    return above is not None and above.text.lower() in engagement_words().attended


def _preposition_above(parsed: Parsed, head: Token) -> Token | None:
    """The preposition that a noun follows; past what it is joined to, and a measure of it ("a night of talks")."""
    noun = head
    while noun.dep == "conj" and parsed.tokens[noun.head].pos in ("NOUN", "PROPN"):
        noun = parsed.tokens[noun.head]
    above = parsed.tokens[noun.head]
    if noun.dep != "pobj":
        return None
    owner = parsed.tokens[above.head]
    if above.text.lower() == "of" and owner.lemma in engagement_words().measures:
        return _preposition_above(parsed, owner)
    return above


def _is_arranged(parsed: Parsed, governor: Token) -> bool:
    """ "Put off the talks", "announced a summit": who does so takes part."""
    words = engagement_words()
    phrase = " ".join((governor.lemma, *(each.text.lower() for each in parsed.dependents(governor, "prt"))))
    return not words.cancelled.isdisjoint((phrase, governor.lemma)) or not (words.postponed | words.planned).isdisjoint(
        (phrase, governor.lemma)
    )


def _is_theirs(parsed: Parsed, head: Token) -> bool:
    return any(owner.text.lower() in ("their", "our") for owner in parsed.dependents(head, "poss"))


def _take_traveller(parsed: Parsed, cast: Cast, governor: Token, draft: Draft) -> None:
    """The subject takes part when the words name the other side alone; of a visit the object may be who travels."""
    own = {cast.country(key) or key for key in draft.keys}
    if len(own) != 1:
        return
    named = subjects_of(parsed, cast, governor)
    if draft.kind is EngagementKind.VISIT:
        named = [
            each for noun in parsed.dependents(governor, "dobj") for each in mentions_at(parsed, cast, noun)
        ] + named
    for mention in named:
        if not own & {cast.country(key) or key for key in mention.keys}:
            draft.add(mention.keys)


def _write(parsed: Parsed, cast: Cast, governor: Token, draft: Draft) -> None:
    """ "In a letter to her, he asked": the subject wrote it."""
    if any(preposition.text.lower() == "to" for preposition in parsed.dependents(draft.head, "prep")):
        for mention in subjects_of(parsed, cast, governor)[:1]:
            if mention.keys[0] in draft.keys:
                draft.initiator = mention.keys[0]
                draft.because("initiator", mention, "subject of the verb")


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
    """ "A and B agreed that during a call", "A told B in a call", "A said B spoke of it at their meeting": the sides of
    the clause around."""
    sentence = parsed.sentences[draft.head.sentence]
    named = subjects_of(parsed, cast, governor) if governor.number != draft.head.number else []
    above = _preposition_above(parsed, draft.head)
    if len(_sides(cast, named)) == 1 and above is not None and above.text.lower() in engagement_words().told_in:
        told = (
            each for noun in parsed.dependents(governor, "dobj", "dative") for each in mentions_at(parsed, cast, noun)
        )
        named = [*named, *told]
    if len(_sides(cast, named)) < 2 and not draft.many:
        theirs = _is_theirs(parsed, draft.head) and draft.head.start > sentence.start
        before = cast.within(Span(sentence.start, draft.head.start)) if theirs else ()
        named = [each for each in before if each.form in ("name", "title", "pronoun")]
    if len(_sides(cast, named)) + draft.many >= 2:
        for mention in named:
            draft.add(mention.keys)


def _sides(cast: Cast, mentions: list[Mention]) -> set[str]:
    return {cast.country(key) or key for mention in mentions for key in mention.keys}


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
        for mention in mentions_at(parsed, cast, below):
            if head.number in mention.tokens:
                continue  # a name of the engagement itself
            if draft.kind is EngagementKind.VISIT and below.dep != "poss" and draft.keys:
                _go_to(parsed, cast, below, mention, draft)
            draft.add(mention.keys)
    _take_prepositions(parsed, cast, head, draft)


def _go_to(parsed: Parsed, cast: Cast, word: Token, mention: Mention, draft: Draft) -> None:
    """ "Her Kenya trip", "his Chinese visit": the country before the noun is where the visit goes."""
    if cast.by_key[mention.keys[0]].kind is not ActorKind.STATE:
        return
    draft.host = mention.keys[0]
    draft.because("host", mention, "adjective of the visit")
    draft.place = parsed.words(mention.span) if word.pos in ("NOUN", "PROPN") else cast.by_key[draft.host].name
    draft.reasons.setdefault("place", Because((mention.span,), "adjective of the visit"))


def _behind_site(parsed: Parsed, head: Token) -> Iterator[Token]:
    """ "With" in "held talks at the House of Estates with", which the parser may hang on the site."""
    for preposition in parsed.dependents(head, "prep"):
        if preposition.text.lower() in engagement_words().place and head.pos == "NOUN":
            yield from (
                token
                for token in parsed.subtree(preposition)
                if token.text.lower() == "with" and token.dep == "prep" and parsed.tokens[token.head].pos == "PROPN"
            )


def _take_prepositions(parsed: Parsed, cast: Cast, head: Token, draft: Draft) -> None:
    words = engagement_words()
    for preposition in (*parsed.dependents(head, "prep", "agent", "dative"), *_behind_site(parsed, head)):
        word = preposition.text.lower()
        goes = draft.kind is EngagementKind.VISIT and word in words.destination
        sent = draft.kind is EngagementKind.LETTER and word == "to"
        if word not in words.between and not goes:
            continue
        came = draft.kind in SENT and word == "from" and draft.verb.lemma in words.receives
        called = draft.kind is EngagementKind.PHONE_CALL and word == "to"
        own = preposition.head == draft.head.number or goes or sent or came or called
        if not own and word in ("of", "to", "from", "by"):
            continue
        for noun in objects_of(parsed, cast, preposition):
            for mention in mentions_at(parsed, cast, noun, places=goes):
                draft.add(mention.keys)
                if goes:
                    draft.host = mention.keys[0]
                    draft.place = draft.place or parsed.words(mention.span)
                    draft.because("host", mention, "destination of the visit")
                    draft.reasons.setdefault("place", Because((mention.span,), "destination of the visit"))
                elif called and draft.initiator is None and draft.keys[0] not in mention.keys:
                    draft.initiator = draft.keys[0]  # "made a call to her", "his call to her"
                    draft.reasons.setdefault("initiator", Because((draft.trigger,), "called the other side"))
                elif word == "from" and draft.kind in SENT:
                    draft.initiator = mention.keys[0]
                    draft.because("initiator", mention, "received from")
