"""The fourteen categories of the contract and what people call them."""

from typing import Final, Literal, get_args

Category = Literal[
    "violence_threat",
    "insult",
    "harassment",
    "third_party",
    "public_shaming",
    "impersonation",
    "false_legal_consequence",
    "privacy_disclosure",
    "coercive_funding",
    "doorstep_intimidation",
    "deception",
    "sexual",
    "contact_time",
    "missing_identification",
]

CATEGORIES: Final[tuple[Category, ...]] = get_args(Category)

TITLES: Final[dict[Category, str]] = {
    "violence_threat": "暴力威胁",
    "insult": "辱骂侮辱",
    "harassment": "骚扰滋扰",
    "third_party": "牵连第三人",
    "public_shaming": "公开曝光",
    "impersonation": "冒充公权",
    "false_legal_consequence": "虚假法律后果",
    "privacy_disclosure": "泄露隐私",
    "coercive_funding": "逼迫筹款",
    "doorstep_intimidation": "上门恐吓",
    "deception": "欺骗误导",
    "sexual": "淫秽",
    "contact_time": "时间与频次",
    "missing_identification": "未表明身份",
}
