"""Finds the words that mean a state, an organisation or a group of people."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from readout.actors.scan import Found
from readout.actors.scene import NAME_ENDS, STATE_KINDS, Scene
from readout.facts import Name
from readout.model.vocabulary import ActorKind
from readout.parse import Token

LEFT = ("amod", "compound", "nmod", "nummod", "poss", "det", "case", "advmod", "quantmod")
ACTING = ("nsubj", "nsubjpass", "dobj", "agent", "dative", "conj", "pobj")


@dataclass(frozen=True)
class OtherWords:
    """Words that mean an actor other than a person.

    Attributes:
        key: Of the actor: alpha-3, id of the register, or its name when the register does not have it.
    """

    first: int
    last: int
    head: int
    kind: ActorKind
    key: str
    name: str
    country: str | None
    sector: str | None
    form: str
    by: str


def find_others(scene: Scene) -> list[OtherWords]:
    """In order of text; what stands inside a person's mention is no mention of its own."""
    found = [*_groups(scene), *_known(scene), *_unknown_organisations(scene)]
    return sorted(found, key=lambda each: (each.first, -each.last))


def _groups(scene: Scene) -> Iterator[OtherWords]:
    """Noun phrases that head a group, a government or a ministry: "Afghan parties", "the government of Sri Lanka"."""
    named = {number for found in scene.names for number in range(found.first, found.last)}
    for token in scene.parsed.tokens:
        if token.number in scene.taken or token.pos not in ("NOUN", "PROPN"):
            continue
        kind = _sort_of_noun(scene, token)
        if kind is None or (kind == "group" and token.number in named):  # "the African Union" is no trade union
            continue
        first, last, countries = _phrase(scene, token)
        if kind == "ministry":
            last = _with_field(scene, token, last)
            countries, last = (countries, last) if countries else _with_seat(scene, last)
        if not scene.free(first, last) or (not countries and not _can_act_alone(scene, token, kind)):
            continue
        scene.take(first, last)
        owners: list[str | None] = [country for country, _ in countries]
        for country in owners or [None]:
            yield _group(scene, token, kind, first, last, country)


def _sort_of_noun(scene: Scene, token: Token) -> str | None:
    if token.lemma in scene.words.government_nouns:
        return "government"
    if token.lemma in scene.words.ministry_nouns and _ministry_field(scene, token) is not None:
        return "ministry"
    if token.lemma in scene.words.side_nouns and token.lemma not in ("state", "party"):
        return "side"
    if token.lemma in scene.words.group_nouns and token.dep != "compound":
        return "group"
    return None


def _ministry_field(scene: Scene, token: Token) -> str | None:
    """Which ministry: the words before the noun ("foreign ministry") or after it ("ministry of foreign affairs")."""
    tokens = scene.parsed.tokens
    around = [" ".join(t.text.lower() for t in tokens[max(0, token.number - n) : token.number]) for n in (1, 2)]
    if scene.low(token.number + 1) == "of":
        start = token.number + 2 + (scene.low(token.number + 2) == "the")
        around += [" ".join(t.text.lower() for t in tokens[start : start + n]) for n in (1, 2)]
    for field, forms in scene.words.ministry_fields.items():
        if any(form in around for form in forms):
            return field
    return None


def _with_seat(scene: Scene, last: int) -> tuple[list[tuple[str, int]], int]:
    """Past "in Beijing", which tells whose ministry it is; the country of that place."""
    found = scene.names_from.get(last + 1) if scene.low(last) == "in" else None
    name = scene.meant(found, (*STATE_KINDS, "capital")) if found is not None else None
    if found is None or name is None or name.country is None:
        return [], last
    return [(name.country, found.first)], found.last


def _with_field(scene: Scene, token: Token, last: int) -> int:
    """Past "of Foreign Affairs"."""
    if last != token.number + 1 or scene.low(last) != "of":
        return last
    start = last + 1 + (scene.low(last + 1) == "the")
    ends = [
        start + length for length in (1, 2)
        if any(" ".join(map(scene.low, range(start, start + length))) in forms for forms in _fields(scene))
    ]  # fmt: skip
    return max(ends, default=last)


def _fields(scene: Scene) -> Iterable[tuple[str, ...]]:
    return scene.words.ministry_fields.values()


