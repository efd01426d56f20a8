"""A key's minute fills evenly."""

import pytest

from tonecheck.service import rates
from tonecheck.service.keys import Key
from tonecheck.service.problems import Refusal
from tonecheck.service.rates import Rates


def test_the_bucket_fills_again(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr(rates, "monotonic", lambda: now)
    key = Key(name="x", sha256="0" * 64, scopes=frozenset({"check"}), rate=2)
    other = Key(name="y", sha256="1" * 64, scopes=frozenset({"check"}), rate=2)
    bucket = Rates()
    for _ in range(2):
        bucket.take(key)
    with pytest.raises(Refusal) as refused:
        bucket.take(key)
    assert (b"retry-after", b"30") in refused.value.headers
    bucket.take(other)
    now = 29.0
    with pytest.raises(Refusal) as refused:
        bucket.take(key)
    assert (b"retry-after", b"1") in refused.value.headers
    now = 30.0
    bucket.take(key)
    now = 1000.0
    for _ in range(2):
        bucket.take(key)
    with pytest.raises(Refusal):
        bucket.take(key)
