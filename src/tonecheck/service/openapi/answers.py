"""Parts of operations: answers that are as asked, and answers that are problems."""

from collections.abc import Iterable
from typing import Any, Final

import msgspec

from tonecheck.service.bodies import SLOWEST_S
from tonecheck.service.openapi.schemas import reference
from tonecheck.service.problems import (
    MEDIA_TYPE,
    QUEUE_FULL,
    RATE,
    RELOAD_REFUSED,
    SHAPE,
    Kind,
    Problem,
)

_DETAILS: Final = {
    RELOAD_REFUSED: "规则包.yaml:12: severity：应为 block、warn、info 之一",
    SHAPE: "text：内容为空，没有可检查的文字",
}
_FACTS: Final = {"scope": "admin", "seconds": SLOWEST_S, "limit": 1 << 20, "rate": 600}
"""What differs from one to the next, for example."""

_REQUEST_ID: Final = {"X-Request-Id": {"description": "请求号", "schema": {"type": "string"}}}
_RETRY_AFTER: Final = {
    "Retry-After": {"description": "几秒后再试", "schema": {"type": "integer", "minimum": 1}}
}
_RETRIED: Final = {RATE.status, QUEUE_FULL.status}


def answer(struct: type[msgspec.Struct], description: str) -> dict[str, Any]:
    """An answer of JSON."""
    return {
        "description": description,
        "headers": _REQUEST_ID,
        "content": {"application/json": {"schema": reference(struct)}},
    }


def text_answer(media_type: str, description: str) -> dict[str, Any]:
    """An answer of text."""
    return {
        "description": description,
        "headers": _REQUEST_ID,
        "content": {media_type: {"schema": {"type": "string"}}},
    }


def problems(kinds: Iterable[Kind]) -> dict[str, Any]:
    """Answers by status; kinds of one status share it."""
    by_status: dict[str, list[Kind]] = {}
    for kind in kinds:
        by_status.setdefault(str(kind.status), []).append(kind)
    return {status: _problem(kinds) for status, kinds in sorted(by_status.items())}


def _problem(kinds: list[Kind]) -> dict[str, Any]:
    retried = _RETRY_AFTER if kinds[0].status in _RETRIED else {}
    return {
        "description": "；".join(kind.title for kind in kinds),
        "headers": {**_REQUEST_ID, **retried},
        "content": {
            MEDIA_TYPE: {
                "schema": reference(Problem),
                "examples": {kind.name: {"value": _example(kind)} for kind in kinds},
            }
        },
    }


def _example(kind: Kind) -> dict[str, Any]:
    example: dict[str, Any] = {
        "type": f"urn:tonecheck:problem:{kind.name}",
        "title": kind.title,
        "status": kind.status,
        "detail": _DETAILS.get(kind) or kind.detail.format(**_FACTS),
        "instance": "/requests/5f2b9c0e7a1d4e36",
    }
    if kind is SHAPE:
        example["errors"] = [{"field": "text", "detail": "内容为空，没有可检查的文字"}]
    return example
