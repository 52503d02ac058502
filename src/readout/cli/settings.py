"""What holds for a command: the flag, else the environment, else a `readout.toml`, else the default.

`SETTINGS` is the one table of them. A verb takes an option that can be set so from `setting_option`; an archive comes
by `readout.cli.archive_option`, how much is told by `readout.cli.talk`.
"""

import json
import os
import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import click
from click.core import ParameterSource

from readout.cli.rows import LAYOUTS

FILE = "readout.toml"
PREFIX = "READOUT_"
FORMATS = ("pretty", "table", "csv", "json", "jsonl", "parquet")
FOR_A_PERSON = {"pretty", "table"}  # a verb has one of the two
TALK = ("quiet", "normal", "verbose", "debug")

Command = TypeVar("Command", bound=Callable[..., Any])


class Columns(click.ParamType[Any]):
    """Which column of a table has which field, as `readout.ingest.columns.parse_columns` reads it."""

    name = "columns"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        from readout.ingest.columns import parse_columns
        from readout.model.errors import InputError

        try:
            parse_columns(value)
        except (InputError, AttributeError) as error:  # a table in a table is none of columns
            self.fail(str(error), param, ctx)
        return value


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting that there is.

    Attributes:
        read_by: What a flag and the environment are read by.
        accepts: The types of its value in a `readout.toml`.
        wanted: What its value has to be, in words.
        example: A value that is right.
        flag: How it is said on the command line.
        anchored: It is a path, which in a `readout.toml` counts from where that file is.
    """

    name: str
    read_by: click.ParamType[Any]
    accepts: tuple[type, ...]
    wanted: str
    example: object
    flag: str
    meaning: str
    default: object = None
    anchored: bool = False

    @property
    def variable(self) -> str:
        return PREFIX + self.name.upper()

    @property
    def in_file(self) -> str:
        """The example as it is written in a `readout.toml`."""
        if isinstance(self.example, dict):
            pairs = ", ".join(f"{key} = {json.dumps(value)}" for key, value in self.example.items())
            return f"{self.name} = {{ {pairs} }}"
        return f"{self.name} = {json.dumps(self.example)}"

    @property
    def in_environment(self) -> str:
        """The example as it is written in a shell."""
        return f"{self.variable}={as_text(self.example)}"


_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
SETTINGS = {
    setting.name: setting
    for setting in (
        Setting("archive", click.STRING, (str,), "a file or a postgresql:// address", "news.db", "ARCHIVE",
            "The archive of every command that takes one.", anchored=True),
        Setting("facts", _FOLDER, (str,), "a folder that is there", "my-facts", "--facts",
            "Your own tables of facts, laid over the register's (docs/facts.md).", anchored=True),
        Setting("columns", Columns(), (str, dict), "a mapping, or fields with their columns", {"text": "body"},
            "--columns", "Which column of a table of reports has which field."),
        Setting("jobs", click.IntRange(min=1), (int,), "a whole number from 1", 2, "--jobs",
            "How many processes read.", default=1),
        Setting("format", click.Choice(FORMATS), (str,), f"one of {', '.join(FORMATS)}", "jsonl", "--format",
            "How answers are written: pretty and table for a person; csv; json as one array; jsonl; parquet. A command "
            "that has no such format takes its default."),
        Setting("talk", click.Choice(TALK), (str,), f"one of {', '.join(TALK)}", "quiet", "-q, -v",
            "How much is told on stderr.", default="normal"),
        Setting("allow_private", click.BOOL, (bool,), "true or false", True, "--allow-private",
            "Fetch pages from private and local network addresses too.", default=False),
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Held:
    """The value of a setting that holds.

    Attributes:
        origin: Where it was set: "--facts", "READOUT_FACTS", a `readout.toml` with its line, or "default".
        over: Where it was set too, without effect.
    """

    setting: Setting
    value: Any
    origin: str
    over: tuple[str, ...] = ()


def held(name: str, flag: object = None) -> Held:
    """The setting that holds, `flag` being what was said on the command line; None where nothing was.

    Raises `click.UsageError` naming where a wrong one was set, and what would be right.
    """
    setting = SETTINGS[name]
    told: list[tuple[str, Callable[[], object]]] = []
    if flag is not None:
        told.append((setting.flag, lambda: flag))
    if text := os.environ.get(setting.variable):
        told.append((setting.variable, partial(_converted, setting, text, setting.variable, setting.in_environment)))
    for file in find_files():
        if name in (settings := read_file(file)):
            place, value = settings[name]
            told.append((place, partial(_from_file, setting, value, place, file.parent)))
    if not told:
        return Held(setting, setting.default, "default")
    origin, read = told[0]
    return Held(setting, read(), origin, tuple(where for where, _ in told[1:]))


def find_files() -> list[Path]:
    """The files of settings, the strongest first: of the working folder or the nearest above it, and the user's."""
    folder = Path.cwd()
    near = next((each / FILE for each in (folder, *folder.parents) if (each / FILE).is_file()), None)
    own = Path(click.get_app_dir("readout")) / FILE
    return list(dict.fromkeys(file for file in (near, own) if file is not None and file.is_file()))


