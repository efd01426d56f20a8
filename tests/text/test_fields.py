"""Fields of a template are masked in place; what can offend is not."""

import pytest
from hypothesis import given

from tests.strategies import texts
from tonecheck.text.fields import masked


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("尊敬的王小明先生,您尾号1234", "尊敬的某某某先生,您尾号0000"),
        ("张女士,您5月12日应还1,845.50元", "某女士,您0月00日应还0,000.00元"),
        ("【示例银行】李先生您第3期500元", "【示例银行】某先生您第0期000元"),
        ("凌晨2点打你10次,来3个人", "凌晨2点打你10次,来3个人"),
        ("打110报警", "打110报警"),
        ("这位先生", "这位先生"),
        ("你家小王先生", "你家小王先生"),
    ],
)
def test_amounts_dates_and_names(text: str, expected: str) -> None:
    assert masked(text) == expected


@given(texts)
def test_nothing_moves_and_twice_is_once(text: str) -> None:
    once = masked(text)
    assert len(once) == len(text)
    assert masked(once) == once
