"""What the linear half counts."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.classifier.tiny import counted, tokenizer
from tonecheck.classifier.encoding import Encoding
from tonecheck.classifier.ngrams import Counting, places
from tonecheck.message import Message
from tonecheck.text.reading import Reading

ENCODING = Encoding(tokenizer())

CHINESE = st.text(alphabet="您好还钱，。\n女儿放学😀a1", min_size=1, max_size=60).filter(str.strip)


def _counting(text: str, part: tuple[int, int] | None = None, **fields: str) -> Counting:
    message = Message(text=text, **fields)  # type: ignore[arg-type]
    return Counting.of(message, ENCODING.pieces(Reading(text), part))


def _all(text: str, **fields: str) -> set[int]:
    """Of a text whose pieces are its characters."""
    return counted(_counting(text, None, **fields), text)


@given(CHINESE, st.data())
def test_a_stretch_has_what_it_would_have_alone(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    within, alone = _counting(text), _counting(text, (start, end))
    assert np.array_equal(within.among([(start, end)]), alone.among([(start, end)]))


def test_every_n_gram_and_pair_is_counted_once() -> None:
    characters, twos, threes, pairs = 2, 2, 2, 4
    assert len(_all("还钱还钱")) == characters + twos + threes + pairs


def test_a_pair_is_the_same_however_far_apart_up_to_three() -> None:
    apart = [_all(f"还{between}钱") for between in ("", "您", "您好", "您好吗")]
    pair = set.intersection(*apart[:3]) - _all("还") - _all("钱")
    assert len(pair) == 1
    assert not pair & apart[3]


def test_words_to_an_outsider_count_apart_too() -> None:
    debtor, guarantor, outsider = (
        _all("还钱", recipient=recipient) for recipient in ("debtor", "guarantor", "third_party")
    )
    assert debtor == guarantor
    assert debtor < outsider
    assert len(outsider) == 2 * len(debtor)


def test_who_reads_it_and_how_counts() -> None:
    read_by = [
        set(_counting("还钱", recipient=recipient, channel=channel).read_by.tolist())
        for recipient, channel in (("debtor", "sms"), ("guarantor", "sms"), ("debtor", "letter"))
    ]
    assert [len(one) for one in read_by] == [2, 2, 2]
    assert len(read_by[0] & read_by[1]) == len(read_by[0] & read_by[2]) == 1
    assert not read_by[1] & read_by[2]


@given(
    st.lists(st.integers(0, 60), min_size=1, unique=True).map(sorted),
    st.lists(st.integers(0, 60)),
)
def test_places_are_those_of_the_known(known: list[int], asked: list[int]) -> None:
    found = places(np.array(known, np.uint32), np.array(asked, np.uint32))
    assert found.tolist() == [known.index(n) if n in known else len(known) for n in asked]
