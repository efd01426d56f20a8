"""SARIF that code scanning takes: valid by its schema, and right about where things stand."""

import hashlib
import json
import shutil
import subprocess
import tarfile
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from tests.cli.running import invoked
from tests.output.examined import examined, finding, written
from tonecheck.output.output import Examined
from tonecheck.output.sarif import SarifOutput
from tonecheck.place import Place

_PACKAGE = "@microsoft/jest-sarif@1.0.0-beta.0"
_SCHEMA = "package/lib/schemas/sarif-2.1.0-rtm.5.json"
_SHA256 = "2d99159ae54a3eea97f81781cff48780548657c35949f4b7f25e99a2ba4de4f8"


@pytest.fixture(scope="session")
def schema(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The schema of 2.1.0 as Microsoft's SARIF tools for npm carry it."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("没有 npm：没有按 SARIF 的 JSON schema 核对")
    folder = tmp_path_factory.mktemp("sarif")
    command = [npm, "pack", "--silent", _PACKAGE]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("npm 取不到 SARIF 的 JSON schema：没有核对")
    with tarfile.open(folder / done.stdout.split()[-1]) as package:
        member = package.extractfile(_SCHEMA)
        assert member
        data = member.read()
    assert hashlib.sha256(data).hexdigest() == _SHA256
    # one of its patterns closes a bracket that none opens, which only some regex engines let pass
    return json.loads(data.replace(b"[a-zA-Z]{2}]?$", rb"[a-zA-Z]{2}\\]?$"))


def _written(*many: Examined, finished: bool = True) -> Any:
    return json.loads(written(SarifOutput, *many, finished=finished))


def _many() -> list[Examined]:
    found = [
        finding(3, 5, "乙丙"),
        finding(4, 5, "丙", "warn", "model/violence_threat"),
        finding(0, 1, "甲", "info"),
    ]
    return [
        examined("甲\n😀乙丙", found),
        examined("丁", [finding(0, 1, "丁")], place=Place("/x/模板.xlsx", 3, "页")),
        examined("", place=Place("坏 #1.csv", 2), reasons=("有{date}没有检查",)),
    ]


@pytest.mark.parametrize("finished", [True, False])
def test_it_is_valid(schema: Any, finished: bool) -> None:
    for many in ([], _many()):
        jsonschema_rs.validate(schema, _written(*many, finished=finished))


def test_rules_that_fired_are_described_once() -> None:
    (run,) = _written(*_many())["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["violence_threat/maiming", "model/violence_threat"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    text = rules[0]["help"]["text"]
    assert all(
        part in text for part in ("为什么：", "依据：", "会标出：", "不会标出：", "2026-01-01")
    )
    assert rules[0]["defaultConfiguration"] == {"level": "error"}
    assert [one["level"] for one in run["results"]] == ["error", "warning", "note", "error"]


def test_places_are_exact() -> None:
    (run,) = _written(*_many())["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    first, *_, last = (one["locations"][0]["physicalLocation"] for one in run["results"])
    assert first["artifactLocation"] == {"uri": "a%20b%2Cc.txt"}
    assert first["region"] == {
        "startLine": 2,
        "endLine": 2,
        "startColumn": 2,
        "endColumn": 4,
        "charOffset": 3,
        "charLength": 2,
        "snippet": {"text": "乙丙"},
    }
    assert last["artifactLocation"]["uri"] == "file:///x/%E6%A8%A1%E6%9D%BF.xlsx"
    assert last["region"] == {"startLine": 3, "endLine": 3, "snippet": {"text": "丁"}}


def test_braces_are_no_arguments() -> None:
    (run,) = _written(*_many())["runs"]
    assert "请在{{date}}前还款。" in run["results"][0]["message"]["text"]


def test_what_was_not_examined_is_no_success() -> None:
    (run,) = _written(*_many())["runs"]
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    (notification,) = invocation["toolExecutionNotifications"]
    place = notification["locations"][0]["physicalLocation"]
    assert place == {
        "artifactLocation": {"uri": "%E5%9D%8F%20%231.csv"},
        "region": {"startLine": 2},
    }
    assert _written()["runs"][0]["invocations"][0]["executionSuccessful"] is True
    assert _written(finished=False)["runs"][0]["invocations"][0]["executionSuccessful"] is False


def test_a_run_of_the_command_is_valid(schema: Any, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("\n您好\n再不还钱就打断你的腿\n", "utf-8")
    (tmp_path / "b.csv").write_text("甲\n1\n", "utf-8")
    done = invoked("check", "--no-model", "--format", "sarif", ".", cwd=tmp_path)
    assert done.returncode == 3
    log = json.loads(done.stdout)
    jsonschema_rs.validate(schema, log)
    (run,) = log["runs"]
    (result,) = run["results"]
    at = result["locations"][0]["physicalLocation"]["region"]
    text = (tmp_path / "a.txt").read_text("utf-8")
    assert at["startLine"] == 3
    assert text[at["charOffset"] :][: at["charLength"]] == at["snippet"]["text"] == "打断你的腿"
    assert text.splitlines()[2][at["startColumn"] - 1 : at["endColumn"] - 1] == "打断你的腿"
