"""The classifier beside the encoder people serve today: 12 layers of 768, torch, full precision.

    python -m benchmarks.classifier

One core, lawful messages of about 60 characters, rounds in turn. Ours is timed whole (pieces,
encoder, calibration, spans), the other without its tokenizer. It takes 32 messages in one batch and,
for latency, one; ours always runs one at a time.
"""

from functools import partial

import torch
from transformers import BertConfig, BertModel

from benchmarks.messages import lawful_messages
from benchmarks.timing import interleaved
from tonecheck.classifier.model import NAME, Model
from tonecheck.message import Message
from tonecheck.shipped import shipped
from tonecheck.text.reading import Reading

BATCH = 32
CHINESE_VOCABULARY = 21_128
"""Of the usual Chinese BERT, where a character is a piece."""


def _read(model: Model, texts: list[str]) -> None:
    for text in texts:
        message = Message(text=text)
        model.scores(message, Reading.of(message))


def _encode(base: BertModel, ids: torch.Tensor) -> None:
    with torch.inference_mode():
        base(ids)


def main() -> None:
    torch.set_num_threads(1)
    torch.manual_seed(0)
    model = Model(shipped("models") / NAME)
    base = BertModel(BertConfig(vocab_size=CHINESE_VOCABULARY)).train(False)
    texts = lawful_messages(55, 65)[:BATCH]
    characters = round(sum(map(len, texts)) / len(texts))
    many = torch.randint(0, CHINESE_VOCABULARY, (BATCH, characters + 2))
    seconds = interleaved(
        {
            "12 x 768, batch 1": partial(_encode, base, many[:1]),
            "tonecheck, batch 1": partial(_read, model, texts[:1]),
            "12 x 768, batch 32": partial(_encode, base, many),
            "tonecheck, batch 32": partial(_read, model, texts),
        },
        rounds=9,
    )
    print(f"{characters} characters, one core")
    for name, value in seconds.items():
        print(f"  {name:20} {value * 1e3:9.2f} ms")
    for size in ("1", "32"):
        ratio = seconds[f"12 x 768, batch {size}"] / seconds[f"tonecheck, batch {size}"]
        print(f"  batch {size:3} {ratio:6.1f} times as fast")


if __name__ == "__main__":
    main()
