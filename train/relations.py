"""Trains the relation classifier on `relations.jsonl` and our own templates, and writes its weight file.

    python -m train.relations ../shared/gold build/models
    python -m train.relations ../shared/gold --out-of-fold eval/relations_oof.jsonl

A MiniLM-L6 encoder reads the sentence with markers around source and target; the mean of its pieces and its
output at the two opening markers go through one hidden layer to the fifteen roots. The second form trains
five models, each on four fifths of the sentences, and writes what each says of the fifth it has not seen: a
root a row and no text, with a digest of the gold and of the recipe beside it. Every model trains on one
thread, so that the result does not depend on the machine's cores.
"""

import argparse
import hashlib
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
import yaml
from torch import nn

from readout.model.errors import FactsError
from readout.parse.relations import (
    LABELS,
    MarkedInput,
    MarkedPair,
    Marking,
    RelationScorer,
    Run,
    marked_input,
)
from train.encoder import Encoder, base_model, export_int8, linear_decay

PENTA = {
    "ACCUSE": 3, "AGREE": 1, "AID": 2, "ASSAULT": 4, "COERCE": 4, "CONSULT": 1, "COOPERATE": 2, "MOBILIZE": 4,
    "PROTEST": 4, "REJECT": 3, "REQUEST": 3, "SANCTION": 4, "SUPPORT": 1, "THREATEN": 3, "YIELD": 2,
}  # fmt: skip
YIELDS = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
ENDS = ("[CLS]", "[SEP]")
SOURCE = ("[unused0]", "[unused1]")
TARGET = ("[unused2]", "[unused3]")
LIMIT = 200
FOLDS = 5
HERE = Path(__file__).parent
RECIPE = (HERE / "relations.py", HERE / "encoder.py", HERE / "templates.yaml")


@dataclass(frozen=True)
class Recipe:
    epochs: int = 7
    batch: int = 16
    encoder_rate: float = 2e-4
    head_rate: float = 1e-3
    smoothing: float = 0.05
    renamed: float = 0.35
    seed: int = 20261124


@dataclass(frozen=True)
class Example:
    """A marked pair and the roots it may have: one, or all of a penta class or of conflict or cooperation."""

    key: str
    pair: MarkedPair
    roots: frozenset[str]


def roots_of(row: dict[str, Any]) -> frozenset[str]:
    if row["root"]:
        return frozenset({YIELDS.get(row["root"], row["root"])})
    if row["penta"]:
        return frozenset(root for root, penta in PENTA.items() if penta == row["penta"])
    return frozenset(root for root, penta in PENTA.items() if (penta < 3) == (row["binary"] == "coop"))


def read_gold(path: Path) -> list[Example]:
    def span(side: dict[str, Any] | None) -> Run | None:
        return (side["start"], side["end"]) if side else None

    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    pairs = [MarkedPair(row["sentence"], span(row["source"]), span(row["target"])) for row in rows]
    return [Example(row["id"], pair, roots_of(row)) for row, pair in zip(rows, pairs, strict=True)]


class Templates:
    """Our own sentences (templates.yaml) and actors, to draw filled sentences from and to rename with."""

    def __init__(self, path: Path) -> None:
        table = yaml.safe_load(path.read_text(encoding="utf-8"))
        self.actors: list[str] = table["actors"]
        self.leads: list[str] = table["leads"]
        self.tails: list[str] = table["tails"]
        self.rows = [(root, text) for root in sorted(table["templates"]) for text in table["templates"][root]]
        for root, text in self.rows:
            if root not in PENTA:
                raise FactsError(path.name, root, "not one of the fifteen roots")
            if sorted(re.findall("<.>", text)) != ["<S>", "<T>"]:
                raise FactsError(path.name, root, f"<S> and <T> must stand once each in {text!r}")

    def draw(self, rng: random.Random) -> list[Example]:
        return [self._filled(root, text, rng) for root, text in self.rows]

    def _filled(self, root: str, text: str, rng: random.Random) -> Example:
        spans = {}
        text = rng.choice(self.leads) + text + rng.choice(self.tails)
        for slot, actor in zip(re.findall("<[ST]>", text), rng.sample(self.actors, 2), strict=True):
            at = text.index(slot)
            spans[slot] = (at, at + len(actor))
            text = text.replace(slot, actor)
        return Example("template", MarkedPair(text, spans["<S>"], spans["<T>"]), frozenset({root}))

    def rename(self, example: Example, share: float, rng: random.Random) -> Example:
        """Each marked name replaced with probability `share`; overlapping ones stay as they are."""
        pair = example.pair
        given = sorted(span for span in (pair.source, pair.target) if span)
        if len(given) == 2 and given[1][0] < given[0][1]:
            return example
        for role in ("source", "target"):
            if getattr(pair, role) and rng.random() < share:
                pair = replace_name(pair, role, rng.choice(self.actors))
        return replace(example, pair=pair)


