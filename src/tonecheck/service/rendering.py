"""Answers of the other routes: structs as JSON, and errors of the framework as problems."""

import re
from typing import Any

import msgspec
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from tonecheck.service.call import call_of
from tonecheck.service.problems import (
    BROKEN,
    MEDIA_TYPE,
    METHOD,
    NOT_FOUND,
    Refusal,
    method_not_allowed,
    wrong_shape,
)
from tonecheck.validation import FieldError, one_of


class Json(Response):
    """A struct of `tonecheck.service.wire` as JSON."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        return msgspec.json.encode(content)


def render_problems(application: FastAPI) -> None:
    """Let every error leave as a problem document."""
    application.add_exception_handler(Refusal, _refusal)
    application.add_exception_handler(HTTPException, _http)
    application.add_exception_handler(RequestValidationError, _validation)
    application.add_exception_handler(Exception, _broken)


def _problem(request: Request, refusal: Refusal) -> Response:
    return Response(
        refusal.document(call_of(request.scope).id),
        refusal.kind.status,
        {name.decode(): value.decode() for name, value in refusal.headers},
        MEDIA_TYPE,
    )


def _refusal(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)
    return _problem(request, error)


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == METHOD.status:
        return _problem(request, method_not_allowed((error.headers or {}).get("Allow", "GET")))
    return _problem(request, Refusal(NOT_FOUND))


def _validation(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return _problem(request, wrong_shape(*map(_field_error, error.errors())))


def _field_error(error: dict[str, Any]) -> FieldError:
    detail = "值不合要求"
    if error["type"] == "literal_error":
        detail = one_of(re.findall("'([^']*)'", error["ctx"]["expected"]))
    return FieldError(str(error["loc"][-1]), detail)


def _broken(request: Request, error: Exception) -> Response:
    return _problem(request, Refusal(BROKEN))
