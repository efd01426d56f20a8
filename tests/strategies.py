"""Texts as collectors write them, with everything folding has to undo."""

from hypothesis import strategies as st

PLAIN = "您好你我他还钱款逾期今天明天女儿放学打断腿曝光通讯录不会说银行律师函一二三"
TRADITIONAL = "還錢逾期斷腿學貸銀行律師電話開"
WIDE = "ＡＢｃ１２３①②㈠⒈½ﬁ㎏Ⅳ"
INVISIBLE = "\u200b\u200d\u202e\u2060\ufe0f\u00ad"
BORDERS = "，。！？；：、\n…,.!?;: "
OTHERS = "abcXYZ0123{}<>#%$【】“”\"'「」()（）😀🔪é\u0301ñⅷᴬ々〇"

texts = st.text(
    st.one_of(
        st.sampled_from(PLAIN + TRADITIONAL + WIDE + INVISIBLE + BORDERS + OTHERS),
        st.characters(codec="utf-8"),
    ),
    max_size=80,
)
"""Mostly our alphabet, sometimes any code point at all."""
