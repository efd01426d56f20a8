"""A prefork process that hangs."""

import asyncio
import socket
from contextlib import suppress
from typing import Any, cast

import msgspec
import pytest
import uvloop

from tonecheck.service import generation
from tonecheck.service.frames import framed
from tonecheck.service.generation import Generation, LoadError
from tonecheck.service.work import Forked


def test_forking_is_not_waited_for_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generation, "FORK_PATIENCE_S", 0.01)
    control, prefork = socket.socketpair()
    control.setblocking(False)
    hung = Generation(cast(Any, None), control, cast(Any, None))

    async def test() -> None:
        with pytest.raises(LoadError, match="没有回应"):
            await hung.fork()
        with suppress(BrokenPipeError):
            prefork.send(framed(msgspec.msgpack.encode(Forked(1))))  # too late
        with pytest.raises(LoadError):
            await hung.fork()

    with control, prefork, asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(asyncio.wait_for(test(), 60))
