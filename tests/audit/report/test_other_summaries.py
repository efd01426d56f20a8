"""What only other summaries than the usual one show."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.audit.report.pages import read_page
from tonecheck.audit.report.writing import rendered
from tonecheck.audit.results import Results
from tonecheck.law.catalogue import Catalogue

Change = Callable[[dict[str, Any]], None]


def changed(results: Path, folder: Path, change: Change) -> Results:
    """Results with another summary."""
    shutil.copytree(results, folder)
    told = json.loads((folder / "summary.json").read_bytes())
    change(told)
    (folder / "summary.json").write_text(json.dumps(told), "utf-8")
    return Results(folder)


def test_long_times_are_told_in_quarters_then_years(
    results_folder: Path, catalogue: Catalogue, tmp_path: Path
) -> None:
    def months(first: int, last: int) -> Change:
        def change(told: dict[str, Any]) -> None:
            told["months"] = [
                {"month": f"{year}-{month:02d}", "messages": 100, "review": 1, "block": 2, "categories": {"insult": 3}}
                for year in range(first, last) for month in range(1, 13)
            ]  # fmt: skip
            told["days"] = [
                {"day": f"{year}-{month:02d}-28", "messages": 100, "review": 1, "block": 2}
                for year in range(first, last) for month in range(1, 13)
            ]  # fmt: skip

        return change

    quarters = read_page(
        rendered(changed(results_folder, tmp_path / "q", months(2021, 2026)), catalogue)
    )
    assert quarters.row("2021 Q1")[1:4] == ["300", "6", "3"]
    years = read_page(
        rendered(changed(results_folder, tmp_path / "y", months(2015, 2026)), catalogue)
    )
    assert years.row("2025")[1:4] == ["1,200", "24", "12"]
    assert years.broken == []


def test_accepted_findings_have_a_section(
    results_folder: Path, catalogue: Catalogue, tmp_path: Path
) -> None:
    entry = {
        "line": 1007,
        "rule": "insult/a",
        "skeleton": "a" * 32,
        "reason": "误标",
        "owner": "合规部",
    }

    def change(told: dict[str, Any]) -> None:
        told["baseline"] = {
            "file": "基线.yaml",
            "sha256": "c" * 64,
            "entries": 3,
            "accepted": {"findings": 12, "messages": 11},
            "remaining": {"block": 5, "warn": 4, "info": 0},
            "expired": [{**entry, "expires": "2026-01-31", "findings": 2}],
            "unused": [{**entry, "line": 1009, "expires": "2026-12-31", "findings": 0}],
        }

    page = read_page(rendered(changed(results_folder, tmp_path / "out", change), catalogue))
    assert "接受了 12 处、11 条消息" in page.text
    assert page.row("1007")[1:] == ["insult/a", "a" * 12, "误标", "合规部", "2026-01-31", "2"]
    assert page.row("1009")[-2:] == ["2026-12-31", "0"]
