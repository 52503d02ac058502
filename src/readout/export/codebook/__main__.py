"""`python -m readout.export.codebook > docs/codebook.md`; with `--check FILE` it tells what is stale in the file."""

import sys
from collections.abc import Sequence
from difflib import unified_diff
from pathlib import Path

from readout.export.codebook.page import codebook

USAGE = "usage: python -m readout.export.codebook [--check FILE]\n"


def main(arguments: Sequence[str]) -> int:
    """0: printed, or the file is as it should be; 1: it is stale, and a diff is printed; 2: wrong usage."""
    made = codebook()
    match arguments:
        case []:
            sys.stdout.buffer.write(made.encode())
            return 0
        case ["--check", file]:
            path = Path(file)
            kept = path.read_text(encoding="utf-8") if path.is_file() else ""
            diff = unified_diff(kept.splitlines(True), made.splitlines(True), file, "as it should be", n=1)
            sys.stdout.buffer.writelines(line.encode() for line in diff)
            return int(kept != made)
    sys.stderr.write(USAGE)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
