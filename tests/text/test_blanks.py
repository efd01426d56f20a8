"""Fields read as one fixed content, whatever they hold; what can offend does not."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import texts
from tonecheck import Checker, Message
from tonecheck.text.blanks import LONGEST, Blanked, fields
from tonecheck.text.placeholders import HOLE
from tonecheck.text.reading import Reading


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("尊敬的王小明先生，您尾号1234的卡", "尊敬的某先生，您尾号0000的卡"),
        ("张女士，您5月12日应还1,845.50元", "某女士，您0000日应还0000.00元"),
        ("【示例银行】李先生您好，第3期500元", "【示例银行】某先生您好，第3期0000元"),
        ("2026年3月5日前还12.30元", "0000日前还0.00元"),
        ("2026-03-05 应还88元", "0000 应还88元"),
        ("逾期35天，合同编号HT20240012345", "逾期0000天，合同编号HT0000"),
        ("入口 https://t.cn/A6xYz12 。", "入口 https://t.cn/0000 。"),
        ("入口 https://t.cn/nongsini 。", "入口 https://t.cn/nongsini 。"),
        ("凌晨2点打你10次，来3个人，打110", "凌晨2点打你10次，来3个人，打110"),
        ("身份证31010419880304521X，卡号6228480402564890018", None),
        ("王八蛋先生，这位先生，你家小王先生", None),
        ("我数到748，你个250", None),
        ("22:30前回电13800001111", None),
        ("(2024)沪0101民初1234号", None),
    ],
)
def test_amounts_dates_tails_links_and_names(text: str, expected: str | None) -> None:
    assert Blanked(text).text == (text if expected is None else expected)


FIELDS = st.sampled_from(
    [
        *(
            "王先生",
            "欧阳明女士",
            "尾号1234",
            "后四位是0000",
            "1,234.50元",
            "500元",
            "0.5元",
            "5月12日",
        ),
        *(
            "2026年1月1日",
            "2026-01-01",
            "逾期3天",
            "合同编号AB1234",
            "t.cn/A1",
            "a.com/x/Y9",
            "12.5",
            "您好，王八先生",
            "马死女士",
        ),
        *("，", "尊敬的", "元", "1", "/", "0000", "某", "先生", "死", "号", "月", "日", "."),
    ]
)
mixed = st.lists(st.one_of(FIELDS, texts), max_size=12).map("".join)


@given(mixed)
def test_looking_only_where_fields_may_begin_finds_them_all(text: str) -> None:
    for field in fields():
        found = [match.regs for match in field.expression.finditer(text)]
        middles = [next(span for span in regs[2::3] if span != (-1, -1)) for regs in found]
        assert field.places(text) == middles


@given(mixed)
def test_what_is_no_field_stands_where_it_stood(text: str) -> None:
    blank = Blanked(text)
    last = 0
    for index, char in enumerate(blank.text):
        start, end = blank.original_span(index, index + 1)
        assert last <= end
        assert 0 <= start < end <= len(text)
        assert text[start:end] == char or end - start > 1 or char in "0.某"
        last = start
    if blank.text:
        assert blank.original_span(0, len(blank.text)) == (0, len(text))


def test_no_template_is_so_long() -> None:
    text = "应还500元，" * LONGEST
    assert Blanked(text).text == text


def test_nothing_is_repeated_without_bound() -> None:
    """So time is linear in whatever text, and RE2 takes the same expressions."""
    for field in fields():
        bare = re.sub(r"\\.|\[[^\]]*\]", "x", field.pattern)
        assert not re.search(r"[*+]|,\}|\(\?[^:]", bare)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("您尾号1414的卡应还500元", "您尾号0748的卡应还12,500元"),
        ("尊敬的高兴先生，您欠74.00元", "尊敬的钱多多先生，您欠12.50元"),
        ("再不还500元就打断你的腿", "再不还3,250.00元就打断你的腿"),
    ],
)
def test_fields_change_no_verdict(checker: Checker, one: str, other: str) -> None:
    first, second = (checker.check(Message(text=text)) for text in (one, other))
    assert first.decision == second.decision
    assert [finding.rule for finding in first.findings] == [f.rule for f in second.findings]
    for text, report in ((one, first), (other, second)):
        assert all(f.excerpt == text[f.start : f.end] for f in report.findings)


@pytest.mark.parametrize(
    "text",
    [
        "他的身份证编号：110101199003071233",
        "身份证110101199003071233.1",
        "手机13812345678.5分钟",
        "尾号6222021234567890128",
        "合同号13812345678",
        "x.cn/13812345678",
        "t.cn/NiMaSiLe",
        "您好,曹尼玛先生",
        "您好，阳痿先生",
        "您好，周扒皮先生",
        "您好，孙子先生",
    ],
)
def test_what_may_offend_is_never_blanked(text: str) -> None:
    """Telephone, card and identity numbers in full; abuse where a name would stand."""
    assert Blanked(text).text == text


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("王女士尾号1234，s全家", "王女士尾号1234，死全家"),
        ("您欠12,345.60元，逾期5天，s全家{amount}", "您欠12,345.60元，逾期5天，死全家{}"),
        ("逾期0天，2026年1月2日s全家，0000元", "逾期0天，2026年1月2日死全家，0000元"),
        ("t.cn/ab/x9 s全家，尾号5678", "t.cn/ab/x9 死全家，尾号5678"),
    ],
)
def test_what_is_read_shows_what_the_message_says(text: str, read_as: str) -> None:
    blanked = Blanked(text)
    reading = Reading(blanked.text)
    read = [
        ("死" if char == "s" else "{}" if char == HOLE else char, reading.original_span(at, at + 1))
        for at, char in enumerate(reading.text)
    ]
    origins = [origin for shown, origin in read for _ in shown]
    assert blanked.filled_in("".join(shown for shown, _ in read), origins) == read_as


def test_messages_alike_are_each_read_in_their_own_words(full_checker: Checker) -> None:
    for name, number in (("张", "1234"), ("欧阳", "9876")):
        examination = full_checker.examine(f"{name}先生{{name}}尾号{number}，s全家")
        for finding, read in zip(examination.report.findings, examination.read_as, strict=True):
            assert read == finding.excerpt.replace("s", "死").replace("{name}", "{}")
            assert "0000" not in read
        assert examination.read_as
