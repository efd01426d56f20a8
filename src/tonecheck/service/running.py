"""What those who run the service ask: alive, ready, counts, and to load anew."""

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Final

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from tonecheck.service.call import call_of
from tonecheck.service.metrics import CONTENT_TYPE, Metrics
from tonecheck.service.pool import Pool
from tonecheck.service.rendering import Json
from tonecheck.service.wire import Health, Readiness, Reloaded, Workers

HEALTH: Final = "/healthz"
READINESS: Final = "/readyz"
METRICS: Final = "/metrics"
RELOAD: Final = "/v1/admin/reload"
FRESH_S: Final = 1.0
_ASKED: Final = ["GET", "HEAD"]
"""Some load balancers ask by HEAD; the server leaves the body away by itself."""


class _LastTest:
    """What the last self-test said, for a second: asking often must not become a load of its own."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._at_a_time = asyncio.Lock()
        self._passed = False
        self._tested = -FRESH_S

    async def passed(self) -> bool:
        async with self._at_a_time:
            if monotonic() - self._tested >= FRESH_S:
                self._passed = await self._pool.self_test()
                self._tested = monotonic()
            return self._passed


def running(
    pool: Pool,
    metrics: Metrics,
    draining: Callable[[], bool],
    reload: Callable[[], Awaitable[None]],
) -> APIRouter:
    """The routes.

    Args:
        draining: whether the service is about to end.
        reload: reads keys and packs anew; raises `Refusal` and changes nothing if they are wrong.
    """
    router = APIRouter()
    last_test = _LastTest(pool)

    @router.api_route(HEALTH, methods=_ASKED)
    async def health(request: Request) -> Response:
        call_of(request.scope).route = HEALTH
        return Json(Health("alive"))

    @router.api_route(READINESS, methods=_ASKED)
    async def readiness(request: Request) -> Response:
        call_of(request.scope).route = READINESS
        passed = await last_test.passed()
        ready = Readiness(
            ready=passed and not draining(),
            self_test=passed,
            workers=Workers(pool.wanted, len(pool.group.links)),
            versions=pool.loaded.versions,
        )
        return Json(ready, 200 if ready.ready else 503)

    @router.get(METRICS)
    async def exposition(request: Request) -> Response:
        call_of(request.scope).route = METRICS
        return Response(metrics.exposition(), headers={"content-type": CONTENT_TYPE})

    @router.post(RELOAD)
    async def renew(request: Request) -> Response:
        call_of(request.scope).route = RELOAD
        await reload()
        return Json(Reloaded(pool.loaded.versions))

    return router
