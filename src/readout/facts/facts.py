"""Loads what the system knows of states, organisations, names, titles and office holders."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache, cached_property
from itertools import chain
from pathlib import Path

from readout.facts.folding import folded
from readout.facts.holders import Holders
from readout.facts.overlay import folders_of, read_tables
from readout.facts.tables import date_in
from readout.facts.terms import Holder, Name, Organisation, State, Title

NAME_COLUMNS = ("words", "of", "kind", "sector", "strength", "valid_from", "valid_to")
# What the tables tell apart and a reader of texts need not.
KINDS = {"official": "name", "former": "name", "local": "name", "region": "name"}
Thing = tuple[str | None, str | None, str | None, str]  # country, sector, office and name of what a name names


class Facts:
    """The reference facts, read-only.

    Attributes:
        states: From alpha-3 code.
        organisations: From id.
        names: From the exact written form: no leading "the", straight apostrophes, single spaces. Use
            `named` for words as a text has them, in capitals too.
        most_words: The number of words of the longest key of `names`.
        titles: From the title in lower case; plurals and British and American spellings are keys too.
        agents: From an agent noun or phrase in lower case to its primary PLOVER sector.
        agent_sectors: The same with all sectors, the primary one first.
        sectors: From PLOVER sector code to its definition.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = folders
        self.states: Mapping[str, State] = read_states(folders)
        self.organisations: Mapping[str, Organisation] = read_organisations(folders)
        self.names: Mapping[str, tuple[Name, ...]] = self._read_names()
        self.most_words = max(words.count(" ") + 1 for words in self.names)
        self.titles: Mapping[str, tuple[Title, ...]] = read_titles(folders)
        self.agent_sectors: Mapping[str, tuple[str, ...]] = {
            row["words"]: tuple(row["sectors"].split("|"))
            for _, row in read_tables("agents.csv", folders, ("words", "sectors"))
        }
        self.agents: Mapping[str, str] = {words: sectors[0] for words, sectors in self.agent_sectors.items()}
        self.sectors: Mapping[str, str] = {
            row["code"]: row["definition"] for _, row in read_tables("sectors.csv", folders, ("code", "definition"))
        }

    def named(self, words: str) -> tuple[Name, ...]:
        """What the words can mean, as a text has them: "the" before, curly apostrophes, all in capitals."""
        words = " ".join(words.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split())
        if words[:4].lower() == "the ":
            words = words[4:]
        return self.names.get(words) or (self._in_capitals.get(words, ()) if words.isupper() else ())

    def people(self, name: str) -> tuple[Holder, ...]:
        """Every holding, ambassadors' apart, of those who have this full name, or this family name.

        Compared without accents, capitals, hyphens and apostrophes; the family name is looked for where the
        country puts it; "Zelensky" finds "Zelenskyy" when nobody is called exactly so.
        """
        return self._holders.named(name)

    def holders(self, country_or_org: str, office: str, day: date) -> tuple[Holder, ...]:
        """Who was in office that day.

        A month or a year counts whole. Holdings that are only bounded by sightings count, up to a year beyond
        the sighting, where no dated one covers the day.

        Args:
            country_or_org: Alpha-3 code or id of an organisation.
            office: Such as "foreign_minister"; "ambassador" reads the table of ambassadors.
        """
        table = self._ambassadors if office == "ambassador" else self._holders
        return table.on(country_or_org, office, day)

    def holdings(self, country_or_org: str, office: str) -> tuple[Holder, ...]:
        """All who are known to have held the office there, in order of their start; "ambassador" as for `holders`."""
        table = self._ambassadors if office == "ambassador" else self._holders
        return table.of(country_or_org, office)

    @cached_property
    def offices(self) -> frozenset[str]:
        """The keys of the offices that somebody held, ambassadors' among them."""
        return self._holders.offices | {"ambassador"}

    def ambassadors(self, name: str) -> tuple[Holder, ...]:
        """As `people`, of ambassadors; `country` is the sending state, the post is in `title`."""
        return self._ambassadors.named(name)

    @cached_property
    def office_sectors(self) -> Mapping[str, str]:
        """From the office of a holder to the PLOVER sector that most of its titles have: "speaker" to LEG."""
        counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for title in chain.from_iterable(self.titles.values()):
            counts[title.office][title.sector] += 1
        return {office: sectors.most_common(1)[0][0] for office, sectors in counts.items()}

    def calls_by_given_name(self, country: str | None) -> bool:
        """Whether the press may use a person of that country's given name alone, after a title at least."""
        return self._orders.get(country or "") == "given_name"

    @cached_property
    def _orders(self) -> Mapping[str, str]:
        columns = ("country", "order")
        return {row["country"]: row["order"] for _, row in read_tables("name_orders.csv", self._folders, columns)}

    @cached_property
    def _holders(self) -> Holders:
        return self._read_holders("holders.csv")

    @cached_property
    def _ambassadors(self) -> Holders:
        return self._read_holders("ambassadors.csv")

    def _read_holders(self, table: str) -> Holders:
        return Holders(table, self._folders, self._orders, self.states.keys() | self.organisations.keys())

    @cached_property
    def _in_capitals(self) -> Mapping[str, tuple[Name, ...]]:
        index: defaultdict[str, tuple[Name, ...]] = defaultdict(tuple)
        for words, names in self.names.items():
            if len(words) > 3:  # shorter forms in capitals are mostly other words and acronyms
                index[words.upper()] += names
        return index

    def _read_names(self) -> Mapping[str, tuple[Name, ...]]:
        found: defaultdict[str, list[Name]] = defaultdict(list)
        states: dict[str, Thing] = {alpha3: (alpha3, None, None, state.name) for alpha3, state in self.states.items()}
        organisations: dict[str, Thing] = {
            key: (it.country, it.sectors[0] if it.sectors else None, None, it.name)
            for key, it in self.organisations.items()
        }
        read_names("state_names.csv", self._folders, states, found)
        read_names("organisation_names.csv", self._folders, organisations, found)
        for table, names in (
            ("ministries.csv", "ministry_names.csv"),
            ("armed_groups.csv", "armed_group_names.csv"),
        ):
            read_names(names, self._folders, read_things(table, self._folders), found)
        for words in [words for words in found if not words.isascii()]:
            plain = " ".join(folded_keeping_case(words).split())
            if plain not in found:
                found[plain] = found[words]
        return {words: tuple(names) for words, names in found.items()}


