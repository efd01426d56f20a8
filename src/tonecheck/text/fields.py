"""The fields of a template that say nothing about its tone: amounts, dates, long numbers, names."""

import re
from typing import Final

_DIGITS: Final = re.compile(
    r"[0-9]+(?:[.,][0-9]+)+|[0-9]{4,}|[0-9]{1,3}(?=元|块|月|日|期|天|年|笔)"
)
"""Long numbers, amounts and dates. Hours and counts stay: they may be what offends."""

_NOT_ZERO: Final = re.compile("[1-9]")

_SURNAMES: Final = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程"
    "苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝"
    "龚邵万钱严覃武戴莫孔向汤"
)
"""The hundred and twenty commonest: what opens a name before 先生 and 女士."""

_NAME: Final = re.compile(
    rf"(?:^|(?<=[】,。!:;、\s])|(?<=尊敬的)|(?<=您好)|(?<=你好))[{_SURNAMES}][\u4e00-\u9fff]{{0,2}}(?=先生|女士)"
)
_SOMEBODY: Final = "某"


def masked(text: str) -> str:
    """Folded ``text`` with the digits of such numbers as 0 and such names as 某.

    No position moves, and masking twice is masking once.
    """
    text = _DIGITS.sub(lambda number: _NOT_ZERO.sub("0", number.group()), text)
    return _NAME.sub(lambda name: _SOMEBODY * len(name.group()), text)
