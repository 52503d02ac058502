"""What holds for a command: the flag, else the environment, else the nearest `readout.toml`, else the default."""

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

FILE = "readout.toml"
KNOWN = ("facts",)
VARIABLES = {"facts": "READOUT_FACTS"}


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting that holds; `value` is None where nothing sets it.

    Attributes:
        origin: Where it was set: "--facts", "READOUT_FACTS", the path of a `readout.toml`, or "default".
        over: Where it was set too, without effect.
    """

    name: str
    value: Path | None
    origin: str
    over: tuple[str, ...] = ()


def facts_setting(flag: Path | None) -> Setting:
    """The folder with the user's own facts. Raises `click.UsageError` naming where a wrong one was set."""
    told: list[tuple[str, Path]] = [("--facts", flag)] if flag is not None else []
    value = os.environ.get(VARIABLES["facts"])
    if value:
        told.append((VARIABLES["facts"], Path(value)))
    file = find_file(Path.cwd())
    if file is not None and "facts" in (settings := read_file(file)):
        told.append((str(file), file.parent / settings["facts"]))
    if not told:
        return Setting("facts", None, "default")
    origin, folder = told[0]
    if not folder.is_dir():
        raise click.UsageError(f"{origin}: there is no folder {str(folder)!r} with facts.")
    return Setting("facts", folder, origin, tuple(where for where, _ in told[1:]))


def find_file(folder: Path) -> Path | None:
    """The `readout.toml` of the folder, or of the nearest one above it."""
    return next((each / FILE for each in (folder, *folder.parents) if (each / FILE).is_file()), None)


def read_file(file: Path) -> dict[str, str]:
    """The settings of a `readout.toml`. Raises `click.UsageError` naming file and key or line."""
    try:
        settings: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise click.UsageError(f"{file}: is not TOML in UTF-8: {error}") from error
    for key, value in settings.items():
        if key not in KNOWN:
            raise click.UsageError(f"{file}: {key!r} is no setting; there is: {', '.join(KNOWN)}.")
        if not isinstance(value, str) or not value:
            raise click.UsageError(f'{file}: {key} must be a folder in quotes, as in {key} = "my-facts".')
    return settings


def _facts_folder(_ctx: click.Context, _option: click.Parameter, value: Path | None) -> Path | None:
    return facts_setting(value).value


facts_option = click.option(
    "--facts", "facts", metavar="DIR", callback=_facts_folder, type=click.Path(file_okay=False, path_type=Path),
    help="Lay your own tables of facts over the register's (docs/facts.md). "
    f"[default: {VARIABLES['facts']}, else `facts` in the nearest {FILE}]",
)  # fmt: skip
