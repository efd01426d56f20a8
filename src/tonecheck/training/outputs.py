"""What a model says of labelled messages, gathered for calibration and for the card."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tonecheck.categories import CATEGORIES
from tonecheck.checker import Checker
from tonecheck.classifier.encoding import Encoding
from tonecheck.classifier.labels import BLOCK_OFFSET, LABELS
from tonecheck.classifier.model import Session, strongest_piece
from tonecheck.evaluate.corpus import Case
from tonecheck.message import Message
from tonecheck.report import Severity
from tonecheck.text.reading import Reading

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Outputs:
    """One row a message.

    ``message`` and ``piece`` hold the logits of `LABELS`, ``truth`` the answers; ``worst`` is the
    worst finding of the rules, ``offends`` and ``blocks`` what people said.
    """

    message: Floats
    piece: Floats
    truth: NDArray[np.bool_]
    worst: tuple[Severity | None, ...]
    writers: tuple[str, ...]

    @property
    def offends(self) -> NDArray[np.bool_]:
        return np.asarray(self.truth[:, :BLOCK_OFFSET].any(axis=1))

    @property
    def blocks(self) -> NDArray[np.bool_]:
        return np.asarray(self.truth[:, BLOCK_OFFSET : 2 * BLOCK_OFFSET].any(axis=1))


def logits(session: Session, encoding: Encoding, message: Message) -> tuple[Floats, Floats]:
    """Logits of `LABELS` and of their strongest pieces, the highest of all windows."""
    windows = encoding.windows(message, Reading.of(message))
    read = [session.run(window) for window in windows]
    whole = np.max([logits for logits, _ in read], axis=0)
    pieces = np.max([strongest_piece(evidence) for _, evidence in read], axis=0)
    return whole.astype(np.float64), pieces.astype(np.float64)


def gather(session: Session, encoding: Encoding, cases: Sequence[Case], rules: Checker) -> Outputs:
    """Run the model and the rules over ``cases``."""
    read = [logits(session, encoding, case.message()) for case in cases]
    return Outputs(
        np.array([whole for whole, _ in read]),
        np.array([piece for _, piece in read]),
        np.array([_truth(case) for case in cases]),
        tuple(_worst(rules, case) for case in cases),
        tuple(case.writer for case in cases),
    )


def _truth(case: Case) -> list[bool]:
    found = {(finding.category, finding.severity) for finding in case.findings}
    named = [any(category == one for one, _ in found) for category in CATEGORIES]
    severe = [(category, "block") in found for category in CATEGORIES]
    return [*named, *severe, *[False] * (len(LABELS) - 2 * len(CATEGORIES))]


def _worst(rules: Checker, case: Case) -> Severity | None:
    severities = {finding.severity for finding in rules.check(case.message()).findings}
    return next((one for one in ("block", "warn") if one in severities), None)
