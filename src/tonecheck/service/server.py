"""The process: a socket, signals, and the service between them."""

import asyncio
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from math import ceil
from typing import Final

import uvicorn
import uvloop

from tonecheck.os_errors import why
from tonecheck.policy import PolicyError
from tonecheck.service import logs
from tonecheck.service.generation import LoadError
from tonecheck.service.logs import log
from tonecheck.service.service import Service
from tonecheck.service.settings import Settings
from tonecheck.service.work import Wanted

_BACKLOG: Final = 2048
_KEEP_ALIVE_S: Final = 75
"""Longer than proxies keep connections: who closes first must not be we, amid a request."""


class ListenError(Exception):
    """The address cannot be listened on."""


def run(settings: Settings, wanted: Wanted, ready: Callable[[str], None]) -> None:
    """Serve until SIGTERM or SIGINT, then finish what is in flight.

    Args:
        ready: called with the address once requests are answered.

    Raises:
        ListenError: the address is taken or not ours.
        PolicyError, LoadError: keys, packs or model do not work.
    """
    logs.set_up()
    with _bound(settings) as listener:
        service = Service(settings, wanted)
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(_serve(service, settings, listener, ready))


async def _serve(
    service: Service, settings: Settings, listener: socket.socket, ready: Callable[[str], None]
) -> None:
    loop = asyncio.get_running_loop()

    def listening() -> None:
        url = _url(listener)
        log.info("listening", url=url, workers=settings.worker_count)
        ready(url)

    server = _Server(_configuration(service, settings), listening)
    starting = loop.create_task(service.start())

    def stop() -> None:
        server.force_exit = service.draining  # asked twice
        service.draining = server.should_exit = True
        starting.cancel()

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)
    loop.add_signal_handler(signal.SIGHUP, _Reloads(service).ask)
    try:
        await starting
        await server.serve([listener])
    except asyncio.CancelledError:
        if not service.draining:
            raise
    finally:
        await service.stop()
        log.info("stopped")


class _Server(uvicorn.Server):
    """Says when it listens, and leaves signals to us: its own way does not end the process with 0."""

    def __init__(self, config: uvicorn.Config, listening: Callable[[], None]) -> None:
        super().__init__(config)
        self._listening = listening

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._listening()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class _Reloads:
    """Loading anew when a signal asks for it; what is wrong stands in the log."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._running: set[asyncio.Task[None]] = set()

    def ask(self) -> None:
        task = asyncio.get_running_loop().create_task(self._reload())
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _reload(self) -> None:
        with suppress(PolicyError, LoadError):
            await self._service.reload()


def _configuration(service: Service, settings: Settings) -> uvicorn.Config:
    return uvicorn.Config(
        service.application(),
        interface="asgi3",
        http="httptools",
        ws="none",
        lifespan="off",
        loop="none",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        backlog=_BACKLOG,
        timeout_keep_alive=_KEEP_ALIVE_S,
        timeout_graceful_shutdown=ceil(settings.grace_ms / 1000),
    )


def _bound(settings: Settings) -> socket.socket:
    """Bound, but deaf until the service is ready."""
    try:
        found = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
        family, kind, protocol, _, address = found[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except OSError as error:
        raise ListenError(f"{settings.host}:{settings.port} 无法监听：{why(error)}") from None
    return listener


def _url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
