"""One draft, as its author writes it: real server, real browser."""

import pytest
from playwright.sync_api import Route, expect

from tests.service.browsing import CHROMIUM, NO_CHROMIUM, Visit
from tests.service.page.texts import CHECK, FOREIGN, LAWFUL, OFFENCE, THREAT

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)


def test_an_offence_is_underlined_while_it_is_typed(visit: Visit) -> None:
    asked: list[str] = []
    visit.page.on("request", lambda request: asked.append(request.url))
    visit.open()
    expect(visit.verdict).to_contain_text("未检查")
    visit.editor.press_sequentially(THREAT)
    expect(visit.verdict).to_contain_text("拦截")
    [underlined] = visit.underlined("block")  # the classifier says how much of it
    assert OFFENCE in underlined
    assert underlined in THREAT
    expect(visit.findings.filter(has_text=OFFENCE)).to_contain_text("禁止发送 · 暴力威胁")
    expect(visit.page.get_by_test_id("announcement")).to_contain_text("结论：拦截，不得发送")
    expect(visit.page.get_by_role("heading", name="模型分数")).to_be_visible()
    expect(visit.page.locator(".bars")).to_contain_text("暴力威胁")
    assert sum("/v1/check?" in url for url in asked) < len(THREAT)


def test_what_stands_before_the_offence_does_not_shift_it(visit: Visit) -> None:
    visit.open()
    visit.write(f"😀𠮷𪚥🏳️‍🌈{THREAT}😀")
    expect(visit.verdict).to_contain_text("拦截")
    [underlined] = visit.underlined("block")  # the classifier says how much of it
    assert OFFENCE in underlined
    assert underlined in THREAT


def test_the_card_tells_what_why_the_law_and_how_a_disguise_was_read(visit: Visit) -> None:
    page = visit.open()
    visit.write("您好。鲨了你全家")
    page.locator(".cm-content .mark-block", has_text="了你全家").hover()
    card = page.locator(".cm-tooltip .card", has_text="暴力威胁")
    expect(card).to_contain_text("直接说要打人、杀人或弄残人")
    expect(card).to_contain_text("鲨了你全家 → 杀了你全家")
    expect(card).to_contain_text("谐音")
    expect(card).to_contain_text("《治安管理处罚法》第五十条第一款第一项 2026-01-01 起施行")
    expect(card.get_by_role("link", name="扬言打杀伤害")).to_be_visible()
    page.mouse.move(0, 0)
    expect(card).to_have_count(0)


def test_the_law_is_that_of_the_day_of_sending(visit: Visit) -> None:
    page = visit.open()
    page.get_by_label("草稿").get_by_label("计划发送时间").fill("2025-06-03T10:00")
    visit.write(THREAT)
    visit.findings.filter(has_text=OFFENCE).first.get_by_role("button").click()
    expect(page.locator(".findings .law")).to_contain_text("至 2025-12-31")


def test_taking_the_suggestion_makes_it_pass(visit: Visit) -> None:
    page = visit.open()
    visit.write(f"【某银行】{THREAT}！")
    visit.findings.filter(has_text=OFFENCE).first.get_by_role("button").click()
    page.get_by_role("button", name="采用改写").click()
    expect(visit.verdict).to_contain_text("通过")
    rewritten = "【某银行】您的账单已逾期，请尽快还款；暂时困难的，可向客服申请分期。"
    expect(visit.editor).to_have_text(rewritten)
    assert visit.underlined("block") == []
    page.keyboard.press("Control+z")
    expect(visit.verdict).to_contain_text("拦截")


def test_an_answer_to_an_older_draft_is_dropped(visit: Visit) -> None:
    held: list[Route] = []

    def hold_first(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)

    visit.page.route(CHECK, hold_first)
    visit.open()
    visit.page.evaluate("""() => {
      window.said = [];
      const status = document.querySelector("[data-testid=announcement]");
      new MutationObserver(() => window.said.push(status.textContent))
        .observe(status, { childList: true, characterData: true, subtree: true });
    }""")
    with visit.page.expect_request(CHECK):
        visit.write(THREAT)
    expect(visit.verdict).to_contain_text("检查中")
    visit.page.keyboard.press("Control+a")
    with visit.page.expect_response(CHECK):
        visit.page.keyboard.insert_text(LAWFUL)
    expect(visit.verdict).to_contain_text("通过")
    held[0].continue_()
    visit.write("谢谢。")
    expect(visit.verdict).to_contain_text("检查中")
    expect(visit.verdict).to_contain_text("通过")
    assert visit.underlined("block") == []
    said = visit.page.evaluate("window.said.join()")
    assert "通过" in said
    assert "拦截" not in said


