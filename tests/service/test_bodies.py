"""Bodies that are too slow, never end, or are too many at once."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from tonecheck.service import bodies
from tonecheck.service.bodies import Bodies
from tonecheck.service.problems import BODY_LARGE, BODY_SLOW, BUFFER_FULL, Kind, Refusal

Receive = Callable[[], Coroutine[Any, Any, Any]]


def part(size: int, *, more: bool) -> dict[str, Any]:
    return {"type": "http.request", "body": b"x" * size, "more_body": more}


async def _never() -> Any:
    await asyncio.Event().wait()


async def _gone() -> Any:
    return {"type": "http.disconnect"}


async def _endless() -> Any:
    return part(10, more=True)


def arriving(*sizes: int) -> Receive:
    """A body in parts of these sizes."""
    left = [*sizes]

    async def receive() -> Any:
        return part(left.pop(0), more=bool(left))

    return receive


@pytest.mark.parametrize(
    ("receive", "room", "kind"),
    [
        (_never, 5000, BODY_SLOW),
        (_gone, 5000, BODY_SLOW),
        (_endless, 5000, BODY_LARGE),
        (_endless, 500, BUFFER_FULL),
    ],
)
def test_the_request_ends(
    receive: Receive, room: int, kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "SLOWEST_S", 0.05)
    read = Bodies(room)
    with pytest.raises(Refusal) as refused:
        asyncio.run(read.read(receive, None, 1000))
    assert refused.value.kind is kind
    assert (b"connection", b"close") in refused.value.headers
    assert read.inside == 0


def test_bodies_share_their_room_until_they_are_released() -> None:
    read = Bodies(100)

    async def run() -> None:
        kept = await read.read(arriving(30, 30), b"60", 80)
        assert (len(kept), read.inside) == (60, 60)
        for declared in (b"41", None):  # refused before it comes, or as it comes
            with pytest.raises(Refusal) as refused:
                await read.read(arriving(20, 21), declared, 80)
            assert refused.value.kind is BUFFER_FULL
            assert (b"retry-after", b"1") in refused.value.headers
            assert read.inside == 60
        assert len(await read.read(arriving(40), b"40", 80)) == 40
        assert read.inside == 100
        read.release(60)
        read.release(40)
        assert len(await read.read(arriving(41), b"41", 80)) == 41

    asyncio.run(run())
