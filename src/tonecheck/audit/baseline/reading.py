"""The reviewed list, from YAML or CSV; a wrong entry is told by its line."""

import csv
import hashlib
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Final

import msgspec
import yaml

from tonecheck.audit.errors import AuditError
from tonecheck.categories import CATEGORIES
from tonecheck.os_errors import why

_FIELDS: Final[Mapping[str, str]] = {
    "rule": "规则",
    "skeleton": "骨架",
    "reason": "原因",
    "owner": "负责人",
    "expires": "到期日",
}
_NAMES: Final = {title: name for name, title in _FIELDS.items()} | {name: name for name in _FIELDS}
_SKELETON: Final = re.compile("[0-9a-f]{32}")
_LISTED: Final = 20
_SUFFIXES: Final = (".yaml", ".yml", ".csv")


class Entry(msgspec.Struct, frozen=True):
    """Findings of ``rule`` in messages with ``skeleton``, accepted up to and on ``expires``."""

    line: int
    rule: str
    skeleton: str
    reason: str
    owner: str
    expires: date


class Baseline(msgspec.Struct, frozen=True):
    """The list, and the file it was read from."""

    name: str
    sha256: str
    entries: tuple[Entry, ...]


def read_baseline(path: Path) -> Baseline:
    """Read a list of accepted findings.

    Raises:
        AuditError: the file cannot be read, or entries are wrong; all mistakes at once, up to 20.
    """
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8-sig")
    except OSError as error:
        raise AuditError(f"{path}：基线文件读不了（{why(error)}）") from None
    except UnicodeDecodeError:
        raise AuditError(f"{path}：基线文件不是 UTF-8；请另存为 UTF-8") from None
    if path.suffix.lower() not in _SUFFIXES:
        raise AuditError(f"{path}：基线文件应是 {'、'.join(_SUFFIXES)} 之一")
    rows = _csv_rows(text, path) if path.suffix.lower() == ".csv" else _yaml_rows(text, path)
    mistakes: list[str] = []
    seen: dict[tuple[str, str], int] = {}
    entries: list[Entry] = []
    for line, fields in rows:
        wrong = list(_mistakes(fields))
        if not wrong:
            entry = _entry(line, fields)
            first = seen.setdefault((entry.rule, entry.skeleton), line)
            wrong = [] if first == line else [f"与第 {first} 行是同一条（规则和骨架都相同）"]
            entries.append(entry)
        mistakes += [f"第 {line} 行：{what}" for what in wrong]
    if mistakes:
        more = f"\n……共 {len(mistakes)} 处" if len(mistakes) > _LISTED else ""
        raise AuditError(f"{path}：基线有误：\n" + "\n".join(mistakes[:_LISTED]) + more)
    return Baseline(path.name, hashlib.sha256(raw).hexdigest(), tuple(entries))


def _csv_rows(text: str, path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    rows = csv.reader(text.splitlines(keepends=True), strict=True)
    try:
        header = [cell.strip() for cell in next(rows, [])]
        unknown = [name for name in header if name not in _NAMES]
        missing = [title for name, title in _FIELDS.items() if not {name, title} & set(header)]
        if unknown or missing:
            told = [f"不认得“{name}”列" for name in unknown] + [f"缺少“{one}”列" for one in missing]
            columns = "、".join(f"{title}（{name}）" for name, title in _FIELDS.items())
            raise AuditError(f"{path}：第 1 行：{'，'.join(told)}；应有 {columns}")
        line = rows.line_num + 1
        for cells in rows:
            if any(cell.strip() for cell in cells):
                if len(cells) != len(header):
                    raise AuditError(
                        f"{path}：第 {line} 行：有 {len(cells)} 格，首行有 {len(header)} 格"
                    )
                yield (
                    line,
                    {_NAMES[name]: cell.strip() for name, cell in zip(header, cells, strict=True)},
                )
            line = rows.line_num + 1
    except csv.Error as error:
        raise AuditError(f"{path}：第 {rows.line_num} 行：不是合法的 CSV（{error}）") from None


def _yaml_rows(text: str, path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"第 {mark.line + 1} 行：" if mark else ""
        raise AuditError(f"{path}：{where}不是合法的 YAML") from None
    if root is None:
        return
    if not isinstance(root, yaml.SequenceNode):
        raise AuditError(f"{path}：第 {root.start_mark.line + 1} 行：应是一个列表，每项以“- ”开头")
    for node in root.value:
        line = node.start_mark.line + 1
        if not isinstance(node, yaml.MappingNode):
            raise AuditError(f"{path}：第 {line} 行：每项应写成 rule: …、skeleton: … 等五个字段")
        fields: dict[str, str] = {}
        for key, value in node.value:
            at, name = key.start_mark.line + 1, str(key.value)
            if not isinstance(value, yaml.ScalarNode):
                raise AuditError(f"{path}：第 {at} 行：“{name}”的值应是文字或日期")
            if _NAMES.get(name, name) in fields:
                raise AuditError(f"{path}：第 {at} 行：“{name}”写了两次")
            fields[_NAMES.get(name, name)] = value.value.strip()
        yield line, fields


def _mistakes(fields: Mapping[str, str]) -> Iterator[str]:
    for name in fields:
        if name not in _FIELDS:
            yield f"不认得字段“{name}”；可写的有 {'、'.join(_FIELDS)}"
    for name, title in _FIELDS.items():
        if not fields.get(name):
            yield f"缺少{title}（{name}）"
    rule = fields.get("rule", "")
    before, _, after = rule.partition("/")
    if rule and not (after in CATEGORIES if before == "model" else before in CATEGORIES and after):
        yield f"规则“{rule}”不是规则编号；应像 insult/old_rogue 或 model/insult"
    if fields.get("skeleton") and not _SKELETON.fullmatch(fields["skeleton"]):
        yield f"骨架“{fields['skeleton']}”不是 32 位十六进制；请从 findings 的 skeleton 列复制"
    if fields.get("expires") and _day(fields["expires"]) is None:
        yield f"到期日“{fields['expires']}”不是日期；应写成 2026-12-31 或 2026/12/31"


def _entry(line: int, fields: Mapping[str, str]) -> Entry:
    expires = _day(fields["expires"])
    assert expires is not None  # checked before
    return Entry(
        line, fields["rule"], fields["skeleton"], fields["reason"], fields["owner"], expires
    )


def _day(written: str) -> date | None:
    """2026-12-31, or 2026/12/31 as spreadsheets write it."""
    try:
        return datetime.strptime(written.replace("/", "-"), "%Y-%m-%d").date()
    except ValueError:
        return None
