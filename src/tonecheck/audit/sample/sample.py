"""A sample with what an estimate needs beside its labels, and nothing else of the archive."""

import hashlib
from collections.abc import Sequence
from typing import Any

import msgspec

from tonecheck.audit.results import Results
from tonecheck.audit.sample.drawing import draw
from tonecheck.audit.sample.frame import Outcome, categories_of, frame_of
from tonecheck.audit.scan import VERDICTS_FILE
from tonecheck.categories import CATEGORIES, Category
from tonecheck.report import Decision


class Drawing(msgspec.Struct, frozen=True):
    """Where the sample comes from: whoever has this draws it again."""

    audit: str
    """SHA-256 of the verdicts it was drawn from."""
    versions: str
    messages: int
    size: int
    seed: int


class Layer(msgspec.Struct, frozen=True):
    """One stratum: how many messages it holds, how many were drawn, what was found in it."""

    title: str
    outcome: Outcome
    messages: int
    drawn: int
    found: dict[Category, int]
    """Messages with a finding of each category (of those that warn or block)."""

    @property
    def weight(self) -> float:
        """Messages of the archive that one of the sample stands for."""
        return self.messages / self.drawn


class Item(msgspec.Struct, frozen=True):
    """One message drawn; ``layer`` counts from 0."""

    layer: int
    message: str
    source: str
    row: int
    found: tuple[Category, ...]


class Sample(msgspec.Struct, frozen=True):
    drawing: Drawing
    layers: Sequence[Layer]
    items: Sequence[Item]

    @property
    def digest(self) -> str:
        """Changes with anything that an estimate depends on, labels aside."""
        drawn = [(item.layer, item.found) for item in self.items]
        counted = msgspec.json.encode((self.drawing, self.layers, drawn))
        return hashlib.sha256(counted).hexdigest()


class Facts(msgspec.Struct, frozen=True):
    """What a labeller is told of a message beside its text."""

    sent_at: str
    channel: str
    recipient: str
    sender: str
    decision: Decision


def sample_of(results: Results, size: int | None, seed: int) -> tuple[Sample, list[Facts]]:
    """Draw from an audit.

    Args:
        size: messages to draw; all of a smaller archive; None draws the usual number.

    Raises:
        AuditError: ``size`` is too small, or a table of the results cannot be read.
    """
    frame = frame_of(results)
    drawn = draw(frame, size, seed)
    rows = _rows(results, [one.place for one in drawn])
    found_in = frame.found_in()
    often = [0] * len(frame.strata)
    for one in drawn:
        often[one.stratum] += 1
    layers = [
        Layer(
            stratum.title,
            stratum.outcome,
            messages,
            often[at],
            {name: many[at] for name, many in zip(CATEGORIES, found_in, strict=True) if many[at]},
        )
        for at, (stratum, messages) in enumerate(zip(frame.strata, frame.sizes(), strict=True))
    ]
    items = [
        Item(
            layer=one.stratum,
            message=row["message"],
            source=row["source"],
            row=row["row"],
            found=categories_of(int(frame.found[one.place])),
        )
        for one, row in zip(drawn, rows, strict=True)
    ]
    summary = results.summary
    audit = next(one["sha256"] for one in summary["files"] if one["name"] == VERDICTS_FILE)
    drawing = Drawing(audit, summary["versions_digest"], summary["messages"], len(items), seed)
    return Sample(drawing, layers, items), [_facts(row) for row in rows]


def _rows(results: Results, places: list[int]) -> list[dict[str, Any]]:
    order = sorted(places)
    told = ("message", "source", "row", "sent_at", "channel", "recipient", "sender", "decision")
    rows = results.verdicts_at(order, *told).to_pylist()
    by_place = dict(zip(order, rows, strict=True))
    return [by_place[place] for place in places]


def _facts(row: dict[str, Any]) -> Facts:
    sent_at = row["sent_at"]
    return Facts(
        sent_at.strftime("%Y-%m-%d %H:%M") if sent_at else "",
        row["channel"],
        row["recipient"],
        row["sender"] or "",
        row["decision"],
    )
