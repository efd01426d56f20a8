"""Workflow commands: escaped as GitHub says, a line each."""

from io import BytesIO

from tests.output.examined import examined, finding
from tonecheck.output.github import GitHubOutput
from tonecheck.place import Place


def _written(*many: object, finished: bool = True) -> list[str]:
    stream = BytesIO()
    output = GitHubOutput(stream)
    for one in many:
        output.write(one)  # type: ignore[arg-type]
    output.close(finished)
    return stream.getvalue().decode().splitlines()


def test_each_level_has_its_command_and_names_are_escaped() -> None:
    found = [finding(0, 2, "甲乙"), finding(0, 1, "甲", "warn"), finding(1, 2, "乙", "info")]
    error, warning, notice = _written(examined("甲乙", found))
    assert error.startswith("::error file=a b%2Cc.txt,line=1,endLine=1,col=1,endColumn=2,title=")
    assert warning.startswith("::warning ")
    assert notice.startswith("::notice ")
    assert error.endswith("::“甲乙”是威胁。 依据：《某法》第一条。 可改为：请在{date}前还款。")


def test_an_excerpt_cannot_write_commands_of_its_own() -> None:
    excerpt = "100%\n::stop-commands::x\r"
    (line,) = _written(examined(excerpt, [finding(0, len(excerpt), excerpt)]))
    assert "“100%25%0A::stop-commands::x%0D”" in line
    assert "line=1,endLine=2,title=" in line  # no columns where lines differ


def test_what_was_not_examined_is_an_error() -> None:
    place = Place("a.xlsx", 3, "页")
    (line,) = _written(examined("", place=place, reasons=("garbled_text",)))
    assert line == "::error file=a.xlsx,title=未能完整检查,line=3::有一部分是乱码，无法读懂"
    assert "中途停下" in _written(finished=False)[0]
    assert _written(examined("您好")) == []
