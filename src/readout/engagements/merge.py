"""Makes one engagement of all the places where a report tells it."""

from collections.abc import Sequence

from readout.actors import Cast
from readout.engagements.draft import Draft
from readout.engagements.lexicon import engagement_words
from readout.model.vocabulary import ActorKind, EngagementKind, Role, Status

VISIT = EngagementKind.VISIT
NEAR = 3  # sentences within which the next meeting is that of the sides of the one told before
SEEN = 12  # engagements back with which a new telling is compared


def merge_drafts(cast: Cast, drafts: Sequence[Draft]) -> list[Draft]:
    """One draft an engagement, in order of first telling.

    Tellings that do not name two sides join one told before, or fall away.
    """
    found: list[Draft] = []
    for draft in drafts:
        if found and _is_next(draft, found[-1]):
            draft.add(tuple(found[-1].keys))
            found.append(draft)
            continue
        same = next((other for other in reversed(found[-SEEN:]) if _same(cast, other, draft)), None)
        if same is not None:
            _join(cast, same, draft)
            if draft.joined:
                found = _without_parts(cast, found, same)
        elif draft.fixed and _has_two_sides(cast, draft):
            found.append(draft)
    for draft in found:
        _person_for_host(cast, draft)
        draft.keys = _without_states_of_persons(cast, draft)
    return found


def _without_parts(cast: Cast, found: list[Draft], whole: Draft) -> list[Draft]:
    """Once somebody is told to have joined, an earlier telling with that person alone is one of the same."""
    parts = [
        each
        for each in found
        if each is not whole
        and set(each.keys) < set(whole.keys)
        and _is_one(each, whole)
        and each.status is whole.status
    ]
    for part in parts:
        _join(cast, whole, part)
    kept = [each for each in found if all(each is not part for part in parts)]
    return sorted(kept, key=lambda each: min(each.mentions)) if parts else kept


def _is_one(told: Draft, draft: Draft) -> bool:
    """Whether kinds and dates allow two tellings to be of one engagement."""
    words = engagement_words()
    kinds = draft.kind in words.same_contact[told.kind] or told.kind in words.same_contact[draft.kind]
    apart = told.date and draft.date and draft.date[: len(told.date)] != told.date[: len(draft.date)]
    return kinds and not apart


def _is_next(draft: Draft, last: Draft) -> bool:
    """ "The next round will be held in May": without sides of its own it has those of the one told before."""
    told = draft.fixed and draft.status is Status.PLANNED and not draft.keys
    near = draft.head.sentence - last.head.sentence <= NEAR and last.status is Status.HELD and last.kind is not VISIT
    return told and near and draft.next and (draft.date or draft.place) is not None


def _person_for_host(cast: Cast, draft: Draft) -> None:
    """A person who takes part for the country that is the host is the host."""
    if draft.host is not None and cast.by_key[draft.host].kind is ActorKind.STATE:
        persons = [key for key in draft.keys if cast.by_key[key].kind is ActorKind.PERSON]
        receiving = [key for key in persons if cast.country(key) == cast.country(draft.host)]
        if receiving and len(receiving) < len(persons):
            draft.host = receiving[0]


def _without_states_of_persons(cast: Cast, draft: Draft) -> list[str]:
    """A state whose own person or office takes part is no participant beside it, nor an office or group without a name
    beside a person of its country, unless it is the host."""
    persons = {cast.country(key) for key in draft.keys if cast.by_key[key].kind is ActorKind.PERSON} - {None}
    offices = {cast.country(key) for key in draft.keys if cast.by_key[key].kind is ActorKind.OFFICE} - {None}

    def is_shown_by_another(key: str) -> bool:
        kind, country = cast.by_key[key].kind, cast.country(key)
        if kind is ActorKind.STATE:
            return country in persons | offices
        return kind in (ActorKind.OFFICE, ActorKind.GROUP) and country in persons

    return [key for key in draft.keys if key == draft.host or not is_shown_by_another(key)]


