"""What msgspec finds wrong, in Chinese and without repeating what came in."""

import re
from collections.abc import Mapping, Sequence
from typing import Final, get_args

import msgspec

from tonecheck.message import CHANNELS, RECIPIENTS
from tonecheck.report import Severity
from tonecheck.service.problems import FieldError
from tonecheck.service.sending import Fail
from tonecheck.text.disguise.levels import LEVELS

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
_VALUES: Final[Mapping[str, tuple[str, ...]]] = {
    "channel": CHANNELS,
    "recipient": RECIPIENTS,
    "fail": get_args(Fail),
    "block_on": get_args(Severity),
    "evasion": LEVELS,
}
"""Of members with few values, by name: msgspec says of a wrong one no more than that it is wrong."""

_TYPES: Final = {
    "str": "文字",
    "int": "整数",
    "float": "数",
    "bool": "true 或 false",
    "array": "列表",
    "object": "对象",
    "null": "null",
    "datetime": "时间",
}


def field_error(error: Exception) -> FieldError:
    """The member that is wrong and why, from any of `DecodeErrors`."""
    if not isinstance(error, msgspec.ValidationError):
        return FieldError("", _malformed(error))
    match = _WITH_PATH.fullmatch(str(error))
    what, path = (match["what"], match["path"] or "$") if match else ("", "$")
    return _invalid(what, path.removeprefix("$").removeprefix("."))


def one_of(values: Sequence[str]) -> str:
    """What to say of a value that is none of ``values``."""
    return f"只能是 {'、'.join(values)} 之一" if values else "不是可用的值之一"


def _malformed(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "JSON 的嵌套太深"
    if isinstance(error, UnicodeDecodeError):
        return "编码不是 UTF-8"
    place = _PLACE.search(str(error))
    return f"不是合法的 JSON（第 {place[1]} 字节处）" if place else "不是合法的 JSON（不完整）"


def _invalid(what: str, field: str) -> FieldError:
    if match := _MEMBER.fullmatch(what):
        return _member(match["how"], match["name"], field)
    if what.startswith("Invalid enum value"):
        return FieldError(field, one_of(_VALUES.get(_INDICES.sub("", field).split(".")[-1], ())))
    if what.startswith("Invalid RFC3339"):
        return FieldError(field, "不是合法的时间，请写成 2026-03-02T10:15:00+08:00 这样的形式")
    if match := _EXPECTED.fullmatch(what):
        return FieldError(field, _expected(match))
    named, colon, detail = what.partition("：")
    return FieldError(_joined(field, named), detail) if colon else FieldError(field, "值不合要求")


def _member(how: str, name: str, field: str) -> FieldError:
    if how == "missing required":
        return FieldError(_joined(field, name), "缺少这一项")
    if re.fullmatch(_NAME, name):
        return FieldError(_joined(field, name), "没有这一项，请检查拼写")
    return FieldError(field, "有不认识的项")


def _expected(match: re.Match[str]) -> str:
    said = "或".join(_TYPES.get(name, name) for name in match["type"].split(" | "))
    if match["bound"] is None:
        return f"应为{said}"
    return f"应为{said}，{'长度 ' if match['length'] else ''}{match['bound']}"


def _joined(field: str, name: str) -> str:
    return f"{field}.{name}" if field else name
