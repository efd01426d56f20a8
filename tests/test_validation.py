"""Whatever comes in, what is said of it is Chinese and repeats none of it."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tonecheck.service.wire import CheckRequest, UnreadBatch
from tonecheck.validation import DecodeErrors, field_error

SECRET = "隐秘"
_known = ("text", "channel", "sent_at", "policy", "fail", "packs", "allow", "model")
_members = (*_known, SECRET, f"x` - at `{SECRET}", f"x` - at `$.{SECRET}")
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


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("txet", "txet"),
        ("sent-at", "sent-at"),
        ("13800000000", ""),
        ("call13800000000", ""),
        ("Pay or we will come to your home", ""),
        ("PayOrWeWillComeToYourHomeTonight", ""),
        ("a` - at `13800000000", ""),
        ("a` - at `$.call13800000000", ""),
        ("a` - at `Pay or we will come", ""),
        ("a` - at `$.pay.or.we.will.come.to.your.home", ""),
        ("", ""),
    ],
)
@pytest.mark.parametrize("inside", ["", "policy"])
def test_an_unknown_member_is_shown_only_if_it_may_be_misspelt(
    name: str, field: str, inside: str
) -> None:
    value = {"text": "a", inside: {name: 1}} if inside else {"text": "a", name: 1}
    with pytest.raises(msgspec.ValidationError) as caught:
        msgspec.convert(value, CheckRequest)
    said = field_error(caught.value)
    assert said.field == ".".join(filter(None, (inside, field)))
    assert said.detail == ("没有这一项，请检查拼写" if field else "有不认识的项")
