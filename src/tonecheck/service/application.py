"""The ASGI application: its routes, on one screen."""

from collections.abc import Awaitable, Callable, Mapping

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from tonecheck.service.bodies import Bodies
from tonecheck.service.browsing import browsing
from tonecheck.service.call import call_of
from tonecheck.service.checks import CHECK, CHECK_BATCH, Check, CheckBatch
from tonecheck.service.metrics import Metrics
from tonecheck.service.openapi.document import document
from tonecheck.service.openapi.operations import DOCUMENT
from tonecheck.service.pages import page
from tonecheck.service.pool import Pool
from tonecheck.service.problems import method_not_allowed
from tonecheck.service.rendering import Json, render_problems
from tonecheck.service.running import running
from tonecheck.service.settings import Settings


class Routes:
    """The two hot routes first, past the layers of a framework that they make no use of."""

    def __init__(self, hot: Mapping[str, ASGIApp], others: ASGIApp) -> None:
        self._hot = hot
        self._others = others

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        hot = self._hot.get(scope["path"])
        if hot and scope["method"] != "POST":
            raise method_not_allowed("POST")
        await (hot or self._others)(scope, receive, send)


def routes(
    settings: Settings,
    pool: Pool,
    metrics: Metrics,
    draining: Callable[[], bool],
    reload: Callable[[], Awaitable[None]],
) -> Routes:
    """All that can be asked for."""
    others = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    others.include_router(browsing(pool))
    others.include_router(running(pool, metrics, draining, reload))
    others.include_router(page())

    @others.get(DOCUMENT)
    async def openapi(request: Request) -> Response:
        call_of(request.scope).route = DOCUMENT
        return Json(document(settings.keys_required, pool.loaded.packs))

    render_problems(others)
    bodies = Bodies(settings.max_buffered_bytes)
    metrics.watch("buffered_bytes", "在办请求的请求体字节数", lambda: bodies.inside)
    hot: dict[str, ASGIApp] = {
        CHECK: Check(pool, bodies, metrics, settings.deadline_ms, settings.max_body_bytes),
        CHECK_BATCH: CheckBatch(
            pool, bodies, metrics, settings.batch_deadline_ms, settings.max_batch_body_bytes
        ),
    }
    return Routes(hot, others)
