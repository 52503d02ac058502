import pytest

from readout.link.same_actor import may_be_same, same_actor, side_of
from readout.model.record import Actor
from readout.model.vocabulary import ActorKind


def person(name, country="FIN", **more):
    return Actor(key=name, name=name, kind=ActorKind.PERSON, country=country, **more)


FINLAND = Actor(key="FIN", name="Finland", kind=ActorKind.STATE, country="FIN")
MINISTER = Actor(key="fm", name="foreign minister", kind=ActorKind.OFFICE, country="FIN", office="Foreign Minister")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person("A. Aho", person="FIN-aino-aho"), person("Aino Ahonen", person="FIN-aino-aho")),
        (person("Aino Lähde"), person("AINO LAHDE")),
        (person("Aino Aho"), person("Aho")),
        (person("Aino Aho"), person("Aino Aho", country=None)),
        (FINLAND, Actor(key="x", name="Republic of Finland", kind=ActorKind.STATE, country="FIN")),
        (MINISTER, Actor(key="y", name="minister", kind=ActorKind.OFFICE, country="FIN", office="foreign minister")),
    ],
)
def test_the_same(one, other):
    assert same_actor(one, other)
    assert same_actor(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person("Aino Aho", person="FIN-aino-aho"), person("Aino Aho", person="FIN-aino-aho-2")),
        (person("Aino Aho"), person("Aino Aho", country="SWE")),
        (person("Aino Aho"), person("Eero Aho")),
        (person("Aho", country=None), person("Aino Aho")),
        (FINLAND, person("Finland")),
    ],
)
def test_not_the_same(one, other):
    assert not same_actor(one, other)
    assert not same_actor(other, one)


def test_a_state_may_stand_for_its_minister_but_one_minister_not_for_another():
    assert may_be_same(FINLAND, person("Aino Aho"))
    assert may_be_same(person("Aino Aho"), MINISTER)
    assert not may_be_same(person("Aino Aho"), person("Eero Maki"))
    assert not may_be_same(FINLAND, person("Nils Berg", country="SWE"))


def test_the_side_of_somebody_without_a_country_is_the_name():
    assert side_of(person("Dalai Lama", country=None)) == "dalai lama"
    assert (
        side_of(Actor(key="u", name="European Union", kind=ActorKind.ORGANISATION, country="IGO")) == "european union"
    )
