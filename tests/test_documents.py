"""What the documents promise is true of the repository."""

import re
import tomllib
from pathlib import Path

from tonecheck import Checker
from tonecheck.drafts.places import places_of
from tonecheck.drafts.sources import Reader

ROOT = Path(__file__).resolve().parents[1]


def test_the_examples_say_what_they_are(checker: Checker) -> None:
    for folder, lawful in (("good", True), ("bad", False)):
        for path in filter(None, places_of([str(ROOT / "examples" / folder)]).files):
            reports = [
                checker.check(d.message) for d in Reader().read_file(path, path.name) if d.message
            ]
            assert reports, path
            if lawful:
                assert all(report.decision == "pass" for report in reports), path
            else:
                assert any(report.decision != "pass" for report in reports), path


def test_the_changelog_knows_this_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_every_file_the_readme_names_is_there() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", text):
        assert (ROOT / target).exists(), target


def test_commands_in_the_readme_are_make_targets() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"^make (\w+)", text, re.MULTILINE):
        assert f"\n{target}:" in makefile


def test_contributing_says_where_everything_is() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    package = [path.name for path in (ROOT / "src" / "tonecheck").iterdir() if path.is_dir()]
    for name in (*package, "rules", "models", "corpus", "web", "benchmarks"):
        assert f"{name}/`" in text or name == "__pycache__", name


def test_the_container_is_built_from_what_docker_is_given() -> None:
    ignored, *rest = (ROOT / ".dockerignore").read_text("utf-8").split()
    assert ignored == "*"
    given = tuple(line.removeprefix("!") for line in rest if line.startswith("!"))
    copied = re.findall(
        r"^COPY (?!--from)(.+) \S+$", (ROOT / "Dockerfile").read_text("utf-8"), re.MULTILINE
    )
    for source in " ".join(copied).split():
        assert source.startswith(given), source
        assert (ROOT / source).exists(), source
