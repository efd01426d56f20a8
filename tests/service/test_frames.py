"""Frames come out whole, however the stream is cut."""

from hypothesis import given
from hypothesis import strategies as st

from tonecheck.service.frames import Frames, framed


@given(st.lists(st.binary(max_size=40), max_size=8), st.lists(st.integers(1, 30), max_size=40))
def test_any_cut(payloads: list[bytes], cuts: list[int]) -> None:
    stream = b"".join(map(framed, payloads))
    frames = Frames()
    found: list[bytes] = []
    for size in [*cuts, len(stream)]:
        found += frames.feed(stream[:size])
        stream = stream[size:]
    assert found == payloads
