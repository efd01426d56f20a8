"""What a model says of labelled messages, gathered for calibration and for the card."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tonecheck.categories import CATEGORIES
from tonecheck.checker import Checker
from tonecheck.classifier.encoding import Encoding
from tonecheck.classifier.labels import BLOCK_OFFSET, LABELS
from tonecheck.classifier.linear import Linear, Said
from tonecheck.classifier.model import Session, phrase_of_labels, strongest
from tonecheck.evaluate.corpus import Case
from tonecheck.message import Message
from tonecheck.report import Finding, Severity
from tonecheck.training.served import served

Floats = NDArray[np.float64]
Truth = NDArray[np.bool_]


@dataclass(frozen=True)
class Outputs:
    """One row a message.

    ``message`` and ``piece`` hold the encoder's logits of `LABELS`, ``phrase`` and ``phrases`` what
    the strongest n-grams and all of them say, ``any_phrase`` and ``any_phrases`` the same of any
    offence; ``truth`` are the answers. ``worst`` is the worst finding of the rules that yield to
    scores, ``stands`` whether one that does not yield found something; ``offends`` and ``blocks``
    are what people said.
    """

    message: Floats
    piece: Floats
    phrase: Floats
    phrases: Floats
    any_phrase: Floats
    any_phrases: Floats
    truth: Truth
    worst: tuple[Severity | None, ...]
    stands: Truth
    writers: tuple[str, ...]

    def signs(self, label: int) -> Floats:
        """What was said of one label: message, strongest piece, strongest n-grams, all n-grams."""
        said = (self.message, self.piece, self.phrase, self.phrases)
        return np.column_stack([one[:, label] for one in said])

    def rows(self, chosen: Truth) -> "Outputs":
        """Those messages only."""
        numbers = np.flatnonzero(chosen)
        arrays = {
            name: held[numbers] for name, held in vars(self).items() if isinstance(held, np.ndarray)
        }
        return replace(
            self,
            **arrays,
            worst=tuple(self.worst[n] for n in numbers),
            writers=tuple(self.writers[n] for n in numbers),
        )

    @property
    def offends(self) -> Truth:
        return np.asarray(self.truth[:, :BLOCK_OFFSET].any(axis=1))

    @property
    def blocks(self) -> Truth:
        return np.asarray(self.truth[:, BLOCK_OFFSET : 2 * BLOCK_OFFSET].any(axis=1))


class Half(NamedTuple):
    """The two halves of a model that has no calibration yet."""

    session: Session
    encoding: Encoding
    phrases: Linear

    def read(self, message: Message) -> tuple[Floats, Floats, Said]:
        """Logits of `LABELS` for the message and its strongest piece, and what the phrases say."""
        message, reading, _ = served(message)
        pieces = self.encoding.pieces(reading)
        windows = self.encoding.windows(message, reading, pieces)
        whole, piece = strongest([self.session.run(window) for window in windows])
        return whole, piece, self.phrases.scores(message, reading, pieces)


def gather(half: Half, cases: Sequence[Case], rules: Checker) -> Outputs:
    """Run the model and the rules over ``cases``."""
    read = [half.read(case.message()) for case in cases]
    found = [rules.check(case.message()).findings for case in cases]
    standing = {rule.id for rule in rules.ruleset.rules if rule.stands}
    return Outputs(
        message=np.array([whole for whole, _, _ in read], np.float64),
        piece=np.array([piece for _, piece, _ in read], np.float64),
        phrase=np.array([phrase_of_labels(said.strongest) for _, _, said in read]),
        phrases=np.array([phrase_of_labels(said.whole) for _, _, said in read]),
        any_phrase=np.array([said.strongest[0] for _, _, said in read]),
        any_phrases=np.array([said.whole[0] for _, _, said in read]),
        truth=np.array([_truth(case) for case in cases]),
        worst=tuple(_worst(f for f in one if f.rule not in standing) for one in found),
        stands=np.array(
            [any(f.rule in standing and f.severity != "info" for f in one) for one in found]
        ),
        writers=tuple(case.writer for case in cases),
    )


def _truth(case: Case) -> list[bool]:
    found = {(finding.category, finding.severity) for finding in case.findings}
    named = [any(category == one for one, _ in found) for category in CATEGORIES]
    severe = [(category, "block") in found for category in CATEGORIES]
    return [*named, *severe, *[False] * (len(LABELS) - 2 * len(CATEGORIES))]


def _worst(findings: Iterable[Finding]) -> Severity | None:
    severities = {finding.severity for finding in findings}
    return next((one for one in ("block", "warn") if one in severities), None)
