"""The configuration that brat needs to open the files: every type, role and attribute with what it may hold."""

from collections.abc import Iterable

from readout.model.vocabulary import (
    ActorKind,
    Channel,
    EngagementKind,
    EventType,
    Form,
    Realis,
    Role,
    SpeechAct,
    Status,
)

OTHER_ENTITIES = ("Content", "Speaker", "Quantity", "Topic")


def brat_name(words: str) -> str:
    """A name as brat takes them: `phone call` is `Phone_call`; one in capitals stays."""
    name = words.replace(" ", "_")
    return name[:1].upper() + name[1:]


def configuration() -> str:
    """The text of `annotation.conf`."""
    engagements = [
        f"{brat_name(kind)}\tParticipant*:Actor_mention, Initiator?:Actor_mention, Host?:Actor_mention, "
        "Topic*:Topic, Follow_up*:Engagement"
        for kind in EngagementKind
    ]
    events = [
        f"{kind}\tActor*:Actor_mention, Recipient*:Actor_mention, Quantity?:Quantity, Claimed_in?:Statement"
        for kind in EventType
    ]
    attributes = {
        "Form": ("Statement", Form),
        "Speech_act": ("Statement", SpeechAct),
        "Channel": ("Statement", Channel),
        "Realis": ("Event", Realis),
        "Status": ("Engagement", Status),
        "Told_as": ("Engagement", Role),
    }
    lines = [
        "[entities]",
        "Actor_mention",
        *(f"\t{brat_name(kind)}" for kind in ActorKind),
        *OTHER_ENTITIES,
        "[relations]",
        "Same_actor\tArg1:Actor_mention, Arg2:Actor_mention",
        "[events]",
        "Statement\tSpeaker*:Speaker, Addressee*:Actor_mention, Content:Content, Nested_in?:Statement",
        "!Event",
        *(f"\t{line}" for line in events),
        "!Engagement",
        *(f"\t{line}" for line in engagements),
        "[attributes]",
        *(f"{name}\tArg:{of}, Value:{_values(values)}" for name, (of, values) in attributes.items()),
    ]
    return "".join(f"{line}\n" for line in lines)


def _values(values: Iterable[str]) -> str:
    return "|".join(map(brat_name, values))
