"""JUnit XML: a suite for each file, a case for each draft."""

import re
from typing import BinaryIO, Final
from xml.etree import ElementTree

from tonecheck.output.output import Examined
from tonecheck.output.region import region
from tonecheck.output.wording import BROKEN_OFF, in_full
from tonecheck.report import SEVERITY_ORDER, Finding
from tonecheck.titles import SEVERITY_TITLES, why_incomplete

_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold, not even escaped."""


class JUnitOutput:
    """Written file by file: the counts of a suite stand before its cases, so that the cases of one
    file are kept until the next begins.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._begun = False
        self._suite: ElementTree.Element | None = None

    def write(self, examined: Examined) -> None:
        file, report = examined.place.file, examined.report
        case = self._case(file, str(examined.place))
        least = SEVERITY_ORDER[examined.fail_on]
        failing = [one for one in report.findings if SEVERITY_ORDER[one.severity] >= least]
        passing = [one for one in report.findings if SEVERITY_ORDER[one.severity] < least]
        if report.incomplete_because:
            why = "；".join(map(why_incomplete, report.incomplete_because))
            _add(case, "error", f"未能完整检查：{why}", "incomplete", _listed(examined, failing))
        elif failing:
            rules = " ".join(dict.fromkeys(one.rule for one in failing))
            said = f"标出 {len(failing)} 处"
            _add(case, "failure", said, rules, _listed(examined, failing))
        if passing:
            ElementTree.SubElement(case, "system-out").text = _clean(_listed(examined, passing))

    def close(self, finished: bool) -> None:
        if not finished:
            _add(self._case("tonecheck", "tonecheck check"), "error", BROKEN_OFF, "incomplete", "")
        self._end_suite()
        self._begin()
        self._stream.write(b"</testsuites>\n")
        self._stream.flush()

    def _case(self, file: str, name: str) -> ElementTree.Element:
        file, name = _clean(file), _clean(name)
        if self._suite is None or self._suite.get("name") != file:
            self._end_suite()
            self._suite = ElementTree.Element("testsuite", name=file)
        return ElementTree.SubElement(self._suite, "testcase", classname=file, name=name)

    def _end_suite(self) -> None:
        suite = self._suite
        if suite is None:
            return
        counted = {"tests": "testcase", "failures": "testcase/failure", "errors": "testcase/error"}
        for name, path in counted.items():
            suite.set(name, str(len(suite.findall(path))))
        self._begin()
        ElementTree.indent(suite)
        self._stream.write(ElementTree.tostring(suite, "utf-8") + b"\n")
        self._suite = None

    def _begin(self) -> None:
        if not self._begun:
            self._stream.write(b'<?xml version="1.0" encoding="UTF-8"?>\n')
            self._stream.write(b'<testsuites name="tonecheck">\n')
            self._begun = True


def _add(case: ElementTree.Element, kind: str, said: str, type_: str, listed: str) -> None:
    element = ElementTree.SubElement(case, kind, message=_clean(said), type=_clean(type_))
    element.text = _clean(listed)


def _listed(examined: Examined, findings: list[Finding]) -> str:
    return "\n".join(_told(examined, one) for one in findings)


def _told(examined: Examined, finding: Finding) -> str:
    at = region(examined.place, examined.text, finding)
    where = str(examined.place)
    if at is not None and at.column is not None:
        where = f"{examined.place.file}:{at.line}:{at.column}"
    label = SEVERITY_TITLES[finding.severity]
    return f"{where}: {label} {finding.rule} “{finding.excerpt}”{in_full(finding)}"


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
