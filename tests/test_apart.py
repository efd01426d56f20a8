"""Stretches are told by their places as a comparison with every other would have it."""

from hypothesis import given
from hypothesis import strategies as st

from tonecheck.apart import Apart, Placed

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


@given(st.lists(stretches, max_size=30), stretches)
def test_what_touches_a_stretch_is_found(
    all_there: list[tuple[int, int]], asked: tuple[int, int]
) -> None:
    start, end = asked
    placed = Placed((low, high, number) for number, (low, high) in enumerate(all_there))
    touching = {n for n, (low, high) in enumerate(all_there) if start < high and low < end}
    found = list(placed.touching(start, end))
    assert len(found) == len(set(found))
    assert set(found) == touching
    assert [all_there[n] for n in found] == sorted(all_there[n] for n in touching)
