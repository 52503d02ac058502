"""A person of the report, as far as its mentions and the register tell."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from readout.actors.lexicon import actor_words
from readout.facts import Facts, Holder
from readout.facts.folding import NUMERAL, folded, full_key, spelling_key

SUFFIXES = frozenset({"jr", "sr"})
TERRITORY = "territory"
NOTHING_TOLD: Mapping[str, int] = MappingProxyType({})
LEADER = "effective_leader"  # "leader" of a country, whichever office it is that he or she leads by
LEADING_OFFICES = ("head_of_state", "head_of_government")
PLAIN = "minister"
VAGUE_OFFICES = frozenset({"other_official", "spokesperson", "ambassador", "envoy"})


@dataclass(eq=False)
class Person:
    """Grows as mentions are joined to it.

    Attributes:
        words: Folded words of the fullest name, without honorifics.
        reasons: From field name to `(first token, last token, rule)` for the actor's evidence.
    """

    name: str = ""
    words: tuple[str, ...] = ()
    titles: list[str] = field(default_factory=list)
    offices: list[str] = field(default_factory=list)
    sector: str | None = None
    country: str | None = None
    organisation: str | None = None
    changed: bool = False
    male: bool | None = None
    holder: Holder | None = None
    candidates: tuple[str, ...] = ()
    reasons: dict[str, tuple[int, int, str]] = field(default_factory=dict)

    def is_called(self, words: Sequence[str]) -> bool:
        """Whether the words, folded, can be this person's name, by the words alone."""
        if not words or not self.words:
            return False
        short, long = sorted((list(words), list(self.words)), key=len)
        if all(any(alike(a, b) for b in long) for a in short):
            return True
        return alike(short[-1], long[-1]) and len(short) > 1 and _short_for(short[0], long[0])

    def has_title(self, title: str, offices: Iterable[str]) -> bool:
        """Whether "the <title>" can mean this person."""
        wanted = set(title.lower().split())
        changed = actor_words().office_changed
        for own in (set(own.lower().split()) for own in self.titles):
            if wanted <= own and not (own - wanted) & changed:
                return True
        return bool(set(offices) & set(self.offices) - VAGUE_OFFICES)


def alike(one: str, other: str) -> bool:
    """Whether two folded name words are the same name, romanised one way or another."""
    return one == other or (min(len(one), len(other)) > 4 and spelling_key([one]) == spelling_key([other]))


def _short_for(one: str, other: str) -> bool:
    """Whether two given names can be one: an initial, or a short form such as "Mike" or "Joe"."""
    begin = 1 if min(len(one), len(other)) == 1 else 2
    return one[:begin] == other[:begin]


def name_words(name: str, honorifics: frozenset[str]) -> tuple[str, ...]:
    """The words of a name to compare by: folded, without honorifics, suffixes and initials (if more is left)."""
    words = [word for part in name.split() if part.lower() not in honorifics for word in folded(part)]
    words = [word for word in words if word not in SUFFIXES] or words
    full = [word for word in words if len(word) > 1]
    return tuple(full or words)


def look_up(person: Person, day: date | None, facts: Facts, told: Mapping[str, int] = NOTHING_TOLD) -> None:
    """Find the person in the register by name, office, country and day, and take over what the text leaves open.

    Several who fit stay candidates: none is taken.

    Args:
        told: How often the report names each country.
    """
    matches = _matches(person, day, facts)
    if not matches:
        return
    best = max(fit for fit, _ in matches.values())
    if best < (2 if len(person.words) < 2 else 1):
        return
    chosen = [holder for fit, holder in matches.values() if fit == best]
    sovereign = [h for h in chosen if h.country is None or facts.states[h.country].status != TERRITORY]
    chosen = _homes(person, sovereign or chosen, facts, told)  # a territory lists its sovereign's heads as its own
    if len(chosen) > 1:
        person.candidates = tuple(sorted({holder.name for holder in chosen}))
        countries = {holder.country for holder in chosen}
        if person.country is None and len(countries) == 1 and None not in countries:
            person.country = chosen[0].country
            where = next(iter(person.reasons.values()), (0, 0, ""))
            person.reasons["country"] = (where[0], where[1], "register: all who fit are of one country")
        return
    accept(person, chosen[0], _rule(person, chosen[0]))


