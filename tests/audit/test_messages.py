"""Rows made messages: each that is none has one reason, told with what belongs to it."""

import pyarrow as pa

from tonecheck.audit.columns import Field
from tonecheck.audit.messages import Excluded, normalised
from tonecheck.audit.settings import Settings


def test_of_several_reasons_the_first_is_told_alone() -> None:
    columns: dict[Field, pa.Array] = {
        "text": pa.array(["", "您好", "您好", "您好"]),
        "channel": pa.array(["传真", "传真", " 微信 ", None]),
        "recipient": pa.array(["", "路人", "担保人", ""]),
    }
    made, left_out = normalised(pa.array([1, 2, 3, 4]), columns, Settings(), "a.csv")
    assert left_out == [Excluded(1, "empty_text"), Excluded(2, "unknown_channel", "“传真”")]
    assert made.column("channel").to_pylist() == ["im", "sms"]
    assert made.column("recipient").to_pylist() == ["guarantor", "debtor"]