def _phrase(scene: Scene, token: Token) -> tuple[int, int, list[tuple[str, int]]]:
    """First and last token of the phrase around a noun, and the countries it names with their tokens."""
    first, last = token.number, token.number + 1
    sentence = scene.parsed.sentences[token.sentence]
    countries: list[tuple[str, int]] = []
    while first > sentence.first and (first - 1) not in scene.taken:
        before = scene.parsed.tokens[first - 1]
        end = first - 1 if before.text in NAME_ENDS else first
        found = scene.names_until.get(end)
        if found is not None and found.first >= sentence.first:
            name = scene.meant(found, STATE_KINDS)
            if name is not None and name.country is not None:
                countries.insert(0, (name.country, found.first))
                first = found.first
                continue
        conjoined = countries and before.text.lower() in ("and", ",") and scene.names_until.get(first - 1) is not None
        if conjoined or (before.dep in LEFT and first - 1 <= before.head <= token.number):
            first -= 1
        else:
            break
    if not countries and scene.low(last) == "of":
        countries, last = _countries_after(scene, last)
    return first, last, countries


def _countries_after(scene: Scene, of: int) -> tuple[list[tuple[str, int]], int]:
    """The countries that follow "of", as "Estonia, Latvia and the Netherlands" do, and where they end."""
    countries: list[tuple[str, int]] = []
    end = place = of
    while place == of or scene.low(place) in ("and", ","):
        place += 1 + (scene.low(place + 1) == "and")
        place += scene.low(place) == "the"
        found = scene.names_from.get(place)
        name = scene.meant(found, STATE_KINDS) if found is not None else None
        if found is None or name is None or name.country is None or scene.low(found.last) in NAME_ENDS:
            break
        countries.append((name.country, found.first))
        end = place = found.last
    return countries, end


def _can_act_alone(scene: Scene, token: Token, kind: str) -> bool:
    if kind == "ministry":
        return True
    return kind == "group" and token.dep in ACTING[:3] and token.lemma in scene.facts.agents


def _group(scene: Scene, token: Token, sort: str, first: int, last: int, country: str | None) -> OtherWords:
    words = " ".join(scene.span(first, last).of(scene.parsed.text).split())
    plain = _without_determiner(scene, first, last)
    state = scene.facts.states.get(country) if country is not None else None
    if sort == "side" and state is not None:
        return OtherWords(
            first,
            last,
            token.number,
            ActorKind.STATE,
            state.alpha3,
            state.name,
            country,
            None,
            "group",
            "side of a state",
        )
    if sort == "government" and state is not None:
        name = f"government of {state.name}"
        return OtherWords(
            first, last, token.number, ActorKind.ORGANISATION, f"{country}-government", name, country, "GOV", "group",
            "government noun",
        )  # fmt: skip
    if sort == "ministry":
        field = _ministry_field(scene, token) or ""
        country = country or scene.home
        sector = scene.words.ministry_sectors.get(field)
        by = "ministry noun" if country != scene.home else "ministry noun, dateline"
        key = f"{country}-{field}-ministry" if country else f"{field}-ministry"
        return OtherWords(first, last, token.number, ActorKind.ORGANISATION, key, plain, country, sector, "name", by)
    agents = scene.facts.agents
    sector = agents.get(plain.lower()) or agents.get(token.text.lower()) or agents.get(token.lemma)
    key = f"{country}-{token.lemma}" if country else token.lemma
    return OtherWords(
        first, last, token.number, ActorKind.GROUP, key, plain or words, country, sector, "group", "agent noun"
    )


def _without_determiner(scene: Scene, first: int, last: int) -> str:
    while first < last - 1 and scene.parsed.tokens[first].pos in ("DET", "NUM"):
        first += 1
    return " ".join(scene.span(first, last).of(scene.parsed.text).split())


def _known(scene: Scene) -> Iterator[OtherWords]:
    for found in scene.names:
        if not scene.free(found.first, found.last):
            continue
        name = scene.meant(found)
        head = scene.head(found.first, found.last)
        if name is None:
            other = _doubtful(scene, found, head)
        elif name.kind in STATE_KINDS:
            other = None if name.weak else _state(scene, found, head, name)
        elif name.kind == "capital" and _is_part_of_name(scene, found):
            other = None
        elif name.kind == "capital":
            other = _state(scene, found, head, name)
            if other is not None and not _acts_as_state(scene, found, head):
                other = replace(other, form="place", by="capital as a place")
        else:
            other = _organisation(scene, found, head, name)
        if other is not None:
            scene.take(found.first, found.last)
            yield other


