"""`readout config`: the settings that hold here, and where each comes from."""

import re
from collections.abc import Iterator
from pathlib import Path

import click

from readout.cli.rows import write_rows
from readout.cli.settings import FILE, SETTINGS, Held, as_text, format_option, held, unknown_variables

PASSWORD = re.compile(r"(?<=://)([^:/@]*):.*(?=@)")
PASSWORD_ASKED = re.compile(r"(?<=[?&]password=)[^&]*")


@click.command(short_help="Show the settings that hold here.")
@format_option()
@click.option(
    "--facts", metavar="DIR", type=click.Path(file_okay=False, exists=True, path_type=Path),
    help="As for the other commands: what would hold with this flag.",
)  # fmt: skip
def config(layout: str, facts: Path | None) -> None:
    """Show each setting, its value and where it was set.

    A flag goes before an environment variable, and that before a readout.toml: the one in the working folder or the
    nearest above it, then the one in your own folder of settings. A path in a readout.toml counts from where that
    file is.

    \b
    Examples:
      readout config
      readout config --format json
      READOUT_JOBS=2 readout config
      echo 'archive = "news.db"' > readout.toml && readout config

    Exit status: 0; 2 for a setting that is wrong.
    """
    flags = {"facts": facts}
    all_held = [held(name, flags.get(name)) for name in SETTINGS]
    if layout == "pretty":
        click.echo("\n".join(line for each in all_held for line in _lines(each)))
    else:
        write_rows([row_of(each) for each in all_held], layout)
    for problem in unknown_variables():
        click.echo(problem, err=True)


def row_of(each: Held) -> dict[str, object]:
    """A setting as JSON; a password in the address of an archive is left out."""
    setting = each.setting
    return {
        "name": setting.name, "value": _plain(each.value), "origin": each.origin, "over": list(each.over),
        "meaning": setting.meaning, "wanted": setting.wanted, "default": setting.default,
        "flag": setting.flag, "variable": setting.variable, "example": setting.in_file,
    }  # fmt: skip


def shown(each: Held) -> str:
    """The value of a setting for a person; "-" for none."""
    return as_text(_plain(each.value))


def without_password(address: str) -> str:
    """The address of an archive as it may be shown."""
    return PASSWORD_ASKED.sub("***", PASSWORD.sub(r"\1:***", address))


def _plain(value: object) -> object:
    if isinstance(value, Path):
        return str(value)
    return without_password(value) if isinstance(value, str) else value


def _lines(each: Held) -> Iterator[str]:
    setting, pad = each.setting, f"{'':15}"
    yield f"{setting.name:15}{shown(each)}"
    yield f"{pad}{setting.meaning}"
    over = f"; goes before {', '.join(each.over)}" if each.over else ""
    ways = f"; set it by {setting.flag}, {setting.in_environment}, or {setting.in_file} in {FILE}"
    yield f"{pad}from {each.origin}{over if each.origin != 'default' else ways}"
