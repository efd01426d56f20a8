"""Every encoding people have comes out as the text they wrote; what is not text is refused."""

import random

import pytest

from tonecheck.drafts.decoding import NotText, decode

SIMPLIFIED = "尊敬的客户，您的账单已逾期，请于本周五前还款，如有困难请致电客服协商分期。"
TRADITIONAL = "親愛的客戶，您的帳單已逾期，請於本週五前繳款，如有困難請致電客服協商分期。"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SIMPLIFIED, "utf-8"),
        (SIMPLIFIED, "utf-8-sig"),
        (SIMPLIFIED, "gb18030"),
        (SIMPLIFIED, "gbk"),
        (TRADITIONAL, "big5"),
        (SIMPLIFIED, "utf-16"),
        (SIMPLIFIED, "utf-16-le"),
        (SIMPLIFIED, "utf-16-be"),
        ("短信", "utf-8"),
        (TRADITIONAL, "utf-8"),
    ],
)
def test_an_encoding_is_recognised(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_line_ends_become_one() -> None:
    assert decode("甲\r\n乙\r丙\n".encode()) == "甲\n乙\n丙\n"


def test_a_few_broken_bytes_do_not_hide_the_rest() -> None:
    damaged = SIMPLIFIED.encode() * 3
    damaged = damaged[:50] + b"\xff" + damaged[51:]
    assert "\ufffd" in decode(damaged)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04rest", "Office"),
        (b"\x89PNG\r\n\x1a\n", "图片"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (random.Random(1).randbytes(4000), "不是文本文件"),
        (bytes(range(32)) * 20, "不是文本文件"),
    ],
)
def test_what_is_not_text_is_refused_by_what_it_is(data: bytes, says: str) -> None:
    with pytest.raises(NotText, match=says):
        decode(data)


def test_a_false_byte_order_mark_is_refused() -> None:
    with pytest.raises(NotText, match="utf-16"):
        decode(b"\xff\xfe\x00")
