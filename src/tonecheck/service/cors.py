"""Web sites that may call from a browser, and the refusal of others as a problem document."""

from collections.abc import Sequence
from typing import Final

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from tonecheck.service.call import call_of
from tonecheck.service.middleware import answer_problem
from tonecheck.service.parameters import DEADLINE_HEADER
from tonecheck.service.problems import CORS_REFUSED, Refusal

_AGE_S: Final = 600
_REFUSED: Final = 400


class CrossOrigin(CORSMiddleware):
    """Answers what browsers ask ahead of a call.

    Args:
        origins: the sites, such as ``https://crm.example.com``.
    """

    def __init__(self, application: ASGIApp, origins: Sequence[str]) -> None:
        super().__init__(
            application,
            allow_origins=origins,
            allow_methods=("GET", "POST"),
            allow_headers=("Authorization", "Content-Type", DEADLINE_HEADER, "X-Request-Id"),
            expose_headers=("Retry-After", "X-Request-Id"),
            max_age=_AGE_S,
        )

    def preflight_response(self, request_headers: Headers) -> Response:
        """What allows the call.

        Raises:
            Refusal: the site, the method or a header is not allowed.
        """
        response = super().preflight_response(request_headers)
        if response.status_code == _REFUSED:
            allowed = ("vary", "access-control-allow-origin")
            headers = tuple(pair for pair in response.raw_headers if pair[0].decode() in allowed)
            raise Refusal(CORS_REFUSED, headers=headers)
        return response

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        except Refusal as refusal:
            await answer_problem(refusal, call_of(scope), send)
