"""Which items of two records of the same text are the same ones."""

from readout.link.parts import Item, Part, items_of, name_of, place_of, type_of
from readout.link.same_actor import same_actor
from readout.model.record import Actor, Record, Statement
from readout.model.span import Span

HALF = 0.5
NEARLY_ALL = 0.8
SURE = 1.0  # what agrees in more than its words comes before what only shares words
SAME_WORDS = 0.25  # the same words, taken for another type


def same_items(old: Record, new: Record, part: Part) -> dict[str, str]:
    """From names of items in the old record to their names in the new one, each at most once.

    Items of the same id are the same: ids are made of the words that they are read from. Of the others, those are
    that share words and are of one type, best first; actors are by who they are.
    """
    ours, theirs = items_of(old, part), items_of(new, part)
    names = {name_of(item): item for item in theirs}
    same = {name_of(item): name_of(item) for item in ours if _has_kept_its_name(item, names.get(name_of(item)))}
    left = [item for item in ours if name_of(item) not in same]
    free = [item for item in theirs if name_of(item) not in same]
    scored = [(_likeness(one, other), first, second)
              for first, one in enumerate(left) for second, other in enumerate(free)]  # fmt: skip
    taken: set[int] = set()
    for likeness, first, second in sorted(scored, key=lambda each: (-each[0], each[1], each[2])):
        name = name_of(left[first])
        if likeness > 0 and name not in same and second not in taken:
            same[name] = name_of(free[second])
            taken.add(second)
    return same


def _has_kept_its_name(item: Item, other: Item | None) -> bool:
    # a key is a family name or the like: another reading may give it to somebody else
    return other is not None and (not isinstance(item, Actor) or _likeness(item, other) > 0)


def _likeness(one: Item, other: Item) -> float:
    """0 when they are not the same, else how sure that is."""
    if isinstance(one, Actor) and isinstance(other, Actor):
        return _of_actors(one, other)
    here, there = place_of(one), place_of(other)
    if here is None or there is None or not here.touches(there):
        return 0
    shared = _shared(here, there)
    if isinstance(one, Statement) and isinstance(other, Statement):
        cues = any(cue.touches(its) for cue in one.cue for its in other.cue)
        return SURE + shared if cues else shared if shared >= NEARLY_ALL else 0
    if type_of(one) == type_of(other):
        return SURE + shared
    return SAME_WORDS if here == there else 0


def _of_actors(one: Actor, other: Actor) -> float:
    mentions = set(one.mentions) & set(other.mentions)
    shared = len(mentions) / max(len(one.mentions), len(other.mentions), 1)
    if same_actor(one, other):
        return SURE + shared
    return shared if one.kind is other.kind and shared >= HALF else 0


def _shared(one: Span, other: Span) -> float:
    """How much of the words of both is in each, from 0 to 1."""
    both = min(one.stop, other.stop) - max(one.start, other.start)
    return both / (max(one.stop, other.stop) - min(one.start, other.start))
