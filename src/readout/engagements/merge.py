"""Makes one engagement of all the places where a report tells it."""

from collections.abc import Sequence

from readout.actors import Cast
from readout.engagements.draft import Draft
from readout.engagements.lexicon import engagement_words
from readout.model.vocabulary import ActorKind, EngagementKind, Role

SEEN = 12  # engagements back with which a new telling is compared


def merge_drafts(cast: Cast, drafts: Sequence[Draft]) -> list[Draft]:
    """One draft an engagement, in order of first telling.

    Tellings that do not name two sides join one told before, or fall away.
    """
    found: list[Draft] = []
    for draft in drafts:
        same = next((other for other in reversed(found[-SEEN:]) if _same(cast, other, draft)), None)
        if same is not None:
            _join(cast, same, draft)
        elif draft.fixed and _has_two_sides(cast, draft):
            found.append(draft)
    for draft in found:
        draft.keys = _without_states_of_persons(cast, draft)
    return found


def _without_states_of_persons(cast: Cast, draft: Draft) -> list[str]:
    """A state whose own person takes part is no participant beside that person, unless it is the host."""
    acting = {cast.country(key) for key in draft.keys if cast.by_key[key].kind in (ActorKind.PERSON, ActorKind.OFFICE)}
    return [
        key for key in draft.keys
        if key == draft.host or cast.by_key[key].kind is not ActorKind.STATE or cast.country(key) not in acting
    ]  # fmt: skip


def sides(cast: Cast, draft: Draft) -> set[str]:
    """The countries that take part; a participant without a country is a side of its own."""
    return {cast.country(key) or key for key in draft.keys}


def _has_two_sides(cast: Cast, draft: Draft) -> bool:
    enough = len(sides(cast, draft)) > 1
    if draft.kind is EngagementKind.VISIT:
        return enough and draft.host is not None
    persons = any(cast.by_key[key].kind is not ActorKind.STATE for key in draft.keys)
    return enough and (persons or draft.head.pos in ("NOUN", "PROPN") or draft.head.lemma == "meet")


def _same(cast: Cast, told: Draft, draft: Draft) -> bool:
    words = engagement_words()
    kinds = draft.kind in words.same_contact[told.kind] or told.kind in words.same_contact[draft.kind]
    if not kinds or (told.date and draft.date and draft.date[: len(told.date)] != told.date[: len(draft.date)]):
        return False
    if told.head.sentence == draft.head.sentence and told.status is draft.status and set(told.keys) & set(draft.keys):
        return True
    dated = told.date is not None and told.date == draft.date and told.kind is draft.kind
    if told.status is not draft.status and not dated and not (draft.definite and told.kind is draft.kind):
        return False
    own, other = sides(cast, draft), sides(cast, told)
    if len(own) < 2:
        return draft.definite and (not own or bool(own & other)) and draft.head.sentence - told.head.sentence < 12
    return own <= other or other <= own


def _join(cast: Cast, told: Draft, draft: Draft) -> None:
    told.mentions.append(draft.trigger)
    for name in ("date", "place", "venue", "initiator", "host"):
        if (
            getattr(told, name) is None
            and getattr(draft, name) is not None
            and (name != "host" or told.kind is draft.kind)
        ):
            setattr(told, name, getattr(draft, name))
            if name in draft.reasons:
                told.reasons[name] = draft.reasons[name]
    if told.end_date is None and told.date == draft.date:
        told.end_date = draft.end_date
    named = {cast.country(key) for key in told.keys if cast.by_key[key].kind is ActorKind.PERSON}
    for key in draft.keys:  # a person takes the place of the state that stood for him or her
        actor = cast.by_key[key]
        if actor.kind is ActorKind.PERSON and actor.country not in named and told.kind is draft.kind:
            told.keys = [k for k in told.keys if k != actor.country]
            told.add((key,))
    if draft.role is Role.MAIN and draft.fixed:
        told.role = Role.MAIN
