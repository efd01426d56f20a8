"""Placeholders of every style; words in braces are not one."""

import pytest

from tonecheck.text.placeholders import placeholders


@pytest.mark.parametrize(
    "mark",
    [
        "{name}",
        "${amount}",
        "{{x}}",
        "{{ customer.name }}",
        "#姓名#",
        "【变量】",
        "%s",
        "%(n)s",
        "<客户姓名>",
        "{0}",
        "#{x}",
        "{}",
    ],
)
def test_every_style_of_the_contract_is_found(mark: str) -> None:
    text = f"尊敬的{mark}您好"
    assert [text[start:end] for start, end in placeholders(text)] == [mark]


@pytest.mark.parametrize(
    "text",
    [
        "{弄死你}",
        "【安信银行】您好",
        "利率10%起",
        "#话题",
        "a<b",
        "<script>alert(1)</script",
        "100%收到",
    ],
)
def test_what_only_looks_like_one_stays_text(text: str) -> None:
    marks = [text[start:end] for start, end in placeholders(text)]
    assert not any(any("一" <= char <= "鿿" for char in mark) for mark in marks)


def test_a_signature_is_not_a_placeholder_but_a_field_name_is() -> None:
    assert placeholders("【安信银行】") == ()
    assert placeholders("【金额】") == ((0, 4),)
