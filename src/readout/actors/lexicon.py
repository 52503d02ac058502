"""The word lists of this room, typed."""

from functools import cache

import msgspec

from readout.facts.lexicon import load_lexicon


class ActorWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`data/lexicon/actors.yaml`; each field is explained there."""

    modifiers: frozenset[str]
    office_changed: frozenset[str]
    name_particles: frozenset[str]
    honorifics: frozenset[str]
    female: frozenset[str]
    male: frozenset[str]
    first_person: frozenset[str]
    plural_pronouns: frozenset[str]
    female_words: frozenset[str]
    male_words: frozenset[str]
    pair_determiners: frozenset[str]
    definite: frozenset[str]
    person_pairs: frozenset[str]
    state_pairs: frozenset[str]
    bare_person_pairs: frozenset[str]
    bare_state_pairs: frozenset[str]
    counterparts: frozenset[str]
    government_nouns: frozenset[str]
    side_nouns: frozenset[str]
    ministry_nouns: frozenset[str]
    ministry_fields: dict[str, tuple[str, ...]]
    ministry_sectors: dict[str, str]
    group_nouns: frozenset[str]
    place_prepositions: frozenset[str]
    plain_titles: frozenset[str]
    title_prepositions: frozenset[str]
    posted: frozenset[str]
    plain_heads: frozenset[str]
    shared_offices: frozenset[str]
    calendar: frozenset[str]
    styles: frozenset[str]
    state_verbs: frozenset[str]


@cache
def actor_words() -> ActorWords:
    return load_lexicon("actors", ActorWords)
