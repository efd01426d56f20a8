"""A decision to fuse by, and what the rules and a classifier may say of a message."""

from collections.abc import Sequence

from tonecheck.categories import CATEGORIES
from tonecheck.checker import Checker
from tonecheck.classifier.decision import (
    Calibration,
    Decision,
    FirstTier,
    Signs,
    Threshold,
    Verdict,
)
from tonecheck.classifier.labels import LABELS
from tonecheck.classifier.model import Scores, Suspicion, any_odds
from tonecheck.classifier.spans import Span
from tonecheck.closely import Read
from tonecheck.judge import Judged, Way, judge
from tonecheck.message import Message
from tonecheck.suspicion import Fusion
from tonecheck.text.reading import Reading

THREAT = "再不还钱就打断你的腿"
HINT = "你老家的祖坟还好吧"
DECISION = Decision(
    name="test",
    calibration=dict.fromkeys(LABELS, Calibration(1, 0, 0, 0, 0)),
    verdict=Verdict(bias=0, category=1, piece=0, phrase=0, phrases=0, rude=0, warned=1, blocked=2),
    review=0.5,
    doubted=0.01,
    thresholds=dict.fromkeys(CATEGORIES, Threshold(named=0.5, block=0.5)),
    evidence=0.0,
    first_tier=FirstTier(-1e6, dict.fromkeys(LABELS, Calibration(0, 0, 1, 0, 0)), ""),
    guarantee="",
)


def found_by_rules(checker: Checker, message: Message) -> list[Judged]:
    way = Way(Reading.of(message))
    matches = checker.engine.matches(message, way.reading)
    return judge(message, way, matches, checker.ruleset.catalogue)


def fuse(
    fusion: Fusion, message: Message, found: Sequence[Judged], read: Sequence[Read]
) -> list[Judged]:
    """The findings where every part reads like the whole."""
    return fusion.fuse(message, found, (), read, lambda _, __: read[0].scores).findings


def read_as(
    text: str, marked: str = "", severe: float = 0.0, **likely: float
) -> tuple[Message, Read]:
    """A message, and a classifier that says ``likely`` of it and points at ``marked``."""
    start = text.find(marked)
    return read_at(text, [(start, start + len(marked or text))], severe, **likely)


def read_at(
    text: str, places: list[tuple[int, int]], severe: float, **likely: float
) -> tuple[Message, Read]:
    message = Message(text=text)
    spans = tuple(Span(start, end, 3.0) for start, end in places)
    suspicions = tuple(
        Suspicion(category, likely.get(category, 0.001), severe) for category in CATEGORIES
    )
    odds = any_odds([suspicion.probability for suspicion in suspicions])
    scores = Scores(suspicions, Signs(odds, 0.0, 0.0, 0.0, 0.0), 0.0, lambda _: spans)
    return message, Read(Way(Reading.of(message)), scores)