def replace_name(pair: MarkedPair, role: str, name: str) -> MarkedPair:
    """`pair` with the source or target renamed and the other span moved along; the spans must not overlap."""
    start, end = getattr(pair, role)

    def moved(span: Run | None) -> Run | None:
        if span == (start, end):
            return start, start + len(name)
        shift = len(name) - (end - start)
        return (span[0] + shift, span[1] + shift) if span and span[0] >= end else span

    sentence = pair.sentence[:start] + name + pair.sentence[end:]
    return MarkedPair(sentence, moved(pair.source), moved(pair.target))


class RelationModel(nn.Module):
    """Mean of the pieces and the states at both opening markers -> one hidden layer -> logits (batch, 15)."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder()
        width = self.encoder.width
        hidden, out = nn.Linear(3 * width, width), nn.Linear(width, len(LABELS))
        self.head = nn.Sequential(nn.Dropout(0.1), hidden, nn.GELU(), nn.Dropout(0.1), out)

    def forward(
        self, ids: torch.Tensor, mask: torch.Tensor, source_open: torch.Tensor, target_open: torch.Tensor
    ) -> torch.Tensor:
        states = self.encoder(ids, mask)
        weights = mask.unsqueeze(-1).to(states.dtype)
        mean = (states * weights).sum(1) / weights.sum(1)
        opened = [
            states.gather(1, place.view(-1, 1, 1).expand(-1, 1, self.encoder.width)).squeeze(1)
            for place in (source_open, target_open)
        ]
        out: torch.Tensor = self.head(torch.cat([mean, *opened], dim=-1))
        return out


class InputBuilder:
    """Examples to the tensors that the model reads."""

    def __init__(self) -> None:
        _, self.tokenizer = base_model()
        numbers = [tuple(map(self.tokenizer.token_to_id, names)) for names in (ENDS, SOURCE, TARGET)]
        self.marking = Marking(*numbers, LIMIT)

    def marked(self, example: Example) -> MarkedInput:
        pieces = self.tokenizer.encode(example.pair.sentence, add_special_tokens=False)
        return marked_input(example.pair, pieces.ids, pieces.offsets, self.marking)

    def padded(self, batch: Sequence[MarkedInput]) -> tuple[torch.Tensor, ...]:
        longest = max(len(row.ids) for row in batch)
        ids = torch.tensor([[*row.ids, *[0] * (longest - len(row.ids))] for row in batch])
        mask = torch.tensor([[1] * len(row.ids) + [0] * (longest - len(row.ids)) for row in batch])
        opened = [[row.source_open for row in batch], [row.target_open for row in batch]]
        return ids, mask, *map(torch.tensor, opened)


def loss_of(logits: torch.Tensor, allowed: torch.Tensor, smoothing: float) -> torch.Tensor:
    """Minus the log of the summed probability of the allowed roots, smoothed over all fifteen."""
    logs = logits.float().log_softmax(-1)
    right = logs.masked_fill(~allowed, float("-inf")).logsumexp(-1)
    return -((1 - smoothing) * right + smoothing * logs.mean(-1)).mean()


def fit(examples: list[Example], recipe: Recipe, name: str) -> RelationModel:
    torch.set_num_threads(1)
    torch.manual_seed(recipe.seed)
    rng = random.Random(recipe.seed)
    templates, builder, model = Templates(HERE / "templates.yaml"), InputBuilder(), RelationModel()
    optimiser = torch.optim.AdamW(
        [
            {"params": model.encoder.parameters(), "lr": recipe.encoder_rate},
            {"params": model.head.parameters(), "lr": recipe.head_rate},
        ],
        weight_decay=0.01,
        fused=True,
    )
    per_epoch = -(-(len(examples) + len(templates.rows)) // recipe.batch)
    schedule = linear_decay(optimiser, recipe.epochs * per_epoch)
    for epoch in range(recipe.epochs):
        drawn = [templates.rename(example, recipe.renamed, rng) for example in examples] + templates.draw(rng)
        rows = [(builder.marked(example), example.roots) for example in drawn]
        total = 0.0
        for batch in batches(rows, recipe.batch, rng):
            allowed = torch.tensor([[label in roots for label in LABELS] for _, roots in batch])
            with torch.autocast("cpu", dtype=torch.bfloat16):
                logits = model(*builder.padded([marked for marked, _ in batch]))
            loss = loss_of(logits, allowed, recipe.smoothing)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += loss.item()
        model.encoder.freeze_embeddings()
        print(f"{name} epoch {epoch + 1} of {recipe.epochs} loss {total / per_epoch:.4f}", flush=True)
    return model.eval()


Labelled = tuple[MarkedInput, frozenset[str]]


def batches(rows: list[Labelled], size: int, rng: random.Random) -> list[list[Labelled]]:
    """Rows of like length together, the batches in random order."""
    order = sorted(rows, key=lambda row: len(row[0].ids) + rng.random() * 24)
    grouped = [order[at : at + size] for at in range(0, len(order), size)]
    rng.shuffle(grouped)
    return grouped


@torch.no_grad()
def predict(model: RelationModel, examples: list[Example]) -> list[str]:
    builder = InputBuilder()
    logits = [model(*builder.padded([builder.marked(example)]))[0] for example in examples]
    return [LABELS[int(row.argmax())] for row in logits]


def sentence_groups(examples: list[Example], run: int = 8) -> list[list[Example]]:
    """Examples whose sentences share `run` words on end (all, if they have fewer) stand together."""
    parent: dict[str, str] = {}

    def find(key: str) -> str:
        while parent.setdefault(key, key) != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for example in examples:
        words = re.findall(r"\w+", example.pair.sentence.lower())
        for at in range(max(1, len(words) - run + 1)):
            parent[find(" ".join(words[at : at + run]))] = find(f"id:{example.key}")
    groups = defaultdict(list)
    for example in examples:
        groups[find(f"id:{example.key}")].append(example)
    return list(groups.values())


def split_folds(examples: list[Example], seed: int) -> list[list[Example]]:
    """Whole groups, large ones first, each to the fold that holds least of its first root."""
    groups = sentence_groups(examples)
    random.Random(seed).shuffle(groups)
    folds: list[list[Example]] = [[] for _ in range(FOLDS)]
    held = [Counter[frozenset[str]]() for _ in range(FOLDS)]
    for group in sorted(groups, key=len, reverse=True):
        roots = group[0].roots
        best = min(range(FOLDS), key=lambda fold: (held[fold][roots], len(folds[fold]), fold))
        folds[best] += group
        held[best].update(example.roots for example in group)
    return folds


def predict_fold(examples: list[Example], recipe: Recipe, fold: int) -> dict[str, str]:
    folds = split_folds(examples, recipe.seed)
    rest = [example for other in range(FOLDS) if other != fold for example in folds[other]]
    model = fit(rest, recipe, f"fold {fold + 1}")
    return dict(zip((example.key for example in folds[fold]), predict(model, folds[fold]), strict=True))


def write_out_of_fold(examples: list[Example], recipe: Recipe, gold: Path, out: Path) -> None:
    """A line {"id", "root"} a row to `out`; beside it, as .json, SHA-256 digests of gold and recipe."""
    with ProcessPoolExecutor() as pool:
        parts = list(pool.map(predict_fold, [examples] * FOLDS, [recipe] * FOLDS, range(FOLDS)))
    said = {key: root for part in parts for key, root in part.items()}
    lines = [json.dumps({"id": example.key, "root": said[example.key]}) for example in examples]
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    digests = {
        "gold": {gold.name: digest(gold)},
        "recipe": {f"train/{path.name}": digest(path) for path in RECIPE},
        "folds": FOLDS,
    }
    out.with_suffix(".json").write_text(json.dumps(digests, indent=2) + "\n", encoding="utf-8")


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_model(model: RelationModel, examples: list[Example], out: Path) -> None:
    """The weights, what the runtime must know of them, and the tokenizer; prints how often int8 agrees."""
    out.mkdir(parents=True, exist_ok=True)
    export_int8(model, out / "relations.onnx", ["logits"], ("source_open", "target_open"))
    marking = InputBuilder().marking
    markers = [*marking.source, *marking.target]
    card = {"labels": LABELS, "markers": markers, "ends": marking.ends, "limit": marking.limit}
    (out / "relations.json").write_text(json.dumps(card) + "\n", encoding="utf-8")
    folder, _ = base_model()
    (out / "tokenizer.json").write_bytes((folder / "tokenizer.json").read_bytes())
    scores = RelationScorer(out).score([example.pair for example in examples])
    small = [LABELS[max(range(len(row)), key=row.__getitem__)] for row in scores]
    same = sum(one == other for one, other in zip(small, predict(model, examples), strict=True))
    print(f"int8 agrees with float on {same} of {len(examples)} rows")


def main() -> None:
    plain = argparse.RawDescriptionHelpFormatter
    options = argparse.ArgumentParser(description=__doc__, formatter_class=plain)
    options.add_argument("gold", type=Path)
    options.add_argument("out", type=Path, nargs="?", default=Path("build/models"))
    options.add_argument("--out-of-fold", type=Path)
    options.add_argument("--checkpoint", type=Path, default=Path("build/relations.pt"))
    options.add_argument("--export-only", action="store_true")
    args = options.parse_args()
    gold = args.gold / "relations.jsonl"
    examples, recipe = read_gold(gold), Recipe()
    if args.out_of_fold:
        write_out_of_fold(examples, recipe, gold, args.out_of_fold)
        return
    args.checkpoint.parent.mkdir(parents=True, exist_ok=True)
    if args.export_only:
        model = RelationModel()
        model.load_state_dict(torch.load(args.checkpoint))
        model.eval()
    else:
        model = fit(examples, recipe, "all rows")
        torch.save(model.state_dict(), args.checkpoint)
    write_model(model, examples, args.out)


if __name__ == "__main__":
    main()
