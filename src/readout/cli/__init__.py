"""The `readout` command. Each verb is one function; data on stdout, everything else on stderr.

Nothing heavy is imported before a verb needs it, so that `readout --help` answers at once.
"""

import os
import sys

import click

from readout import __version__
from readout.cli.add import add
from readout.cli.aggregate import aggregate
from readout.cli.backup import backup
from readout.cli.compare import compare
from readout.cli.completion import completion
from readout.cli.config import config
from readout.cli.correct import correct
from readout.cli.corrections import corrections
from readout.cli.delete import delete
from readout.cli.doctor import doctor
from readout.cli.export import export
from readout.cli.facts import facts
from readout.cli.failed import failed
from readout.cli.mcp import mcp
from readout.cli.read import read
from readout.cli.reread import reread
from readout.cli.search import search
from readout.cli.serve import serve
from readout.cli.show import show
from readout.cli.sql import sql
from readout.cli.stats import stats
from readout.cli.timeline import timeline
from readout.cli.who import who
from readout.model.errors import ReadoutError

SECTIONS: dict[str, tuple[click.Command, ...]] = {  # of --help and docs/cli.md, in this order
    "Read": (read, compare),
    "Keep": (add, failed, reread, correct, corrections, delete, backup),
    "Ask an archive": (search, show, timeline, aggregate, who, stats, sql, export),
    "Serve": (serve, mcp),
    "Ask and extend what is known": (facts,),
    "Set up": (config, doctor, completion),
}
INTERRUPTED = 130  # what a shell reports after Ctrl-C


class Verbs(click.Group):
    """A group whose verbs end as a shell expects: no traceback for Ctrl-C, a closed pipe or a full disk."""

    def invoke(self, ctx: click.Context) -> object:
        # the matrices of a report are small: a second thread of numpy's only spins; workers inherit this
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:
            # whoever read the output, such as `head`, has enough; what is still buffered has no reader
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)
        except ReadoutError as error:
            raise click.ClickException(str(error)) from error
        except OSError as error:
            raise click.ClickException(f"{error.filename or 'output'}: {error.strerror}") from error

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for title, verbs in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl([(verb.name or "", verb.get_short_help_str(limit=80)) for verb in verbs])


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="readout")
def cli() -> None:
    """Read news reports of international affairs into a source-linked record: who met whom, who said what,
    who did what to whom, and where in the text each of it stands.

    \b
    Examples:
      readout read report.txt                     the record of one report, for a person
      readout read reports/ -o records.jsonl      a folder, one record a line
      readout compare one.txt other.txt           two sides' accounts of one engagement
      readout add news.db reports/                an archive of a folder of reports
      readout search news.db border --actor PAK   what it has, newest first
      readout facts show PAK                      what the register has of a state
      readout read --help                         all that `read` can do
      readout doctor                              whether all is there and sound

    Exit status: 0; 1 nothing was found, or some of it could not be done (the rest was); 2 wrong usage; 130 Ctrl-C.
    """


for verb in (verb for verbs in SECTIONS.values() for verb in verbs):
    cli.add_command(verb)
