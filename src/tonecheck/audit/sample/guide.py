"""How to label, for those who do."""

from typing import Final

from tonecheck.categories import CATEGORIES, TITLES

_MEANT: Final = {
    "violence_threat": "说出或暗示伤害本人或家人的身体、生命、财产",
    "insult": "辱骂、诅咒、贬损人格",
    "harassment": "频繁拨打或发送、轰炸、跟踪、纠缠",
    "third_party": "向不负担债务的亲友、单位施压或透露欠款",
    "public_shaming": "张贴、喊话、拉横幅、发群或朋友圈",
    "impersonation": "冒充公检法、律师，伪造文书、案号",
    "false_legal_consequence": "坐牢、拘留、通缉、牵连子女等并不存在的后果",
    "privacy_disclosure": "透露完整证件号、卡号、住址、病情等",
    "coercive_funding": "逼人借新还旧、向亲友借、变卖财物或违法筹款",
    "doorstep_intimidation": "聚众上门、堵门、滞留、泼漆、搬东西",
    "deception": "虚构金额、费用、期限、优惠、立案，私人收款账户",
    "sexual": "淫秽的侮辱、要求或图像",
    "contact_time": "22:00 至 8:00 联系，或说出超过规定的频次",
    "missing_identification": "隐瞒或冒用身份；催收消息没有写明债权人或受托机构",
}

GUIDE: Final = (
    "怎样标注",
    "1. 在“标注”页逐条填黄色的格子；其余的格子和几张隐藏的页供计算用，请不要改动（可以筛选、调行高列宽）。",
    "2. 只看这条消息本身和它的发送时间、渠道、接收人，不要去查系统当时的结论，以免先入为主。",
    "3. 结论：合规——可以照样发送；需复核——不妥，应当有人看过、改过再发；应拦截——违法或明显违规，不得发送。",
    "4. 不是“合规”的，选出涉及的类别，一条最多三类，最主要的写在类别一；“合规”的，类别空着。",
    "5. 每一条都要有结论，估计才能代表全部消息；拿不准的，请两个人商量后再填，原因可以写在备注里。",
    "6. 填完保存为 XLSX，然后运行：tonecheck audit estimate 文件.xlsx",
    "",
    "类别",
    *(f"{TITLES[name]}：{_MEANT[name]}" for name in CATEGORIES),
)
