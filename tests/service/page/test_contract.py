"""The page shares names and patterns with the package, and has the same."""

import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.service.browsing import CHROMIUM, NO_CHROMIUM, Visit
from tonecheck.text.placeholders import placeholders

WEB = Path(__file__).resolve().parents[3] / "web"
TEMPLATES = (
    *(
        "{name}",
        "${amount}",
        "#{x}",
        "{{ x }}",
        "{{客户姓名}}",
        "{ 应还金额 }",
        "{}",
        "{1}",
        "{名称·二}",
    ),
    *(
        "#姓名#",
        "<客户姓名>",
        "<Name_2>",
        "【变量】",
        "【变量12】",
        "【金额】",
        "%s",
        "%(name)s",
        "%1$s",
    ),
    *(
        "{弄死你}",
        "#弄死你#",
        "<弄死你>",
        "{{弄死你}}",
        "【某某银行】",
        "%弄死你",
        "{a b}",
        "{{{x}",
    ),
    *("尊敬的{name}，您尾号#尾号#的账单为${amount}元", "{123}", "<３>", "{金额\u0301}"),
)
"""Blanks, and what hides in brackets; some are both."""


def test_what_the_page_was_built_with_is_what_the_package_says() -> None:
    command = [sys.executable, str(WEB / "contract.py")]
    said = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout
    assert (WEB / "src" / "contract.json").read_text("utf-8") == said, "make page"


@pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)
def test_the_page_marks_as_blanks_what_the_check_takes_for_blanks(visit: Visit) -> None:
    page = visit.open()
    visit.write("\n".join(TEMPLATES))
    lines = page.locator(".cm-content .cm-line")
    expect(lines).to_have_count(len(TEMPLATES))
    script = (
        "(all) => all.map((one) => [...one.querySelectorAll('.blank')].map((b) => b.innerText))"
    )
    marked = dict(zip(TEMPLATES, lines.evaluate_all(script), strict=True))
    assert marked == {one: [one[at:to] for at, to in placeholders(one)] for one in TEMPLATES}
