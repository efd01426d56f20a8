"""Shares and their intervals, and what counts as a hit."""

from typing import Literal

import pytest
from msgspec.structs import replace

from tonecheck import Checker
from tonecheck.evaluate.corpus import Case, Labelled
from tonecheck.evaluate.scores import Share, score


@pytest.mark.parametrize(
    ("hits", "total", "low", "high"),
    [(0, 0, 0.0, 1.0), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (81, 263, 0.2553, 0.3662)],
)
def test_wilson_interval(hits: int, total: int, low: float, high: float) -> None:
    """The last row is the worked example of Newcombe (1998), Statistics in Medicine 17:857."""
    assert Share(hits, total).interval == pytest.approx((low, high), abs=1e-4)


def _case(text: str, *findings: Labelled) -> Case:
    label: Literal["violating", "lawful"] = "violating" if findings else "lawful"
    return Case(id=text, writer="t", text=text, label=label, findings=findings)


def test_hits_misses_and_false_alarms_are_told_apart(checker: Checker) -> None:
    threat = Labelled(category="violence_threat", severity="block", start=0, end=5)
    insult = Labelled(category="insult", severity="warn", start=0, end=2)
    cases = [_case("打断你的腿", threat), _case("您好", insult), _case("谢谢您")]
    scores = score(checker, cases)
    assert (scores.violating.hits, scores.violating.total) == (1, 2)
    assert (scores.blocking.hits, scores.blocking.total) == (1, 1)
    assert (scores.severe.hits, scores.severe.total) == (1, 1)
    assert (scores.mild_blocked.hits, scores.mild_blocked.total) == (0, 1)
    assert (scores.lawful_flagged.hits, scores.lawful_flagged.total) == (0, 1)
    assert (scores.lawful_blocked.hits, scores.lawful_blocked.total) == (0, 1)
    assert (scores.spans_overlapping.hits, scores.spans_overlapping.total) == (1, 2)
    assert scores.missed == ["您好"]
    assert scores.kinds == {}
    kind = score(checker, [replace(cases[0], kind="plain"), replace(cases[2], kind="ordinary")])
    assert {name: share.hits for name, share in kind.kinds.items()} == {"plain": 1, "ordinary": 0}
    recall = scores.categories["violence_threat"].recall
    assert (recall.hits, recall.total) == (1, 1)


def test_a_severe_message_that_is_merely_warned_of_is_found_and_not_blocked(
    checker: Checker,
) -> None:
    text = "老赖"
    (found,) = [one for one in checker.check(text).findings if one.severity == "warn"]
    severe = Labelled(category="insult", severity="block", start=found.start, end=found.end)
    scores = score(checker, [_case(text, severe)])
    assert (scores.severe.hits, scores.blocking.hits, scores.severe.total) == (1, 0, 1)


def test_what_is_blocked_and_deserves_less_is_counted(checker: Checker) -> None:
    text = "再不还钱就打断你的腿"
    mild = Labelled(category="violence_threat", severity="warn", start=0, end=len(text))
    scores = score(checker, [_case(text, mild), _case(text), _case("老赖")])
    assert (scores.mild_blocked.hits, scores.mild_blocked.total) == (1, 1)
    assert (scores.lawful_flagged.hits, scores.lawful_flagged.total) == (2, 2)
    assert (scores.lawful_blocked.hits, scores.lawful_blocked.total) == (1, 2)
