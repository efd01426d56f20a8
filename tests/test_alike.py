"""What is remembered of one message never changes the verdict on another."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tonecheck import Checker, Message
from tonecheck.alike import Likeness
from tonecheck.examination import Examination
from tonecheck.message import LOCAL_TIME
from tonecheck.rules.rule import Hours
from tonecheck.terms import Terms

TEMPLATES = (
    "【示例银行】尊敬的{name}，您尾号{tail}的信用卡欠款{amount}元，请于{day}前还款。",
    "{name}，{amount}元再不还就打断你的腿",
    "{name}，{day}前不还{amount}元，鲨了你全家",
    "告诉{name}的邻居，他欠{amount}元不还",
    "请回电{tail}，{name}",
)
FILLS = {
    "name": ("王先生", "欧阳女士", "死鬼", "小王"),
    "tail": ("1234", "0000", "110"),
    "amount": ("1,845.50", "30000", "250", "9"),
    "day": ("11月30日", "2026-01-02", "明天"),
}
NIGHT = Hours(time(22), time(8))

fills = st.fixed_dictionaries({name: st.sampled_from(values) for name, values in FILLS.items()})
moments = st.datetimes(
    datetime(2025, 12, 31),  # the law changes at midnight
    datetime(2026, 1, 1, 23),
    timezones=st.sampled_from([LOCAL_TIME, timezone(timedelta(hours=-5))]),
)
messages = st.builds(
    lambda template, fill, **how: Message(text=template.format(**fill), **how),
    st.sampled_from(TEMPLATES),
    fills,
    id=st.none() | st.text(max_size=3),
    channel=st.sampled_from(("sms", "letter")),
    recipient=st.sampled_from(("debtor", "third_party")),
    sent_at=st.none() | moments,
    sender=st.none() | st.just("坐席1"),
)
terms = st.sampled_from(
    [Terms(), Terms(evasion="off"), Terms(allow=("打断你的腿",)), Terms(packs=("violence_threat",))]
)


@pytest.fixture(scope="module")
def forgetful() -> Checker:
    return Checker(model=False, remembered=0)


@given(st.lists(st.tuples(messages, terms), min_size=2, max_size=12))
@settings(max_examples=60)
def test_who_remembers_says_what_one_who_forgets_says(
    checker: Checker, forgetful: Checker, asked: list[tuple[Message, Terms]]
) -> None:
    for message, wanted in asked:
        assert checker.examine(message, wanted) == forgetful.examine(message, wanted)


def test_what_a_caller_does_to_a_report_is_not_remembered(full_checker: Checker) -> None:
    text = "【示例银行】您尾号1234的账单已出，请按时还款。"
    first = full_checker.check(text)
    known = dict(first.scores)
    first.scores.clear()
    assert known
    assert full_checker.check(text.replace("1234", "4321")).scores == known


def test_long_texts_are_not_kept(checker: Checker, monkeypatch: pytest.MonkeyPatch) -> None:
    reads = 0
    read = checker.read

    def counted(message: Message, terms: Terms) -> Examination:
        nonlocal reads
        reads += 1
        return read(message, terms)

    monkeypatch.setattr(checker, "read", counted)
    for text, times in (("您好，请还款。" * 10, 1), ("您好，请还款。" * 100, 2)):
        reads = 0
        assert checker.check(text) == checker.check(text)
        assert reads == times


class _Broken(Exception):
    pass


def test_a_self_test_reads_what_is_remembered_anew(
    checker: Checker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise _Broken

    text = "再不还1,000元就打断你的腿"
    before = checker.examine(text)
    monkeypatch.setattr(checker, "read", broken)
    assert checker.examine(text.replace("1", "2")).report.findings
    assert checker.examine(text) == before
    with pytest.raises(_Broken):
        checker.examine(text, anew=True)


def test_hours_alike_have_one_moment_and_others_do_not() -> None:
    likeness = Likeness([NIGHT])

    def moment(clock: time, day: date = date(2026, 3, 2)) -> datetime:
        sent_at = datetime.combine(day, clock, LOCAL_TIME)
        found = likeness.moment(Message(text="甲", sent_at=sent_at.astimezone(UTC)))
        assert found is not None
        assert NIGHT.holds(found) == NIGHT.holds(sent_at)
        assert found.date() == day
        return found

    noon = moment(time(12))
    assert noon == moment(time(8)) == moment(time(21, 59, 59, 999_999))
    assert noon not in (moment(time(22)), moment(time(7, 59)), moment(time(12), date(2026, 3, 3)))
    assert likeness.moment(Message(text="甲")) is None
