"""Learning that goes on from an earlier model: more messages are learnt in a few epochs."""

from pathlib import Path

from safetensors import SafetensorError
from safetensors.torch import load_file
from tokenizers import Tokenizer

from tonecheck.classifier.model import TOKENIZER
from tonecheck.training.data import digest
from tonecheck.training.folder import EVIDENCE, MODEL
from tonecheck.training.network import Network

_WORDS = "bert.embeddings.word_embeddings.weight"


class EarlierModelError(ValueError):
    """The earlier model cannot be the start; says which file and why."""


def start_from(folder: Path, model: Network, tokenizer: Tokenizer) -> None:
    """Give ``model`` the weights of the transformers folder of an earlier one.

    Pieces that the earlier vocabulary lacks keep what they have.

    Raises:
        EarlierModelError: a file is missing, or the networks differ in shape.
    """
    try:
        weights = load_file(folder / MODEL)
        evidence = load_file(folder / EVIDENCE)
        written = (folder / TOKENIZER).read_text("utf-8")
    except (OSError, ValueError, SafetensorError) as error:
        raise EarlierModelError(f"{folder}：读不出先前的模型：{error}") from None
    try:
        known = Tokenizer.from_str(written).get_vocab()
    except Exception as error:  # tokenizers raises nothing more precise
        raise EarlierModelError(f"{folder / TOKENIZER}：不是分词器：{error}") from None
    words = model.sequence.state_dict()[_WORDS].clone()
    pieces = [(new, known[piece]) for piece, new in tokenizer.get_vocab().items() if piece in known]
    new, old = map(list, zip(*pieces, strict=True))
    try:
        words[new] = weights[_WORDS].float()[old]
        model.sequence.load_state_dict({**weights, _WORDS: words})
        model.evidence.load_state_dict(evidence)
    except (RuntimeError, KeyError, IndexError) as error:
        raise EarlierModelError(f"{folder}：先前的模型与这一个形状不同：{error}") from None


def digest_of(folder: Path) -> str:
    """sha256 over the weights of an earlier model."""
    return digest(folder / name for name in (MODEL, EVIDENCE))
