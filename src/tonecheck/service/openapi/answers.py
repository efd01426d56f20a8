"""Parts of operations: answers that are as asked, and answers that are problems."""

from collections.abc import Iterable
from typing import Any, Final

import msgspec

from tonecheck.service.openapi.schemas import reference
from tonecheck.service.problems import (
    BODY_LARGE,
    BODY_SLOW,
    BROKEN,
    BUFFER_FULL,
    ENCODED,
    FOREIGN_HOST,
    FOREIGN_ORIGIN,
    KEY_MISSING,
    MEDIA_TYPE,
    NO_WORKER,
    QUEUE_FULL,
    RATE,
    RELOAD_REFUSED,
    RULE_NOT_FOUND,
    SCOPE_MISSING,
    SHAPE,
    Kind,
    Problem,
)

_DETAILS: Final = {
    KEY_MISSING: "请在请求头写 Authorization: Bearer 密钥；密钥用 tonecheck keys new 生成",
    SCOPE_MISSING: "这个密钥没有 admin 权限；请换一个密钥",
    FOREIGN_ORIGIN: "请求来自其他网站的页面；要允许它，请写进 cors-origins",
    FOREIGN_HOST: "没有密钥的服务只认本机的地址；请改用 127.0.0.1 或 localhost",
    RULE_NOT_FOUND: "没有这个编号的规则；全部规则见 /v1/rules",
    BODY_SLOW: "请求体在 30 秒内没有收完；请检查网络后重试",
    RELOAD_REFUSED: "规则包.yaml:12: severity：应为 block、warn、info 之一",
    BODY_LARGE: "请求体超过上限 1048576 字节；请拆分后再检查（不会截断）",
    ENCODED: "请求体不能压缩；请去掉 Content-Encoding 头，直接发送 JSON",
    SHAPE: "text：内容为空，没有可检查的文字",
    RATE: "这个密钥每分钟可以请求 600 次，已经用完；请稍后重试",
    BROKEN: "服务内部出错；请把请求号告诉管理员",
    NO_WORKER: "检查进程意外退出，这条消息没有检查；请稍后重试",
    QUEUE_FULL: "排队已满，这次没有检查；请稍后重试",
    BUFFER_FULL: "正在处理的请求体太多，这次没有检查；请稍后重试",
}
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
        "detail": _DETAILS[kind],
        "instance": "/requests/5f2b9c0e7a1d4e36",
    }
    if kind is SHAPE:
        example["errors"] = [{"field": "text", "detail": "内容为空，没有可检查的文字"}]
    return example
