"""Lists of accepted findings: read from either form, refused by the line that is wrong."""

from datetime import date
from pathlib import Path

import pytest

from tonecheck.audit.baseline.reading import Baseline, Entry, read_baseline
from tonecheck.audit.errors import AuditError

ONE, OTHER = "0" * 32, "f" * 32
YAML = f"""\
# 复核于 2026-03-01
- rule: insult/vile_name
  skeleton: {ONE}
  reason: 客户复述，已听录音
  owner: 合规部
  expires: 2026-12-31

- 规则: model/insult
  骨架: "{OTHER}"
  原因: 误标
  负责人: 合规部
  到期日: "2026-06-30"
"""
CSV = f"""\
规则,骨架,原因,负责人,到期日
insult/vile_name,{ONE},"客户复述，
已听录音",合规部,2026-12-31

model/insult,{OTHER},误标,合规部,2026-06-30
"""


def read(tmp_path: Path, text: str, name: str = "基线.yaml") -> Baseline:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return read_baseline(path)


def refused(tmp_path: Path, text: str, name: str = "基线.yaml") -> str:
    with pytest.raises(AuditError) as error:
        read(tmp_path, text, name)
    assert name in str(error.value)
    return str(error.value)


def test_yaml(tmp_path: Path) -> None:
    baseline = read(tmp_path, YAML)
    assert baseline.entries == (
        Entry(2, "insult/vile_name", ONE, "客户复述，已听录音", "合规部", date(2026, 12, 31)),
        Entry(8, "model/insult", OTHER, "误标", "合规部", date(2026, 6, 30)),
    )
    assert baseline.name == "基线.yaml"
    assert len(baseline.sha256) == 64


def test_csv(tmp_path: Path) -> None:
    baseline = read(tmp_path, "\ufeff" + CSV.replace("\n", "\r\n"), "基线.csv")
    assert [(one.line, one.rule, one.expires) for one in baseline.entries] == [
        (2, "insult/vile_name", date(2026, 12, 31)),
        (5, "model/insult", date(2026, 6, 30)),
    ]


@pytest.mark.parametrize("written", ["2030/1/1", "2030-1-1", "2030/01/01"])
def test_dates_as_spreadsheets_write_them(tmp_path: Path, written: str) -> None:
    for name, text in (("基线.csv", CSV), ("基线.yaml", YAML)):
        first, _ = read(tmp_path, text.replace("2026-12-31", written), name).entries
        assert first.expires == date(2030, 1, 1)


@pytest.mark.parametrize("text", ["", "# 还没有\n", "[]\n"])
def test_an_empty_list_accepts_nothing(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text).entries == ()


GOOD = f"- {{rule: insult/a, skeleton: {ONE}, reason: 甲, owner: 乙, expires: 2026-12-31}}\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (GOOD.replace("reason: 甲, ", ""), "第 1 行：缺少原因（reason）"),
        (GOOD.replace("甲", "''"), "第 1 行：缺少原因（reason）"),
        (GOOD.replace("owner", "who"), "第 1 行：不认得字段“who”"),
        (GOOD.replace("insult/a", "insult"), "第 1 行：规则“insult”不是规则编号"),
        (GOOD.replace("insult/a", "骂人/a"), "不是规则编号"),
        (GOOD.replace("insult/a", "model/骂人"), "不是规则编号"),
        (GOOD.replace(ONE, "0" * 31), "不是 32 位十六进制"),
        (GOOD.replace(ONE, "'*'"), "不是 32 位十六进制"),
        (GOOD.replace("2026-12-31", "2026-02-30"), "到期日“2026-02-30”不是日期"),
        (GOOD.replace("2026-12-31", "永久"), "到期日“永久”不是日期"),
        (GOOD + "\n" + GOOD, "第 3 行：与第 1 行是同一条"),
        (GOOD + "- 写错了\n", "第 2 行：每项应写成"),
        (GOOD.replace("甲", "[甲]"), "第 1 行：“reason”的值应是文字或日期"),
        (GOOD.replace("}", ", rule: insult/b}"), "第 1 行：“rule”写了两次"),
        (GOOD.replace("}", ", 规则: insult/b}"), "第 1 行：“规则”写了两次"),
        ("rule: insult/a\n", "第 1 行：应是一个列表"),
        (GOOD + "- {rule: [\n", "不是合法的 YAML"),
        ("- !!python/object:os.system {}\n", "缺少规则（rule）"),
    ],
)
def test_wrong_entries_are_told_by_their_line(tmp_path: Path, text: str, told: str) -> None:
    assert told in refused(tmp_path, text)


HEAD = "rule,skeleton,reason,owner,expires\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "第 1 行：缺少“规则”列"),
        (HEAD.replace(",owner", ""), "第 1 行：缺少“负责人”列"),
        (HEAD.replace("owner", "who"), "第 1 行：不认得“who”列，缺少“负责人”列"),
        (HEAD + "\ninsult/a,1,2\n", "第 3 行：有 3 格，首行有 5 格"),
        (HEAD + f'insult/a,{ONE},"甲,乙,2026-12-31\n', "不是合法的 CSV"),
        (HEAD + f"insult/a,{ONE},甲,乙,2026/13/31\n", "第 2 行：到期日“2026/13/31”不是日期"),
    ],
)
def test_wrong_tables_are_told_by_their_line(tmp_path: Path, text: str, told: str) -> None:
    assert told in refused(tmp_path, text, "基线.csv")


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    wrong = "".join(
        GOOD.replace(ONE, f"{number:032x}").replace("2026-12-31", "？") for number in range(25)
    )
    told = refused(tmp_path, wrong)
    assert told.count("不是日期") == 20
    assert "共 25 处" in told


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    assert "应是 .yaml、.yml、.csv 之一" in refused(tmp_path, GOOD, "基线.txt")
    with pytest.raises(AuditError, match="读不了"):
        read_baseline(tmp_path / "没有.yaml")
    (tmp_path / "旧.csv").write_bytes(CSV.encode("gb18030"))
    with pytest.raises(AuditError, match="不是 UTF-8"):
        read_baseline(tmp_path / "旧.csv")
