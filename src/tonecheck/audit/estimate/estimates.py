"""What the labels of a sample say of the whole archive: precision and missed offences."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from tonecheck.audit.estimate.proportions import Cell, Estimate, share_found, total
from tonecheck.audit.sample.labelled import Label
from tonecheck.audit.sample.sample import Drawing, Item, Layer, Sample
from tonecheck.categories import CATEGORIES, TITLES, Category


class Precision(msgspec.Struct, frozen=True):
    """Of what was flagged, the share that is right."""

    title: str
    flagged: int
    labelled: int
    right: int
    share: Estimate | None
    """None where nothing of it was labelled."""


class Missed(msgspec.Struct, frozen=True):
    """Offences in what was not flagged, and how much of all offences was flagged."""

    title: str
    unflagged: int
    labelled: int
    offending: int
    messages: Estimate | None
    found: Estimate | None
    """The share of all offences that was flagged (recall); None where there seem to be none."""


class CategoryEstimate(msgspec.Struct, frozen=True):
    category: Category
    precision: Precision
    missed: Missed


class LayerResult(msgspec.Struct, frozen=True):
    """What was labelled in one stratum."""

    title: str
    messages: int
    labelled: int
    offending: int


class Estimates(msgspec.Struct, frozen=True):
    """All of it; numbers are for the archive that the sample was drawn from."""

    drawing: Drawing
    offending: Estimate
    """Share of all messages that offend."""
    precision: Sequence[Precision]
    missed: Sequence[Missed]
    categories: Sequence[CategoryEstimate]
    layers: Sequence[LayerResult]


class _Labelled(NamedTuple):
    item: Item
    label: Label


Question = Callable[[Label], bool]
"""Whether a label says that a message is a case."""


def estimates(sample: Sample, labels: Sequence[Label]) -> Estimates:
    """Work out what labels of a sample say; they come in the order of its items."""
    by_layer: list[list[_Labelled]] = [[] for _ in sample.layers]
    for item, label in zip(sample.items, labels, strict=True):
        by_layer[item.layer].append(_Labelled(item, label))
    parts = list(zip(sample.layers, by_layer, strict=True))
    whole = total(_cells(parts, _offends))
    assert whole is not None  # every layer has labels
    return Estimates(
        drawing=sample.drawing,
        offending=whole.of(sample.drawing.messages),
        precision=list(_precisions(parts)),
        missed=[
            _missed("违规", parts, _offends),
            _missed("其中应拦截的", parts, _blocks),
        ],
        categories=[_category(name, parts) for name in CATEGORIES if _occurs(name, parts)],
        layers=[
            LayerResult(layer.title, layer.messages, len(those), _cases(those, _offends))
            for layer, those in parts
        ],
    )


_Parts = Sequence[tuple[Layer, Sequence[_Labelled]]]


def _offends(label: Label) -> bool:
    return label.severity is not None


def _blocks(label: Label) -> bool:
    return label.severity == "block"


def _cases(those: Sequence[_Labelled], question: Question) -> int:
    return sum(question(one.label) for one in those)


def _cells(parts: _Parts, question: Question) -> list[Cell]:
    return [Cell(layer.messages, len(those), _cases(those, question)) for layer, those in parts]


def _precisions(parts: _Parts) -> Iterator[Precision]:
    for title, outcomes, question in (
        ("被标出的确属违规", ("block", "review"), _offends),
        ("被拦截的确属违规", ("block",), _offends),
        ("被拦截的确应拦截", ("block",), _blocks),
        ("被复核的确属违规", ("review",), _offends),
    ):
        cells = _cells([part for part in parts if part[0].outcome in outcomes], question)
        if cells:
            yield _precision(title, cells)


def _precision(title: str, cells: Sequence[Cell]) -> Precision:
    flagged, right = sum(cell.messages for cell in cells), total(cells)
    return Precision(
        title,
        flagged,
        sum(cell.labelled for cell in cells),
        sum(cell.found for cell in cells),
        right.of(flagged) if right and flagged else None,
    )


def _missed(title: str, parts: _Parts, question: Question) -> Missed:
    flagged = [part for part in parts if part[0].outcome in ("block", "review")]
    rest = [part for part in parts if part not in flagged]
    return _missed_in(title, _cells(flagged, question), _cells(rest, question))


def _missed_in(title: str, flagged: Sequence[Cell], rest: Sequence[Cell]) -> Missed:
    right, messages = total(flagged), total(rest)
    return Missed(
        title,
        sum(cell.messages for cell in rest),
        sum(cell.labelled for cell in rest),
        sum(cell.found for cell in rest),
        messages,
        share_found(right, messages) if right and messages else None,
    )


def _occurs(name: Category, parts: _Parts) -> bool:
    return any(
        layer.found.get(name) or any(name in one.label.categories for one in those)
        for layer, those in parts
    )


def _category(name: Category, parts: _Parts) -> CategoryEstimate:
    """A layer's messages with a finding of the category, and those without, are cells of their own.

    How many there are of either is known of the whole archive (post-stratification: Holt & Smith
    1979, Journal of the Royal Statistical Society A 142:33-46).
    """

    def question(label: Label) -> bool:
        return name in label.categories

    flagged, rest = [], []
    for layer, those in parts:
        found = [one for one in those if name in one.item.found]
        others = [one for one in those if name not in one.item.found]
        many = layer.found.get(name, 0)
        flagged.append(Cell(many, len(found), _cases(found, question)))
        rest.append(Cell(layer.messages - many, len(others), _cases(others, question)))
    title = TITLES[name]
    return CategoryEstimate(name, _precision(title, flagged), _missed_in(title, flagged, rest))