def _is_part_of_name(scene: Scene, found: Found[Name]) -> bool:
    """ "Galwan Valley", "Fort Victoria": not the capital of that name."""
    before, after = scene.token(found.first - 1), scene.token(found.last)
    left = before is not None and before.dep == "compound" and found.first <= before.head < found.last
    inside = scene.parsed.tokens[found.last - 1]
    right = after is not None and inside.dep == "compound" and inside.head == after.number and after.pos == "PROPN"
    return (left and before is not None and before.text[:1].isupper()) or right


def _state(scene: Scene, found: Found[Name], head: int, name: Name) -> OtherWords | None:
    state = scene.facts.states.get(name.id)
    if state is None:
        return None
    form = "adjective" if name.kind in ("adjective", "demonym") else "name"
    by = "capital for its state" if name.kind == "capital" else f"register: {name.kind}"
    return OtherWords(found.first, found.last, head, ActorKind.STATE, name.id, state.name, name.country, None, form, by)


def _organisation(scene: Scene, found: Found[Name], head: int, name: Name) -> OtherWords | None:
    if name.weak and not any(part.text[0].isupper() for part in scene.parsed.tokens[found.first : found.last]):
        return None
    shown = name.words if name.kind in ("seat", "metonym") else name.shown
    country = None if name.country == "NGO" else name.country
    sector = name.sector or ("GOV" if name.kind in ("seat", "metonym") else None)
    key = f"{name.id}-{name.kind}" if name.kind in ("seat", "metonym") else name.id
    by = f"register: {name.kind}"
    return OtherWords(found.first, found.last, head, ActorKind.ORGANISATION, key, shown, country, sector, "name", by)


def _doubtful(scene: Scene, found: Found[Name], head: int) -> OtherWords | None:
    """A name that several bodies share ("Foreign Office") and nothing tells which: its country stays unknown."""
    if any(name.kind in (*STATE_KINDS, "capital") for name in found.entries):
        return None
    name = found.entries[0]
    sectors = {entry.sector for entry in found.entries}
    sector = sectors.pop() if len(sectors) == 1 else None
    return OtherWords(
        found.first, found.last, head, ActorKind.ORGANISATION, name.words, name.words, None, sector, "name",
        "register: several bodies of this name",
    )  # fmt: skip


def _acts_as_state(scene: Scene, found: Found[Name], head: int) -> bool:
    """Whether a capital stands for its state: it does something a state does, or something is done to it."""
    token = scene.parsed.tokens[head]
    governor = scene.parsed.tokens[token.head]
    if scene.low(found.first - 1) in scene.words.place_prepositions or scene.low(found.first - 1) == "capital":
        return False
    if token.dep in ("nsubj", "nsubjpass"):
        return governor.lemma in scene.words.state_verbs
    if token.dep == "conj":
        return governor.number in scene.names_from and governor.dep in ("nsubj", "pobj")
    if token.dep == "pobj":
        return governor.text.lower() in ("between", "with", "against", "by", "on")
    return token.dep in ("poss", "dobj")


def _ends_name(token: Token) -> bool:
    return token.text in NAME_ENDS or token.pos == "PUNCT"


def _unknown_organisations(scene: Scene) -> Iterator[OtherWords]:
    """What the parser takes for an organisation and the register does not have."""
    for first, last, label in scene.parsed.entities:
        if label != "ORG":
            continue
        while first < last and scene.parsed.tokens[first].pos in ("DET", "PUNCT"):
            first += 1
        while last > first and _ends_name(scene.parsed.tokens[last - 1]):
            last -= 1
        if first >= last or not scene.free(first, last) or not scene.parsed.tokens[first].text[0].isupper():
            continue
        name = " ".join(scene.span(first, last).of(scene.parsed.text).split())
        if last - first == 1 and scene.low(first - 1) in scene.words.place_prepositions and not name.isupper():
            continue  # more often a place that the parser does not know
        if not any(letter.isalpha() for letter in name):
            continue
        inside = [scene.names_from[n] for n in range(max(0, first - 2), last) if n in scene.names_from]
        meant = [scene.meant(found, STATE_KINDS) for found in inside]
        country = next((each.country for each in meant if each is not None), None)
        sector = scene.facts.agents.get(name.lower()) or scene.facts.agents.get(name.split()[-1].lower())
        scene.take(first, last)
        yield OtherWords(
            first, last, scene.head(first, last), ActorKind.ORGANISATION, name, name, country, sector, "name",
            "named entity",
        )  # fmt: skip
