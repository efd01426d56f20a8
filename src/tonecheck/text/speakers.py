"""Who speaks in a script: our side, or the customer whose words are context."""

import re
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

Role = Literal["ours", "customer"]

_OURS: Final = (
    "坐席|座席|催收员|催收|客服|客户经理|客服专员|专员|业务员|经办|经办人|外访员|外访|外勤|法务|法务专员|律师|调解员|作业员|话务员|"
    "机器人|语音机器人|智能语音|智能客服|语音|开场|开场白|我方|我司|我|主管|组长|经理|工作人员|管家|物业|甲方|agent|ai"
)
_CUSTOMER: Final = (
    "客户|债务人|借款人|欠款人|用户|持卡人|车主|业主|机主|老板|对方|客人|顾客|被催收人|担保人|保证人|家属|亲属|联系人|紧急联系人|第三人|同事|"
    "(?:客户|债务人|借款人|持卡人|车主|业主)的?(?:家属|妻子|丈夫|爱人|老婆|老公|母亲|父亲|儿子|女儿|朋友|同事|邻居)|督导|学员|讲师|培训师|考官|质检员|护士|医生|患者|母亲|父亲|配偶|妻子|丈夫|接听人|乙方|debtor|customer"
)
_BRACKETED: Final = r"[（(\[【][^）)\]】\n]{0,12}[）)\]】]"
_DETAIL: Final = (
    rf"(?:[0-9a-z\ue000]{{1,8}}|{_BRACKETED}|[\u3400-\u9fff]{{1,2}}(?:先生|女士)){{0,2}}"
)
_BETWEEN: Final = r"(?<=[\s，,。！？!?；;】」”）)…])"
_LABEL: Final = re.compile(
    rf"(?:^|{_BETWEEN})\s*[\[【「]?(?:(?P<ours>{_OURS})|(?P<customer>{_CUSTOMER})){_DETAIL}[\]】」]?\s*[:：]"
)

_SOMEBODY: Final = re.compile(
    rf"(?:^(?:[ \t]*\[?[0-9]{{1,2}}(?:[:：][0-9]{{2}}){{1,2}}\]?)?|{_BETWEEN}(?={_OURS}))[ \t]*[\[【「]?"
    rf"(?P<name>[\u3400-\u9fffa-z]{{1,8}}(?: ?[0-9]{{1,8}})?(?:{_BRACKETED})?)[\]】」]?\s*[:：](?!//)",
    re.MULTILINE,
)
"""What opens a line before a colon, or within it begins as we are called: somebody not known."""

_NOBODY: Final = re.compile(
    r"(?:时间|日期|地址|地点|电话|热线|号码|手机|微信|短信|邮箱|网址|链接|金额|欠款|账号|账户|户名|单号|编号|案号|姓名|备注|附注?|附件|主题|标题|"
    r"方式|原因|问题|情况|结果|要求|说|道|问|答|写|喊|骂|讲|回|复|表示|意思|[是为]|如下|以下|例如|比如|包括|注意|提示|提醒|第?[一二三四五六七八九十])$"
)
_BLANK_LINE: Final = re.compile(r"(?<=\S)[ \t]*\n[ \t]*\n")


class Turn(NamedTuple):
    """One stretch of speech, its label included."""

    start: int
    end: int
    role: Role


def turns(text: str, scripted: bool) -> tuple[Turn, ...]:
    """The turns of a script in comparable text; empty when it is not one.

    A customer label alone (``客户：您好``) is a salutation, unless ``scripted`` says that the
    channel is a conversation: words are handed to the customer only where we speak too. Whoever
    is not known (``上门人员：``, ``小李：``) speaks for us, and so does what follows the customer's
    words after a blank line: an offence must not pass as the customer's because of its label.
    """
    if ":" not in text and "：" not in text:
        return ()
    found = [(one.start(), one.end(), one["customer"]) for one in _LABEL.finditer(text)]
    ours = sum(not customer for _, _, customer in found)
    if ours == len(found) or not (scripted or ours):
        return ()
    colons = {end for _, end, _ in found}
    others = [one for one in _SOMEBODY.finditer(text) if not _NOBODY.search(one["name"])]
    if names := {one["name"] for one in others if one.end() not in colons}:
        again = rf"(?:^|{_BETWEEN})(?:{'|'.join(map(re.escape, names))})\s*[:：]"
        others += re.finditer(again, text)
    somebody = {one.end(): (one.start(), one.end(), None) for one in others}
    found += [label for colon, label in somebody.items() if colon not in colons]
    return tuple(_apart(text, sorted(found)))


def _apart(text: str, labels: list[tuple[int, int, str | None]]) -> Iterator[Turn]:
    ends = [*(start for start, _, _ in labels[1:]), len(text)]
    for (start, said, customer), end in zip(labels, ends, strict=True):
        if customer:
            blank = _BLANK_LINE.search(text, said, end)
            yield Turn(start, blank.end() if blank else end, "customer")
        else:
            yield Turn(start, end, "ours")
