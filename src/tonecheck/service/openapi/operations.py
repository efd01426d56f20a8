"""Every operation: what it takes, and each answer it may give."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

import msgspec

from tonecheck.categories import CATEGORIES
from tonecheck.service import browsing, checks, running
from tonecheck.service.metrics import CONTENT_TYPE
from tonecheck.service.openapi import examples
from tonecheck.service.openapi.answers import answer, problems, text_answer
from tonecheck.service.openapi.schemas import reference
from tonecheck.service.parameters import DEADLINE_HEADER
from tonecheck.service.problems import (
    BODY_LARGE,
    BODY_SLOW,
    BROKEN,
    BUFFER_FULL,
    ENCODED,
    FOREIGN_HOST,
    FOREIGN_ORIGIN,
    KEY_MISSING,
    NO_WORKER,
    QUEUE_FULL,
    RATE,
    RELOAD_REFUSED,
    RULE_NOT_FOUND,
    SCOPE_MISSING,
    SHAPE,
    Kind,
)
from tonecheck.service.rulebook import RuleDetail, RuleList
from tonecheck.service.settings import LONGEST_DEADLINE_MS
from tonecheck.service.wire import (
    BatchAnswer,
    BatchRequest,
    Categories,
    CheckAnswer,
    CheckRequest,
    Health,
    Readiness,
    Reloaded,
)

DOCUMENT: Final = "/openapi.json"

_KEYED: Final = (KEY_MISSING, SCOPE_MISSING, RATE)
_POSTED: Final = (
    *(FOREIGN_ORIGIN, BODY_SLOW, BODY_LARGE, ENCODED, SHAPE),
    *(QUEUE_FULL, BUFFER_FULL, NO_WORKER),
)

_DEADLINE: Final = {
    "name": DEADLINE_HEADER,
    "in": "header",
    "description": "最多等多少毫秒；到时没有查完就回一份没有完整检查的报告",
    "schema": {"type": "integer", "minimum": 1, "maximum": LONGEST_DEADLINE_MS},
    "example": 5000,
}
_EXPLAIN: Final = {
    "name": "explain",
    "in": "query",
    "description": "1：另给 read_as，写明每个发现的原文是怎样读的",
    "schema": {"type": "string", "enum": ["0", "1"], "default": "0"},
    "example": "1",
}


def paths(keys_required: bool) -> dict[str, Any]:
    """All paths."""
    keyed = _KEYED if keys_required else ()
    named = () if keys_required else (FOREIGN_HOST,)
    return {
        **_checking((*keyed, *named), keyed),
        **_browsing((*keyed, *named), keyed),
        **_running((*keyed, *named), keyed),
        **_open_to_all(named),
    }


def _checking(refusing: Iterable[Kind], keyed: Iterable[Kind]) -> dict[str, Any]:
    refusing = (*_POSTED, *refusing)
    return {
        checks.CHECK: {
            "post": {
                "operationId": "check",
                "summary": "检查一条消息",
                "parameters": [_DEADLINE, _EXPLAIN],
                "requestBody": _body(CheckRequest, examples.CHECKS),
                **_answers(answer(CheckAnswer, "报告"), refusing, keyed),
            }
        },
        checks.CHECK_BATCH: {
            "post": {
                "operationId": "check_batch",
                "summary": "检查一批消息",
                "parameters": [_DEADLINE],
                "requestBody": _body(BatchRequest, examples.BATCHES),
                **_answers(answer(BatchAnswer, "报告，顺序与消息相同"), refusing, keyed),
            }
        },
    }


def _browsing(refusing: Iterable[Kind], keyed: Iterable[Kind]) -> dict[str, Any]:
    return {
        browsing.RULES: {
            "get": {
                "operationId": "rules",
                "summary": "查找规则",
                "parameters": _SEARCH,
                **_answers(answer(RuleList, "规则"), (SHAPE, *refusing), keyed),
            }
        },
        browsing.RULE: {
            "get": {
                "operationId": "rule",
                "summary": "一条规则的全部内容",
                "parameters": [
                    _part("category", "编号里斜线前的部分", examples.RULE[0]),
                    _part("slug", "编号里斜线后的部分", examples.RULE[1]),
                ],
                **_answers(answer(RuleDetail, "规则"), (RULE_NOT_FOUND, *refusing), keyed),
            }
        },
        browsing.CATEGORY_LIST: {
            "get": {
                "operationId": "categories",
                "summary": "全部类别",
                **_answers(answer(Categories, "类别"), refusing, keyed),
            }
        },
    }


def _running(refusing: Iterable[Kind], keyed: Iterable[Kind]) -> dict[str, Any]:
    reloading = (FOREIGN_ORIGIN, RELOAD_REFUSED, *refusing)
    any_key = [kind for kind in refusing if kind is not SCOPE_MISSING]
    return {
        running.RELOAD: {
            "post": {
                "operationId": "reload",
                "summary": "重新载入规则、配置和密钥；有错就都不变",
                **_answers(answer(Reloaded, "已换成新的"), reloading, keyed),
            }
        },
        running.METRICS: {
            "get": {
                "operationId": "metrics",
                "summary": "Prometheus 指标",
                **_answers(text_answer(CONTENT_TYPE, "指标"), any_key, keyed),
            }
        },
    }


def _open_to_all(named: Iterable[Kind]) -> dict[str, Any]:
    readiness = _answers(answer(Readiness, "能检查"), (), ())
    readiness["responses"]["503"] = answer(Readiness, "不能检查")
    document = text_answer("application/json", "OpenAPI")
    document["content"] = {"application/json": {"schema": {"type": "object"}}}
    return {
        running.HEALTH: {
            "get": {
                "operationId": "health",
                "summary": "进程活着",
                **_answers(answer(Health, "活着"), (), ()),
            }
        },
        running.READINESS: {
            "get": {
                "operationId": "readiness",
                "summary": "现在能不能检查：用的什么规则，自检是否通过",
                **readiness,
            }
        },
        DOCUMENT: {
            "get": {
                "operationId": "document",
                "summary": "这份说明",
                **_answers(document, named, ()),
            }
        },
    }


_SEARCH: Final = [
    {
        "name": "q",
        "in": "query",
        "description": "在编号、名称、说明、例句和依据里找",
        "schema": {"type": "string", "maxLength": browsing.LONGEST_QUERY},
        "example": examples.QUERY,
    },
    {
        "name": "category",
        "in": "query",
        "description": "只要这一类",
        "schema": {"type": "string", "enum": list(CATEGORIES)},
        "example": CATEGORIES[0],
    },
]


def _part(name: str, description: str, example: str) -> dict[str, Any]:
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": description,
        "schema": {"type": "string", "minLength": 1},
        "example": example,
    }


def _body(struct: type[msgspec.Struct], tried: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    content = {
        "schema": reference(struct),
        "examples": {name: {"value": value} for name, value in tried.items()},
    }
    return {"required": True, "content": {"application/json": content}}


def _answers(
    wanted: dict[str, Any], kinds: Iterable[Kind], keyed: Iterable[Kind]
) -> dict[str, Any]:
    answers: dict[str, Any] = {"responses": {"200": wanted, **problems((*kinds, BROKEN))}}
    if keyed:
        answers["security"] = [{"key": []}]
    return answers
