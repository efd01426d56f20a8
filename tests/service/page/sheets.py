"""Sheets made, checked on the page and taken back."""

import csv
from pathlib import Path

from playwright.sync_api import Download, Page, expect


def a_csv(path: Path, texts: list[str], encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["编号", "短信内容", "备注"])
        writer.writerows([f"00{number}", text, "=1+1"] for number, text in enumerate(texts))
    return path


def choose(page: Page, path: Path) -> None:
    page.locator("input[type=file]").set_input_files(path)


def checked(page: Page, path: Path, count: int) -> Download:
    """Have a whole sheet checked, and take the result."""
    choose(page, path)
    page.get_by_role("button", name=f"检查 {count} 条").click()
    expect(page.get_by_text(f"{count} 条都已检查")).to_be_visible()
    return download(page)


def download(page: Page) -> Download:
    with page.expect_download() as coming:
        page.get_by_role("button", name="下载结果").click()
    return coming.value
