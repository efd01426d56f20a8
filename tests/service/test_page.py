"""The author's page, as people use it: real server, real browser."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from playwright.sync_api import Browser, Download, Page, Route, expect

from tests.service.browsing import CHROMIUM, NO_CHROMIUM, Visit, browsing
from tests.service.serving import served
from tonecheck.categories import TITLES
from tonecheck.message import Channel, Recipient

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)

THREAT = "再不还钱就打断你的腿"
OFFENCE = "打断你的腿"
LAWFUL = "【某银行】您的账单已逾期，请尽快还款，如有困难可致电客服协商。"
FOREIGN = "Hello my friend, please pay the money you owe us today or else."
CHECK, BATCH = "**/v1/check?*", "**/v1/check/batch"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Of a server in a folder without a configuration: all that ships, with the classifier."""
    with served(tmp_path_factory.mktemp("page"), "--workers", "1") as server:
        yield server.url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as browser:
        yield browser


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    visit = Visit(context.new_page(), address)
    expect.set_options(timeout=4_000)
    yield visit
    context.close()
    assert visit.faults == []


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
    visit.write(f"😀𠮷𪚥👨‍👩‍👧{THREAT}😀")
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
    draft.get_by_label("渠道").select_option("电话脚本")
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


def test_a_csv_comes_back_with_the_outcome_beside_it(visit: Visit, tmp_path: Path) -> None:
    texts = [THREAT, LAWFUL, FOREIGN, "鲨了你全家"]
    path = a_csv(tmp_path / "模板.csv", texts, "gb18030")
    page = visit.open("sheet")
    saved = checked(page, path, 4)
    assert saved.suggested_filename == "模板-检查结果.csv"
    content = saved.path().read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    header, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    added = ["结论", "完整", "类别", "问题", "依据", "建议"]
    assert header == ["编号", "短信内容", "备注", *added]
    assert [row[:3] for row in rows] == [[f"00{n}", text, "=1+1"] for n, text in enumerate(texts)]
    assert [row[3] for row in rows] == ["拦截", "通过", "复核", "拦截"]
    assert [row[4] for row in rows] == ["是", "是", "否：有一部分不是中文，没有检查", "是"]
    assert "暴力威胁" in rows[0][5]
    assert re.search(rf"\[禁止发送\] “.*{OFFENCE}”", rows[0][6])
    assert "《治安管理处罚法》第五十条第一款第一项" in rows[0][7]
    assert "您的账单已逾期" in rows[0][8]
    assert rows[1][5:] == ["", "", "", ""]


def test_a_sheet_is_filtered_and_a_row_taken_to_the_draft(visit: Visit, tmp_path: Path) -> None:
    page = visit.open("sheet")
    checked(page, a_csv(tmp_path / "模板.csv", [THREAT, LAWFUL, FOREIGN]), 3)
    rows = page.get_by_role("table").locator("tbody tr")
    expect(rows).to_have_count(3)
    [marked] = page.locator("mark.mark-block").all_inner_texts()
    assert OFFENCE in marked
    for pick, shown in (("通过", LAWFUL), ("未能完整检查", FOREIGN), ("拦截", THREAT)):
        page.get_by_role("button", name=f"{pick} 1", exact=True).click()
        expect(rows).to_have_count(1)
        expect(rows).to_contain_text(shown)
    page.get_by_role("button", name="全部 3").click()
    page.get_by_label("表格").get_by_label("类别").select_option("violence_threat")
    expect(rows).to_have_count(1)
    page.get_by_role("button", name=re.compile("第 2 行的.*详情")).click()
    page.get_by_role("button", name="在草稿里修改").click()
    expect(visit.editor).to_have_text(THREAT)
    expect(visit.verdict).to_contain_text("拦截")


def test_an_xlsx_comes_back_whole_with_the_outcome_in_it(visit: Visit, tmp_path: Path) -> None:
    book = Workbook()
    cover = book.active
    assert cover is not None
    cover.title = "说明"
    cover.append(["这张表不动"])
    sheet = book.create_sheet("模板")
    sheet.append(["2026 年短信模板"])
    sheet.append(["编号", "模板内容", "字数", "结论"])
    sheet.append([7, THREAT, "=LEN(B3)", "上次通过"])
    sheet.append([8, f"😀{LAWFUL}", "=LEN(B4)", None])
    sheet["A2"].font = Font(bold=True)
    sheet.column_dimensions["B"].width = 60
    path = tmp_path / "模板.xlsx"
    book.save(path)

    page = visit.open("sheet")
    saved = checked(page, path, 2)
    assert saved.suggested_filename == "模板-检查结果.xlsx"
    back = load_workbook(io.BytesIO(saved.path().read_bytes()))
    assert back.sheetnames == ["说明", "模板"]
    assert back["说明"]["A1"].value == "这张表不动"
    rows = list(back["模板"].iter_rows(values_only=True))
    assert rows[0][0] == "2026 年短信模板"
    assert rows[1][:6] == ("编号", "模板内容", "字数", "结论", "结论（检查）", "完整")
    assert rows[2][:6] == (7, THREAT, "=LEN(B3)", "上次通过", "拦截", "是")
    assert rows[3][:6] == (8, f"😀{LAWFUL}", "=LEN(B4)", None, "通过", "是")
    assert f"{OFFENCE}”" in str(rows[2][7])
    assert back["模板"]["A2"].font.bold
    assert back["模板"].column_dimensions["B"].width == 60


