"""Runs `readout` again and again, each time in a process of its own, forked from one that has imported it already.

The start of an interpreter touches no archive and takes longer than all that the safety tests want to see: without
it, the same time has room for many more moments. A line of JSON (arguments, file for both outputs) comes in; the id
of the process goes out, and its exit status when it has ended.
"""

import json
import os
import signal
import sys
import traceback

import readout.cli.adding
import readout.store.sqlite
from readout.cli import cli


def main() -> None:
    for line in sys.stdin:
        arguments, output, patience = json.loads(line)
        child = os.fork()
        if child == 0:
            os._exit(_command(arguments, output, patience))
        _say(child)
        os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
        # whoever kills it now still kills nobody else
        _say("ended")
        sys.stdin.readline()
        _, status = os.waitpid(child, 0)
        _say(os.waitstatus_to_exitcode(status))


def _say(word: object) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def _command(arguments: list[str], output: str, patience: float | None) -> int:
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may have started us with it ignored
    file = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(file, 1)
    os.dup2(file, 2)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    if patience is not None:
        readout.store.sqlite.WAIT_SECONDS = patience
    try:
        cli(arguments, prog_name="readout")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    except BaseException:  # noqa: BLE001 - as an interpreter does at its end
        traceback.print_exc()
        return 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


if __name__ == "__main__":
    main()
