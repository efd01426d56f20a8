"""The sentences of the archives: families that combine to thousands of templates."""

from typing import Final

SIGNATURES: Final = (
    "【安信银行】", "【山岚消金】", "【云桥小贷】", "【禾丰银行】", "【越泽金融】", "【青川信用卡】",
    "【海棠分期】", "【北辰消费金融】", "【江渡银行】", "【松岭普惠】",
)  # fmt: skip
OPENINGS: Final = (
    "尊敬的{name}先生，", "尊敬的{name}女士，", "{name}先生您好，", "{name}女士您好，",
    "您好，{name}先生，", "您好，{name}女士：",
)  # fmt: skip
LAWFUL: Final = (
    "您尾号{tail}的信用卡本期应还{amount}元，到期日{date}，",
    "您尾号{tail}的账户截至{date}欠款{amount}元，已逾期{late}天，",
    "您的分期款{amount}元将于{date}扣收，请保证尾号{tail}的账户余额充足，",
    "您的借款已逾期{late}天，应还{amount}元，",
    "截至{date}您尾号{tail}的贷款尚有{amount}元未还，",
    "您{date}应还的{amount}元我们还没有收到，",
    "您的账单{amount}元已出，最后还款日为{date}，",
    "系统显示您尾号{tail}的借款逾期{late}天，待还{amount}元，",
    "您申请的展期已受理，本期先还{amount}元即可，截止{date}，",
    "您的合同约定于{date}归还{amount}元，目前已逾期{late}天，",
    "经核对，您名下尾号{tail}的账户待还金额为{amount}元，",
    "提醒您{date}为还款日，本期金额{amount}元，",
)
CLOSINGS: Final = (
    "请尽快还款，如已还款请忽略。",
    "请按时还款，感谢您的配合。",
    "还款入口 https://ax.cn/{link} 。",
    "有困难请致电客服热线申请分期。",
    "如有疑问请联系客服。",
    "您可登录官方应用查看明细。",
    "请及时处理，祝您生活愉快。",
    "详情见 https://pay.hefeng.com/b/{link} 。",
    "我们愿与您协商还款方案。",
    "逾期将按合同约定计收罚息。",
    "如持续逾期，我行将依法向人民法院起诉。",
    "逾期信息将按约定报送征信系统。",
    "请在工作时间与我们联系。",
    "已结清的请忽略本条信息。",
    "请存入足额款项，避免影响使用。",
    "感谢您一直以来的信任。",
    "您可申请延期或减免。",
    "如需协助请回复本短信。",
)
OFFENCES: Final = (
    ("violence_threat", "再不还{amount}元就打断你的腿，"),
    ("violence_threat", "逾期{late}天还不还，小心你全家的命，"),
    ("insult", "你这个老赖真不要脸，欠{amount}元装死，"),
    ("insult", "你就是个骗子、畜生，{date}前把钱吐出来，"),
    ("harassment", "不还{amount}元就爆你的通讯录，让你手机响到没电，"),
    ("public_shaming", "{date}前不还就把你的照片发到朋友圈和小区群曝光，"),
    ("false_legal_consequence", "不还{amount}元明天就让警察来抓你坐牢，"),
    ("impersonation", "这里是公安局经侦大队，你的案件已立案，限你{date}前还清{amount}元，"),
    ("coercive_funding", "没钱就去借高利贷、卖血卖肾也要把{amount}元还上，"),
    ("doorstep_intimidation", "明天带十几个人去你家门口泼油漆，等到你还{amount}元为止，"),
)
RISING: Final = (
    ("", "您好，您的借款已到期，请安排还款，有困难可以申请分期。"),
    ("", "您好，昨天提醒的款项还没有收到，请尽快处理，谢谢。"),
    ("insult", "欠钱不还真不要脸，你就是个老赖。"),
    ("violence_threat", "再不还钱就打断你的腿，小心你全家的命。"),
)
"""A thread, message by message: its category, none where it is lawful."""
