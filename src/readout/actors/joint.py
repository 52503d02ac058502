"""Several persons named by one plural title and their countries: "the leaders of Ukraine and Russia"."""

from collections import defaultdict
from collections.abc import Iterable

from readout.actors.others import OtherWords
from readout.actors.persons import Person
from readout.actors.scene import Scene
from readout.actors.told import Persons, Told
from readout.model.vocabulary import ActorKind

HEADS = frozenset({"head_of_state", "head_of_government", "effective_leader"})
LEADERS = ("leader", "head")
BY = "title and countries of several"


def join_by_countries(scene: Scene, persons: Persons, others: list[OtherWords]) -> list[OtherWords]:
    """Tell as persons each group whose countries have just one such person each; the rest of `others` stays."""
    together: defaultdict[tuple[int, int], list[OtherWords]] = defaultdict(list)
    for other in others:
        if other.kind is ActorKind.GROUP:
            together[other.first, other.last].append(other)
    of_country: defaultdict[str | None, list[Person]] = defaultdict(list)
    for person in persons.persons:
        of_country[person.country].append(person)
    meant: set[tuple[int, int]] = set()
    for place, groups in together.items():
        lemma = scene.parsed.tokens[groups[0].head].lemma
        if len(groups) < 2 or lemma not in scene.words.person_pairs:
            continue
        found = [_only(of_country[group.country], lemma) for group in groups]
        if all(person is not None for person in found):
            named = tuple(person for person in found if person is not None)
            persons.add(Told(*place, groups[0].head, named, (), "group", BY))
            meant.add(place)
    return [other for other in others if (other.first, other.last) not in meant or other.kind is not ActorKind.GROUP]


def _only(persons: Iterable[Person], lemma: str) -> Person | None:
    """The one named person among those of a country who has the title, or for "leader" and "head" leads it."""

    def fits(person: Person) -> bool:
        leads = lemma in LEADERS and bool(HEADS & set(person.offices))
        return bool(person.words) and not person.changed and (leads or person.has_title(lemma, ()))

    found = [person for person in persons if fits(person)]
    return found[0] if len(found) == 1 else None
