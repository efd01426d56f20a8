"""The shipped model: windows in, calibrated probabilities and the pieces that show them out."""

import hashlib
from collections.abc import Sequence
from math import expm1, log, log1p
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from tonecheck.categories import CATEGORIES, Category
from tonecheck.classifier.decision import ModelError, read_decision
from tonecheck.classifier.encoding import Encoding, Window
from tonecheck.classifier.labels import BLOCK_OFFSET, LABELS, OFFENSIVE
from tonecheck.classifier.spans import Span, merged, spans
from tonecheck.message import Message
from tonecheck.report import ModelVersion
from tonecheck.text.reading import Reading

NAME: Final = "tonecheck-zh"
"""The folder of the shipped model under ``models/``."""

WEIGHTS: Final = "model.onnx"
TOKENIZER: Final = "tokenizer.json"
DECISION: Final = "decision.json"
_OFFENSIVE: Final = LABELS.index(OFFENSIVE)
Floats = NDArray[np.float32]


class Suspicion(NamedTuple):
    """One category in one message: how probable, how probably severe, and where (comparable text)."""

    category: Category
    probability: float
    severe: float
    spans: tuple[Span, ...]


class Scores(NamedTuple):
    """What the model says of a message."""

    suspicions: tuple[Suspicion, ...]
    """All categories, in the contract's order."""
    any_odds: float
    """Log odds that some category occurs, were they independent."""
    peak: float
    """Logit of the piece that shows an offence most."""
    offensive: float


class Session:
    """The ONNX graph, loaded."""

    def __init__(self, weights: bytes, threads: int = 1) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            weights, options, providers=["CPUExecutionProvider"]
        )

    def run(self, window: Window) -> tuple[Floats, Floats]:
        """The raw outputs for one window: of `LABELS`, and of the categories for each piece.

        One window at a time: the int8 arithmetic scales with what it is given, so that windows
        run together would change one another.
        """
        inputs = {
            "ids": np.array([window.ids], dtype=np.int64),
            "speakers": np.array([window.speakers], dtype=np.int64),
        }
        logits, evidence = self._session.run(["logits", "evidence"], inputs)
        return logits.reshape(-1), evidence[0]


class Model:
    """Immutable once loaded; threads may share it.

    Args:
        folder: holds ``model.onnx``, ``tokenizer.json`` and ``decision.json``.
        threads: of one prediction; 1 for servers that run several processes.

    Raises:
        ModelError: a file is missing or does not fit the others.
    """

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self.decision = read_decision(folder / DECISION)
        try:
            weights = (folder / WEIGHTS).read_bytes()
            self._encoding = Encoding(Tokenizer.from_file(str(folder / TOKENIZER)))
            self._session = Session(weights, threads)
        except Exception as error:  # tokenizers and onnxruntime raise bare exceptions
            raise ModelError(f"{folder}：模型无法载入：{error}") from None
        self.version = ModelVersion(self.decision.name, hashlib.sha256(weights).hexdigest())
        self._calibration = [self.decision.calibration[label] for label in LABELS]

    def scores(self, message: Message, reading: Reading) -> Scores:
        """Read one message, all of it."""
        windows = self._encoding.windows(message, reading)
        read = [self._session.run(window) for window in windows]
        probabilities = np.max([self._probabilities(*outputs) for outputs in read], axis=0)
        suspicions = tuple(
            Suspicion(
                category,
                float(probabilities[number]),
                float(probabilities[number + BLOCK_OFFSET]),
                merged(
                    span
                    for window, (_, evidence) in zip(windows, read, strict=True)
                    for span in spans(
                        window, evidence[:, number], self.decision.evidence, reading.text
                    )
                ),
            )
            for number, category in enumerate(CATEGORIES)
        )
        return Scores(
            suspicions,
            any_odds(probabilities[:BLOCK_OFFSET]),
            max(float(evidence.max()) for _, evidence in read),
            float(probabilities[_OFFENSIVE]),
        )

    def _probabilities(self, logits: Floats, evidence: Floats) -> list[float]:
        pairs = zip(self._calibration, logits, strongest_piece(evidence), strict=True)
        return [calibration.probability(*pair) for calibration, *pair in pairs]


def strongest_piece(evidence: Floats) -> Floats:
    """For each of `LABELS` the logit of the piece that shows its category most; 0 for offence."""
    peaks = evidence.max(axis=0)
    return np.concatenate([peaks, peaks, np.zeros(1, peaks.dtype)])


def any_odds(probabilities: Sequence[float]) -> float:
    """Log odds that one of several independent things of these probabilities happens."""
    none = sum(log1p(-min(probability, 1 - 1e-9)) for probability in probabilities)
    return log(max(-expm1(none), 1e-12)) - none
