"""The word lists of this room, typed."""

from functools import cache, cached_property

import msgspec

from readout.facts.lexicon import load_lexicon
from readout.model.vocabulary import EngagementKind


class EngagementVerb(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a verb tells an engagement.

    Attributes:
        object: The other side is its object.
        after: Prepositions that the other side follows.
        begins: Its subject began the engagement.
        hosts: Its subject is the host.
        travels: Its subject goes where the other side is.
        persons_only: The other side must be a person.
        together: Several subjects alone can do it ("the ministers met").
        things: Its object is one of these nouns ("signed a treaty").
        face_to_face: The kind when a place is told and nothing of `remote`: "spoke with her in Paris".
    """

    kind: EngagementKind
    object: bool = False
    after: tuple[str, ...] = ()
    begins: bool = False
    hosts: bool = False
    travels: bool = False
    persons_only: bool = False
    together: bool = False
    things: frozenset[str] = frozenset()
    face_to_face: EngagementKind | None = None


class EngagementWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """`data/lexicon/engagements.yaml`; each field is explained there."""

    nouns: dict[EngagementKind, tuple[str, ...]]
    only_with_light_verb: dict[str, EngagementKind]
    needs_sides: frozenset[str]
    never_before: frozenset[str]
    light_verbs: frozenset[str]
    sends: frozenset[str]
    verbs: dict[str, EngagementVerb]
    not_fixed: frozenset[str]
    planned: frozenset[str]
    future_auxiliaries: frozenset[str]
    postponed: frozenset[str]
    cancelled: frozenset[str]
    conditional: frozenset[str]
    conditional_auxiliaries: frozenset[str]
    behind: frozenset[str]
    between: frozenset[str]
    destination: frozenset[str]
    place: frozenset[str]
    means: frozenset[str]
    venues: frozenset[str]
    attended: frozenset[str]
    before_land: frozenset[str]
    remote: frozenset[str]
    initiative: frozenset[str]
    initiated: frozenset[str]
    same_contact: dict[EngagementKind, tuple[EngagementKind, ...]]

    @cached_property
    def kind_of(self) -> dict[tuple[str, ...], EngagementKind]:
        """From the words of a noun phrase to its kind."""
        return {tuple(phrase.split()): kind for kind, phrases in self.nouns.items() for phrase in phrases}

    @cached_property
    def heads(self) -> frozenset[str]:
        return frozenset(words[-1] for words in self.kind_of)


@cache
def engagement_words() -> EngagementWords:
    return load_lexicon("engagements", EngagementWords)
