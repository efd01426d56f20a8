"""The shipped model: windows in, calibrated probabilities and the pieces that show them out."""

import hashlib
import os
from collections.abc import Callable, Sequence
from math import expm1, log, log1p
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from tonecheck.categories import CATEGORIES, Category
from tonecheck.classifier.decision import Calibration, ModelError, Signs, read_decision
from tonecheck.classifier.encoding import Encoding, Window
from tonecheck.classifier.labels import BLOCK_OFFSET, LABELS, OFFENSIVE
from tonecheck.classifier.linear import Linear, Said
from tonecheck.classifier.spans import Span, spans
from tonecheck.message import Message
from tonecheck.report import ModelVersion
from tonecheck.text.reading import Reading

NAME: Final = "tonecheck-zh"
"""The folder of the shipped model under ``models/``."""

WEIGHTS: Final = "model.onnx"
TOKENIZER: Final = "tokenizer.json"
PHRASES: Final = "phrases.npz"
DECISION: Final = "decision.json"
_OFFENSIVE: Final = LABELS.index(OFFENSIVE)
_NOTHING: Final = -30.0
"""Logit of what shows no offence at all."""

Floats = NDArray[Any]


class Suspicion(NamedTuple):
    """One category in one message: how probable, and how probably severe."""

    category: Category
    probability: float
    severe: float


class Scores(NamedTuple):
    """What the model says of a message."""

    suspicions: tuple[Suspicion, ...]
    """All categories, in the contract's order."""
    signs: Signs
    offensive: float
    """Probability of general offence."""
    where: Callable[[Category], tuple[Span, ...]]
    """The stretches of the comparable text that show a category; found when somebody asks."""


class Session:
    """The ONNX graph, loaded from a file, which is not held in memory besides, or from bytes."""

    def __init__(self, weights: Path | bytes, threads: int = 1) -> None:
        # Unless it is told not to, it keeps a name for this machine under the user's cache
        # directory and a thread that reports events. Being told later than this is too late for
        # that; where somebody has imported it before us, it is told at least to report nothing.
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"
        import onnxruntime  # only who has a model pays for it

        onnxruntime.disable_telemetry_events()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # Without VNNI, x86 adds products of int8 in 16 bits and cuts off what does not fit: the same
        # message would be judged otherwise on other processors. So weights are unsigned there.
        options.add_session_config_entry("session.x64quantprecision", "1")
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
        folder: holds ``model.onnx``, ``phrases.npz``, ``tokenizer.json`` and ``decision.json``.
        threads: of one prediction; 1 for servers that run several processes.

    Raises:
        ModelError: a file is missing or does not fit the others.
    """

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self.decision = read_decision(folder / DECISION)
        try:
            self._encoding = Encoding(Tokenizer.from_file(str(folder / TOKENIZER)))
            self._session = Session(folder / WEIGHTS, threads)
            self._phrases = Linear(folder / PHRASES)
        except Exception as error:  # tokenizers and onnxruntime raise bare exceptions
            raise ModelError(f"{folder}：模型无法载入：{error}") from None
        self.version = ModelVersion(self.decision.name, digest(folder))
        self._calibration = [self.decision.calibration[label] for label in LABELS]
        tier = self.decision.first_tier
        self._by_phrases = [tier.calibration[label] for label in LABELS]

    def scores(self, message: Message, reading: Reading, first_tier: bool = False) -> Scores:
        """Read one message, all of it.

        Args:
            first_tier: whether the encoder may be skipped where the phrases are clearly harmless.
        """
        pieces = self._encoding.pieces(reading)
        phrases = self._phrases.scores(message, reading, pieces)
        if first_tier and phrases.strongest[0] < self.decision.first_tier.limit:
            return self._scores_by_phrases(phrases)
        return self._scores(reading, self._encoding.windows(message, reading, pieces), phrases)

    def part_scores(self, message: Message, reading: Reading, part: tuple[int, int]) -> Scores:
        """Read ``reading.text[start:end]`` of a message and nothing else of it."""
        pieces = self._encoding.pieces(reading, part)
        windows = self._encoding.windows(message, reading, pieces)
        return self._scores(reading, windows, self._phrases.part_scores(message, pieces))

    def _scores(self, reading: Reading, windows: Sequence[Window], phrases: Said) -> Scores:
        read = [self._session.run(window) for window in windows]
        whole, piece = strongest(read)
        probabilities = _probabilities(self._calibration, whole, piece, phrases)

        def where(category: Category) -> tuple[Span, ...]:
            number, limit = CATEGORIES.index(category), self.decision.evidence
            evidence = [evidence[:, number] for _, evidence in read]
            return spans(list(zip(windows, evidence, strict=True)), limit, reading)

        peak = max(float(evidence.max()) for _, evidence in read)
        return _scores(probabilities, peak, phrases, float(whole[_OFFENSIVE]), where)

    def _scores_by_phrases(self, phrases: Said) -> Scores:
        """What the phrases alone say; no piece was looked at, so none offends."""
        nothing = np.zeros(len(LABELS))
        probabilities = _probabilities(self._by_phrases, nothing, nothing, phrases)
        return _scores(probabilities, _NOTHING, phrases, _NOTHING, lambda _: ())


def _scores(
    probabilities: Sequence[float],
    peak: float,
    phrases: Said,
    rude: float,
    where: Callable[[Category], tuple[Span, ...]],
) -> Scores:
    suspicions = tuple(
        Suspicion(category, float(probabilities[n]), float(probabilities[n + BLOCK_OFFSET]))
        for n, category in enumerate(CATEGORIES)
    )
    odds = any_odds(probabilities[:BLOCK_OFFSET])
    signs = Signs(odds, peak, float(phrases.strongest[0]), float(phrases.whole[0]), rude)
    return Scores(suspicions, signs, float(probabilities[_OFFENSIVE]), where)


def _probabilities(
    calibrations: Sequence[Calibration], message: Floats, piece: Floats, phrases: Said
) -> list[float]:
    said = (phrase_of_labels(phrases.strongest), phrase_of_labels(phrases.whole))
    rows = zip(calibrations, message, piece, *said, strict=True)
    return [calibration.probability(*logits) for calibration, *logits in rows]


def digest(folder: Path) -> str:
    """One sha256 over the files a verdict depends on."""
    total = hashlib.sha256()
    for name in (WEIGHTS, PHRASES, TOKENIZER, DECISION):
        total.update(hashlib.sha256((folder / name).read_bytes()).digest())
    return total.hexdigest()


def strongest(read: Sequence[tuple[Floats, Floats]]) -> tuple[Floats, Floats]:
    """The highest logits of several windows, for each of `LABELS`: of the message, and of a piece.

    General offence shows in no piece: 0.
    """
    message = np.max([logits for logits, _ in read], axis=0)
    peaks = np.max([evidence.max(axis=0) for _, evidence in read], axis=0)
    pieces = np.concatenate([peaks, peaks, np.zeros(1, peaks.dtype)])
    return message.astype(np.float64), pieces.astype(np.float64)


def phrase_of_labels(phrases: Floats) -> Floats:
    """The margins by phrases for each of `LABELS`; a severe form takes those of its category."""
    categories, offence = phrases[1:-1], phrases[-1:]
    return np.concatenate([categories, categories, offence])


def any_odds(probabilities: Sequence[float]) -> float:
    """Log odds that one of several independent things of these probabilities happens."""
    none = sum(log1p(-min(probability, 1 - 1e-9)) for probability in probabilities)
    return log(max(-expm1(none), 1e-12)) - none
