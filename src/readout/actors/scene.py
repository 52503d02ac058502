"""What the rules of this room look at: the parse, the register, and which known names stand where."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from readout.actors.lexicon import ActorWords, actor_words
from readout.actors.scan import Found, scan_names, scan_titles
from readout.facts import Facts, Name, Title, load_facts
from readout.facts.folding import folded, full_key
from readout.model.span import Span
from readout.parse import Parsed, Token

STATE_KINDS = ("name", "adjective", "demonym", "demonym_plural")
SUBJECTS = ("nsubj", "nsubjpass")
OBJECTS = ("dobj", "dative", "pobj")
NAME_ENDS = ("'s", "’s", "'", "’")


@dataclass
class Scene:
    """One report as the actor rules see it. `taken` are the numbers of tokens that some mention already holds."""

    parsed: Parsed
    facts: Facts
    words: ActorWords
    names: tuple[Found[Name], ...]
    titles: tuple[Found[Title], ...]
    taken: set[int]

    @cached_property
    def names_from(self) -> dict[int, Found[Name]]:
        return {found.first: found for found in self.names}

    @cached_property
    def names_until(self) -> dict[int, Found[Name]]:
        return {found.last: found for found in self.names}

    @cached_property
    def titles_from(self) -> dict[int, Found[Title]]:
        return {found.first: found for found in self.titles}

    @cached_property
    def persons_from(self) -> dict[int, int]:
        """From the first token of what the parser takes for a person's name to its end."""
        return {
            first: last
            for first, last, label in self.parsed.entities
            if label == "PERSON" or (label == "ORG" and self._is_holder(first, last))
        }

    def _is_holder(self, first: int, last: int) -> bool:
        """Whether what the parser takes for something else is the whole name of somebody in the register."""
        name = self.span(first, last).of(self.parsed.text)
        words = folded(name)
        called = (known for holder in self.facts.people(name) for known in (holder.name, *holder.aliases))
        return len(words) > 1 and any(full_key(folded(known)) == full_key(words) for known in called)

    @cached_property
    def countries(self) -> Counter[str]:
        """How often each country is named without doubt, the dateline's counted once more."""
        counts = Counter[str]()
        for found in self.names:
            meant = {name.country for name in found.entries if not name.weak}
            if len(meant) == 1 and (country := meant.pop()) is not None:
                counts[country] += 1
        for name in self.facts.named(self.parsed.document.dateline or ""):
            if name.country is not None:
                counts[name.country] += 1
        return counts

    @cached_property
    def home(self) -> str | None:
        """The country that the report is filed from; None when there is no dateline, or it is in several countries."""
        filed = {name.country for name in self.facts.named(self.parsed.document.dateline or "")}
        return filed.pop() if len(filed) == 1 else None

    def meant(self, found: Found[Name], kinds: Iterable[str] = ()) -> Name | None:
        """Which entry the words mean here: the only one, else the one whose country the report is most about.

        None when two are left: never a guess.
        """
        entries = [name for name in found.entries if not kinds or name.kind in kinds]
        strong = [name for name in entries if not name.weak] or entries
        if len({name.id for name in strong}) > 1:
            order = sorted(strong, key=lambda name: -self.weight(name.country))
            if self.weight(order[0].country) == self.weight(order[1].country):
                return None
            return order[0]
        return strong[0] if strong else None

    def weight(self, country: str | None) -> int:
        return self.countries[country] + 100 * (country == self.home) if country else 0

    def token(self, number: int) -> Token | None:
        return self.parsed.tokens[number] if 0 <= number < len(self.parsed.tokens) else None

    def low(self, number: int) -> str:
        token = self.token(number)
        return token.text.lower() if token else ""

    def span(self, first: int, last: int) -> Span:
        """The characters of the tokens `first` to `last`, half-open, without blank ones at the edges."""
        while first < last - 1 and self.parsed.tokens[first].text.isspace():
            first += 1
        while first < last - 1 and self.parsed.tokens[last - 1].text.isspace():
            last -= 1
        return Span(self.parsed.tokens[first].start, self.parsed.tokens[last - 1].stop)

    def free(self, first: int, last: int) -> bool:
        return self.taken.isdisjoint(range(first, last))

    def take(self, first: int, last: int) -> None:
        self.taken.update(range(first, last))

    def head(self, first: int, last: int) -> int:
        """The token of the stretch whose head lies outside it, the last such before any `of`."""
        for number in range(last - 1, first - 1, -1):
            head = self.parsed.tokens[number].head
            if not first <= head < last or head == number:
                return number
        return last - 1

    def subjects_beside(self, pronoun: Token) -> set[int]:
        """The subjects of the verb whose object a pronoun is: "Diaz thanked her" is never Diaz herself."""
        if pronoun.dep not in OBJECTS or pronoun.text.lower().endswith("self"):
            return set()
        tokens, verb = self.parsed.tokens, self.parsed.tokens[pronoun.head]
        while verb.pos == "ADP" and verb.head != verb.number:
            verb = tokens[verb.head]
        subjects = self.parsed.dependents(verb, *SUBJECTS)
        while not subjects and verb.dep == "conj":  # "Diaz met her and thanked her"
            verb = tokens[verb.head]
            subjects = self.parsed.dependents(verb, *SUBJECTS)
        return {subject.number for subject in subjects}


def scene_of(parsed: Parsed, facts: Facts | None = None) -> Scene:
    """The report before any rule; without `facts` the package's register is what is known."""
    facts = facts or load_facts()
    return Scene(parsed, facts, actor_words(), scan_names(parsed, facts), scan_titles(parsed, facts), set())
