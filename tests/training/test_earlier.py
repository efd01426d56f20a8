"""Learning goes on from an earlier model, whose vocabulary may have been smaller."""

import json
from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer

from tests.classifier.tiny import tokenizer
from tonecheck.training.earlier import EarlierModelError, digest_of, start_from
from tonecheck.training.folder import write_transformers
from tonecheck.training.network import Network, config

_WORDS = "bert.embeddings.word_embeddings.weight"


def _network(vocabulary: int, seed: int, hidden: int = 24) -> Network:
    torch.manual_seed(seed)
    return Network(config(vocabulary, hidden, layers=1, heads=2, inner=48)).eval()


def _grown(old: Tokenizer) -> Tokenizer:
    """The same pieces and one more, before all that follow the special ones."""
    written = json.loads(old.to_str())
    known = written["model"]["vocab"]
    written["model"]["vocab"] = {"饕": 5} | {piece: n + (n >= 5) for piece, n in known.items()}
    for token in written["added_tokens"]:
        token["id"] += token["id"] >= 5
    return Tokenizer.from_str(json.dumps(written))


@pytest.fixture
def earlier(tmp_path: Path) -> Network:
    model = _network(tokenizer().get_vocab_size(), seed=1)
    write_transformers(model, tokenizer(), tmp_path)
    return model


def test_all_that_was_learnt_is_there_and_new_pieces_keep_what_they_have(
    earlier: Network, tmp_path: Path
) -> None:
    grown = _grown(tokenizer())
    model = _network(grown.get_vocab_size(), seed=2)
    new = grown.token_to_id("饕")
    before = model.sequence.state_dict()[_WORDS][new].clone()
    start_from(tmp_path, model, grown)
    assert torch.equal(model.sequence.state_dict()[_WORDS][new], before)
    text = "再不还钱就打断你的腿"
    outputs = []
    for network, pieces in ((earlier, tokenizer()), (model, grown)):
        ids = torch.tensor([pieces.encode(text).ids])
        with torch.no_grad():
            outputs.append(network(ids, torch.zeros_like(ids), torch.ones_like(ids)))
    for was, now in zip(*outputs, strict=True):
        assert torch.allclose(was, now, atol=1e-2)


def test_other_shapes_and_missing_files_are_refused(earlier: Network, tmp_path: Path) -> None:
    other = _network(tokenizer().get_vocab_size(), seed=2, hidden=48)
    with pytest.raises(EarlierModelError, match="形状不同"):
        start_from(tmp_path, other, tokenizer())
    with pytest.raises(EarlierModelError, match="读不出"):
        start_from(tmp_path / "nothing", other, tokenizer())


@pytest.mark.parametrize(
    ("name", "written", "says"),
    [
        ("tokenizer.json", b"{}", "不是分词器"),
        ("model.safetensors", b"nothing", "读不出"),
        ("evidence.safetensors", b"", "读不出"),
    ],
)
def test_broken_files_are_named(
    earlier: Network, tmp_path: Path, name: str, written: bytes, says: str
) -> None:
    (tmp_path / name).write_bytes(written)
    with pytest.raises(EarlierModelError, match=says):
        start_from(tmp_path, earlier, tokenizer())


def test_what_was_learnt_before_has_a_digest_of_its_own(earlier: Network, tmp_path: Path) -> None:
    before = digest_of(tmp_path)
    write_transformers(_network(tokenizer().get_vocab_size(), seed=3), tokenizer(), tmp_path)
    assert digest_of(tmp_path) != before