def folded_keeping_case(words: str) -> str:
    return "".join(
        letter
        if letter.isascii()
        else "".join(folded(letter)).capitalize()
        if letter.isupper()
        else "".join(folded(letter))
        for letter in words
    )


def read_states(folders: Sequence[Path]) -> Mapping[str, State]:
    table, columns = "states.csv", ("alpha3", "name", "status", "start", "end", "capital")
    return {
        row["alpha3"]: State(
            row["alpha3"],
            row["name"],
            row["status"],
            date_in(row, "start", place),
            date_in(row, "end", place, last=True),
            row["capital"] or None,
        )
        for place, row in read_tables(table, folders, columns)
    }


def read_organisations(folders: Sequence[Path]) -> Mapping[str, Organisation]:
    columns = ("id", "name", "kind", "country", "sectors", "head_title", "members")
    return {
        row["id"]: Organisation(
            row["id"],
            row["name"],
            row["kind"],
            row["country"] or None,
            tuple(filter(None, row["sectors"].split("|"))),
            row["head_title"] or None,
            frozenset(row["members"].split()),
        )
        for _, row in read_tables("organisations.csv", folders, columns)
    }


def read_things(table: str, folders: Sequence[Path]) -> dict[str, Thing]:
    """Country, sector, office and name of each ministry or armed group."""
    return {
        row["id"]: (row["country"] or None, row["sector"] or None, row.get("office"), row.get("name", ""))
        for _, row in read_tables(table, folders, ("id", "country", "sector"))
    }


def read_names(
    table: str, folders: Sequence[Path], things: Mapping[str, Thing], found: Mapping[str, list[Name]]
) -> None:
    """Add the names in that table to `found`.

    Raises:
        FactsError: A name of something there is not, or a wrong date.
    """
    for place, row in read_tables(table, folders, NAME_COLUMNS):
        thing = things.get(row["of"])
        if thing is None:
            raise place.wrong("of", f"{row['of']!r} is not known")
        country, sector, office, shown = thing
        found[row["words"]].append(
            Name(
                words=row["words"],
                kind=KINDS.get(row["kind"], row["kind"]),
                id=row["of"],
                country=country,
                sector=row["sector"] or sector,
                weak=row["strength"] == "weak",
                valid_from=date_in(row, "valid_from", place) if row["valid_from"] else None,
                valid_to=date_in(row, "valid_to", place, last=True) if row["valid_to"] else None,
                office=office,
                shown=shown,
            )
        )


def read_titles(folders: Sequence[Path]) -> Mapping[str, tuple[Title, ...]]:
    found: defaultdict[str, list[Title]] = defaultdict(list)
    for _, row in read_tables("titles.csv", folders, ("words", "office", "sector", "countries")):
        found[row["words"]].append(Title(row["words"], row["office"], row["sector"], tuple(row["countries"].split())))
    return {words: tuple(rows) for words, rows in found.items()}


def load_facts(more: Path | None = None) -> Facts:
    """The package's facts, read once.

    Args:
        more: A folder with tables of the same names and columns, laid over the package's: rows are added, a row with
            the same key replaces ours, and one whose column `drop` says "yes" removes it (docs/facts.md).

    Raises:
        FactsError: A table or column is missing, a date is wrong, or a name is of something there is not.
    """
    return _load_facts(None if more is None else more.resolve())


@cache
def _load_facts(more: Path | None) -> Facts:
    return Facts(folders_of(more))
