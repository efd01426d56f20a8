"""Who speaks in a script: our side, or the customer whose words are context."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple

from tonecheck.text.placeholders import HOLE

Role = Literal["ours", "customer"]

_OURS: Final = (
    "坐席|座席|催收员|催收|客服|客户经理|客服专员|专员|业务员|经办|经办人|外访员|外访|外勤|法务|法务专员|律师|调解员|作业员|话务员|"
    "机器人|语音机器人|智能语音|智能客服|语音|开场|开场白|我方|我司|我|主管|组长|经理|工作人员|管家|物业|甲方|agent|ai"
)
_FIELDS_OF_OURS: Final = frozenset(
    {"我司", "经办", "经办人", "法务", "律师", "物业", "管家", "甲方"}
)
"""Signatures have such fields too: alone they make no script."""

_CUSTOMER: Final = (
    "客户|债务人|借款人|欠款人|用户|持卡人|车主|业主|机主|老板|对方|客人|顾客|被催收人|担保人|保证人|家属|亲属|联系人|紧急联系人|第三人|同事|"
    "(?:客户|债务人|借款人|持卡人|车主|业主)的?(?:家属|妻子|丈夫|爱人|老婆|老公|母亲|父亲|儿子|女儿|朋友|同事|邻居)|督导|"
    "学员|讲师|培训师|考官|质检员|护士|医生|患者|母亲|父亲|配偶|妻子|丈夫|接听人|乙方|debtor|customer"
)
_IS_OURS: Final = re.compile(rf"(?:{_OURS})[a-z]{{0,8}}")
_BEGINS_AS_OURS: Final = re.compile(_OURS)
_IS_CUSTOMER: Final = re.compile(
    rf"(?:{_CUSTOMER})(?:[a-z]{{0,8}}|[\u3400-\u9fff]{{1,2}}(?:先生|女士))"
)
_IS_NOBODY: Final = re.compile(
    r"^(?!欠|应还|待还|逾期|贷款|借款).*(?:地址|地点|电话|号码|手机|时间|日期|金额|姓名|原因)$"
    r"|^第?[一二三四五六七八九十]$"
    r"|^(?:他|她|它|你|您|我|咱|人家|别人|谁|有人|大家|就|还|又|并|然后|当时).{0,6}(?:说|道|问|答|写|喊|骂|讲|回|表示)$"
)
"""What the customer says before a colon, of the bare name; what is owed is a field of our letters."""

_COLON: Final = "[:：︰∶]"
_HAS_COLON: Final = re.compile(_COLON)
_LABEL: Final = re.compile(
    r"(?:(?P<line>^)(?:[^\w\n]|[\d_])*+|(?<=[\s，,。！？!?；;】」”）)…]))[\[【「]?"
    rf"(?P<name>[^\W\d_][^:：︰∶\n。！？!?；;，,、…“”「」]{{0,32}}?)\s?{_COLON}(?!//)",
    re.MULTILINE,
)
_NOT_THE_NAME: Final = re.compile(r"（[^）]*）|\([^)]*\)|\[[^\]]*\]|【[^】]*】|[\W\d_]+")
_LONGEST_WITHIN: Final = 6
"""Characters of a name inside a line; longer ones are the beginning of a sentence."""

_END: Final = "(?:\r\n|[\n\r\x85\u2028\u2029])"
_LINE_END: Final = re.compile(_END)
_BLANK_LINE: Final = re.compile(rf"(?<=\S)[ \t]*{_END}[ \t\u3000]*{_END}")
_UNNAMED: Final = re.compile(
    r"(?:^|(?<=[\r\x85\u2028\u2029]))[^\S\n]*[-\u2010-\u2015]++"
    r"|(?:^|(?<=[\s，,。！？!?；;】」”）)…]))[\[【(（]"
    rf"(?!我)(?:{_OURS})(?:[a-z\d ]{{0,8}}|[\u3400-\u9fff]{{1,3}})[\]】)）]",
    re.MULTILINE,
)
"""What opens a turn of ours without a colon: a dash, and （坐席）."""

_NUMBER: Final = rf"[\d,.:/*x年月日号元万天期%\- {HOLE}]{{1,40}}"
_IS_DATA: Final = re.compile(rf"[^:：︰∶\n]{{1,12}}{_COLON}{_NUMBER}[，,。；;]?\s*")
_NAMES_SOMEBODY: Final = re.compile(
    rf"\s*(?:[\u3400-\u9fff·*]{{2,4}}(?:先生|女士|小姐)?|{_NUMBER})[，,。；;]?\s*"
)
"""Lines of a form: 欠款金额：3000, and what stands behind 债务人： there."""

_SPEECH: Final = re.compile("[您你我喂嗯]|好(?:的|吧|[。！，,]|$)|理解|抱歉|对不起")
"""What people say to each other and signatures do not."""


class Turn(NamedTuple):
    """One stretch of speech, its label included."""

    start: int
    end: int
    role: Role


class _Label(NamedTuple):
    """``known`` of ours are those that signatures do not have; ``line`` opens one."""

    start: int
    end: int
    role: Role
    known: bool
    line: bool


def turns(text: str, scripted: bool) -> tuple[Turn, ...]:
    """The turns of a script in comparable text; empty when it is not one.

    A customer label alone (``客户：您好``) is a salutation, unless ``scripted`` says that the
    channel is a conversation; there it holds for its line. Further lines are the customer's only
    where we speak too, up to a blank one. Whoever is not known (``上门人员：``, ``小李：``, a dash)
    speaks for us, and ``债务人：张三`` above ``欠款金额：3000`` is nobody's turn: an offence must not
    pass as the customer's by its label.
    """
    if not _HAS_COLON.search(text):
        return ()
    labels = list(_labels(text))
    customers = [label for label in labels if label.role == "customer"]
    if not customers:
        return ()
    unnamed = (_Label(*found.span(), "ours", False, False) for found in _UNNAMED.finditer(text))
    labels = sorted((*labels, *unnamed))
    answered = _we_speak(text, labels, customers[0])
    return tuple(_apart(text, labels, answered)) if scripted or answered else ()


def _labels(text: str) -> Iterator[_Label]:
    for match in _LABEL.finditer(text):
        bare = _NOT_THE_NAME.sub("", match["name"])
        start, end, line = match.start("name"), match.end(), match["line"] is not None
        if _IS_CUSTOMER.fullmatch(bare):
            if line and _is_field(text, match):
                yield _Label(start, end, "ours", False, line)
            else:
                yield _Label(start, end, "customer", True, line)
        elif _IS_OURS.fullmatch(bare):
            yield _Label(start, end, "ours", bare not in _FIELDS_OF_OURS, line)
        elif (line or len(bare) <= _LONGEST_WITHIN) and (
            _BEGINS_AS_OURS.match(bare) or not _IS_NOBODY.search(bare)
        ):
            yield _Label(start, end, "ours", False, line)


def _is_field(text: str, match: re.Match[str]) -> bool:
    """Whether a customer's label names somebody, in a form: a number stands in the line beside."""
    end = (text.find("\n", match.end()) + 1) or len(text)
    if not _NAMES_SOMEBODY.fullmatch(text, match.end(), end):
        return False
    above = text.rfind("\n", 0, max(match.start() - 1, 0)) + 1
    below = (text.find("\n", end) + 1) or len(text)
    return any(_IS_DATA.fullmatch(text, *line) for line in ((above, match.start()), (end, below)))


def _we_speak(text: str, labels: Sequence[_Label], customer: _Label) -> bool:
    """Whether one of ours says something: no number or name, as in signatures.

    After the customer only where both open a line: 客户：您已逾期。客服：您可致电 is one message.
    """
    ends = [*(label.start for label in labels[1:]), len(text)]
    return any(
        label.known and label.role == "ours" and _SPEECH.search(text, label.end, end)
        for label, end in zip(labels, ends, strict=True)
        if label.start < customer.start or (label.line and customer.line)
    )


def _apart(text: str, labels: Sequence[_Label], answered: bool) -> Iterator[Turn]:
    last = _BLANK_LINE if answered else _LINE_END
    ends = [*(label.start for label in labels[1:]), len(text)]
    for label, end in zip(labels, ends, strict=True):
        if label.role == "customer":
            found = last.search(text, label.end, end)
            yield Turn(label.start, found.end() if found else end, "customer")
        else:
            yield Turn(label.start, end, "ours")
