"""What msgspec finds wrong, in Chinese and without repeating what came in: errors are logged, messages
are not.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

DecodeErrors: Final = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""All that decoding can raise; `msgspec.ValidationError` is one of them."""

_NAME: Final = r"[A-Za-z][A-Za-z_-]{0,23}[0-9]{0,3}"
"""All members of ours are named like this. Other names come from the caller and may be anything, a
message even; like this they are shown, for they may be misspelt, and say little."""
_PATH: Final = rf"\$(?:\.{_NAME}|\[[0-9.]{{1,7}}\]){{0,6}}"
_WITH_PATH: Final = re.compile(rf"(?P<what>.*?)(?: - at `(?P<path>{_PATH})`)?", re.DOTALL)
_EXPECTED: Final = re.compile(
    r"Expected `(?P<type>[^`]*)`(?P<length> of length)?(?: (?P<bound>[<>=]+ [\d.]+))?.*"
)
_MEMBER: Final = re.compile(
    r"Object (?P<how>missing required|contains unknown) field `(?P<name>.*)`", re.DOTALL
)
_PLACE: Final = re.compile(r"\(byte (\d+)\)")
_INDICES: Final = re.compile(r"(?:\[[0-9.]*\])+$")

_TIME: Final = "不是合法的时间，请写成 2026-03-02T10:15:00+08:00 这样的形式"
_TYPES: Final = {
    "str": "文字",
    "int": "整数",
    "float": "数",
    "bool": "true 或 false",
    "array": "列表",
    "object": "对象",
    "null": " null",
}

Values = Mapping[str, Sequence[str]]
"""Of members with few values, by name: msgspec says of a wrong one no more than that it is wrong."""


class FieldError(msgspec.Struct, frozen=True):
    """One member that is wrong: its path, what is wrong and what it may be."""

    field: str
    detail: str

    def __str__(self) -> str:
        return "：".join(filter(None, (self.field, self.detail)))


def field_error(
    error: Exception, values: Values | None = None, members: Sequence[str] = ()
) -> FieldError:
    """The member that is wrong and why, from any of `DecodeErrors`.

    Args:
        members: of the outermost object, to be named where one is unknown.
    """
    if not isinstance(error, msgspec.ValidationError):
        return FieldError("", malformed(error))
    match = _WITH_PATH.fullmatch(str(error))
    what, path = (match["what"], match["path"] or "$") if match else ("", "$")
    field = path.removeprefix("$").removeprefix(".")
    if found := _MEMBER.fullmatch(what):
        return _member(found["how"], found["name"], field, () if field else members)
    return _invalid(what, field, (values or {}).get(_INDICES.sub("", field).split(".")[-1], ()))


def one_of(values: Sequence[str]) -> str:
    """What to say of a value that is none of ``values``."""
    return f"应为 {'、'.join(values)} 之一" if values else "不是可用的值之一"


def malformed(error: Exception) -> str:
    """Why what was decoded is no JSON at all."""
    if isinstance(error, RecursionError):
        return "JSON 的嵌套太深"
    if isinstance(error, UnicodeDecodeError):
        return "编码不是 UTF-8"
    place = _PLACE.search(str(error))
    if place is None:
        return "不是合法的 JSON（不完整）"
    return f"不是合法的 JSON（第 {int(place[1]) + 1} 个字节处有误）"


def _invalid(what: str, field: str, values: Sequence[str]) -> FieldError:
    if what.startswith("Invalid enum value") or (values and "`array`" not in what):
        return FieldError(field, one_of(values))
    if what.startswith("Invalid RFC3339"):
        return FieldError(field, _TIME)
    if match := _EXPECTED.fullmatch(what):
        return FieldError(field, _expected(match))
    named, colon, detail = what.partition("：")
    return FieldError(_joined(field, named), detail) if colon else FieldError(field, "值不合要求")


def _member(how: str, name: str, field: str, members: Sequence[str]) -> FieldError:
    if how == "missing required":
        return FieldError(_joined(field, name), "缺少这一项")
    known = f"；可用的有 {'、'.join(members)}" if members else ""
    if re.fullmatch(_NAME, name):
        return FieldError(_joined(field, name), f"没有这一项{known or '，请检查拼写'}")
    return FieldError(field, f"有不认识的项{known}")


def _expected(match: re.Match[str]) -> str:
    types = match["type"].split(" | ")
    if "datetime" in types:
        return _TIME
    said = "或".join(_TYPES.get(name, name) for name in types).strip()
    if match["bound"] is None:
        return f"应为{said}"
    return f"应为{said}，{'长度 ' if match['length'] else ''}{match['bound']}"


def _joined(field: str, name: str) -> str:
    return f"{field}.{name}" if field else name
