"""When, where, in what state and on whose initiative: read around the words that tell an engagement."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from readout.actors import Cast
from readout.engagements.draft import Draft
from readout.engagements.lexicon import engagement_words
from readout.model.record import Because, Time
from readout.model.span import Span
from readout.model.vocabulary import Role, Status, TimeType
from readout.parse import Parsed, Sentence, Token

NEAR = 200  # characters within which a day of the same sentence counts, though the syntax does not join them
FIRST_NEWS = 4  # sentences in which what is told counts as the news of the report


# status


def read_status(parsed: Parsed, draft: Draft) -> None:
    """Held, planned, postponed or cancelled; and whether it is fixed at all."""
    words = engagement_words()
    chain = [draft.head, *_above(parsed, draft.head)]
    for token in _around(parsed, chain):
        if token.lemma in words.cancelled or _phrase(parsed, token) in words.cancelled:
            _set(draft, Status.CANCELLED, token)
            return
        if token.lemma in words.postponed or _phrase(parsed, token) in words.postponed:
            _set(draft, Status.POSTPONED, token)
            return
    for token in _around(parsed, chain):
        if token.number != draft.head.number and token.lemma in words.not_fixed:
            draft.fixed = False
            return
        if token.lemma in words.conditional or (
            token.lemma == "not" and token.dep == "neg" and token.head == draft.verb.number
        ):
            draft.fixed = False
            return
    for token in _around(parsed, chain):
        infinitive = token.text.lower() == "to" and token.dep == "aux" and _is_be(parsed, token)
        if token.text.lower() in words.future_auxiliaries or token.lemma in words.planned or infinitive:
            _set(draft, Status.PLANNED, token)
            return
        if token.dep == "aux" and token.text.lower() in words.conditional_auxiliaries:
            draft.fixed = not _has_condition(parsed, parsed.tokens[token.head])
            _set(draft, Status.PLANNED, token)
            return


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
        if (
            above.pos == "ADP"
            and below.dep == "pobj"
            and above.text.lower() not in ("for", "of", "in", "on", "to", "with")
        ):
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
    times = [time for time in times_in(parsed, sentence) if _is_date(time)]
    if not times:
        return
    attached = [time for time in times if _hangs_on(parsed, time, draft)]
    loose = [time for time in times if _is_day(time) and _distance(time.span, draft.trigger) < NEAR]
    if attached or loose:
        set_date(parsed, draft, min(attached or loose, key=lambda time: _distance(time.span, draft.trigger)))


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


def _hangs_on(parsed: Parsed, time: Time, draft: Draft) -> bool:
    """Whether the time modifies the noun or verb of the engagement."""
    token = parsed.head_of(time.span)
    owners = {draft.head.number, draft.verb.number}
    for above in parsed.ancestors(token) if token else ():
        if above.number in owners:
            return True
        if above.pos == "VERB":
            return False
    return False


# initiator


def read_initiative(parsed: Parsed, cast: Cast, drafts: Iterable[Draft]) -> None:
    """ "at the initiative of the Saudi side", "at Ankara's request", "initiated by Kyiv": of the engagement before."""
    words = engagement_words()
    last: Draft | None = None
    waiting = iter(sorted(drafts, key=lambda draft: draft.trigger.start))
    coming = next(waiting, None)
    for token in parsed.tokens:
        while coming is not None and coming.trigger.start <= token.start:
            last, coming = coming, next(waiting, None)
        if last is None or last.initiator is not None or token.sentence - last.head.sentence > 1:
            continue
        if token.pos == "NOUN" and token.lemma in words.initiative and token.dep == "pobj":
            _owner(parsed, cast, token, last)
        elif token.pos == "VERB" and token.lemma in words.initiated and token.tag == "VBN":
            _agent(parsed, cast, token, last)


def _owner(parsed: Parsed, cast: Cast, noun: Token, draft: Draft) -> None:
    owners = list(parsed.dependents(noun, "poss"))
    for preposition in parsed.dependents(noun, "prep"):
        if preposition.text.lower() in ("of", "from"):
            owners.extend(parsed.dependents(preposition, "pobj"))
    _begin(parsed, cast, owners, draft)


def _agent(parsed: Parsed, cast: Cast, verb: Token, draft: Draft) -> None:
    by = parsed.dependents(verb, "agent")
    _begin(parsed, cast, [noun for preposition in by for noun in parsed.dependents(preposition, "pobj")], draft)


def _begin(parsed: Parsed, cast: Cast, owners: Iterable[Token], draft: Draft) -> None:
    """The participant of the country that the words name."""
    for token in owners:
        mention = cast.by_head.get(token.number) or cast.covering(token)
        if mention is None:
            continue
        for key in draft.keys:
            if key in mention.keys or cast.country(key) == cast.country(mention.keys[0]) is not None:
                draft.initiator = key
                draft.reasons["initiator"] = Because((mention.span,), "on whose initiative")
                return
