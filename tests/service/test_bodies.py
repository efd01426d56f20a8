"""Bodies that are too slow, or never end."""

import asyncio
from typing import Any

import pytest

from tonecheck.service import bodies
from tonecheck.service.bodies import read_body
from tonecheck.service.problems import BODY_LARGE, BODY_SLOW, Kind, Refusal

PART = {"type": "http.request", "body": b"0123456789", "more_body": True}


async def _never() -> Any:
    await asyncio.Event().wait()


async def _gone() -> Any:
    return {"type": "http.disconnect"}


async def _endless() -> Any:
    return PART


@pytest.mark.parametrize(
    ("receive", "kind"), [(_never, BODY_SLOW), (_gone, BODY_SLOW), (_endless, BODY_LARGE)]
)
def test_the_request_ends(receive: Any, kind: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "SLOWEST_S", 0.05)
    with pytest.raises(Refusal) as refused:
        asyncio.run(read_body(receive, None, 1000))
    assert refused.value.kind is kind
    assert (b"connection", b"close") in refused.value.headers
