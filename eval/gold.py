"""The gold sets: where they are, their rows with and without the answers, and digests of their files."""

import gzip
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType

from eval.sets import SETS, EvalSet, Row

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
OUT_OF_FOLD = ROOT / "eval" / "relations_oof.jsonl"
SEED = "seed"
# files of each set, relative to the shared folder; a folder counts with all its files
FILES = {
    "attributions": ("gold/attributions_dev.jsonl",),
    "relations": ("gold/relations.jsonl",),
    "events": ("gold/plover_gsr.jsonl",),
    "actors": ("gold/actors.jsonl",),
    "times": ("gold/times.jsonl",),
    "engagements": ("gold/docs/engagements.jsonl", "gold/docs/texts"),
    SEED: ("seed/gold.json", "seed/report.txt"),
}
# texts that no score needs, read to check the spans of their records
MORE_TEXTS = (
    "gold/re3d.jsonl",
    "gold/petrarch_gigaword.jsonl",
    "gold/relations.jsonl",
    "gold/attributions_train.jsonl.gz",
)


@dataclass(frozen=True, slots=True)
class Gold:
    """The shared folder with the gold sets and their scorers."""

    shared: Path

    @property
    def found(self) -> bool:
        return (self.shared / "gold").is_dir() and (self.shared / "score").is_dir()

    def rows(self, name: str) -> list[Row]:
        """The rows of a set with their answers."""
        return read_lines(self.shared / FILES[name][0])

    def questions(self, name: str) -> Iterator[Row]:
        """The rows of a set without their answers."""
        if name == "engagements":
            folder = self.shared / "gold/docs/texts"
            rows: Iterable[Row] = (read_json(path) for path in sorted(folder.glob("*.json")))
        else:
            rows = self.rows(name)
        return (without_answers(row, SETS[name]) for row in rows)

    def more_texts(self) -> Iterator[Row]:
        """Every other text of the gold, as rows of `id`, `text` and `date`, each once; blank ones are left out."""
        seen: set[str] = set()
        for file in MORE_TEXTS:
            for row in read_lines(self.shared / file):
                text = row.get("text") or row["sentence"]
                if text.strip() and text not in seen:
                    seen.add(text)
                    yield {"id": row["id"], "text": text, "date": row.get("date")}

    def seed(self) -> tuple[Row, str]:
        """The hand-made record of the seed, and its text."""
        text = (self.shared / "seed/report.txt").read_text(encoding="utf-8")
        return read_json(self.shared / "seed/gold.json"), text

    def digest(self, name: str) -> str:
        """One digest of the files of a set: their names and bytes."""
        digest = hashlib.sha256()
        for file in FILES[name]:
            path = self.shared / file
            for each in sorted(path.iterdir()) if path.is_dir() else [path]:
                digest.update(f"{each.name}:{sha256(each)}\n".encode())
        return digest.hexdigest()

    def scorer(self, name: str) -> ModuleType:
        """One of the scorers, as a module."""
        with importable(self.shared / "score"):
            return import_module(name)


def without_answers(row: Row, asked: EvalSet) -> Row:
    return {field: row.get(field) for field in ("id", *asked.fields)}


def read_lines(path: Path) -> list[Row]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def read_json(path: Path) -> Row:
    value: Row = json.loads(path.read_text(encoding="utf-8"))
    return value


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def stale_labels(gold: Gold, labels: Path = OUT_OF_FOLD, root: Path = ROOT) -> str | None:
    """Why the out-of-fold labels of the relation model do not count; None when they do.

    Beside them lies a JSON file with SHA-256 digests of the gold and of the training recipe that made them.
    """
    remedy = "make them again: python -m train.relations ../shared/gold --out-of-fold eval/relations_oof.jsonl"
    made_from = labels.with_suffix(".json")
    for path in (labels, made_from):
        if not path.is_file():
            return f"{path.name} is missing; {remedy}"
    digests = read_json(made_from)
    files = {gold.shared / "gold" / name: digest for name, digest in digests["gold"].items()}
    files |= {root / name: digest for name, digest in digests["recipe"].items()}
    changed = [path.name for path, digest in files.items() if not path.is_file() or sha256(path) != digest]
    return f"{', '.join(changed)} changed since {labels.name} was made; {remedy}" if changed else None


@contextmanager
def importable(folder: Path) -> Iterator[None]:
    sys.path.insert(0, str(folder))
    try:
        yield
    finally:
        sys.path.remove(str(folder))
