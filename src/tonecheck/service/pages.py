"""The author's page: files that were built and lie beside this module."""

import os
from pathlib import Path
from typing import Final

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from tonecheck.service.call import call_of
from tonecheck.service.problems import NOT_FOUND, Refusal

_FOLDER: Final = Path(__file__).parent / "page"
_INDEX: Final = _FOLDER / "index.html"
_ASSETS: Final = "/assets"
_HEADERS: Final = {
    # Browsers keep files, but ask whether they still hold: an update must not wait.
    "cache-control": "no-cache",
    "cross-origin-opener-policy": "same-origin",
}


class _Assets(StaticFiles):
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        call_of(scope).route = _ASSETS
        await super().__call__(scope, receive, send)

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers.update(_HEADERS)
        return response


def page() -> APIRouter:
    """``/`` and ``/assets/``."""
    router = APIRouter(routes=[Mount(_ASSETS, _Assets(directory=_FOLDER, check_dir=False))])

    @router.api_route("/", methods=["GET", "HEAD"])
    async def index(request: Request) -> Response:
        call_of(request.scope).route = "/"
        if not _INDEX.is_file():
            raise Refusal(NOT_FOUND, "安装不完整：没有随包的页面；接口不受影响")
        return FileResponse(_INDEX, headers=_HEADERS)

    return router
