"""A sheet of templates: checked, looked through, taken back."""

import csv
import io
import re
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from playwright.sync_api import Route, expect

from tests.service.browsing import CHROMIUM, NO_CHROMIUM, Visit
from tests.service.page.sheets import a_csv, checked, choose, download
from tests.service.page.texts import BATCH, FOREIGN, LAWFUL, OFFENCE, THREAT

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)


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


def test_a_row_without_its_message_is_told(visit: Visit, tmp_path: Path) -> None:
    page = visit.open("sheet")
    path = a_csv(tmp_path / "模板.csv", [LAWFUL, "", LAWFUL])
    content = checked(page, path, 3).path().read_text("utf-8-sig")
    _, _, blank, _ = csv.reader(io.StringIO(content))
    assert blank[3:5] == ["复核", "否：消息内容是空的，没有检查"]


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


def test_what_the_service_gave_up_is_counted_and_tried_again(visit: Visit, tmp_path: Path) -> None:
    def give_up_the_first(route: Route) -> None:
        answer = route.fetch()
        answered = answer.json()
        if len(answered["reports"]) == 2:
            answered["reports"][0] |= {
                "decision": "review",
                "complete": False,
                "incomplete_because": ["timeout"],
                "findings": [],
            }
        route.fulfill(response=answer, json=answered)

    page = visit.open("sheet")
    page.route(BATCH, give_up_the_first)
    choose(page, a_csv(tmp_path / "模板.csv", [THREAT, LAWFUL]))
    page.get_by_role("button", name="检查 2 条").click()
    expect(page.get_by_text("拦截 0，复核 1，通过 1。")).to_be_visible()
    page.get_by_role("button", name="接着检查其余 1 条").click()
    expect(page.get_by_text("拦截 1，复核 0，通过 1。")).to_be_visible()
    expect(page.get_by_role("button", name="未能完整检查")).to_have_count(0)
    expect(page.get_by_label("表格").get_by_label("类别")).to_contain_text("暴力威胁（1）")


def test_a_column_is_known_by_the_names_that_the_command_knows(
    visit: Visit, tmp_path: Path
) -> None:
    path = tmp_path / "表.csv"
    path.write_text(f"備註,簡訊內容\n{'改了又改' * 20},{LAWFUL}\n", "utf-8")
    page = visit.open("sheet")
    choose(page, path)
    expect(page.get_by_role("table")).to_contain_text(LAWFUL)
    expect(page.get_by_role("group", name="表.csv")).to_contain_text("1 条")


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
