"""How scores become verdicts: calibration and thresholds, as the training run measured them."""

from collections.abc import Collection
from math import exp
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from tonecheck.categories import CATEGORIES, Category
from tonecheck.classifier.labels import LABELS
from tonecheck.report import Severity

_MOST_ODDS: Final = 30.0


def logistic(odds: float) -> float:
    """The probability of log odds."""
    return 1 / (1 + exp(-max(-_MOST_ODDS, min(_MOST_ODDS, odds))))


class Calibration(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Platt scaling (Platt 1999) of one label.

    Over the encoder's logit for the message, that of its strongest piece, and what the phrases say:
    the strongest ones, and all of them.
    """

    message: float
    piece: float
    phrase: float
    phrases: float
    bias: float

    def probability(self, message: float, piece: float, phrase: float, phrases: float) -> float:
        encoder = self.message * message + self.piece * piece
        return logistic(encoder + self.phrase * phrase + self.phrases * phrases + self.bias)


class Signs(NamedTuple):
    """What the model says of whether a message offends at all."""

    any_odds: float
    """Log odds that some category occurs, were they independent."""
    peak: float
    """Logit of the piece that shows an offence most."""
    phrase: float
    """Margin of an offence by the strongest phrases."""
    phrases: float
    """The same by all of them."""
    rude: float
    """Logit of general offence."""


class Verdict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Logistic regression of whether a message offends, on what the model and the rules say of it."""

    bias: float
    category: float
    """Weight of the log odds that any category occurs."""
    piece: float
    """Weight of the logit of the strongest piece."""
    phrase: float
    """Weight of what the strongest phrases say of any offence."""
    phrases: float
    """Weight of what all of them say."""
    rude: float
    """Weight of the logit of general offence: offences of our field are seldom polite."""
    warned: float
    blocked: float
    """What it adds that a finding of the rules warns or blocks."""

    def probability(self, seen: Signs, worst: Severity | None) -> float:
        """How probably the message offends, where ``worst`` is the worst the rules found."""
        rules = {"warn": self.warned, "block": self.blocked}.get(worst or "info", 0.0)
        encoder = self.category * seen.any_odds + self.piece * seen.peak + self.rude * seen.rude
        phrases = self.phrase * seen.phrase + self.phrases * seen.phrases
        return logistic(self.bias + encoder + phrases + rules)


class Threshold(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From which probability on a category is named, and from which of its severe form it blocks."""

    named: float
    block: float


class FirstTier(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Messages the phrases call so harmless that the encoder need not read them."""

    limit: float
    """Margin of an offence, by the strongest phrases alone, below which the encoder is skipped."""
    calibration: dict[str, Calibration]
    """Of each label by its phrases alone."""
    guarantee: str
    """How often that may miss an offence, in words."""


class Decision(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file ``decision.json`` of a model folder."""

    name: str
    calibration: dict[str, Calibration]
    verdict: Verdict
    review: float
    """Probability of an offence below which a message is fine."""
    doubted: float
    """Probability of a category below which a rule that says it is not believed, unless it stands."""
    thresholds: dict[Category, Threshold]
    evidence: float
    """Logit from which a piece belongs to the offence."""
    first_tier: FirstTier
    guarantee: str
    """What the thresholds promise, in words."""

    def names(self, category: Category, probability: float) -> bool:
        """Whether a category that is so probable is named."""
        return probability >= self.thresholds[category].named

    def blocks(self, category: Category, severe: float) -> bool:
        """Whether it blocks where its severe form is so probable."""
        return severe >= self.thresholds[category].block


class ModelError(ValueError):
    """A model folder that cannot be used; names the file and what to do."""


def read_decision(path: Path) -> Decision:
    """Read ``decision.json``.

    Raises:
        ModelError: missing, of another shape, or for other labels.
    """
    try:
        decision = msgspec.json.decode(path.read_bytes(), type=Decision)
    except (OSError, msgspec.DecodeError) as error:
        raise ModelError(f"{path}：无法读取：{error}；请重新安装或重新训练模型") from None
    parts: tuple[tuple[str, Collection[str], Collection[str]], ...] = (
        ("calibration", decision.calibration, LABELS),
        ("first_tier", decision.first_tier.calibration, LABELS),
        ("thresholds", decision.thresholds, CATEGORIES),
    )
    for field, found, names in parts:
        if missing := [name for name in names if name not in found]:
            raise ModelError(f"{path}：{field} 缺少 {'、'.join(missing)}；请重新安装或重新训练模型")
    return decision