def _rule(person: Person, holder: Holder) -> str:
    """By which rule the person is the holder; it tells where the register has another office than the text."""
    agrees = person.changed or not set(person.offices) - {*VAGUE_OFFICES, LEADER} or holder.office in person.offices
    return "register: name" if agrees else f"register: name, with another office: {holder.title}"


def _homes(person: Person, chosen: list[Holder], facts: Facts, told: Mapping[str, int]) -> list[Holder]:
    """Of one person's entries in several countries (a king of many realms) the one that he or she is known by.

    That is the one with most holdings, else with the title that the report gives, else of the country it names most.
    """
    if len(chosen) < 2 or len({full_key(sorted(folded(holder.name))) for holder in chosen}) > 1:
        return chosen
    counts = Counter(holding.id for holding in facts.people(chosen[0].name))
    titles = {word for title in person.titles for word in title.lower().split()}

    def rank(holder: Holder) -> tuple[int, bool, int]:
        country = holder.country or ""
        return counts[holder.id], bool(titles & set(holder.title.lower().split())), told.get(country, 0)

    most = max(map(rank, chosen))
    return [holder for holder in chosen if rank(holder) == most]


def accept(person: Person, holder: Holder, rule: str) -> None:
    """Take over from the register what the text leaves open."""
    person.holder = holder
    anywhere = next(iter(person.reasons.values()), (0, 0, ""))
    person.reasons["person"] = (anywhere[0], anywhere[1], rule)
    if person.country is None:
        person.country = holder.country or "IGO"
        person.organisation = holder.org
        person.reasons["country"] = (anywhere[0], anywhere[1], rule)
    if not person.offices and not person.changed:
        person.offices.append(holder.office)
    if len([word for word in person.words if not NUMERAL.fullmatch(word)]) < 2:
        person.name = holder.name


def _matches(person: Person, day: date | None, facts: Facts) -> dict[str, tuple[int, Holder]]:
    """From the id of each person who can be meant to the best fit of one of his or her holdings, and that holding."""
    found: dict[str, tuple[int, Holder]] = {}
    holdings = facts.people(" ".join(person.words))
    if len(person.words) > 1:
        holdings = holdings or tuple(
            holder
            for holder in facts.people(person.words[-1])
            if Person(words=holder_words(holder)).is_called(person.words)
        )
        holdings = _not_cut(person.words, holdings)
    for holder in holdings:
        alone = len(person.words) == 1 and not person.titles and not person.offices
        if alone and facts.calls_by_given_name(holder.country) and not alike(person.words[0], folded(holder.name)[-1]):
            continue  # a given name without a title may be anybody's
        fit = _fit(person, holder, day)
        if fit > found.get(holder.id, (0, holder))[0]:
            found[holder.id] = (fit, holder)
    return found


def _not_cut(words: Sequence[str], holdings: Sequence[Holder]) -> tuple[Holder, ...]:
    """The holdings without those of somebody whose family name the words leave out.

    Who is also known without the last word of the name is not called by that word alone: of "Ana Ruiz" and "Ana Ruiz
    Soto", "Ana Soto" is neither.
    """
    names: dict[str, list[tuple[str, ...]]] = {}
    for holder in holdings:
        names.setdefault(holder.id, []).append(holder_words(holder))
    return tuple(
        holder
        for holder in holdings
        if all(Person(words=name).is_called(words) for name in _shortened(names[holder.id]))
    )


def holder_words(holder: Holder) -> tuple[str, ...]:
    return name_words(holder.name, actor_words().honorifics)


def _shortened(names: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Those of the names, of two words and more, with which a longer one begins."""
    return [
        name
        for name in names
        if len(name) > 1 and any(len(longer) > len(name) and longer[: len(name)] == name for longer in names)
    ]


def _fit(person: Person, holder: Holder, day: date | None) -> int:
    """0: cannot be meant; 1: the name only; 2: in office that day, or of the office told; 4: both."""
    if person.country is not None and person.country != (holder.country or "IGO"):
        return 0
    office = holder.office in person.offices and holder.office != PLAIN  # there are many ministers
    in_office = day is None or holder.possibly_on(day)
    if person.changed:
        return 2 if day is None or holder.start <= day else 0
    if person.offices and not office and not set(person.offices) & VAGUE_OFFICES and not in_office:
        return 1 if len(person.words) > 1 else 0
    if in_office and office:
        return 4
    if in_office:
        return 3 if day is not None and holder.certainly_on(day) else 2
    return 2 if office else 1
