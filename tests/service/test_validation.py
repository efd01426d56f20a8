"""Whatever comes in, what is said of it is Chinese and repeats none of it."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from tonecheck.service.validation import DecodeErrors, field_error
from tonecheck.service.wire import CheckRequest, UnreadBatch

SECRET = "隐秘"
_members = ("text", "channel", "sent_at", "policy", "fail", "packs", "allow", "model", SECRET)
_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from([SECRET, "sms", ""]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_members), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.sampled_from([CheckRequest, UnreadBatch]), _values, st.integers(0, 12))
def test_nothing_is_repeated(shape: type[msgspec.Struct], value: object, cut: int) -> None:
    body = msgspec.json.encode(value)
    try:
        msgspec.json.decode(body[: len(body) - cut], type=shape)
    except DecodeErrors as error:
        said = field_error(error)
        assert SECRET not in said.field + said.detail
        assert said.detail
        assert "Expected" not in said.detail
        assert "Object" not in said.detail
