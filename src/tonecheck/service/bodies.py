"""Request bodies, never more of them in memory than allowed."""

import asyncio
from typing import Final

from starlette.types import Receive

from tonecheck.service.problems import BODY_LARGE, BODY_SLOW, Refusal

SLOWEST_S: Final = 30.0
_CLOSE: Final = ((b"connection", b"close"),)
"""What is still to come of the body is not read, so the connection is of no more use."""


async def read_body(receive: Receive, declared: bytes | None, limit: int) -> bytes:
    """The whole body.

    Args:
        declared: the header Content-Length; chunked bodies come without.
        limit: most bytes.

    Raises:
        Refusal: more bytes are declared, or come; or they come too slowly, or stop coming.
    """
    if declared is not None and int(declared) > limit:
        raise _too_large(limit)
    try:
        async with asyncio.timeout(SLOWEST_S):
            return await _read(receive, limit)
    except TimeoutError:
        raise _too_slow() from None


async def _read(receive: Receive, limit: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            raise _too_slow()
        part = message.get("body", b"")
        size += len(part)
        if size > limit:
            raise _too_large(limit)
        parts.append(part)
        if not message.get("more_body"):
            return b"".join(parts)


def _too_large(limit: int) -> Refusal:
    detail = f"请求体超过上限 {limit} 字节；请拆分后再检查（不会截断）"
    return Refusal(BODY_LARGE, detail, headers=_CLOSE)


def _too_slow() -> Refusal:
    detail = f"请求体在 {SLOWEST_S:.0f} 秒内没有收完；请检查网络后重试"
    return Refusal(BODY_SLOW, detail, headers=_CLOSE)
