"""Requests as a messaging pipeline makes them: templates of the corpus, filled in anew each time."""

import json
from collections.abc import Iterator, Sequence
from itertools import cycle

from benchmarks.load import request
from benchmarks.messages import CORPUS, filled_in
from tonecheck.evaluate.corpus import read_cases

SHORTEST, LONGEST = 45, 75
FILLINGS = 20
OFFENCE_EVERY = 20
BATCH = 100
PATIENT = "Tonecheck-Deadline-Ms: 60000"
"""All connections together send thousands of messages at once; the last must not be too late."""


def messages() -> list[str]:
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
