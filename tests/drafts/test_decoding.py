"""Every encoding people have comes out as the text they wrote; what is not text is refused."""

import json
import random
from itertools import pairwise
from pathlib import Path

import opencc
import pytest

from tonecheck.drafts.decoding import NotText, decode, encoding_of
from tonecheck.text.words import tokenizer

CORPUS = Path(__file__).resolve().parents[2] / "corpus" / "dev"

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


def _corpus() -> list[str]:
    files = sorted(CORPUS.glob("*.jsonl"))
    return [json.loads(line)["text"] for file in files for line in file.read_bytes().splitlines()]


_CONVERTER = opencc.OpenCC("s2t")


def _traditional(text: str) -> str:
    converted: str = _CONVERTER.convert(text)
    return converted


@pytest.mark.parametrize(
    "text",
    [
        *("弄死你", "坐牢", "老赖还钱", "杀了你", "砍死你", "打断腿", "傻逼", "Hi,\n弄死你\n"),
        *("没什么", "没钱", "暖暖", "谈谈"),  # in GB18030 these are UTF-8 as well
    ],
)
def test_short_threats_in_gb18030_are_what_they_are(text: str) -> None:
    assert decode(text.encode("gb18030")) == text


@pytest.mark.parametrize("text", ["老賴還錢", "弄死你", "打斷腿", "殺了你全家"])
def test_short_threats_in_big5_are_what_they_are(text: str) -> None:
    assert decode(text.encode("big5")) == text


@pytest.mark.parametrize(
    "text", ["OK", "5×3", "café crème", "nòng sǐ ni", "😀", "", "a", "abcd1234"]
)
def test_what_is_utf8_stays_so(text: str) -> None:
    assert decode(text.encode()) == text


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5", "utf-16-le", "utf-16-be"])
def test_messages_are_never_misread(encoding: str) -> None:
    for text in _corpus()[::4]:
        written = _traditional(text) if encoding == "big5" else text
        try:
            data = written.encode(encoding)
        except UnicodeEncodeError:  # emoji in Big5
            continue
        assert decode(data) == written.replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("encoding", "right", "wrong"),
    [("utf-8", 1, 0), ("gb18030", 0.99, 0.001), ("big5", 0.97, 0.004)],
)
def test_phrases_are_read_right_or_refused(encoding: str, right: float, wrong: float) -> None:
    words = (tokenizer().lcut(text, HMM=False) for text in _corpus()[::4])
    phrases = {a + b for cut in words for a, b in pairwise(cut) if 2 <= len(a + b) <= 6}
    phrases = {one for one in phrases if all("一" <= char <= "龥" for char in one)}
    assert len(phrases) > 2000
    outcomes = [_outcome(one, encoding) for one in sorted(phrases)]
    outcomes = [one for one in outcomes if one]
    assert outcomes.count("right") >= right * len(outcomes)
    assert outcomes.count("wrong") <= wrong * len(outcomes)


def _outcome(phrase: str, encoding: str) -> str:
    written = _traditional(phrase) if encoding == "big5" else phrase
    try:
        return "right" if decode(written.encode(encoding)) == written else "wrong"
    except UnicodeEncodeError:
        return ""
    except NotText:
        return "refused"


def test_what_two_encodings_fit_is_refused_with_a_way_out() -> None:
    with pytest.raises(NotText, match=r"分不清是 GB18030 还是 Big5.*带 BOM 的 UTF-8"):
        decode("工单".encode("gb18030"))
    assert decode("工单".encode("utf-8-sig")) == "工单"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("안녕하세요 고객님 연체된 금액을 상환해 주시기 바랍니다", "cp949"),
        ("お客様のお支払いが遅れております。至急ご連絡ください", "shift_jis"),
        ("Здравствуйте, оплатите долг", "cp1251"),
        ("café crème brûlée à la façon", "latin-1"),
    ],
)
def test_other_languages_are_no_chinese(text: str, encoding: str) -> None:
    with pytest.raises(NotText, match="编码不在"):
        decode(text.encode(encoding))


def test_broken_bytes_do_not_turn_gb18030_into_something_else() -> None:
    data = (SIMPLIFIED * 4).encode("gb18030")
    damaged = data[:40] + b"\xff\xff" + data[42:]
    assert encoding_of(damaged) == ("gb18030", "replace")
    assert "\ufffd" in decode(damaged)