def test_everything_can_be_done_with_the_keyboard(visit: Visit) -> None:
    page = visit.open()
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('editor')"):
            break
    page.keyboard.insert_text(f"{THREAT}。\n你就是老赖。")
    expect(visit.verdict).to_contain_text("拦截")
    page.keyboard.press("Control+Home")
    page.keyboard.press("F8")
    card = page.locator(".cm-tooltip .card")
    expect(card).to_contain_text("致残毁容")
    page.keyboard.press("F8")
    expect(card).to_contain_text("老赖")
    page.keyboard.press("Shift+F8")
    expect(card).to_contain_text("致残毁容")
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    visit.findings.filter(has_text="老赖").first.get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".findings .card")).to_contain_text("贬损其名誉")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+Home")
    page.keyboard.press("F8")
    page.keyboard.press("Control+Enter")
    expect(visit.editor).not_to_contain_text(OFFENCE)
    expect(visit.editor).to_contain_text("老赖")
    page.get_by_role("link", name="规则", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("searchbox", name="查找规则")).to_be_visible()


def test_quiet_hours_show_at_once(visit: Visit) -> None:
    page = visit.open()
    draft = page.get_by_label("草稿")
    planned, notice = draft.get_by_label("计划发送时间"), draft.get_by_text("是安静时段")
    for time, quiet in (("21:59", 0), ("22:00", 1), ("07:59", 1), ("08:00", 0), ("23:15", 1)):
        planned.fill(f"2026-03-02T{time}")
        expect(notice).to_have_count(quiet)
    visit.write(LAWFUL)
    expect(visit.verdict).to_contain_text("复核")
    expect(visit.findings).to_contain_text("时间与频次")
    draft.get_by_role("button", name="改到早上 9:00").click()
    expect(planned).to_have_value("2026-03-03T09:00")
    expect(notice).to_have_count(0)
    expect(visit.verdict).to_contain_text("通过")


def test_channel_and_recipient_go_along(visit: Visit) -> None:
    page = visit.open()
    draft = page.get_by_label("草稿")
    draft.get_by_label("渠道").select_option("电话")
    draft.get_by_label("接收人").select_option("担保人")
    with page.expect_request(CHECK) as asked:
        visit.write(LAWFUL)
    assert asked.value.post_data_json == {
        "text": LAWFUL,
        "channel": "voice_script",
        "recipient": "guarantor",
        "sent_at": None,
    }
    expect(visit.verdict).to_contain_text("通过")


def test_what_was_not_fully_examined_never_looks_like_a_pass(visit: Visit) -> None:
    page = visit.open()
    visit.write(FOREIGN)
    expect(page.get_by_test_id("incomplete")).to_contain_text("未能完整检查，不能算通过")
    expect(page.get_by_test_id("incomplete")).to_contain_text("有一部分不是中文，没有检查")
    expect(visit.verdict).to_contain_text("复核")
    expect(page.get_by_test_id("announcement")).to_contain_text("未能完整检查")
    visit.editor.press("Control+a")
    page.keyboard.insert_text("好" * 20_001)
    expect(visit.verdict).to_contain_text("未检查")
    expect(visit.verdict).to_contain_text("20001 个字符，超过上限 20000")


def test_a_service_that_does_not_answer_is_said_so_and_can_be_asked_again(visit: Visit) -> None:
    visit.may_fail = True
    page = visit.open()
    page.route(CHECK, lambda route: route.abort())
    visit.write(LAWFUL)
    expect(visit.verdict).to_contain_text("连不上检查服务")
    page.unroute(CHECK)
    visit.verdict.get_by_role("button", name="重试").click()
    expect(visit.verdict).to_contain_text("通过")


def test_a_key_is_asked_for_only_once_the_service_wants_one(visit: Visit) -> None:
    visit.may_fail = True
    given: list[str] = []

    def want_key(route: Route) -> None:
        authorization = route.request.headers.get("authorization", "")
        given.append(authorization)
        if authorization == "Bearer right":
            route.continue_()
        else:
            problem = {"title": "缺少有效的密钥", "status": 401, "detail": "请换一个"}
            route.fulfill(status=401, json=problem, content_type="application/problem+json")

    page = visit.open()
    key = page.get_by_label("接口密钥").get_by_role("textbox")
    expect(key).to_have_count(0)
    page.route("**/v1/**", want_key)
    visit.write(LAWFUL)
    expect(visit.verdict).to_contain_text("需要接口密钥")
    key.fill("wrong")
    key.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("没有接受这个密钥")
    key.fill("right")
    key.press("Enter")
    expect(visit.verdict).to_contain_text("通过")
    expect(key).to_have_count(0)
    assert given == ["", "Bearer wrong", "Bearer right"]
