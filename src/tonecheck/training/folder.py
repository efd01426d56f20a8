"""The folders that ship: int8 ONNX for serving, half precision for transformers."""

import json
import tempfile
from pathlib import Path

import msgspec
import onnx
import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer

from tonecheck.classifier.decision import Decision
from tonecheck.classifier.model import DECISION, TOKENIZER, WEIGHTS
from tonecheck.training.graph import onnx_model, quantised
from tonecheck.training.network import Network

MODEL = "model.safetensors"
EVIDENCE = "evidence.safetensors"


def write_serving(model: Network, tokenizer: Tokenizer, folder: Path) -> None:
    """``model.onnx`` and ``tokenizer.json``."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        whole = Path(work) / WEIGHTS
        onnx.save(onnx_model(model), str(whole))
        quantised(whole, folder / WEIGHTS)
    tokenizer.save(str(folder / TOKENIZER), pretty=False)


def write_decision(decision: Decision, folder: Path) -> None:
    """``decision.json``, laid out for people to read."""
    text = msgspec.json.format(msgspec.json.encode(decision), indent=1)
    (folder / DECISION).write_bytes(text + b"\n")


def write_transformers(model: Network, tokenizer: Tokenizer, folder: Path) -> None:
    """What ``AutoModelForSequenceClassification`` and ``AutoTokenizer`` load, in half precision.

    The head for pieces has no place in that class and lies beside it in ``evidence.safetensors``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    half = {
        name: tensor.to("cpu", torch.float16).contiguous()
        for name, tensor in model.sequence.state_dict().items()
        if not name.endswith("position_ids")
    }
    save_file(half, folder / MODEL, {"format": "pt"})
    evidence = {
        name: tensor.to("cpu", torch.float16).contiguous()
        for name, tensor in model.evidence.state_dict().items()
    }
    save_file(evidence, folder / EVIDENCE, {"format": "pt"})
    config = model.config.to_dict() | {
        "architectures": ["BertForSequenceClassification"],
        "dtype": "float16",
    }
    for internal in ("_attn_implementation_autoset", "_name_or_path", "transformers_version"):
        config.pop(internal, None)
    (folder / "config.json").write_text(
        json.dumps(config, indent=1, sort_keys=True, ensure_ascii=False) + "\n", "utf-8"
    )
    tokenizer.save(str(folder / TOKENIZER), pretty=False)
    settings = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "bos_token": "<s>",
        "cls_token": "<s>",
        "eos_token": "</s>",
        "sep_token": "</s>",
        "pad_token": "<pad>",
        "unk_token": "<unk>",
        "model_max_length": model.config.max_position_embeddings,
    }
    (folder / "tokenizer_config.json").write_text(
        json.dumps(settings, indent=1, ensure_ascii=False) + "\n", "utf-8"
    )
