"""Requests as a messaging pipeline makes them, and the messages in them."""

import json
from collections.abc import Iterator, Sequence
from itertools import cycle

from benchmarks.archives import archive
from benchmarks.load import request
from benchmarks.messages import CORPUS, filled_in
from tonecheck.evaluate.corpus import read_cases
from tonecheck.text.blanks import Blanked

SHORTEST, LONGEST = 45, 75
FILLINGS = 20
TEMPLATES, FILLED = 500, 50_000
OFFENCE_EVERY = 20
BATCH = 100
PATIENT = "Tonecheck-Deadline-Ms: 60000"
"""All connections together send thousands of messages at once; the last must not be too late."""


def filled_templates() -> list[str]:
    """What a pipeline sends: templates with fields of their own, one in twenty an offence."""
    made = archive(FILLED, TEMPLATES, offending=1 / OFFENCE_EVERY)
    texts: list[str] = made.table.column("短信内容").to_pylist()
    return texts


def new_messages() -> list[str]:
    """Messages of the development split, one in twenty an offence, each with other digits and names."""
    cases = list(read_cases(sorted((CORPUS / "dev").glob("*.jsonl"))))
    fitting = [case for case in cases if SHORTEST <= len(case.text) <= LONGEST]
    offences = cycle([case.text for case in fitting if case.label == "violating"])
    texts: list[str] = []
    for case in fitting:
        if case.label == "lawful":
            texts.append(case.text)
            if len(texts) % OFFENCE_EVERY == OFFENCE_EVERY - 1:
                texts.append(next(offences))
    return [text for seed in range(FILLINGS) for text in filled_in(texts, seed)]


def described(texts: Sequence[str]) -> str:
    """How many, how long, and how many the service can tell apart."""
    average = sum(map(len, texts)) / len(texts)
    skeletons = len({Blanked(text).text for text in texts})
    return (
        f"{len(texts):,} messages of {average:.0f} characters on average, {skeletons:,} skeletons"
    )


def singles(texts: Sequence[str]) -> Iterator[bytes]:
    """A request for each message, over and over."""
    return cycle([request("/v1/check", _json({"text": text})) for text in texts])


def batches(texts: Sequence[str]) -> Iterator[bytes]:
    """A request for each hundred messages, over and over."""
    starts = range(0, len(texts) - BATCH + 1, BATCH)
    bodies = [{"messages": [{"text": text} for text in texts[n : n + BATCH]]} for n in starts]
    return cycle([request("/v1/check/batch", _json(body), PATIENT) for body in bodies])


def _json(body: object) -> bytes:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
