"""Estimates of samples: of a fully labelled archive the truth, of others the right questions."""

from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tonecheck.audit.estimate.estimates import Estimates, estimates
from tonecheck.audit.estimate.proportions import Estimate
from tonecheck.audit.sample.frame import OUTCOMES
from tonecheck.audit.sample.labelled import Label
from tonecheck.audit.sample.sample import Drawing, Item, Layer, Sample
from tonecheck.categories import CATEGORIES, Category

SOME: Sequence[Category] = ("violence_threat", "insult", "deception")
categories = st.frozensets(st.sampled_from(SOME))
labels = st.one_of(
    st.just(Label(None, frozenset())),
    st.builds(
        Label, st.sampled_from(["warn", "block"]), st.frozensets(st.sampled_from(SOME), min_size=1)
    ),
)


@st.composite
def labelled_archives(draw: st.DrawFn) -> tuple[Sample, list[Label]]:
    """All messages of a small archive, each with what was found and what is true."""
    layers, items = [], []
    for number in range(draw(st.integers(1, 5))):
        outcome = draw(st.sampled_from(OUTCOMES))
        flagged = outcome in ("block", "review")
        found = draw(
            st.lists(categories if flagged else st.just(frozenset()), min_size=1, max_size=8)
        )
        counted = Counter(name for those in found for name in those)
        layers.append(Layer(f"层 {number}", outcome, len(found), len(found), dict(counted)))
        items += [Item(number, "m", "a", 1, tuple(those)) for those in found]
    order = draw(st.permutations(items))
    drawing = Drawing("", "", len(items), len(items), 1)
    return Sample(drawing, layers, order), [draw(labels) for _ in order]


@given(labelled_archives())
def test_the_estimate_of_a_fully_labelled_archive_is_the_truth(
    archive: tuple[Sample, list[Label]],
) -> None:
    sample, given_labels = archive
    pairs = [
        (sample.layers[item.layer].outcome, set(item.found), label)
        for item, label in zip(sample.items, given_labels, strict=True)
    ]
    found = estimates(sample, given_labels)
    offending = [label.severity is not None for *_, label in pairs]
    assert_exactly(found.offending, sum(offending) / len(pairs))
    flagged = [label for outcome, _, label in pairs if outcome in ("block", "review")]
    unflagged = [label for outcome, _, label in pairs if outcome in ("unread", "pass")]
    if flagged:
        right = sum(label.severity is not None for label in flagged)
        assert found.precision[0].flagged == len(flagged)
        assert_exactly(found.precision[0].share, right / len(flagged))
    missed = sum(label.severity is not None for label in unflagged)
    assert_exactly(found.missed[0].messages, missed)
    if any(offending):
        assert_exactly(found.missed[0].found, 1 - missed / sum(offending))
    else:
        assert found.missed[0].found is None
    assert_exactly(found.missed[1].messages, sum(one.severity == "block" for one in unflagged))
    for one in found.categories:
        told = [label for _, seen, label in pairs if one.category in seen]
        untold = [label for _, seen, label in pairs if one.category not in seen]
        right = sum(one.category in label.categories for label in told)
        assert (one.precision.flagged, one.precision.right) == (len(told), right)
        if told:
            assert_exactly(one.precision.share, right / len(told))
        assert_exactly(
            one.missed.messages, sum(one.category in label.categories for label in untold)
        )
    expected = {name for *_, label in pairs for name in label.categories}
    expected |= {name for _, seen, _ in pairs for name in seen}
    assert [one.category for one in found.categories] == [
        name for name in CATEGORIES if name in expected
    ]


def assert_exactly(estimate: Estimate | None, truth: float) -> None:
    assert estimate is not None
    assert (estimate.value, estimate.low, estimate.high) == pytest.approx((truth, truth, truth))


def sampled(right: int, missed: int) -> Estimates:
    """20 of 1,000 blocked and 100 of 50,000 passed messages, labelled."""
    sample = Sample(
        Drawing("", "", 51_000, 120, 1),
        [
            Layer("拦截", "block", 1000, 20, {"insult": 1000}),
            Layer("通过", "pass", 50_000, 100, {}),
        ],
        [Item(0, "m", "a", 1, ("insult",))] * 20 + [Item(1, "m", "a", 1, ())] * 100,
    )
    bad, good = Label("block", frozenset({"insult"})), Label(None, frozenset())
    given_labels = [bad] * right + [good] * (20 - right) + [bad] * missed + [good] * (100 - missed)
    return estimates(sample, given_labels)


def test_a_sample_stands_for_what_it_was_drawn_from() -> None:
    found = sampled(right=18, missed=2)
    blocked = found.precision[0]
    assert blocked.share is not None
    assert blocked.share.value == pytest.approx(0.9)
    assert 0.65 < blocked.share.low < 0.75
    assert 0.98 < blocked.share.high < 1
    missed = found.missed[0]
    assert missed.messages is not None
    assert missed.messages.value == pytest.approx(1000)
    assert 100 < missed.messages.low < 200
    assert 3300 < missed.messages.high < 3700
    assert missed.found is not None
    assert missed.found.value == pytest.approx(900 / 1900)
    assert missed.found.low < 0.3
    assert missed.found.high > 0.8


def test_nothing_missed_in_the_sample_does_not_mean_nothing_missed() -> None:
    missed = sampled(right=20, missed=0).missed[0]
    assert missed.messages is not None
    assert missed.found is not None
    assert missed.messages.value == 0
    assert missed.messages.high > 1000
    assert missed.found.value == 1
    assert missed.found.low < 0.6


def test_what_was_sent_to_people_unread_counts_as_not_flagged() -> None:
    sample = Sample(
        Drawing("", "", 4, 4, 1),
        [Layer("未能完整检查", "unread", 4, 4, {})],
        [Item(0, "m", "a", 1, ())] * 4,
    )
    found = estimates(sample, [Label("warn", frozenset({"insult"}))] * 4)
    assert found.precision == []
    assert_exactly(found.missed[0].messages, 4)
