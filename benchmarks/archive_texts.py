"""Templates filled in: names, amounts, dates, links, and now and then what is no mere field."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.random import Generator
from numpy.typing import NDArray

_SURNAMES: Final = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹"
_GIVEN: Final = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红建国文辉力鑫梓涵宇浩然欣怡晨"
_ODD_NAMES: Final = ("钱多多", "高兴", "万事通", "史珍香", "王八一", "马上到", "毛孩子", "牛二")
_ODD_NUMBERS: Final = (
    "110",
    "250",
    "748",
    "12368",
    "31010419880304521X",
    "22:30",
    "6228480402564890018",
)


def filled(rng: Generator, templates: Sequence[str], of: NDArray[Any], odd: float) -> list[str]:
    """The text of every message: its template with fields of its own."""
    total = len(of)
    surname = pa.array(list(_SURNAMES)).take(pa.array(rng.integers(0, len(_SURNAMES), total)))
    given = pa.array(["", *_GIVEN])
    first = given.take(pa.array(rng.integers(0, len(given), total)))
    second = given.take(pa.array(rng.integers(0, len(given), total)))
    name = pc.binary_join_element_wise(surname, first, second, "")
    cents = pa.array([f"{number:02d}" for number in range(100)])
    yuan = pc.cast(
        pa.array(np.exp(rng.uniform(np.log(100), np.log(80000), total)).astype(int)), pa.string()
    )
    amount = pc.binary_join_element_wise(
        yuan, cents.take(pa.array(rng.integers(0, 100, total))), "."
    )
    tail = pa.array([f"{number:04d}" for number in range(10000)])
    tail = tail.take(pa.array(rng.integers(0, 10000, total)))
    due = pa.array([f"{m}月{d}日" for m in range(1, 13) for d in range(1, 29)])
    due = due.take(pa.array(rng.integers(0, len(due), total)))
    late = pc.cast(pa.array(rng.integers(1, 400, total)), pa.string())
    alphabet = np.array(list("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"))
    letters = alphabet[rng.integers(0, len(alphabet), (total, 5))].astype("<U1")
    link = pc.binary_join_element_wise("A6", pa.array(letters.view("<U5").ravel()), "")
    if odd:
        name = _replaced(rng, name, _ODD_NAMES, odd)
        tail = _replaced(rng, tail, _ODD_NUMBERS, odd)
    columns = {
        "name": name,
        "amount": amount,
        "tail": tail,
        "date": due,
        "late": late,
        "link": link,
    }
    order = np.argsort(of, kind="stable")
    borders = np.searchsorted(of[order], np.arange(len(templates) + 1))
    chunks = []
    for number, template in enumerate(templates):
        rows = pa.array(order[borders[number] : borders[number + 1]])
        if len(rows):
            pieces = [
                columns[part].take(rows) if at % 2 else pa.scalar(part)
                for at, part in enumerate(_split(template))
            ]
            chunks.append(pc.binary_join_element_wise(*pieces, pa.scalar("")))
    back = np.empty(total, np.int64)
    back[order] = np.arange(total)
    texts: list[str] = pa.chunked_array(chunks).take(pa.array(back)).to_pylist()
    return texts


def _split(template: str) -> list[str]:
    """Literal text and field names by turns."""
    return template.replace("}", "{").split("{")


def _replaced(rng: Generator, column: pa.Array, odd: Sequence[str], share: float) -> pa.Array:
    others = pa.array(odd).take(pa.array(rng.integers(0, len(odd), len(column))))
    return pc.if_else(pa.array(rng.random(len(column)) < share), others, column)


def made_distinct(rng: Generator, texts: list[str], share: float) -> list[str]:
    """A clause of its own at the end of that share of messages: words, so no field."""
    words = "风花雪月山川河流春夏秋冬梅兰竹菊松柏桃李东南西北"
    for row in np.flatnonzero(rng.random(len(texts)) < share):
        mark = "".join(words[i] for i in rng.integers(0, len(words), 7))
        texts[row] += f"服务编码{mark}。"
    return texts
