"""docs/cli.md, made of the commands' own help by `python -m readout.cli.reference`; with `--check FILE` it tells how
the file differs from it, with status 1 where it does.
"""

import difflib
import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from readout.cli.settings import FILE, SETTINGS, as_text

REMAKE = "python -m readout.cli.reference > docs/cli.md"
STALE = 1
EXAMPLES = re.compile(r"\x08\nExamples:\n(?P<lines>.*?)(?=\n\n|\Z)", re.DOTALL)  # \x08: "no wrapping", to click
EXIT_STATUS = re.compile(r"Exit status: (?P<words>.*)", re.DOTALL)
OPENING = f"""# The command line

Made of the commands' own help by `{REMAKE}`; change the help, and make it again.

A command is `readout VERB [OPTIONS] [ARGUMENTS]`. What was asked for is written to stdout, everything else to stderr.
Every verb has `-h`/`--help`; `readout completion --help` tells how a shell completes them.
"""


def reference(command: click.Group, name: str = "readout") -> str:
    """The whole page, in Markdown."""
    # a command keeps the help option of the first context it sees, so this one has to be as the real one
    verbs = list(_verbs(click.Context(command, info_name=name, **command.context_settings)))
    contents = "\n".join(
        f"- [`{ctx.command_path}`](#{ctx.command_path.replace(' ', '-')}): {ctx.command.get_short_help_str(200)}"
        for ctx in verbs
    )
    return "\n".join([OPENING, contents, "", *(_chapter(ctx) for ctx in verbs), _settings()])


def _verbs(ctx: click.Context) -> Iterator[click.Context]:
    """The context of each visible command under a group, a group before its own."""
    group = ctx.command
    assert isinstance(group, click.Group)
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        if command is None or command.hidden:
            continue
        each = click.Context(command, info_name=name, parent=ctx)
        yield each
        if isinstance(command, click.Group):
            yield from _verbs(each)


def _chapter(ctx: click.Context) -> str:
    told = inspect.cleandoc(ctx.command.help or "")
    examples, status = EXAMPLES.search(told), EXIT_STATUS.search(told)
    usage = " ".join(ctx.command.get_usage(ctx).removeprefix("Usage: ").split())
    parts = [f"## {ctx.command_path}\n", f"    {usage}\n", _prose(EXIT_STATUS.sub("", EXAMPLES.sub("", told))), ""]
    if rows := [record for param in ctx.command.params if (record := param.get_help_record(ctx)) and record[1]]:
        parts += ["| | |", "|---|---|", *(f"| `{_cell(words)}` | {_cell(meaning)} |" for words, meaning in rows), ""]
    if examples:
        parts += ["Examples:\n", *(f"    {line.strip()}" for line in examples["lines"].splitlines()), ""]
    if status:
        parts.append(f"Exit status: {_prose(status['words'])}\n")
    return "\n".join(parts)


def _settings() -> str:
    rows = (
        f"| `{each.name}` | {_cell(each.meaning)} | {_cell(each.wanted)} | `{_cell(each.flag)}` | "
        f"`{_cell(each.in_environment)}` | `{_cell(each.in_file)}` | {_default(each.default)} |"
        for each in SETTINGS.values()
    )
    return "\n".join(
        [
            "## Settings\n",
            f"A flag goes before an environment variable, and that before a `{FILE}`: the one in the working folder or "
            "the\nnearest above it, then the one in your own folder of settings. A path in it counts from where the "
            "file is.\n`readout config` shows what holds, and where each was set.\n",
            "| setting | what it is | value | flag | environment | in the file | default |",
            "|---|---|---|---|---|---|---|",
            *rows,
            "",
        ]
    )


def _default(value: object) -> str:
    return "" if value is None else f"`{as_text(value)}`"


def _prose(text: str) -> str:
    """Paragraphs without click's marks, each a line as long as it gets."""
    paragraphs = (" ".join(each.replace("\b", "").split()) for each in text.split("\n\n"))
    return "\n\n".join(filter(None, paragraphs))


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", r"\|")


def main(arguments: list[str]) -> int:
    """Prints the page, or with `--check FILE` how the file differs from it."""
    from readout.cli import cli

    page = reference(cli)
    if arguments[:1] != ["--check"]:
        click.echo(page, nl=False)
        return 0
    (name,) = arguments[1:]
    there = Path(name).read_text(encoding="utf-8") if Path(name).exists() else ""
    if there == page:
        return 0
    changes = difflib.unified_diff(there.splitlines(), page.splitlines(), name, "the commands", lineterm="")
    click.echo("\n".join(changes))
    click.echo(f"{name} is not what the commands say: {REMAKE}", err=True)
    return STALE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
