"""
Says whether the package's tables of facts are what `train.register` makes from the gathered sources and our own rows.

    python -m train.stale ../shared/facts src/readout/data/facts

Exit status: 0 they are, or the gathered sources are not here; 1 they are not, with the command that makes them again.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from train.register import main

REMEDY = "run `make facts`, look at what it changed, and commit that"
FOLDERS = ("facts", "ontology")


def stale_tables(gathered: Path, built: Path) -> list[str]:
    """The tables that differ from what would be made now, such as "facts/holders.csv".

    Args:
        gathered: The gathered sources.
        built: The package's `data/facts`; the ontology is beside it.
    """
    with TemporaryDirectory() as folder:
        fresh = Path(folder)
        for name in FOLDERS:
            (fresh / name).mkdir()
        main(gathered, fresh / built.name)
        return list(_different(fresh, built.parent))


def _different(fresh: Path, kept: Path) -> Iterator[str]:
    for folder in FOLDERS:
        for name in sorted({path.name for root in (fresh, kept) for path in (root / folder).glob("*.csv")}):
            versions = [root / folder / name for root in (fresh, kept)]
            if not all(path.exists() for path in versions) or versions[0].read_bytes() != versions[1].read_bytes():
                yield f"{folder}/{name}"


if __name__ == "__main__":
    sources, tables = map(Path, sys.argv[1:3])
    if not sources.is_dir():
        print(f"{tables}: not compared, since there is no {sources} here")
    elif stale := stale_tables(sources, tables):
        sys.exit(f"{tables}: stale: {', '.join(stale)}. To make them again, {REMEDY}.")
