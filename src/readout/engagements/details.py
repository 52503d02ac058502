"""When and in what state: read around the words that tell an engagement."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from readout.engagements.clauses import holdings_of
from readout.engagements.draft import Draft
from readout.engagements.lexicon import engagement_words
from readout.model.record import Because, Time
from readout.model.span import Span
from readout.model.vocabulary import Role, Status, TimeType
from readout.parse import Parsed, Sentence, Token

NEAR = 200  # characters within which a day of the same sentence counts, though the syntax does not join them
PAST = ("VBD", "VBN")  # Penn Treebank
REACH = 8  # tokens before a noun in which the verb of its phrase is looked for
FIRST_NEWS = 4  # sentences in which what is told counts as the news of the report


# status


def read_status(parsed: Parsed, draft: Draft) -> None:
    """Held, planned, postponed or cancelled; and whether it is fixed at all."""
    words = engagement_words()
    chain = [draft.head, *_above(parsed, draft.head)]
    around = list(_around(parsed, chain))
    draft.undecided = draft.verb.lemma in words.undecided
    for lemmas, status in ((words.cancelled, Status.CANCELLED), (words.postponed, Status.POSTPONED)):
        for token in around:
            if token.lemma in lemmas or _phrase(parsed, token) in lemmas:
                _set(draft, Status.PLANNED if _is_unsure(parsed, token) else status, token)
                return
    for token in (*around, *_verb_before(parsed, draft.head)):
        if token.number != draft.head.number and token.lemma in words.not_fixed:
            draft.fixed = draft.definite and draft.head.dep == "nsubjpass" and draft.head.head == token.number
            return  # "the meeting was requested by" the others
        if token.lemma in words.conditional or (
            token.lemma == "not" and token.dep == "neg" and token.head == draft.verb.number
        ):
            draft.fixed = False
            return
    for token in around:
        infinitive = token.text.lower() == "to" and token.dep == "aux" and _is_be(parsed, token)
        if token.text.lower() in words.future_auxiliaries or token.lemma in words.planned or infinitive:
            _set(draft, Status.PLANNED, token)
            return
        if token.dep == "aux" and token.text.lower() in words.conditional_auxiliaries:
            draft.fixed = not _has_condition(parsed, parsed.tokens[token.head])
            _set(draft, Status.PLANNED, token)
            return
    _read_ahead(parsed, draft)


def _is_unsure(parsed: Parsed, token: Token) -> bool:
    """Whether the calling off is only hinted at, threatened or denied, so that the plan stands."""
    words = engagement_words()
    told = [token, *_above(parsed, token)]
    return any(each.lemma in words.not_fixed for each in told[1:]) or any(
        each.dep == "neg" or each.text.lower() in words.conditional_auxiliaries
        for each in parsed.dependents(token, "aux", "neg")
    )


def _verb_before(parsed: Parsed, head: Token) -> Iterator[Token]:
    """The verb right before the words of a noun, whatever the syntax makes of it: 'wished a "dialogue between'."""
    if head.pos == "VERB":
        return
    for number in range(head.number - 1, max(-1, head.number - REACH), -1):
        token = parsed.tokens[number]
        if token.sentence != head.sentence or token.pos not in ("DET", "ADJ", "PUNCT", "PRON", "VERB"):
            return
        if token.pos == "VERB":
            yield token
            return


def _read_ahead(parsed: Parsed, draft: Draft) -> None:
    """ "Comes ahead of a summit": still to be held, unless a day before the report is told for it."""
    for above in (parsed.tokens[draft.head.head], *parsed.ancestors(parsed.tokens[draft.head.head])):
        if above.pos == "VERB":
            return
        if above.lemma in engagement_words().ahead:
            _set(draft, Status.PLANNED, above)
            draft.ahead = True
            return


def settle_status(parsed: Parsed, draft: Draft) -> None:
    """What is told for a day after the report is planned; what only was ahead then, for one before it, was held."""
    published = parsed.document.published
    if published is None or draft.date is None or len(draft.date) != 10:
        return
    if draft.status is Status.HELD and draft.date > published and draft.verb.tag not in PAST:
        draft.status, draft.reasons["status"] = Status.PLANNED, Because(draft.reasons["date"].spans, "day to come")
    elif draft.ahead and draft.date < published:
        draft.status = Status.HELD


def _has_condition(parsed: Parsed, verb: Token) -> bool:
    """ "would meet if": an adverbial clause under one of the conditional words."""
    marks = (mark for clause in parsed.dependents(verb, "advcl") for mark in parsed.dependents(clause, "mark"))
    return any(mark.lemma in engagement_words().conditional for mark in marks)


def _set(draft: Draft, status: Status, token: Token) -> None:
    draft.status = status
    draft.reasons["status"] = Because((token.span,), "status words")


def _above(parsed: Parsed, head: Token) -> Iterator[Token]:
    """The verbs above, while they govern the engagement as object, complement or infinitive."""
    below = head
    for above in parsed.ancestors(head):
        if above.pos == "ADP" and below.dep == "pobj" and not _is_governed(parsed, above):
            return
        if (
            below.dep in ("relcl", "advcl", "parataxis", "appos", "nsubj")
            and above.pos in ("VERB", "AUX")
            and below.dep != "nsubj"
        ):
            return
        if below.dep == "ccomp" and above.lemma not in engagement_words().planned:
            return
        yield above
        below = above


def _is_governed(parsed: Parsed, preposition: Token) -> bool:
    """ "Called for talks", "agreed on a summit", but not "in a letter, she asked" and "urged him in a call"."""
    word, owner = preposition.text.lower(), parsed.tokens[preposition.head]
    if word == "in" and owner.pos == "VERB" and owner.lemma not in engagement_words().light_verbs:
        return False
    fronted = owner.pos in ("VERB", "AUX") and owner.number > preposition.number
    return word in ("for", "of", "in", "on", "to", "with") and not fronted


def _around(parsed: Parsed, chain: Sequence[Token]) -> Iterator[Token]:
    """The chain, and the auxiliaries, particles and adjectives that hang on it."""
    for number, token in enumerate(chain):
        if number:
            yield token
        yield from parsed.dependents(token, "aux", "neg", "prt", "mark")
        if number == 0:
            yield from parsed.dependents(token, "amod")


def _phrase(parsed: Parsed, token: Token) -> str:
    """A verb with its particle: "call off"."""
    return " ".join([token.lemma, *(particle.text.lower() for particle in parsed.dependents(token, "prt"))])


def _is_be(parsed: Parsed, to: Token) -> bool:
    verb = parsed.tokens[to.head]
    return parsed.tokens[verb.head].lemma == "be" and verb.dep == "xcomp"


# role


def read_role(parsed: Parsed, draft: Draft) -> None:
    """Background: told late, or behind a preposition such as "following", or dated long before the report."""
    words = engagement_words()
    behind = [token for token in parsed.dependents(draft.head, "amod") if token.lemma in words.behind]
    for token in (draft.head, *parsed.ancestors(draft.head)):
        if (token.pos in ("ADP", "SCONJ") and token.lemma in words.behind) or (
            token.lemma in ("follow", "include") and token.dep == "prep"
        ):
            behind.append(token)
        if token.pos == "VERB" and token is not draft.head:
            break
    late = draft.head.sentence >= FIRST_NEWS
    published = parsed.document.published
    old = bool(
        published
        and draft.date
        and len(draft.date) >= 7
        and draft.date[:7] < published[:7]
        and draft.date[:10] < published
    )
    if (behind and draft.head.sentence > 0) or late or (old and _months(published, draft.date) > 1):
        draft.role = Role.BACKGROUND


def _months(later: str | None, earlier: str | None) -> int:
    if later is None or earlier is None:
        return 0
    return (int(later[:4]) - int(earlier[:4])) * 12 + int(later[5:7]) - int(earlier[5:7])


# date


def read_date(parsed: Parsed, draft: Draft) -> None:
    """The time told in the same clause or sentence that lies nearest to the words."""
    sentence = parsed.sentences[draft.head.sentence]
    times = [time for time in times_in(parsed, sentence) if _is_date(time) and not _is_of_another(parsed, time, draft)]
    if not times:
        return
    attached = [time for time in times if _hangs_on(parsed, time, draft)]
    loose = [time for time in times if _is_day(time) and _distance(time.span, draft.trigger) < NEAR]
    if attached or loose:
        set_date(parsed, draft, min(attached or loose, key=lambda time: _apart(parsed, time, draft)))


def _apart(parsed: Parsed, time: Time, draft: Draft) -> tuple[bool, int]:
    """How far a time is: behind a verb that stands between is further than any other."""
    far = _distance(time.span, draft.trigger)
    start, stop = sorted((draft.trigger, time.span))[0].stop, sorted((draft.trigger, time.span))[1].start
    between = parsed.tokens_in(Span(start, stop)) if far > 1 else ()
    return any(token.pos == "VERB" for token in between), far


def _is_of_another(parsed: Parsed, time: Time, draft: Draft) -> bool:
    """Whether it is the time since when, or that of saying so: "the agency reported on Wednesday"."""
    words = engagement_words()
    first = parsed.token_at(time.span.start)
    before = parsed.tokens[first.number - 1] if first.number else first
    if before.lemma.lower() in words.not_when:
        return True
    if draft.status is Status.PLANNED and first.text.lower() in words.before_now:
        return True  # "agreed to meet during a call earlier in the day"
    head = parsed.head_of(time.span)
    for above in parsed.ancestors(head) if head else ():
        if above.pos == "VERB":
            told_first = time.span.start < draft.head.start and above.number == draft.verb.number
            if told_first and (draft.outside or _is_only_reacted_to(parsed, draft)):
                return True
            if {above.lemma, _phrase(parsed, above)} & (words.cancelled | words.postponed):
                return before.lemma.lower() not in words.put_off_for
            governs = above.lemma in words.not_fixed and above in _above(parsed, draft.head)
            told = above.lemma in words.reporting or governs
            low, high = sorted((above.start, time.span.start))
            own = above.number in (draft.head.number, draft.verb.number)
            return told and not own and not low < draft.head.start < high
    return False


def set_date(parsed: Parsed, draft: Draft, time: Time, by: str = "time told with it") -> None:
    value = time.value or ""
    start, _, end = value.partition("/")
    draft.date, draft.end_date = start[:10], end[:10] or None
    draft.date = _ahead(parsed, draft.date, time) if draft.status is not Status.HELD else draft.date
    draft.reasons["date"] = Because((time.span,), by)


def _ahead(parsed: Parsed, day: str, time: Time) -> str:
    """A bare day of the week, read as the last one, is the coming one for what is still to be held."""
    published = parsed.document.published
    if published is None or len(day) != 10 or any(letter.isdigit() for letter in parsed.words(time.span)):
        return day
    back = (date.fromisoformat(published) - date.fromisoformat(day)).days
    if time.grain != "day" or not 1 < back < 7:
        return day
    return (date.fromisoformat(day) + timedelta(days=7)).isoformat()


def _is_day(time: Time) -> bool:
    return time.value is not None and len(time.value.partition("T")[0]) == 10


def times_in(parsed: Parsed, sentence: Sentence) -> tuple[Time, ...]:
    first = bisect_left(parsed.times, sentence.start, key=lambda time: time.span.start)
    last = bisect_left(parsed.times, sentence.stop, key=lambda time: time.span.start)
    return parsed.times[first:last]


def _is_date(time: Time) -> bool:
    return time.value is not None and time.type in (TimeType.DATE, TimeType.TIME) and time.timex != "PRESENT_REF"


def _distance(one: Span, other: Span) -> int:
    return max(one.start - other.stop, other.start - one.stop, 0)


def _is_only_reacted_to(parsed: Parsed, draft: Draft) -> bool:
    """ "Voiced indignation at a meeting": the verb tells of something else than the engagement."""
    above = parsed.tokens[draft.head.head]
    words = engagement_words()
    behind_noun = draft.head.dep == "pobj" and parsed.tokens[above.head].pos in ("NOUN", "PROPN")
    attended = draft.verb.lemma in words.light_verbs or above.text.lower() in words.attended - {"at"}
    return behind_noun and not attended


def _hangs_on(parsed: Parsed, time: Time, draft: Draft) -> bool:
    """Whether the time modifies the noun or verb of the engagement."""
    token = parsed.head_of(time.span)
    owners = {draft.head.number, draft.verb.number, *(verb.number for verb in holdings_of(parsed, draft.head))}
    for above in parsed.ancestors(token) if token else ():
        if above.number in owners:
            return True
        if above.pos == "VERB":
            return False
    return False