def read_file(file: Path) -> dict[str, tuple[str, object]]:
    """The settings of a `readout.toml`, from name to place (file and line) and value.

    Raises `click.UsageError` naming file, line and key of one that there is not, or that is of a wrong type.
    """
    try:
        text = file.read_text(encoding="utf-8")
        settings = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise click.UsageError(f"{file}: is not TOML in UTF-8: {error}") from error
    except OSError as error:
        raise click.UsageError(f"{file}: cannot be read: {error.strerror}") from error
    for name, value in settings.items():
        place = _place(file, text, name)
        if name not in SETTINGS:
            raise click.UsageError(f"{place}: {name!r} is no setting: {_nearest(name)}")
        # by exact type: True is an int to Python, and no number to whoever writes it
        if type(value) not in SETTINGS[name].accepts or value == "":
            raise _wrong(SETTINGS[name], value, place, SETTINGS[name].in_file)
    return {name: (_place(file, text, name), value) for name, value in settings.items()}


def unknown_variables() -> list[str]:
    """What is wrong with variables of the environment that seem to be meant as settings; a line each."""
    known = [setting.variable for setting in SETTINGS.values()]
    strange = sorted(name for name in os.environ if name.startswith(PREFIX) and name not in known)
    near = ((name, match) for name in strange for match in get_close_matches(name, known, 1, cutoff=0.8))
    return [f"{name} is no setting: did you mean {match}?" for name, match in near]


def as_text(value: object) -> str:
    """A value as the environment and a person would write it; "-" for none."""
    if isinstance(value, dict):
        return ",".join(f"{field}={column}" for field, column in value.items())
    return "-" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def setting_option(
    name: str, *flags: str, metavar: str | None = None, help: str = "", default: object = None, **attributes: Any
) -> Callable[[Command], Command]:
    """The option of a verb for a setting, given to it as what holds; `default` is the verb's own.

    Args:
        flags: The flags and, where it is another than the setting's, the name of the parameter.
    """
    setting = SETTINGS[name]
    kept = setting.default if default is None else default
    shown = f"env var: {setting.variable}" + (f"; default: {as_text(kept)}" if kept is not None else "")

    def told(ctx: click.Context, option: click.Parameter, value: object) -> object:
        # a flag that is not there reads as False: where it comes from tells
        said = ctx.get_parameter_source(option.name or "") is ParameterSource.COMMANDLINE
        found = held(name, value if said else None).value
        return kept if found is None else found

    more = {"type": setting.read_by, **attributes}
    if bool in setting.accepts:
        more = {"is_flag": True}
    return click.option(
        *(flags or (setting.flag,)), metavar=metavar, callback=told, help=f"{help or setting.meaning} [{shown}]", **more
    )


def format_option(
    layouts: Sequence[str] = LAYOUTS, *, default: str | None = "pretty", help: str = ""
) -> Callable[[Command], Command]:
    """`-f/--format`, given to the verb as `layout`.

    Of a setting, `pretty` and `table` both mean the one for a person that the verb has; any other that it has not is
    left out.

    Args:
        default: None where it depends; the help then has to say on what.
    """
    shown = "env var: READOUT_FORMAT" + (f"; default: {default}" if default else "")
    meaning = help or "pretty is for a person; json one indented array; jsonl one answer a line."

    def told(_ctx: click.Context, _option: click.Parameter, value: str | None) -> str | None:
        found: str | None = held("format", value).value
        if found in FOR_A_PERSON:
            found = next(iter(FOR_A_PERSON.intersection(layouts)), None)
        return found if found in layouts else default

    return click.option(
        "-f", "--format", "layout", type=click.Choice(layouts), callback=told, help=f"{meaning} [{shown}]"
    )


facts_option = setting_option(
    "facts", "--facts", metavar="DIR", help="Lay your own tables of facts over the register's (docs/facts.md)."
)
jobs_option = setting_option(
    "jobs", "-j", "--jobs", metavar="N", help="Read in N processes; the output is the same, in the same order."
)
columns_option = setting_option(
    "columns", "--columns", metavar="FIELD=COLUMN,...",
    help="The columns of a table whose names Readout does not know, or the name of a mapping that it has.",
)  # fmt: skip
allow_private_option = setting_option("allow_private", "--allow-private/--no-allow-private")


def _from_file(setting: Setting, raw: object, origin: str, folder: Path) -> object:
    if setting.anchored and "://" not in str(raw):
        raw = str(folder / Path(str(raw)).expanduser())
    return _converted(setting, raw, origin, setting.in_file)


def _converted(setting: Setting, raw: object, origin: str, written: str) -> object:
    try:
        return setting.read_by.convert(raw, None, None)
    except click.BadParameter as error:
        if isinstance(setting.read_by, Columns):  # it says what is wrong better
            raise click.UsageError(f"{origin}: {error.message}") from error
        raise _wrong(setting, raw, origin, written) from error


def _wrong(setting: Setting, raw: object, origin: str, written: str) -> click.UsageError:
    return click.UsageError(f"{origin}: {setting.name} must be {setting.wanted}, not {raw!r}: write {written}")


def _place(file: Path, text: str, key: str) -> str:
    """File and line of a key; a TOML parser gives no lines, so the first line that begins with the key is taken."""
    begins = re.compile(rf"""\s*\[?\s*["']?{re.escape(key)}["']?\s*[].=]""")
    line = next((number for number, line in enumerate(text.splitlines(), start=1) if begins.match(line)), None)
    return f"{file}:{line}" if line else str(file)


def _nearest(name: str) -> str:
    near = get_close_matches(name, SETTINGS, 1)
    return f"did you mean {near[0]!r}?" if near else f"there are {', '.join(SETTINGS)}"
