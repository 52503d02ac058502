"""What the clause of an engagement leaves to the report around it: its sides, and whether they met face to face."""

from collections.abc import Sequence

from readout.actors import Cast, Mention
from readout.engagements.clauses import mentions_at, subjects_of
from readout.engagements.details import FIRST_NEWS, read_date
from readout.engagements.draft import Draft
from readout.engagements.lexicon import engagement_words
from readout.engagements.merge import sides
from readout.model.record import Because
from readout.model.vocabulary import ActorKind, EngagementKind, Role, Status
from readout.parse import Parsed, Token

TOLD_BEFORE = 3  # sentences
CONTACTS = (EngagementKind.PHONE_CALL, EngagementKind.MEETING, EngagementKind.TALKS)
FACE_TO_FACE = (EngagementKind.MEETING, EngagementKind.VISIT, EngagementKind.SUMMIT)


def take_principals(cast: Cast, drafts: Sequence[Draft], side: str | None) -> None:
    """In a side's own document an office without a country ("the President of the Republic") is that side's.

    Args:
        side: Alpha-3 code of the side whose document it is; None for a report.
    """
    if side is None or side not in cast.by_key:
        return
    for draft in drafts:
        bare = [key for key in draft.keys if cast.by_key[key].kind is ActorKind.OFFICE and cast.country(key) is None]
        named = {cast.country(key) for key in draft.keys if key not in bare}
        if bare and named and side not in named:
            draft.keys = [key for key in draft.keys if key not in bare]
            draft.add((side,))


def take_told(parsed: Parsed, cast: Cast, drafts: Sequence[Draft]) -> None:
    """ "A told B that", "A and B agreed ... After the talks": of these are the first talks of a report."""
    for number, draft in enumerate(drafts):
        if any(len(sides(cast, other)) > 1 for other in drafts[:number]):
            return
        if draft.keys or not draft.definite or draft.head.pos != "NOUN" or draft.kind not in CONTACTS:
            continue
        found = _last_told(parsed, cast, draft)
        if found is None:
            continue
        verb, told = found
        for mention in told:
            draft.add(mention.keys)
        draft.role = Role.MAIN if verb.sentence < FIRST_NEWS else draft.role
        if draft.date is None:
            telling = Draft(verb, verb, draft.kind, verb.span)
            read_date(parsed, telling)
            draft.date, draft.end_date = telling.date, telling.end_date
            draft.reasons.update({name: reason for name, reason in telling.reasons.items() if name == "date"})


def _last_told(parsed: Parsed, cast: Cast, draft: Draft) -> tuple[Token, list[Mention]] | None:
    """The last verb before by which a person of one country told one of another, or both agreed, and the two."""
    words = engagement_words()
    first = parsed.sentences[max(0, draft.head.sentence - TOLD_BEFORE)]
    before = [token for sentence in parsed.sentences[first.number : draft.head.sentence + 1]
              for token in parsed.tokens_of(sentence)]  # fmt: skip
    for verb in reversed(before):
        together = verb.lemma in words.agree_together
        if verb.pos != "VERB" or not (together or verb.lemma in words.tells) or verb.number > draft.head.number:
            continue
        told = [each for noun in parsed.dependents(verb, "dobj", "dative") for each in mentions_at(parsed, cast, noun)]
        subjects = subjects_of(parsed, cast, verb)
        named = subjects if together else [*subjects[:1], *told[:1]]
        countries = {cast.country(key) for mention in named for key in mention.keys} - {None}
        persons = all(cast.by_key[key].kind is ActorKind.PERSON for mention in named for key in mention.keys)
        if persons and len(countries) > 1:
            return verb, named
    return None


def settle_distance(parsed: Parsed, cast: Cast, drafts: Sequence[Draft]) -> None:
    """ "The two spoke about": no phone call in a report of a meeting or visit that has no word of a telephone."""
    words = engagement_words()
    spoken = [
        (draft, rule.face_to_face)
        for draft in drafts
        if draft.head.pos == "VERB" and (rule := words.verbs.get(draft.head.lemma)) and rule.face_to_face
    ]
    calls = any(draft.kind is EngagementKind.PHONE_CALL and draft.head.pos != "VERB" for draft in drafts)
    if not spoken or calls or any(token.lemma in words.by_wire for token in parsed.tokens):
        return
    for draft, kind in spoken:
        behind = {noun for each in parsed.dependents(draft.head, "prep") if each.text.lower() in ("with", "to")
                  for noun in parsed.dependents(each, "pobj") if mentions_at(parsed, cast, noun)}  # fmt: skip
        met = next((other for other in drafts if _is_of_the_same_day(parsed, cast, other, draft)), None)
        if met is not None and kind is not None and not behind:
            draft.kind = kind
            draft.reasons["kind"] = Because((draft.trigger, met.trigger), "met in the same report")


def _is_of_the_same_day(parsed: Parsed, cast: Cast, met: Draft, draft: Draft) -> bool:
    """Whether a meeting or visit is news of the report, and of no one else."""
    earlier = any(each.lemma in engagement_words().behind for each in parsed.dependents(met.head, "amod", "advmod"))
    held = met.kind in FACE_TO_FACE and met.status is Status.HELD and met.head.sentence < FIRST_NEWS
    days = met.date is None or draft.date is None or met.date[:10] <= draft.date[:10] <= (met.end_date or met.date)
    return held and days and not earlier and sides(cast, met) <= sides(cast, draft)
