"""`readout config`: the settings that hold here, and where each comes from."""

from pathlib import Path

import click

from readout.cli.rows import LAYOUTS, write_rows
from readout.cli.settings import FILE, VARIABLES, facts_setting


@click.command(short_help="Show the settings that hold here.")
@click.option(
    "-f", "--format", "layout", type=click.Choice(LAYOUTS), default="pretty", show_default=True,
    help="pretty is for a person; json one indented array; jsonl one setting a line.",
)  # fmt: skip
@click.option(
    "--facts", metavar="DIR", type=click.Path(file_okay=False, path_type=Path),
    help="As for the other commands: what would hold with this flag.",
)  # fmt: skip
def config(layout: str, facts: Path | None) -> None:
    """Show each setting, its value and where it was set.

    A flag goes before an environment variable, and that before the nearest readout.toml, looked for in the
    working directory and upward. A folder named in readout.toml counts from where that file is.

    \b
    Examples:
      readout config
      readout config --format json
      READOUT_FACTS=my-facts readout config
      echo 'facts = "my-facts"' > readout.toml && readout config

    Exit status: 0; 2 for a setting that is wrong.
    """
    setting = facts_setting(facts)
    if layout == "pretty":
        value = "(only the register that comes with readout)" if setting.value is None else str(setting.value)
        click.echo(f"{setting.name:8}{value}")
        click.echo(
            f"{'':8}from {setting.origin}" + (f"; goes before {', '.join(setting.over)}" if setting.over else "")
        )
        if setting.value is None:
            click.echo(f'{"":8}set it by --facts DIR, {VARIABLES["facts"]}=DIR, or facts = "DIR" in {FILE}')
        return
    value_or_none = None if setting.value is None else str(setting.value)
    write_rows(
        [{"name": setting.name, "value": value_or_none, "origin": setting.origin, "over": list(setting.over)}], layout
    )
