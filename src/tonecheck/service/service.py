"""The service put together: pool, keys, layers; started, loaded anew, stopped."""

import gc
from collections.abc import Callable
from functools import partial
from pathlib import Path

from starlette.types import ASGIApp

from tonecheck.policy import PolicyError
from tonecheck.service.access import AccessControl
from tonecheck.service.application import routes
from tonecheck.service.cors import CrossOrigin
from tonecheck.service.generation import LoadError
from tonecheck.service.hosts import hosts
from tonecheck.service.keys import KeyRing, read_keys
from tonecheck.service.logs import log
from tonecheck.service.metrics import Metrics
from tonecheck.service.middleware import Middleware
from tonecheck.service.pool import Limits, Pool
from tonecheck.service.problems import RELOAD_REFUSED, Refusal
from tonecheck.service.settings import Settings
from tonecheck.service.tracing import traced
from tonecheck.service.work import Loaded, Wanted


class Service:
    """Everything behind the socket.

    Args:
        wanted: what the workers load.

    Raises:
        PolicyError: keys are required and there are none, or their file is wrong.
    """

    def __init__(self, settings: Settings, wanted: Wanted) -> None:
        self.draining = False
        self._settings = settings
        self._wanted = wanted
        self._metrics = Metrics()
        self._stop_tracing: Callable[[], None] = lambda: None
        limits = Limits(settings.single_room, settings.batch_queue, settings.batch_wait_ms / 1000)
        self._pool = Pool(settings.worker_count, limits, self._metrics)
        application = routes(
            settings, self._pool, self._metrics, lambda: self.draining, self._reload_asked
        )
        self._access = AccessControl(
            application,
            self._read_keys(),
            settings.keys_required,
            settings.cors_origins,
            hosts(settings),
        )

    def application(self) -> ASGIApp:
        """What the server calls."""
        inner: ASGIApp = self._access
        if self._settings.cors_origins:
            inner = CrossOrigin(inner, self._settings.cors_origins)
        outer: ASGIApp = Middleware(inner, self._metrics, self._settings.access_log)
        if self._settings.tracing:
            outer, self._stop_tracing = traced(outer)
        return outer

    async def start(self) -> None:
        """Load, fork, test.

        Raises:
            LoadError: packs, model or a key's policy do not work.
        """
        ring = self._access.ring
        await self._pool.start(self._wanted, partial(_fit, ring))
        gc.collect()
        gc.freeze()  # what is here now stays; the collector need not go over it again

    async def reload(self) -> None:
        """Read keys and packs anew; all of it, or nothing.

        Raises:
            PolicyError, LoadError: something new is wrong; the old goes on.
        """
        try:
            ring = self._read_keys()
            await self._pool.renew(partial(_fit, ring), partial(self._adopt, ring))
        except (PolicyError, LoadError) as error:
            self._metrics.reloads.labels("refused").inc()
            log.error("reload_refused", detail=str(error))
            raise
        self._metrics.reloads.labels("done").inc()
        log.info("reloaded")

    async def stop(self) -> None:
        """Let the workers go."""
        await self._pool.stop()
        self._stop_tracing()

    def _adopt(self, ring: KeyRing) -> None:
        self._access.ring = ring

    async def _reload_asked(self) -> None:
        try:
            await self.reload()
        except (PolicyError, LoadError) as error:
            raise Refusal(RELOAD_REFUSED, str(error)) from None

    def _read_keys(self) -> KeyRing:
        if not self._settings.keys_required:
            return KeyRing()
        if self._settings.keys is None:
            raise PolicyError(
                f"监听 {self._settings.host} 时要有密钥：用 tonecheck keys new 生成，"
                "写进文件并用 --keys 指定；确实不要密钥时加 --no-keys"
            )
        return read_keys(Path(self._settings.keys))


def _fit(ring: KeyRing, loaded: Loaded) -> None:
    """The policies of keys must hold for the packs there are."""
    try:
        ring.require(loaded.packs)
    except PolicyError as error:
        raise LoadError(str(error)) from None
