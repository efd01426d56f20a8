"""Blanking takes fields away and no offence with them: what the bare rules see is seen after it."""

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tonecheck import Checker, Message
from tonecheck.report import SEVERITY_ORDER, Finding
from tonecheck.text.blanks import Blanked

NAMES = ["王先生", "尊敬的李小明先生", "您好，欧阳娜女士", "张*小姐"]
AMOUNTS = ["500元", "1,845.50元", "12,500元", "0.50元", "88.8元", "250元"]
OTHERS = ["5月12日", "2026-03-05", "尾号4444", "后四位是0748", "逾期35天", "合同编号HT20240012345", "t.cn/A6xYz1"]  # fmt: skip
BETWEEN = ["，", "。", "，您", "还", "应还", "的", "\n"]
AROUND = [
    "再不还{}就打断你的腿",
    "{}今天不还，明早就让全村知道你是老赖",
    "拿不出{}就去卖肾",
    "为了{}我天天打电话打到你崩溃",
    "{}都没有，你就是个骗子",
]
"""Offences with something to be filled in."""

fields = st.sampled_from([*NAMES, *AMOUNTS, *OTHERS])
some = st.lists(st.tuples(fields, st.sampled_from(BETWEEN)), max_size=3)


@pytest.fixture(scope="session")
def offending(checker: Checker) -> Sequence[Message]:
    """The examples of all rules that warn or block."""
    rules = (rule for rule in checker.ruleset.rules if rule.severity != "info")
    return [one.message for rule in rules for one in rule.flag]


def offences(checker: Checker, like: Message, text: str) -> list[Finding]:
    asked = Message(text=text, channel=like.channel, recipient=like.recipient, sent_at=like.sent_at)
    found = checker.read(asked).report.findings
    return [one for one in found if SEVERITY_ORDER[one.severity] >= SEVERITY_ORDER["warn"]]


def lost(checker: Checker, like: Message, text: str) -> list[Finding]:
    """What is found in ``text`` as it is and, of its category and at its place, not once blanked.

    A field may look like an offence (a name like 钱, a date like a house number): to lose those is
    what blanking is for.
    """
    blank = Blanked(text)
    left = [
        (one.category, SEVERITY_ORDER[one.severity], *blank.original_span(one.start, one.end))
        for one in offences(checker, like, blank.text)
    ]
    return [
        one
        for one in offences(checker, like, text)
        if not _touches_a_field(one, blank)
        and not any(
            category == one.category
            and severity >= SEVERITY_ORDER[one.severity]
            and start < one.end
            and one.start < end
            for category, severity, start, end in left
        )
    ]


def _touches_a_field(one: Finding, blank: Blanked) -> bool:
    spans = (blank.original_span(at, at + 1) for at in range(len(blank.text)))
    kept = {start for start, end in spans if end - start == 1}
    return any(at not in kept for at in range(one.start, one.end))


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.data(), some, some)
def test_an_offence_beside_fields_is_found(
    checker: Checker,
    offending: Sequence[Message],
    data: st.DataObject,
    before: list[tuple[str, str]],
    after: list[tuple[str, str]],
) -> None:
    like = data.draw(st.sampled_from(offending))
    text = "".join(
        [*map("".join, before), like.text, *(between + field for field, between in after)]
    )
    assert lost(checker, like, text) == []


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(AROUND), st.sampled_from(AMOUNTS), some)
def test_an_offence_around_an_amount_is_found(
    checker: Checker, around: str, amount: str, before: list[tuple[str, str]]
) -> None:
    text = "".join(map("".join, before)) + around.format(amount)
    like, blank = Message(text=text), Blanked(text).text
    bare, blanked = (
        {one.category for one in offences(checker, like, written)} for written in (text, blank)
    )
    assert blank != text
    assert bare
    assert bare <= blanked
