"""Who speaks in a script: our side, or the customer whose words are context."""

import re
from typing import Final, Literal, NamedTuple

Role = Literal["ours", "customer"]

_OURS: Final = (
    "坐席|座席|催收员|催收|客服|客户经理|客服专员|专员|业务员|经办|经办人|外访员|外访|外勤|法务|法务专员|律师|调解员|作业员|话务员|"
    "机器人|语音机器人|智能语音|智能客服|语音|开场|开场白|我方|我司|我|主管|组长|经理|工作人员|管家|物业|甲方|agent|ai"
)
_CUSTOMER: Final = (
    "客户|债务人|借款人|欠款人|用户|持卡人|车主|业主|机主|老板|对方|客人|顾客|被催收人|担保人|保证人|家属|亲属|联系人|紧急联系人|第三人|同事|"
    "客户家属|债务人家属|督导|学员|讲师|培训师|考官|质检员|护士|医生|患者|母亲|父亲|配偶|妻子|丈夫|接听人|乙方|debtor|customer"
)
_DETAIL: Final = r"(?:[0-9a-z\ue000]{1,8}|[（(\[【][^）)\]】\n]{0,12}[）)\]】]){0,2}"
_LABEL: Final = re.compile(
    rf"(?:^|(?<=[\s，,。！？!?；;】」”）)…]))\s*[\[【「]?(?:(?P<ours>{_OURS})|(?P<customer>{_CUSTOMER})){_DETAIL}[\]】」]?\s*[:：]"
)


class Turn(NamedTuple):
    """One stretch of speech, its label included."""

    start: int
    end: int
    role: Role


def turns(text: str, scripted: bool) -> tuple[Turn, ...]:
    """The turns of a script in comparable text; empty when it is not one.

    A customer label alone (``客户：您好``) is a salutation, unless ``scripted`` says that the
    channel is a conversation: words are handed to the customer only where we speak too.
    """
    if ":" not in text and "：" not in text:
        return ()
    labels = list(_LABEL.finditer(text))
    roles: list[Role] = ["ours" if label["ours"] else "customer" for label in labels]
    if "customer" not in roles or not (scripted or "ours" in roles):
        return ()
    ends = [*(label.start() for label in labels[1:]), len(text)]
    return tuple(
        Turn(label.start(), end, role) for label, end, role in zip(labels, ends, roles, strict=True)
    )
