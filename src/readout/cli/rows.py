"""Rows of a command's answer as JSON."""

import json
from collections.abc import Mapping, Sequence

import click

LAYOUTS = ("pretty", "json", "jsonl")


def write_rows(rows: Sequence[Mapping[str, object]], layout: str) -> None:
    """On stdout, as one indented array for `json` or one row a line for `jsonl`."""
    if layout == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        click.echo(json.dumps(row, ensure_ascii=False))
