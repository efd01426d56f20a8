"""Prunes the base vocabulary to what folded Chinese messages use."""

import json
from collections.abc import Iterable
from typing import Any, Final, NamedTuple

import regex
from tokenizers import Tokenizer

from tonecheck.classifier.encoding import MARKERS
from tonecheck.text.fold import fold

_SPECIALS: Final = ("<s>", "<pad>", "</s>", "<unk>")
_WORD_START: Final = "▁"
_USEFUL: Final = regex.compile(r"[\p{Han}\p{P}\p{S}0-9a-z▁]+")
_LONGEST_LATIN: Final = 2
_LATIN: Final = regex.compile("[a-z]")


class Vocabulary(NamedTuple):
    """A tokenizer, and which rows of the base embedding its pieces are (-1 for a new one)."""

    tokenizer: Tokenizer
    rows: tuple[int, ...]


def _kept(piece: str, used: frozenset[str]) -> bool:
    if piece in _SPECIALS or piece in used:
        return True
    if _USEFUL.fullmatch(piece) is None or fold(piece).text != piece:
        return False  # the encoder reads folded text: no capitals, no Traditional
    return _LATIN.search(piece) is None or len(piece.strip(_WORD_START)) <= _LONGEST_LATIN


def prune(base: dict[str, Any], texts: Iterable[str]) -> Vocabulary:
    """The base tokenizer with the pieces of Chinese, digits and symbols, and those of ``texts``.

    The markers of `tonecheck.classifier.encoding` are added at the end; their rows are -1.
    """
    whole = Tokenizer.from_str(json.dumps(base))
    used = frozenset(
        token for encoding in whole.encode_batch(list(texts)) for token in encoding.tokens
    )
    pieces = base["model"]["vocab"]
    rows = tuple(row for row, (piece, _) in enumerate(pieces) if _kept(piece, used))
    position = {pieces[row][0]: new for new, row in enumerate(rows)}
    pruned = dict(base)
    pruned["model"] = base["model"] | {
        "vocab": [pieces[row] for row in rows],
        "unk_id": position["<unk>"],
    }
    pruned["added_tokens"] = [
        token | {"id": position[token["content"]]}
        for token in base["added_tokens"]
        if token["content"] in position
    ]
    _renumber(pruned["post_processor"], position)
    pruned["truncation"] = pruned["padding"] = None
    tokenizer = Tokenizer.from_str(json.dumps(pruned))
    tokenizer.add_special_tokens(list(MARKERS))
    return Vocabulary(tokenizer, rows + (-1,) * len(MARKERS))


def _renumber(node: Any, position: dict[str, int]) -> None:
    """Give the special tokens of a post-processor their new numbers, wherever they are named."""
    if isinstance(node, dict):
        if "ids" in node and "tokens" in node:
            node["ids"] = [position[token] for token in node["tokens"]]
        for child in node.values():
            _renumber(child, position)
    elif isinstance(node, list):
        for child in node:
            _renumber(child, position)
