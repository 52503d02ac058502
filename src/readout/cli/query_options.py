"""The filters of an archive as options, the same for every verb that has them."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from readout.cli.archive_option import is_archive
from readout.cli.names import actor_name, country_code
from readout.cli.settings import Command

if TYPE_CHECKING:
    from readout.store import Query

WHAT = ("reports", "statements", "events", "engagements")


def _actors(_ctx: click.Context, _option: click.Parameter, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(actor_name, names))


def _actor(_ctx: click.Context, _option: click.Parameter, name: str | None) -> str | None:
    return None if name is None else actor_name(name)


def _pair(_ctx: click.Context, _option: click.Parameter, names: tuple[str, str] | None) -> tuple[str, str] | None:
    if names is None:
        return None
    if any(name.startswith("-") or is_archive(name) for name in names):
        raise click.BadParameter("two countries are needed, as in --between PAK IND.")
    one, other = country_code(names[0]), country_code(names[1])
    if one == other:
        raise click.BadParameter(f"{one} and {other} are one country: give two.")
    return one, other


def day_option(_ctx: click.Context, option: click.Parameter, value: str | None) -> str | None:
    from readout.store.query import day

    with wrong_usage():
        return None if value is None else day(f"--{option.name}", value)


@contextmanager
def wrong_usage() -> Iterator[None]:
    """Ends the command with status 2 where it asks for what there is not."""
    from readout.model.errors import InputError

    try:
        yield
    except InputError as error:
        raise click.UsageError(str(error)) from error


OPTIONS: dict[str, Callable[[Command], Command]] = {
    "what": click.option(
        "--what", type=click.Choice(WHAT), default="reports", show_default=True, help="What is looked for."
    ),
    "actors": click.option(
        "--actor", "actors", multiple=True, metavar="NAME", callback=_actors,
        help="Who takes part, or is named in a report: a country (PAK, Pakistan, Pakistani), a person, a body; of "
        "several, all do.",
    ),
    "between": click.option(
        "--between", nargs=2, default=None, metavar="ONE OTHER", callback=_pair,
        help="Two countries: what passes between them; of reports, those that name both.",
    ),
    "person": click.option(
        "--person", metavar="ID", help="Somebody in the register of office holders, by id or name."
    ),
    "office": click.option("--office", metavar="WORDS", help="Somebody takes part whose office has these words."),
    "speaker": click.option(
        "--speaker", metavar="NAME", callback=_actor, help="Who makes the statement: a person, a body or a country."
    ),
    "types": click.option(
        "--type", "types", multiple=True, metavar="TYPE",
        help="Event type, speech act or kind of engagement; of several, one of them.",
    ),
    "channel": click.option("--channel", metavar="CHANNEL", help="Of statements, such as 'phone call' or briefing."),
    "topic": click.option("--topic", metavar="WORDS", help="An engagement was about a topic with these words."),
    "since": click.option("--since", metavar="DAY", callback=day_option, help="On this day (YYYY-MM-DD) or later."),
    "until": click.option("--until", metavar="DAY", callback=day_option, help="On this day or earlier."),
    "place": click.option(
        "--place", metavar="NAME", callback=_actor, help="Where: a country, or words of the place's name."
    ),
    "confidence": click.option(
        "--confidence", type=click.FloatRange(0, 1), metavar="NUMBER",
        help="Of statements and events: at least so sure, 0 to 1.",
    ),
    "realis": click.option(
        "--realis", multiple=True, metavar="REALIS",
        help="Of events: actual, negated, hypothetical, future or historical; of several, one of them.",
    ),
    "status": click.option("--status", metavar="STATUS", help="Of engagements: held, planned, postponed, cancelled."),
    "publisher": click.option("--publisher", metavar="WORDS", help="The name of the publisher has these words."),
}  # fmt: skip


def query_options(*names: str) -> Callable[[Command], Command]:
    """Gives a verb the options of these fields of a query, or of all, each as an argument of the field's name."""

    def give(command: Command) -> Command:
        for name in reversed(names or tuple(OPTIONS)):
            command = OPTIONS[name](command)
        return command

    return give


def query_of(words: Sequence[str] = (), **filters: Any) -> "Query":
    """The query that these arguments make."""
    from readout.store import Query, What

    if "what" in filters:
        filters["what"] = What(filters["what"])
    with wrong_usage():
        return Query(words=" ".join(words) or None, **filters).checked()
