"""Stretches keep apart as a comparison with every other would have it."""

from hypothesis import given
from hypothesis import strategies as st

from tonecheck.apart import Apart

stretches = st.tuples(st.integers(0, 40), st.integers(1, 9)).map(lambda s: (s[0], s[0] + s[1]))


@given(st.lists(stretches, max_size=30))
def test_what_touches_none_is_taken(asked: list[tuple[int, int]]) -> None:
    apart = Apart()
    taken: list[tuple[int, int]] = []
    for start, end in asked:
        free = not any(start < high and low < end for low, high in taken)
        assert apart.take(start, end) == free
        if free:
            taken.append((start, end))
