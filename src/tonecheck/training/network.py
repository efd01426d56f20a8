"""The model while it learns: one encoder, a head for the whole message and one for its pieces."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertForSequenceClassification

from tonecheck.categories import CATEGORIES
from tonecheck.classifier.labels import LABELS
from tonecheck.training.e5 import Encoder, bert_weights

_SPEAKERS = 2
_FRESH_SCALE = 0.02


class Network(nn.Module):
    """``sequence`` is what ships as a transformers folder; ``evidence`` says which pieces offend."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.sequence = BertForSequenceClassification(config)
        self.evidence = nn.Linear(config.hidden_size, len(CATEGORIES))

    @property
    def config(self) -> BertConfig:
        return self.sequence.config

    def forward(self, ids: Tensor, speakers: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Logits of `LABELS` per message and of the categories per piece."""
        encoded = self.sequence.bert(ids, attention_mask=mask, token_type_ids=speakers)
        logits = self.sequence.classifier(self.sequence.dropout(encoded.pooler_output))
        return logits, self.evidence(encoded.last_hidden_state)


def config(vocabulary: int, hidden: int, layers: int, heads: int, inner: int) -> BertConfig:
    """Sizes and the names of the labels, as `transformers` keeps them."""
    return BertConfig(
        vocab_size=vocabulary,
        hidden_size=hidden,
        num_hidden_layers=layers,
        num_attention_heads=heads,
        intermediate_size=inner,
        max_position_embeddings=512,
        type_vocab_size=_SPEAKERS,
        layer_norm_eps=1e-12,
        pad_token_id=1,
        bos_token_id=0,
        eos_token_id=2,
        problem_type="multi_label_classification",
        id2label=dict(enumerate(LABELS)),
        label2id={label: number for number, label in enumerate(LABELS)},
    )


def pretrained(rows: Sequence[int], layers: int) -> Network:
    """The first ``layers`` layers of the base model with the embedding of ``rows``.

    Rows of -1 and the customer's speaker embedding are new and start small.
    """
    base = Encoder()
    shape = base.shape
    old = [row for row in rows if row >= 0]
    model = Network(config(len(rows), shape.hidden, layers, shape.heads, shape.inner))
    weights = {
        name: torch.from_numpy(array) for name, array in bert_weights(base, old, layers).items()
    }
    words = weights["embeddings.word_embeddings.weight"]
    fresh = words.mean(0) + _FRESH_SCALE * torch.randn(len(rows) - len(old), shape.hidden)
    weights["embeddings.word_embeddings.weight"] = torch.cat([words, fresh])
    ours = weights["embeddings.token_type_embeddings.weight"]
    customer = ours + _FRESH_SCALE * torch.randn(1, shape.hidden)
    weights["embeddings.token_type_embeddings.weight"] = torch.cat([ours, customer])
    missing, unexpected = model.sequence.bert.load_state_dict(weights, strict=False)
    if unexpected or any(
        not name.startswith(("pooler", "embeddings.position_ids")) for name in missing
    ):
        raise ValueError(f"基座模型与网络不符：缺 {missing}，多 {unexpected}")
    return model
