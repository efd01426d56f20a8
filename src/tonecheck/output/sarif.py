"""SARIF 2.1.0: what code scanning shows. Results are streamed, the rules follow at the end."""

import os
from pathlib import Path
from typing import Any, BinaryIO, Final
from urllib.parse import quote

import msgspec

from tonecheck.output.output import Examined
from tonecheck.output.region import Region, region
from tonecheck.output.sarif_rules import LEVELS, descriptor
from tonecheck.output.wording import BROKEN_OFF, in_full
from tonecheck.place import Place
from tonecheck.report import Finding
from tonecheck.titles import why_incomplete

_SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_HEAD: Final = {
    "columnKind": "unicodeCodePoints",
    "newlineSequences": ["\r\n", "\n", "\r"],
    "language": "zh-CN",
}
_encode = msgspec.json.Encoder().encode


class SarifOutput:
    """One run. Kept until its end: a description of each rule that fired, and what was not
    completely examined.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._before = b""
        self._rules: list[dict[str, Any]] = []
        self._number: dict[str, int] = {}
        self._notifications: list[dict[str, Any]] = []
        self._version: dict[str, str] = {}

    def write(self, examined: Examined) -> None:
        self._version = {"version": examined.report.versions.package}
        read_as = iter(examined.read_as)
        for finding in examined.report.findings:
            self._add(self._result(examined, finding, next(read_as, "")))
        for reason in examined.report.incomplete_because:
            self._notify(why_incomplete(reason), examined.place)

    def close(self, finished: bool) -> None:
        if not finished:
            self._notify(BROKEN_OFF)
        self._begin()
        invocation = {
            "executionSuccessful": not self._notifications,
            "toolExecutionNotifications": self._notifications,
        }
        driver = {"name": "tonecheck", **self._version, "language": "zh-CN", "rules": self._rules}
        rest = _encode({"invocations": [invocation], "tool": {"driver": driver}})
        self._stream.write(b"\n]," + rest[1:] + b"]}\n")
        self._stream.flush()

    def _begin(self) -> None:
        if not self._before:
            opening = _encode({"$schema": _SCHEMA, "version": "2.1.0", "runs": [_HEAD]})
            self._stream.write(opening[:-3] + b',"results":[')
            self._before = b"\n"

    def _add(self, result: dict[str, Any]) -> None:
        self._begin()
        self._stream.write(self._before + _encode(result))
        self._before = b",\n"

    def _result(self, examined: Examined, finding: Finding, read_as: str) -> dict[str, Any]:
        if finding.rule not in self._number:
            self._number[finding.rule] = len(self._rules)
            self._rules.append(descriptor(finding, examined.ruleset))
        at = region(examined.place, examined.text, finding)
        where = _artifact(examined.place)
        if at is not None:
            where["region"] = {**_region(at, finding), "snippet": {"text": finding.excerpt}}
        properties = {
            "draft": examined.report.id,
            "sheet": examined.place.sheet,
            "start": finding.start,
            "end": finding.end,
            "excerpt": finding.excerpt,
            "confidence": finding.confidence,
            "evasion": finding.evasion,
            "readAs": read_as if finding.evasion else "",
        }
        return {
            "ruleId": finding.rule,
            "ruleIndex": self._number[finding.rule],
            "level": LEVELS[finding.severity],
            "message": {"text": _literally(in_full(finding))},
            "locations": [{"physicalLocation": where}],
            "properties": {
                name: value for name, value in properties.items() if value not in ("", ())
            },
        }

    def _notify(self, said: str, place: Place | None = None) -> None:
        notification: dict[str, Any] = {"level": "error", "message": {"text": _literally(said)}}
        if place:
            where = _artifact(place)
            if place.line is not None:
                where["region"] = {"startLine": place.line}
            notification["locations"] = [{"physicalLocation": where}]
        self._notifications.append(notification)


def _region(at: Region, finding: Finding) -> dict[str, int]:
    written = {"startLine": at.line, "endLine": at.end_line}
    if at.column is not None and at.end_column is not None:
        written |= {"startColumn": at.column, "endColumn": at.end_column}
    if at.offset is not None:
        written |= {"charOffset": at.offset, "charLength": finding.end - finding.start}
    return written


def _artifact(place: Place) -> dict[str, Any]:
    path = Path(place.file)
    uri = path.as_uri() if path.is_absolute() else quote(os.fsencode(path.as_posix()))
    return {"artifactLocation": {"uri": uri}}


def _literally(text: str) -> str:
    """In messages braces hold the place of arguments, unless they are doubled."""
    return text.replace("{", "{{").replace("}", "}}")
