"""What holds on all of the page: nothing kept, any screen, the contract's words, the rules."""

import re
from pathlib import Path
from typing import get_args

import pytest
from playwright.sync_api import Route, expect

from tests.service.browsing import CHROMIUM, NO_CHROMIUM, Visit
from tests.service.page.sheets import a_csv, checked
from tests.service.page.texts import LAWFUL, THREAT
from tonecheck.categories import TITLES
from tonecheck.message import Channel, Recipient

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)


def test_no_text_is_kept(visit: Visit) -> None:
    page = visit.open()
    visit.write(THREAT)
    expect(visit.verdict).to_contain_text("拦截")
    stored = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert stored == '[{"tonecheck-theme":"auto"},{}]'
    assert page.context.cookies() == []
    page.reload()
    expect(visit.editor).to_have_text("在这里写或粘贴要发送的内容，一边写一边检查。")


def test_dark_follows_the_system_and_can_be_chosen(visit: Visit) -> None:
    page = visit.open()

    def ground() -> int:
        script = "getComputedStyle(document.documentElement).backgroundColor.match(/\\d+/)[0]"
        return int(page.evaluate(script))

    assert ground() > 200
    page.emulate_media(color_scheme="dark")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert ground() < 60
    page.get_by_label("外观").select_option("浅色")
    assert ground() > 200
    page.reload()
    assert ground() > 200


@pytest.mark.parametrize("view", ["draft", "sheet", "rules"])
def test_nothing_sticks_out_of_a_narrow_screen(visit: Visit, view: str, tmp_path: Path) -> None:
    visit.page.set_viewport_size({"width": 360, "height": 740})
    page = visit.open(view)
    if view == "draft":
        visit.write(THREAT * 3)
        visit.findings.first.get_by_role("button").click()
        expect(page.locator(".findings .law").first).to_be_visible()
    elif view == "sheet":
        checked(page, a_csv(tmp_path / "模板.csv", [THREAT, LAWFUL]), 2)
        page.get_by_role("button", name=re.compile("第 2 行的.*详情")).click()
        expect(page.locator(".details .law").first).to_be_visible()
    else:
        page.get_by_role("link", name="扬言伤残肢体").click()
        expect(page.get_by_role("heading", name="会标出", exact=True)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_rules_are_searched_and_read(visit: Visit) -> None:
    page = visit.open("rules")
    listed = page.locator(".rules-list li")
    expect(listed.nth(20)).to_be_visible()
    everything = listed.count()
    page.get_by_role("searchbox", name="查找规则").fill("伤残肢体")
    expect(page.get_by_text("1 条规则", exact=True)).to_be_visible()
    page.get_by_role("link", name="扬言伤残肢体").click()
    text = page.get_by_role("article", name="规则正文")
    expect(text).to_contain_text("拿断手断脚、致残毁容吓人")
    expect(text).to_contain_text("2026-01-01 起施行")
    expect(text.get_by_role("heading", name="不会标出")).to_be_visible()
    assert page.url.endswith("#/rules/violence_threat/maiming")
    page.get_by_role("searchbox", name="查找规则").fill("")
    page.get_by_label("规则").get_by_label("类别").select_option("暴力威胁")
    expect(page.locator(".rules-list h2")).to_have_text(["暴力威胁"])
    assert 0 < listed.count() < everything


def test_a_rule_that_could_not_be_fetched_is_asked_for_again(visit: Visit) -> None:
    visit.may_fail = True
    asked: list[str] = []

    def fail_once(route: Route) -> None:
        asked.append(route.request.url)
        if len(asked) == 1:
            route.fulfill(status=503, json={"title": "排队已满"})
        else:
            route.continue_()

    page = visit.open("rules")
    page.route("**/v1/rules/violence_threat/maiming", fail_once)
    text = page.get_by_role("article", name="规则正文")
    page.get_by_role("link", name="扬言伤残肢体").click()
    expect(text).to_contain_text("排队已满")
    page.get_by_role("link", name="规则", exact=True).click()
    page.get_by_role("link", name="扬言伤残肢体").click()
    expect(text).to_contain_text("拿断手断脚、致残毁容吓人")
    assert len(asked) == 2


def test_an_address_cut_short_shows_the_rules(visit: Visit) -> None:
    page = visit.open("rules/%")
    expect(page.get_by_text("选一条规则，看它管什么")).to_be_visible()
    expect(page.locator(".rules-list li").nth(20)).to_be_visible()


def test_the_page_calls_everything_what_the_contract_calls_it(visit: Visit) -> None:
    page = visit.open("rules")

    def options(of: str) -> dict[str, str]:
        script = "(all) => Object.fromEntries(all.map((one) => [one.value, one.text]))"
        found: dict[str, str] = page.locator(f"{of} option").evaluate_all(script)
        return found

    assert options(".rules select") == {"": "全部类别"} | dict(TITLES)
    assert set(options(".draft .terms label:nth-of-type(1)")) == set(get_args(Channel))
    assert set(options(".draft .terms label:nth-of-type(2)")) == set(get_args(Recipient))
