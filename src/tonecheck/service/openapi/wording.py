"""What the document says, in Chinese, of each schema and its members."""

from collections.abc import Mapping
from typing import Final, NamedTuple


class Words(NamedTuple):
    """A schema in one sentence, and its members."""

    schema: str
    members: Mapping[str, str]


_MESSAGE: Final = {
    "text": "草稿或已发送的正文，1 到 20,000 个字符；更长的不收，不会截断",
    "id": "调用方自己的编号，原样返回",
    "channel": "渠道",
    "recipient": "谁来读",
    "sent_at": "（将要）发送的时间，RFC 3339，要带时区；决定适用的法律和安静时段，不写按今天",
    "sender": "发送的坐席、机构或系统",
    "recipient_id": "收件人的代号，不含义",
}
_REPORT: Final = {
    "id": "请求里的编号",
    "decision": "有 block 的发现为 block；否则有 warn 的发现或没有完整检查为 review；否则 pass",
    "complete": "是否完整检查；没有完整检查的绝不会是 pass",
    "incomplete_because": "没有完整检查的原因，如 timeout、model_missing、internal_error、bad_input：…",
    "findings": "发现，按开始位置排列",
    "scores": "分类模型给每一类的校准概率；没有用模型时为空",
    "versions": "据以判断的一切的版本，可以复现",
}
_POLICY: Final = {
    "fail": "没有完整检查的消息怎么办：closed 不发，open 照发；默认 closed",
    "block_on": "哪些级别的发现要拦下；默认只有 block",
    "packs": "只用这些规则包；null 为全部",
    "evasion": "还原规避写法到哪一级；null 按配置",
    "allow": "这些说法不算问题",
    "model": "false 只用规则；true 要求分类模型，没有模型时算没有完整检查",
}
_APPLIED: Final = {**_POLICY, "model": "是否用了分类模型"}
_ENTRY: Final = {
    "id": "编号",
    "name": "名称",
    "category": "类别",
    "severity": "级别；只有分类模型说话的为 null",
    "pack": "所在的规则包；只有分类模型说话的为 null",
}

WORDS: Final[Mapping[str, Words]] = {
    "Message": Words("一条消息", _MESSAGE),
    "CheckRequest": Words(
        "一条消息，以及发送前检查的策略", {**_MESSAGE, "policy": "发送前检查的策略"}
    ),
    "SendPolicy": Words("发送前检查的策略；没写的取密钥的，再取配置的", _POLICY),
    "Applied": Words(
        "实际用了的策略",
        {**_APPLIED, "send": "能不能发：没有要拦的发现，并且完整检查过或 fail 为 open"},
    ),
    "AppliedToAll": Words("实际用了的策略", {**_APPLIED, "send": "每一条能不能发，顺序与消息相同"}),
    "Report": Words("一条消息的报告", _REPORT),
    "CheckAnswer": Words(
        "一条消息的报告",
        {
            **_REPORT,
            "applied": "请求或密钥带策略时才有：实际用了的策略",
            "read_as": "explain=1 时才有：每个发现的原文是怎样读的，顺序与 findings 相同",
        },
    ),
    "Finding": Words(
        "一处问题",
        {
            "rule": "规则编号，类别/名称；只有分类模型可疑时为 model/类别",
            "category": "类别",
            "severity": "级别",
            "start": "开始位置，原文的 Unicode 码点",
            "end": "结束位置（不含），原文的 Unicode 码点",
            "excerpt": "原文 text[start:end]",
            "message": "一句话：哪里不对",
            "basis": "发送当日有效的依据",
            "suggestion": "可以直接用的改写，或 null",
            "confidence": "把握，0 到 1",
            "evasion": "还原了哪些规避写法才看见",
        },
    ),
    "Basis": Words("一条依据", {"provision": "条款目录里的编号", "cite": "怎样引用"}),
    "Versions": Words(
        "据以判断的一切",
        {
            "package": "程序版本",
            "packs": "规则包、词类和规避写法对照表",
            "model": "分类模型；没有用为 null",
            "law": "条款目录的日期",
        },
    ),
    "PackVersion": Words(
        "一个规则包", {"name": "名称", "version": "版本", "sha256": "文件的 sha256"}
    ),
    "ModelVersion": Words("分类模型", {"name": "名称", "sha256": "文件的 sha256"}),
    "BatchRequest": Words(
        "1 到 1,000 条消息，共用一个策略",
        {
            "messages": "消息；其中不合要求的各得一份没有完整检查的报告，不影响别的",
            "policy": "发送前检查的策略，对每一条都用",
        },
    ),
    "BatchAnswer": Words(
        "每条消息一份报告",
        {"reports": "报告，顺序与消息相同", "applied": "请求或密钥带策略时才有"},
    ),
    "RuleEntry": Words("一条规则", _ENTRY),
    "RuleList": Words("规则列表", {"rules": "规则，按规则包的顺序"}),
    "RuleDetail": Words(
        "一条规则的全部内容",
        {
            **_ENTRY,
            "message": "为什么不对；发现里的那句话",
            "suggestion": "可以用的改写，或 null",
            "flag": "会标出的例句",
            "passes": "听起来像但不会标出的例句",
            "basis": "依据：今天有效的，随后是它以前的条文",
        },
    ),
    "LawText": Words(
        "一条规定",
        {
            "provision": "条款目录里的编号",
            "cite": "怎样引用",
            "gist": "大意",
            "in_force_from": "施行日",
            "in_force_until": "失效前最后一天；仍有效为 null",
        },
    ),
    "Categories": Words("全部类别", {"categories": "类别"}),
    "CategoryEntry": Words(
        "一个类别", {"slug": "英文名", "title": "中文名", "rules": "有多少条规则"}
    ),
    "Health": Words("进程活着", {"status": "总是 alive"}),
    "Readiness": Words(
        "现在能不能检查",
        {
            "ready": "能不能",
            "self_test": "自检：刚才在检查进程里，应拦的拦下，应过的通过",
            "workers": "检查进程",
            "versions": "现在用的规则包和模型",
        },
    ),
    "Workers": Words("检查进程", {"wanted": "应有几个", "alive": "现有几个"}),
    "Reloaded": Words("重新载入之后", {"versions": "现在用的规则包和模型"}),
    "Problem": Words(
        "出错说明（RFC 9457），不含消息内容",
        {
            "type": "哪一种",
            "title": "这一种的名称",
            "status": "HTTP 状态码",
            "detail": "这一次哪里不对，怎样办",
            "instance": "这一次请求，末尾是请求号",
            "errors": "哪些成员不对",
        },
    ),
    "FieldError": Words("一处不对的地方", {"field": "成员的路径", "detail": "应当怎样"}),
}
