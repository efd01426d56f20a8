"""What people call columns, channels and recipients in their tables."""

from collections.abc import Mapping
from typing import Final

from tonecheck.message import CHANNELS, RECIPIENTS, Channel, Recipient

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "text": (
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
    ),
    "id": (
        *("message_id", "msg_id", "id", "编号", "消息编号", "短信编号", "流水号", "记录编号"),
        *("消息id", "短信id", "序号", "編號", "消息編號", "簡訊編號", "流水號"),
    ),
    "channel": ("channel", "send_channel", "渠道", "发送渠道", "触达渠道", "催收方式"),
    "recipient": (
        *("recipient", "recipient_type", "接收人类型", "接收人身份", "联系人类型", "与借款人关系"),
        *("接收人類型", "與借款人關係"),
    ),
    "sent_at": (
        *("sent_at", "send_time", "sent_time", "sendtime"),
        *("发送时间", "发送日期时间", "下发时间", "發送時間", "傳送時間"),
    ),
    "sender": (
        *("sender", "agent", "agent_id", "operator", "坐席", "座席", "催收员", "坐席工号", "工号"),
        *("发送人", "经办人", "作业员", "委外机构", "催收員", "工號", "發送人", "經辦人"),
    ),
    "recipient_id": (
        *("recipient_id", "customer_id", "debtor_id", "phone", "mobile", "user_id"),
        *("客户编号", "客户号", "客户id", "借款人编号", "案件编号"),
        *("手机号", "手机号码", "接收号码", "电话号码", "收件人"),
        *("客戶編號", "案件編號", "手機號", "手機號碼", "電話號碼"),
    ),
}
"""Columns of drafts and of archives alike, the most usual name first."""

_OF_DRAFTS: Final[Mapping[str, tuple[str, ...]]] = {
    "text": ("模板", "文案"),
    "id": ("模板编号",),
}
"""In an archive 模板 is the number of a template, and many messages have the same."""

DRAFT_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    field: names + _OF_DRAFTS.get(field, ()) for field, names in COLUMNS.items()
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
