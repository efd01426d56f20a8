"""The summary of an audit in a few lines, for the terminal: results, and apart what they lack."""

import os
from pathlib import Path
from typing import Any, Final

from tonecheck.audit.exclusions import OF_FILES
from tonecheck.titles import why_incomplete

_NAMED: Final = 5


def told_of(summary: dict[str, Any], out: Path) -> str:
    """What was examined, and where the results are."""
    decisions = summary["decisions"]
    lines = [
        f"审计 {summary['messages']:,} 条：禁止发送 {decisions['block']:,}，需复核 {decisions['review']:,}，"
        f"通过 {decisions['pass']:,}；不同的写法 {summary['templates_total']:,} 种",
    ]
    lines += _baseline(summary["baseline"]) if summary["baseline"] else []
    lines.append(f"结果在 {out}{os.sep}")
    return "\n".join(lines)


def lacking(summary: dict[str, Any]) -> str:
    """What was not examined and why; empty where nothing is to be told."""
    left_out = summary["not_examined"]
    lines = [line for one in left_out["reasons"] for line in _left_out(one)]
    lines += [
        f"未能完整检查 {one['messages']:,} 条：{why_incomplete(one['reason'])}"
        for one in summary["incomplete"]
    ]
    lines += left_out["analyses"]
    beside = left_out["beside"]
    if beside["files"]:
        names = "、".join(beside["listed"][:_NAMED])
        more = " 等" if beside["files"] > _NAMED else ""
        lines.append(f"另有 {beside['files']:,} 个不是存档的文件没有读（{names}{more}）")
    return "\n".join(lines)


def _left_out(one: dict[str, Any]) -> list[str]:
    if one["reason"] not in OF_FILES:
        return [f"没有审计 {one['rows']:,} 条：{one['title']}"]
    examples = one["examples"]
    lines = [f"没有审计 {one['rows']:,} 个文件：{one['title']}"]
    lines += [
        "  " + "：".join(filter(None, (example["source"], example["detail"])))
        for example in examples
    ]
    more = one["rows"] - len(examples)
    return [*lines, f"  ……另有 {more:,} 个"] if more else lines


def _baseline(told: dict[str, Any]) -> list[str]:
    accepted = told["accepted"]
    lines = [f"基线接受了 {accepted['findings']:,} 处（{accepted['messages']:,} 条消息）"]
    for title, entries in (("已经到期", told["expired"]), ("没有用到", told["unused"])):
        lines += [
            f"基线第 {one['line']} 行{title}：{one['rule']} {one['skeleton'][:12]}…（{one['owner']}，{one['expires']}）"
            for one in entries
        ]
    return lines
