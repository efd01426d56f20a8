"""What people call columns, channels and recipients in their tables."""

from collections.abc import Mapping
from typing import Final

from tonecheck.message import CHANNELS, RECIPIENTS, Channel, Recipient

MESSAGE_TEXT: Final = (
    *("text", "content", "message_text", "message", "body", "sms_content", "msg"),
    *(
        "短信内容",
        "消息内容",
        "发送内容",
        "内容",
        "短信正文",
        "正文",
        "短信",
        "话术内容",
        "话术",
    ),
    *("模板内容", "通话文本", "文本", "消息"),
    *("簡訊內容", "消息內容", "訊息內容", "短信內容", "發送內容", "內容", "簡訊", "訊息"),
)
"""In archives of what was sent, too; there 模板 is the number of a template."""

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "text": (*MESSAGE_TEXT, "模板", "文案"),
    "id": ("id", "编号", "消息编号", "模板编号", "序号"),
    "channel": ("channel", "渠道", "发送渠道"),
    "recipient": ("recipient", "接收人类型"),
    "sent_at": ("sent_at", "发送时间"),
    "sender": ("sender", "坐席", "发送人"),
    "recipient_id": ("recipient_id",),
}

CHANNEL_NAMES: Final[Mapping[str, Channel]] = {
    **{channel: channel for channel in CHANNELS},
    **dict.fromkeys(("短信", "彩信", "mms", "text", "短信息"), "sms"),
    **dict.fromkeys(
        ("微信", "企业微信", "即时通讯", "qq", "钉钉", "wechat", "app推送", "app"), "im"
    ),
    **dict.fromkeys(
        ("电话", "语音", "外呼", "人工外呼", "智能外呼", "ivr", "voice", "call", "phone", "通话"),
        "voice_script",
    ),
    **dict.fromkeys(("上门", "外访", "visit"), "visit_script"),
    **dict.fromkeys(("信函", "函件", "书信", "邮寄", "律师函"), "letter"),
    **dict.fromkeys(("邮件", "电子邮件", "mail"), "email"),
}
RECIPIENT_NAMES: Final[Mapping[str, Recipient]] = {
    **{recipient: recipient for recipient in RECIPIENTS},
    **dict.fromkeys(("本人", "债务人", "借款人", "持卡人", "客户", "主借人", "欠款人"), "debtor"),
    **dict.fromkeys(("担保人", "保证人", "共同借款人", "连带责任人"), "guarantor"),
    **dict.fromkeys(
        (
            *("第三人", "联系人", "紧急联系人", "亲属", "家属", "亲友", "父亲", "母亲", "父母"),
            *("配偶", "妻子", "丈夫", "子女", "兄弟", "姐妹", "朋友", "同事", "单位", "同学"),
            "其他联系人",
        ),
        "third_party",
    ),
    **dict.fromkeys(("未知", "不详", "其他", "其它"), "unknown"),
}

MEANINGS: Final[Mapping[str, Mapping[str, str]]] = {
    "channel": CHANNEL_NAMES,
    "recipient": RECIPIENT_NAMES,
}
