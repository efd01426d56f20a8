"""What a system fills into a template, read as one fixed content whatever it holds.

Which amount is owed, by when, on which card and to whom says nothing about the tone. Messages that
differ in nothing else read alike and get one verdict, by construction: nothing behind this module
sees what a blank holds. Hours, counts, short numbers, telephone, card and identity numbers stay:
they may be what offends.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from typing import Final, TypeVar

from msgspec.structs import replace

from tonecheck.message import Message
from tonecheck.text.field import Field, Place

Cell = TypeVar("Cell")

LONGEST: Final = 10_000
"""Code points up to which texts are blanked; no template is longer, and contents may grow."""

SURNAMES: Final = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程"
    "苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝"
    "龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左"
    "柳甘祝宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈"
    "饶解牟艾尤时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂佟应臧闵"
)
_NEVER_IN_NAMES: Final = (
    "死鬼狗猪驴贱婊屌逼屄操肏奸妈娘爹爷奶蛋赖骗贼盗匪渣废穷痴傻疯癫病丧尸杀砍打断腿臭烂滚屁"
    "粪屎尿毒恶坏欠债钱还款逾期催骚淫娼妓嫖裸龟畜牲禽兽魔妖妇佬货垃圾八贷眼脸吃头骨血刀坟墓棺"
    "公婆爸哥姐弟妹叔伯舅姨姑您你我他她它的是不没了吗吧呢啊先女士老人"
    "尼玛痿孽灭亡葬祸奴终物马鸡鸭巴根胸乳裆色狼虫蛆滋疫扯懒怂孬屠宰剁捅埋炸泼堵蹲扒皮包袱盲台玩意吹子"
)

_AMOUNT: Final = r"[0-9]{1,3}(?:,[0-9]{3}){1,4}"
_DAY: Final = r"[0-9]{1,2}月[0-9]{1,2}"
_NUMBERS: Final = "编号|单号|合同号|案件号|流水号|协议号"
_TOP_DOMAIN: Final = "cn|com|net|cc|me|top|vip|link|ltd|info|app|shop|co"


_ANY: Final = re.compile("[0-9/]|先生|女士|小姐")
"""What every field shows: most texts without any are known by it."""


@cache
def fields() -> Sequence[Field]:
    """The kinds of fields, in the order in which they are blanked."""
    given = "".join(_ranges(set(range(0x4E00, 0xA000)) - set(map(ord, _NEVER_IN_NAMES))))
    surname = f"(?:欧阳|司马|上官|诸葛|司徒|[{SURNAMES}])"
    han = "[一-\u9fff*]"
    opening = r"尊敬的|您好[,，!！]?|你好[,，!！]?|[】:：,，。;；!！\n ]|^"
    return (
        Field(  # a short token with a digit at the end of a link; longer ones may say something
            [
                (
                    r"[A-Za-z0-9\-]{1,40}(?:\.[A-Za-z0-9\-]{1,40}){0,3}"
                    rf"\.(?:{_TOP_DOMAIN})/(?:[a-z0-9]{{1,12}}/){{0,2}}",
                    "[A-Za-z]{0,2}[0-9][A-Za-z0-9]{0,6}",
                    r"[^A-Za-z0-9_\-]|$",
                )
            ],
            content="0000",
            signs=("/",),
            rare=True,
        ),
        Field(
            [("^|[^0-9,.]", rf"(?:{_AMOUNT}|[0-9]{{3,7}})\.[0-9]{{1,2}}", "[^0-9.]|$")],
            content="0000.00",
            signs=(".",),
            digits=r"(?<![0-9,.])[0-9][0-9,]*+\.",
        ),
        Field(
            [("^|[^0-9,.]", r"[0-9]{1,2}\.[0-9]{1,2}", "元")],
            content="0.00",
            signs=(".",),
            rare=True,
            digits=r"(?<![0-9,.])[0-9]{1,2}\.[0-9]{1,2}元",
        ),
        Field(
            [
                ("尾号[为是:： ]?|后四位[为是:： ]?", "[0-9]{3,4}", "[^0-9]|$"),
                (f"(?:{_NUMBERS})[为是:：]?", "[0-9]{4,10}", "[^0-9Xx]|$"),
                (f"(?:{_NUMBERS})[为是:：]?[A-Za-z]{{1,4}}", "[0-9]{4,24}", "[^0-9Xx]|$"),
                ("逾期已?|逾期了|拖欠", "[0-9]{1,4}", "天|日|期"),
            ],
            content="0000",
            begins="[尾后编单合案流协逾拖]",
        ),
        Field(
            [
                ("^|[^0-9,.]", rf"(?:{_AMOUNT}|[0-9]{{3,7}})", "元"),
                ("^|[^0-9]", rf"(?:[0-9]{{4}}年)?{_DAY}", "日|号"),
                ("^|[^0-9]", r"20[0-9]{2}[\-/.][0-9]{1,2}[\-/.][0-9]{1,2}", "[^0-9]|$"),
            ],
            content="0000",
            digits="[0-9]+",
        ),
        Field(
            [(opening, f"{surname}[{given}*]{{0,2}}", "先生|女士|小姐")],
            content="某",
            ends="先生|女士|小姐",
            reach=7,  # three characters of what opens, and four of a name
            wider=(
                f"{surname}{han}{{0,2}}",
                f"{surname}(?:[{_NEVER_IN_NAMES}]{han}?|{han}[{_NEVER_IN_NAMES}])",
            ),
        ),
    )


def _ranges(codes: set[int]) -> Iterator[str]:
    """The inside of a character class of ``codes``."""
    ordered = sorted(codes)
    start = ordered[0]
    for code, following in zip(ordered, [*ordered[1:], 0], strict=True):
        if following != code + 1:
            yield f"{chr(start)}-{chr(code)}"
            start = following


class Blanked:
    """A text with its fields blanked, and where its parts stood in the original."""

    def __init__(self, original: str) -> None:
        self.original = original
        self._steps: list[tuple[list[Place], int]] = []
        text = original
        if _ANY.search(text) and len(text) <= LONGEST:
            for field in fields():
                places = field.places(text)
                if places:
                    self._steps.append((places, len(field.content)))
                    text = _replaced(text, places, field.content)
        self.text: str = text

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Where ``text[start:end]``, not empty, stood; part of a blank is all of its field."""
        for places, length in reversed(self._steps):
            start, end = _before(start, places, length)[0], _before(end - 1, places, length)[1]
        return start, end

    def filled_in(self, read: str, origins: Sequence[Place]) -> str:
        """What was read of ``text``, with what the fields hold instead of what blanks them.

        Args:
            origins: where each character of ``read`` stood in ``text``.
        """
        if not self._steps:
            return read
        parts: list[str] = []
        before: Place | None = None
        for char, (start, end) in zip(read, origins, strict=True):
            field = self._fields[start]
            if field is None or field != self._fields[end - 1]:
                parts.append(char)
            elif field != before:
                parts.append(self.original[slice(*field)])
            before = field
        return "".join(parts)

    @cached_property
    def _fields(self) -> list[Place | None]:
        """Of each character of ``text`` the field in the original that it is blank for, or None."""
        stood = [(at, at + 1) for at in range(len(self.original))]
        fields: list[Place | None] = [None] * len(stood)
        for places, length in self._steps:
            wholes = [(stood[start][0], stood[end - 1][1]) for start, end in places]
            contents = [[whole] * length for whole in wholes]
            stood = _spliced(stood, places, contents)
            fields = _spliced(fields, places, contents)
        return fields


def _spliced(
    cells: Sequence[Cell], places: list[Place], contents: Sequence[Sequence[Cell]]
) -> list[Cell]:
    """``cells`` with what stands at each of ``places`` replaced."""
    parts: list[Cell] = []
    position = 0
    for (start, end), content in zip(places, contents, strict=True):
        parts += cells[position:start]
        parts += content
        position = end
    return [*parts, *cells[position:]]


def _replaced(text: str, places: list[Place], content: str) -> str:
    parts: list[str] = []
    position = 0
    for start, end in places:
        parts += text[position:start], content
        position = end
    parts.append(text[position:])
    return "".join(parts)


def _before(position: int, places: list[Place], length: int) -> Place:
    """What ``position`` stood for before each of ``places`` got that length."""
    moved = 0
    for start, end in places:
        if position < start + moved:
            break
        if position < start + moved + length:
            return start, end
        moved += length - (end - start)
    return position - moved, position - moved + 1


def blanked(message: Message) -> Message:
    """The message as it is read."""
    return replace(message, text=Blanked(message.text).text)
