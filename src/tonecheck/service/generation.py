"""One loading of packs and model: a prefork process, and the workers it forks."""

import asyncio
import os
import socket
import sys
from collections.abc import Mapping
from typing import Final, Self

import msgspec

from tonecheck.os_errors import why
from tonecheck.service.frames import Frames, framed
from tonecheck.service.work import Failed, Forked, Loaded, Wanted

PATIENCE_S: Final = 180.0
"""How long loading may take; it takes a few seconds unless something hangs."""

FORK_PATIENCE_S: Final = 30.0
"""How long forking may take; it takes milliseconds, but the machine may be busy."""

_EXIT_WAIT_S: Final = 2.0
_GONE: Final = "载入进程意外退出，原因见它的错误输出"

_SINGLE_THREADED: Final[Mapping[str, str]] = {
    # A process that forks must have one thread: what another one holds stays locked in the child.
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "TOKENIZERS_PARALLELISM": "false",
}

_answers: msgspec.msgpack.Decoder[Loaded | Failed | Forked] = msgspec.msgpack.Decoder(
    Loaded | Failed | Forked
)
_encode = msgspec.msgpack.Encoder().encode


class LoadError(Exception):
    """Packs or model could not be loaded; the text says which file and what to do."""


class Generation:
    """A prefork process that is ready to fork workers. `close` it when none is wanted any more."""

    def __init__(
        self, process: asyncio.subprocess.Process, control: socket.socket, loaded: Loaded
    ) -> None:
        self.loaded = loaded
        self._process = process
        self._control = control

    @classmethod
    async def load(cls, wanted: Wanted) -> Self:
        """Start a prefork process and wait until it has loaded.

        Raises:
            LoadError: it could not.
        """
        ours, theirs = _pair()
        try:
            with theirs:
                process = await asyncio.create_subprocess_exec(
                    sys.executable,
                    "-m",
                    "tonecheck.service.prefork",
                    str(theirs.fileno()),
                    stdin=asyncio.subprocess.DEVNULL,
                    pass_fds=(theirs.fileno(),),
                    env={**os.environ, **_SINGLE_THREADED},
                )
        except OSError as error:
            ours.close()
            raise LoadError(f"载入进程启动不了：{why(error)}") from None
        try:
            async with asyncio.timeout(PATIENCE_S):
                await asyncio.get_running_loop().sock_sendall(ours, framed(_encode(wanted)))
                answer = await _answer(ours)
            if not isinstance(answer, Loaded):
                raise LoadError(answer.detail if isinstance(answer, Failed) else "载入进程答非所问")
        except BaseException as error:
            ours.close()
            await _end(process)
            if isinstance(error, TimeoutError):
                raise LoadError(f"{PATIENCE_S:.0f} 秒内没有载入完") from None
            if isinstance(error, OSError):
                raise LoadError(_GONE) from None
            raise
        return cls(process, ours, answer)

    async def fork(self) -> tuple[socket.socket, int]:
        """A connection to a new worker, and its process id.

        Raises:
            LoadError: the prefork process is gone or hangs; it is of no more use then.
        """
        ours, theirs = _pair()
        try:
            with theirs:
                socket.send_fds(self._control, [b"f"], [theirs.fileno()])
            async with asyncio.timeout(FORK_PATIENCE_S):
                answer = await _answer(self._control)
            if not isinstance(answer, Forked):
                raise LoadError("载入进程答非所问")
        except BaseException as error:
            ours.close()
            if isinstance(error, TimeoutError):
                self._control.close()  # an answer that still comes must not pass for the next one
                raise LoadError(f"载入进程 {FORK_PATIENCE_S:.0f} 秒内没有回应") from None
            if isinstance(error, OSError):
                raise LoadError(_GONE) from None
            raise
        return ours, answer.pid

    async def close(self) -> None:
        """End the prefork process; workers go on until their connections are closed."""
        self._control.close()
        await _end(self._process)


def _pair() -> tuple[socket.socket, socket.socket]:
    """Two ends of a line, the first for the event loop.

    Raises:
        LoadError: no more files may be open.
    """
    try:
        ours, theirs = socket.socketpair()
    except OSError as error:
        raise LoadError(f"不能再打开连接：{why(error)}") from None
    ours.setblocking(False)
    return ours, theirs


async def _answer(control: socket.socket) -> Loaded | Failed | Forked:
    loop, frames = asyncio.get_running_loop(), Frames()
    while data := await loop.sock_recv(control, 1 << 16):
        for payload in frames.feed(data):
            return _answers.decode(payload)
    raise ConnectionError("prefork process is gone")


async def _end(process: asyncio.subprocess.Process) -> None:
    """The closed control socket ends it; unless it is amid something."""
    try:
        async with asyncio.timeout(_EXIT_WAIT_S):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()