def sides(cast: Cast, draft: Draft) -> set[str]:
    """The countries that take part; a participant without a country is a side of its own."""
    return {cast.country(key) or key for key in draft.keys}


def _has_two_sides(cast: Cast, draft: Draft) -> bool:
    enough = len(sides(cast, draft)) + draft.many > 1 and bool(draft.keys)
    if draft.kind is EngagementKind.VISIT:
        return enough and draft.host is not None
    persons = any(cast.by_key[key].kind is not ActorKind.STATE for key in draft.keys)
    verb = engagement_words().verbs.get(draft.head.lemma)
    return enough and (persons or draft.head.pos in ("NOUN", "PROPN") or (verb is not None and verb.states))


def _same(cast: Cast, told: Draft, draft: Draft) -> bool:
    if _is_hosted_visit(cast, told, draft) or _is_put_off(cast, told, draft):
        return True
    if not _is_one(told, draft) or _by_others(cast, told, draft):
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


def _by_others(cast: Cast, told: Draft, draft: Draft) -> bool:
    """Whether both name persons of one country, and not one of them is the same: their ministers met, then they did."""
    one, other = _persons(cast, told), _persons(cast, draft)
    shared = one.keys() & other.keys()
    return not draft.joined and bool(shared) and all(one[country].isdisjoint(other[country]) for country in shared)


def _persons(cast: Cast, draft: Draft) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for key in draft.keys:
        country = cast.country(key)
        if country is not None and cast.by_key[key].kind is ActorKind.PERSON:
            found.setdefault(country, set()).add(key)
    return found


def _is_hosted_visit(cast: Cast, told: Draft, draft: Draft) -> bool:
    """ "Hosted her during her visit": one visit, told by the host and as a journey in one sentence."""
    hosted = told.head.lemma in engagement_words().host_verbs and draft.kind is EngagementKind.VISIT
    return hosted and told.head.sentence == draft.head.sentence and sides(cast, draft) <= sides(cast, told)


def _is_put_off(cast: Cast, told: Draft, draft: Draft) -> bool:
    """A plan for the sides of what was put off is the same one on another day; so is one for what was only changed."""
    open_still = told.status is Status.POSTPONED or (told.undecided and told.status is Status.HELD)
    later = open_still and draft.status is Status.PLANNED and told.kind is draft.kind
    pointed = draft.kind is EngagementKind.VISIT or draft.definite
    return later and pointed and told.host == draft.host and sides(cast, draft) == sides(cast, told)


def _join(cast: Cast, told: Draft, draft: Draft) -> None:
    told.mentions.append(draft.trigger)
    if _is_hosted_visit(cast, told, draft):
        told.kind = EngagementKind.VISIT
    for name in ("date", "place", "venue", "initiator", "host"):
        if (
            getattr(told, name) is None
            and getattr(draft, name) is not None
            and (name != "host" or told.kind is draft.kind)
        ):
            setattr(told, name, getattr(draft, name))
            if name in draft.reasons:
                told.reasons[name] = draft.reasons[name]
    if told.undecided and draft.status is Status.PLANNED:
        told.status, told.undecided = draft.status, False
        told.reasons["status"] = draft.reasons["status"]
    if told.end_date is None and told.date == draft.date:
        told.end_date = draft.end_date
    named = {cast.country(key) for key in told.keys if cast.by_key[key].kind is ActorKind.PERSON}
    for key in draft.keys:  # a person takes the place of the state that stood for him or her
        actor = cast.by_key[key]
        if draft.joined and not told.fixed_sides:
            told.add((key,))
        elif actor.kind is ActorKind.PERSON and actor.country not in named and told.kind is draft.kind:
            told.keys = [k for k in told.keys if k != actor.country]
            told.add((key,))
    if draft.role is Role.MAIN and draft.fixed:
        told.role = Role.MAIN
