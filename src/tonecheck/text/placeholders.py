"""Placeholders of templates: the blanks that a system fills with a name, an amount or a date."""

import re
from typing import Final

HOLE: Final = "\ue000"
"""Stands for a placeholder in comparable text: one unknown word, neither hiding nor offending."""

_FIELD_NOUNS: Final = (
    "变量|参数|占位|姓名|名字|名称|称呼|称谓|先生|女士|姓氏|金额|本金|利息|费用|余额|欠款|应还|额度|日期|时间|年月|天数|期数|"
    "电话|号码|手机|热线|尾号|卡号|账号|账户|编号|单号|案号|合同|链接|网址|地址|产品|平台|机构|银行|公司|单位|"
    "客户|用户|借款人|债权人|债务人|业务|渠道|签名|内容|备注|城市|地区|车牌|小区|房号|法院|律所|工号|验证码"
)
_IDENTIFIER: Final = r"[A-Za-z_][\w.\-]{0,39}"
_CHINESE_FIELD: Final = rf"[\w·]{{0,8}}(?:{_FIELD_NOUNS})[\w·]{{0,4}}"
_NAME: Final = rf"\s*(?:{_IDENTIFIER}|{_CHINESE_FIELD}|\d{{1,2}}|)\s*"

PLACEHOLDER: Final = re.compile(
    rf"\{{\{{{_NAME}\}}\}}"  # {{x}}
    rf"|[$#]?\{{{_NAME}\}}"  # {name} ${amount} #{x}
    rf"|#(?:{_IDENTIFIER}|{_CHINESE_FIELD})#"  # #姓名#
    rf"|<(?:{_IDENTIFIER}|{_CHINESE_FIELD})>"  # <客户姓名>
    rf"|【(?:变量|参数)\w{{0,4}}】|【(?:{_FIELD_NOUNS})】"  # 【变量】, but not the signature 【某某银行】
    r"|%\(\w{1,40}\)[sd]|%\d?\$?[sd]"  # %s %(name)s %1$s
)


def placeholders(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of the placeholders in ``text``, in order.

    Chinese inside braces counts only when it names a field: ``{弄死你}`` is read as words.
    """
    if not _MAY_OPEN.search(text):
        return ()
    return tuple(match.span() for match in PLACEHOLDER.finditer(text))


_MAY_OPEN: Final = re.compile(r"[{#<%【]")
