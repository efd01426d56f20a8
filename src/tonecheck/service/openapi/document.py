"""The OpenAPI document: every operation, with examples and all answers it may give."""

from collections.abc import Collection
from importlib.metadata import version
from typing import Any, Final

from tonecheck.service.openapi.operations import paths
from tonecheck.service.openapi.schemas import schemas

_VERSION: Final = "3.1.0"
_ABOUT: Final = (
    "在人看到之前，先把催收话术读一遍。错误都是 RFC 9457 的 application/problem+json。"
    "每个请求可以带 X-Request-Id（1 到 64 个字母、数字、点、横线），没有就由服务生成，总会返回。"
    "日志和指标里没有消息内容。"
)


def document(keys_required: bool, packs: Collection[str]) -> dict[str, Any]:
    """The document of a service that asks for keys, or does not, and has loaded ``packs``."""
    components: dict[str, Any] = {"schemas": schemas(packs)}
    if keys_required:
        bearer = {"type": "http", "scheme": "bearer", "description": "用 tonecheck keys new 生成"}
        components["securitySchemes"] = {"key": bearer}
    return {
        "openapi": _VERSION,
        "info": {"title": "tonecheck", "version": version("tonecheck"), "description": _ABOUT},
        "paths": paths(keys_required),
        "components": components,
    }
