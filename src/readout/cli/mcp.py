"""`readout mcp`: an archive for assistants."""

import sys

import click

from readout.cli.archive_option import ArchiveCommand, archive_argument
from readout.cli.talk import Talk, talk_options

JOB = "serving an archive to assistants"


@click.command(cls=ArchiveCommand, short_help="Serve an archive to assistants, over the Model Context Protocol.")
@archive_argument
@talk_options
def mcp(archive: str, talk: Talk) -> None:
    """Serve an archive to an assistant, over the Model Context Protocol on stdin and stdout.

    An assistant starts this command itself and ends it by closing stdin; docs/mcp.md has what to write into its
    configuration. It can search, give records, compare accounts, give timelines and actors, and read a text that it
    has; it can change nothing.

    \b
    Examples:
      readout mcp news.db
      readout mcp postgresql://reader@localhost/news

    Exit status: 0 stdin ended; 1 the archive cannot be opened; 2 wrong usage.
    """
    from readout.model.extras import need

    need("mcp.server.lowlevel", "mcp", JOB)
    from readout.serve.assistant.server import serve

    if sys.stdin.isatty():
        talk.say("This speaks a protocol, not to people: an assistant starts it (docs/mcp.md). Ctrl-D ends it.")
    serve(archive, talk.detail)
