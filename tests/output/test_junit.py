"""JUnit XML that any reader can parse, with the counts that it shows."""

from xml.etree import ElementTree

from tests.output.examined import examined, finding, written
from tonecheck.output.junit import JUnitOutput
from tonecheck.output.output import Examined
from tonecheck.place import Place


def _written(*many: Examined, finished: bool = True) -> ElementTree.Element:
    return ElementTree.fromstring(written(JUnitOutput, *many, finished=finished))


def _counts(suite: ElementTree.Element) -> tuple[str | None, ...]:
    return tuple(suite.get(name) for name in ("name", "tests", "failures", "errors"))


def test_a_suite_is_a_file_and_a_case_is_a_draft() -> None:
    a, b = Place("a.csv", 2), Place("b.csv", 2)
    suites = _written(
        examined("甲", [finding(0, 1, "甲")], place=a),
        examined("甲", place=a._replace(line=3)),
        examined("", place=b, reasons=("坏行",)),
    )
    assert [_counts(suite) for suite in suites] == [
        ("a.csv", "2", "1", "0"),
        ("b.csv", "1", "0", "1"),
    ]
    failure = suites.find("testsuite/testcase[@name='a.csv:2']/failure")
    assert failure is not None
    assert failure.get("type") == "violence_threat/maiming"
    assert (failure.text or "").startswith("a.csv:2: 禁止发送 violence_threat/maiming “甲”是威胁。")
    error = suites.find(".//error")
    assert error is not None
    assert error.get("message") == "未能完整检查：坏行"


def test_only_what_fails_the_run_is_a_failure() -> None:
    found = [finding(0, 1, "甲", "warn")]
    (suite,) = _written(examined("甲", found, fail_on="block"))
    assert _counts(suite)[2:] == ("0", "0")
    assert "需要复核" in (suite.findtext("testcase/system-out") or "")
    (suite,) = _written(examined("甲", found, fail_on="warn"))
    assert _counts(suite)[2:] == ("1", "0")


def test_what_was_found_in_a_draft_not_wholly_examined_is_told_too() -> None:
    (suite,) = _written(examined("甲", [finding(0, 1, "甲")], reasons=("garbled_text",)))
    assert _counts(suite)[2:] == ("0", "1")
    assert "“甲”" in (suite.findtext("testcase/error") or "")


def test_characters_that_xml_cannot_hold_are_replaced() -> None:
    excerpt = "打\x00断\x1b\ufffe<&\ud800"
    (suite,) = _written(
        examined(excerpt, [finding(0, 9, excerpt)], place=Place("a\x01.txt")),
    )
    assert suite.get("name") == "a\ufffd.txt"
    assert "“打\ufffd断\ufffd\ufffd<&\ufffd”" in (suite.findtext("testcase/failure") or "")


def test_nothing_examined_is_an_empty_document_and_a_broken_run_an_error() -> None:
    assert len(_written()) == 0
    (suite,) = _written(finished=False)
    assert _counts(suite)[3] == "1"
