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
        states: States alone can do it, not only persons ("Fiji and Tonga signed a treaty").
        summons: Who is told to have been done so to was ordered to a body of the other side.
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
    states: bool = False
    summons: bool = False
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
    receives: frozenset[str]
    joins: frozenset[str]
    host_verbs: frozenset[str]
    verbs: dict[str, EngagementVerb]
    particles: frozenset[str]
    not_fixed: frozenset[str]
    planned: frozenset[str]
    future_auxiliaries: frozenset[str]
    postponed: frozenset[str]
    cancelled: frozenset[str]
    conditional: frozenset[str]
    conditional_auxiliaries: frozenset[str]
    behind: frozenset[str]
    ahead: frozenset[str]
    undecided: frozenset[str]
    not_when: frozenset[str]
    before_now: frozenset[str]
    reporting: frozenset[str]
    put_off_for: frozenset[str]
    following: frozenset[str]
    between: frozenset[str]
    destination: frozenset[str]
    place: frozenset[str]
    place_in_title: frozenset[str]
    means: frozenset[str]
    venues: frozenset[str]
    attended: frozenset[str]
    told_in: frozenset[str]
    tells: frozenset[str]
    agree_together: frozenset[str]
    measures: frozenset[str]
    sides_after: frozenset[str]
    delegates: frozenset[str]
    many: frozenset[str]
    many_in_one: frozenset[str]
    before_land: frozenset[str]
    remote: frozenset[str]
    by_wire: frozenset[str]
    initiative: frozenset[str]
    initiated: frozenset[str]
    initiating: frozenset[str]
    inviting: frozenset[str]
    same_contact: dict[EngagementKind, tuple[EngagementKind, ...]]

    @cached_property
    def kind_of(self) -> dict[tuple[str, ...], EngagementKind]:
        """From the words of a noun phrase to its kind."""
        return {tuple(phrase.split()): kind for kind, phrases in self.nouns.items() for phrase in phrases}

    @cached_property
    def heads(self) -> frozenset[str]:
        return frozenset(words[-1] for words in self.kind_of)

    @cached_property
    def heads_alone(self) -> frozenset[str]:
        """Every noun that can head the words of an engagement."""
        return self.heads | frozenset(self.only_with_light_verb)


@cache
def engagement_words() -> EngagementWords:
    return load_lexicon("engagements", EngagementWords)
