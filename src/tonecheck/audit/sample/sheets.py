"""The workbook that people label: its sheets, columns and answers."""

from typing import Final

from tonecheck.categories import TITLES, Category
from tonecheck.report import Severity

LABELS: Final = "标注"
GUIDE: Final = "说明"
ITEMS: Final = "抽样"
LAYERS: Final = "分层"
DRAWING: Final = "凭据"

DRAWING_ROWS: Final = {
    "audit": "审计",
    "versions": "版本",
    "messages": "消息数",
    "size": "抽取数",
    "seed": "种子",
}
DIGEST: Final = "校验"

NUMBER: Final = "序号"
TEXT: Final = "正文"
ANSWER: Final = "结论"
CATEGORY_COLUMNS: Final = ("类别一", "类别二", "类别三")
REMARK: Final = "备注"
FACTS: Final = (NUMBER, "消息编号", "来源", "行", "发送时间", "渠道", "接收人", "发送人")
TO_FILL: Final = (ANSWER, *CATEGORY_COLUMNS, REMARK)

ANSWERS: Final[dict[str, Severity | None]] = {"合规": None, "需复核": "warn", "应拦截": "block"}
CATEGORIES_BY_TITLE: Final[dict[str, Category]] = {title: one for one, title in TITLES.items()}
