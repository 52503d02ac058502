"""Trains the attribution tagger on `attributions_train` and writes the weight file that the package ships.

    python -m train.tagger ../shared/gold src/readout/data/models

A MiniLM-L6 encoder reads windows of at most 254 word pieces and labels each piece: outside, or first or inner piece
of a source, cue or content. The recipe (learning rates, epochs, frozen embeddings) is the trial's,
see docs/models/tagger.md.
Checkpoints are written after every epoch, so that a run that is cut off can be exported with `--export-only`.
"""

import argparse
import gzip
import json
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from readout.parse.windows import cut_windows
from train.crf import Transitions
from train.encoder import Encoder, base_model, export_int8, linear_decay

LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
LIMIT = 254
BATCH = 16
SEED = 20261124
KEPT = 0.995  # share of the running average that a step keeps


class Tagger(nn.Module):
    """Encoder and one linear layer; out: logits of shape (batch, pieces, 7)."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.head = nn.Linear(self.encoder.width, len(LABELS))

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        out: torch.Tensor = self.head(self.encoder(ids, mask))
        return out


@dataclass
class Window:
    ids: list[int]
    labels: list[int]


def windows_of(row: dict[str, Any], tokenizer: Tokenizer) -> list[Window]:
    text = row["text"]
    encoding = tokenizer.encode(text, add_special_tokens=False)
    kinds = [""] * len(text)
    starts = set()
    for attribution in row["attributions"]:
        for kind in ("content", "source", "cue"):
            for start, end in attribution.get(kind) or []:
                kinds[start:end] = [kind] * (end - start)
                starts.add(start)
    labels, before = [], ""
    for start, end in encoding.offsets:
        kind = kinds[start] if end > start else ""
        begins = kind and (kind != before or any(at in starts for at in range(start, end)))
        labels.append(LABELS.index(f"{'B' if begins else 'I'}-{kind}") if kind else 0)
        before = kind
    first, last = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    return [
        Window([first, *encoding.ids[i:j], last], [-100, *labels[i:j], -100])
        for i, j in cut_windows(encoding.offsets, text, LIMIT)
    ]


def batches(windows: list[Window], rng: random.Random) -> list[list[Window]]:
    """Windows of like length together, the batches in random order."""
    order = sorted(windows, key=lambda window: len(window.ids) + rng.random() * 24)
    grouped = [order[i : i + BATCH] for i in range(0, len(order), BATCH)]
    rng.shuffle(grouped)
    return grouped


def padded(batch: list[Window]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    longest = max(len(window.ids) for window in batch)
    ids = torch.zeros(len(batch), longest, dtype=torch.long)
    mask = torch.zeros(len(batch), longest, dtype=torch.long)
    labels = torch.full((len(batch), longest), -100)
    for row, window in enumerate(batch):
        n = len(window.ids)
        ids[row, :n], labels[row, :n] = torch.tensor(window.ids), torch.tensor(window.labels)
        mask[row, :n] = 1
    return ids, mask, labels


def fit(rows: list[dict[str, Any]], epochs: float, checkpoint: Path) -> nn.Module:
    """A list of tagger and transitions, both the running average of their weights."""
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    _, tokenizer = base_model()
    windows = [window for row in rows for window in windows_of(row, tokenizer)]
    model, transitions = Tagger(), Transitions(len(LABELS))
    both = nn.ModuleList([model, transitions])
    average = AveragedModel(both, multi_avg_fn=get_ema_multi_avg_fn(KEPT))
    optimiser = torch.optim.AdamW(
        [
            {"params": model.encoder.parameters(), "lr": 2e-4},
            {"params": model.head.parameters(), "lr": 1e-3},
            {"params": transitions.parameters(), "lr": 1e-2},
        ],
        weight_decay=0.01,
        fused=True,
    )
    steps = int(epochs * ((len(windows) + BATCH - 1) // BATCH))
    schedule = linear_decay(optimiser, steps)
    step, epoch = 0, 0
    while step < steps:
        for batch in batches(windows, rng):
            if step >= steps:
                break
            ids, mask, labels = padded(batch)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                logits = model(ids, mask)
            inner = (labels >= 0).float()[:, 1:]
            loss = transitions(logits.float()[:, 1:], labels.clamp(min=0)[:, 1:], inner)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            average.update_parameters(both)
            step += 1
            if step % 25 == 0:
                print(f"step {step} of {steps} loss {loss.item():.4f}", flush=True)
        epoch += 1
        model.encoder.freeze_embeddings()
        torch.save(average.module.state_dict(), checkpoint)
    return average.module


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m train.tagger", description=__doc__)
    options.add_argument("gold", type=Path)
    options.add_argument("out", type=Path)
    options.add_argument("--epochs", type=float, default=4.5)
    options.add_argument("--checkpoint", type=Path, default=Path("build/tagger.pt"))
    options.add_argument("--export-only", action="store_true")
    args = options.parse_args()
    args.checkpoint.parent.mkdir(parents=True, exist_ok=True)
    if args.export_only:
        both: nn.Module = nn.ModuleList([Tagger(), Transitions(len(LABELS))])
        both.load_state_dict(torch.load(args.checkpoint))
    else:
        with gzip.open(args.gold / "attributions_train.jsonl.gz", "rt", encoding="utf-8") as lines:
            both = fit([json.loads(line) for line in lines], args.epochs, args.checkpoint)
    args.out.mkdir(parents=True, exist_ok=True)
    model, transitions = both.children()
    export_int8(model, args.out / "tagger.onnx", ["logits"])
    card = {"labels": LABELS, **{name: value.tolist() for name, value in transitions.named_parameters()}}
    (args.out / "tagger.json").write_text(json.dumps(card) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
