"""Sentences of labelled messages by themselves, as close reading meets them (`tonecheck.closely`)."""

from typing import Final

from msgspec.structs import replace

from tonecheck.evaluate.corpus import Case
from tonecheck.text.segments import sentences
from tonecheck.training.served import served

_SHORTEST: Final = 5
"""Characters below which a sentence tells nothing by itself."""


def sentences_alone(case: Case) -> list[Case]:
    """Those of several of which it is sure what they are alone.

    They are the offences of a violating message that lie within one sentence, and every sentence of
    a lawful one that is not hard: what a hard one quotes or denies would offend by itself. What a
    violating message says beside its offences may press as well, marked or not (on dev it teaches
    worse). Transcripts are left out: who speaks stands in another line.
    """
    spans = sentences(case.text).spans()
    if len(spans) < 2 or case.kind == "hard" or served(case.message()).reading.customers:
        return []
    return [
        part
        for start, end in spans
        if len(case.text[start:end].strip()) >= _SHORTEST
        and (part := _alone(case, start, end)) is not None
    ]


def _alone(case: Case, start: int, end: int) -> Case | None:
    touching = [one for one in case.findings if one.start < end and start < one.end]
    inside = tuple(one.moved(-start) for one in touching if start <= one.start and one.end <= end)
    if len(inside) < len(touching) or bool(inside) != bool(case.findings):
        return None
    return replace(case, text=case.text[start:end], findings=inside)