def test_a_suggestion_that_looks_like_a_formula_is_not_run(visit: Visit, tmp_path: Path) -> None:
    def suggest_formula(route: Route) -> None:
        answer = route.fetch()
        answered = answer.json()
        for finding in answered["reports"][0]["findings"]:
            finding["suggestion"] = "=HYPERLINK(1)"
        route.fulfill(response=answer, json=answered)

    page = visit.open("sheet")
    page.route(BATCH, suggest_formula)
    saved = checked(page, a_csv(tmp_path / "模板.csv", [THREAT]), 1)
    rows = list(csv.reader(io.StringIO(saved.path().read_text("utf-8-sig"))))
    assert rows[1][8] == "'=HYPERLINK(1)"


def test_slices_are_retried_when_busy_and_can_be_stopped(visit: Visit, tmp_path: Path) -> None:
    visit.may_fail = True
    asked: list[int] = []
    held: list[Route] = []

    def busy_then_stuck(route: Route) -> None:
        asked.append((route.request.post_data or "").count('"text":'))
        if len(asked) == 1:
            route.fulfill(status=503, headers={"Retry-After": "0"}, json={"title": "排队已满"})
        elif len(asked) == 3:
            held.append(route)
        else:
            route.continue_()

    page = visit.open("sheet")
    page.route(BATCH, busy_then_stuck)
    path = a_csv(tmp_path / "模板.csv", [f"{n}。{LAWFUL}" for n in range(230)])
    choose(page, path)
    page.get_by_role("button", name="检查 230 条").click()
    expect(page.get_by_role("progressbar", name="已检查")).to_have_attribute("value", "100")
    page.get_by_role("button", name="停止").click()
    expect(page.get_by_text("查了 100 条，还有 130 条没有检查")).to_be_visible()
    part = download(page).path().read_text("utf-8-sig")
    assert part.count("否：没有检查") == 130
    page.get_by_role("button", name="接着检查其余 130 条").click()
    expect(page.get_by_text("230 条都已检查")).to_be_visible()
    assert asked == [100, 100, 100, 100, 30]
    expect(page.get_by_text("第 1 / 5 页")).to_be_visible()
    page.get_by_role("button", name="下一页").click()
    expect(page.get_by_role("cell", name="52", exact=True)).to_be_visible()


def test_other_terms_make_the_results_void(visit: Visit, tmp_path: Path) -> None:
    page = visit.open("sheet")
    checked(page, a_csv(tmp_path / "模板.csv", [LAWFUL]), 1)
    page.get_by_label("表格").get_by_label("计划发送时间").fill("2026-03-02T23:15")
    expect(page.get_by_role("button", name="下载结果")).to_have_count(0)
    page.get_by_role("button", name="检查 1 条").click()
    expect(page.get_by_role("table")).to_contain_text("复核")


def test_a_file_can_be_dropped_anywhere(visit: Visit) -> None:
    page = visit.open("draft")
    page.evaluate(
        """(text) => {
          const data = new DataTransfer();
          data.items.add(new File([text], "模板.csv"));
          const drop = new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true });
          document.querySelector(".editor").dispatchEvent(drop);
        }""",
        f"内容\n{THREAT}\n",
    )
    expect(page.get_by_role("group", name="模板.csv")).to_contain_text("1 条")
    expect(page.get_by_role("table")).to_contain_text(THREAT)


def test_a_file_that_is_no_sheet_is_refused_in_words(visit: Visit, tmp_path: Path) -> None:
    page = visit.open("sheet")
    for name, content, said in (
        ("旧.xls", b"\xd0\xcf\x11\xe0" + bytes(64), "另存为没有密码的 XLSX"),
        ("坏.xlsx", b"PK\x03\x04" + bytes(64), "不是完好的 XLSX 工作簿"),
        ("图.csv", b"\x89PNG" + bytes(64), "不是文本文件"),
        ("空.csv", b"", "空文件"),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        choose(page, path)
        expect(page.get_by_role("alert")).to_contain_text(said)


def test_the_column_is_found_or_chosen(visit: Visit, tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    path.write_text(f"甲\t乙\nA1\t{THREAT}\nA2\t{LAWFUL}\n", "utf-8")
    page = visit.open("sheet")
    choose(page, path)
    table = page.get_by_role("table")
    expect(table).to_contain_text(THREAT)
    page.get_by_label("内容所在的列").select_option("甲")
    expect(table).to_contain_text("A1")
    page.get_by_label("第 1 行是表头").uncheck()
    expect(table.locator("tbody tr")).to_have_count(3)


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


def test_the_page_calls_everything_what_the_contract_calls_it(visit: Visit) -> None:
    page = visit.open("rules")

    def options(of: str) -> dict[str, str]:
        script = "(all) => Object.fromEntries(all.map((one) => [one.value, one.text]))"
        found: dict[str, str] = page.locator(f"{of} option").evaluate_all(script)
        return found

    assert options(".rules select") == {"": "全部类别"} | dict(TITLES)
    assert set(options(".draft .terms label:nth-of-type(1)")) == set(get_args(Channel))
    assert set(options(".draft .terms label:nth-of-type(2)")) == set(get_args(Recipient))


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
