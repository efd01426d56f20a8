"""What could not be read is said; what could is not suspected."""

from time import perf_counter

import pytest

from tonecheck.text.legibility import unread


@pytest.mark.parametrize(
    "text",
    [
        "您的們?nèi)粘I畹账单已出",
        "您好\ufffd\ufffd请还款",
        "锟斤拷锟斤拷",
        "您的账单已逾期请还款".encode().decode("gbk", "ignore"),
        "您好，请还款".encode().decode("latin-1"),
        "我们中国银行".encode("gbk").decode("latin-1"),
        "再不还钱就打断你的腿".encode().decode("gbk", "ignore"),
        "请还款".encode().decode("gbk", "ignore"),
        "扂蠅眭耋斕虜譫蛂闡爵",
        "您好，" + "我们知道你儿子住哪".encode("gbk").decode("big5", "ignore") + "，请还款",
        "請還款，今晚我們上門，叫你全家不得安寧".encode("big5").decode("gbk", "ignore"),
    ],
)
def test_garbled_text_is_reported(text: str) -> None:
    assert "garbled_text" in unread(text)


@pytest.mark.parametrize(
    "text",
    [
        "Pay now or we will visit your home",
        "Сегодня последний день оплаты",
        "ごめんなさい、お金を返してください",
        "지금 바로 갚으세요 안 그러면",
        "您好，please pay your overdue balance before this coming Friday afternoon or else",
        "张先生，we will break your legs. 请还款",
        "张先生，WE WILL BREAK YOUR LEGS",
        "张先生，ｗｅ ｗｉｌｌ ｂｒｅａｋ ｙｏｕｒ ｌｅｇｓ",
        "还钱，I'll kill you",
        "pay or die，今晚",
        "Wir werden dir die Beine brechen，请还款",
        "trả tiền ngay nếu không sẽ chết，请还款",
        "お金を返せ、殺すぞ",
        "去死ね",
        "您好，죽여버린다 请还款",
        "请还款，заплати или умрёшь",
        "您好 سأقتلك اليوم",
    ],
)
def test_other_languages_are_reported(text: str) -> None:
    assert "unsupported_language" in unread(text)


@pytest.mark.parametrize(
    "text",
    [
        "您的iPhone 15 Pro Max分期账单已出，登录App查看 https://a.example.com/pay?x=1",
        "鏡湖區客戶您好",
        "浣熊先生您好，璇玑路18号",
        "验证码 834921",
        "12345",
        "請於12月3日前繳款",
        "Tom先生您好",
        "请登录example.com/pay查看",
        "邮箱 you.are.us@mail.example.com，请查收",
        "【Bank of China】您的账单已出",
        "The Hongkong and Shanghai Banking Corporation 提醒您还款",
        "登录App Store或Google Play下载Ping An Pocket Bank，Buy Now Pay Later",
        "谢谢！Thank you for your cooperation. Best regards, Tom Chen",
        "Wish you all the best 祝好",
        "Hi Will Chen 您好",
        "合同号 MY-US-OR-2024，10Ω，5kg，β受体，120㎡",
        "mei you qian 就别借",
        "优の良品提醒您取件",
        "加油ヾ(≧▽≦*)o Σ(っ°Д°;)っ",
        "回电0311-8×××××××",
        "・还款・账单・合同・客服・分期・利息・余额・本金・费用・发票・其他",
        "翟懿先生，蕲春县漕河镇",
        "饕餮饮品店，犍为县玉津镇，龃龉觊觎",
        "我哋唔會再打畀你，佢哋幾時嚟",
        "{name}",
        "${amount}",
        "{{x}}",
        "#姓名#",
        "%s{name}",
    ],
)
def test_ordinary_chinese_is_not_suspected(text: str) -> None:
    assert unread(text) == ()


@pytest.mark.parametrize("piece", ["唠嗵崽囡觊觎", "My ", "éà", "×", "あー", "a'", "ni hao "])
def test_long_texts_take_no_longer_than_they_are(piece: str) -> None:
    def seconds(length: int) -> float:
        text = "您" + piece * (length // len(piece))
        start = perf_counter()
        unread(text)
        return perf_counter() - start

    seconds(2_000)
    assert seconds(20_000) < 50 * min(seconds(2_000) for _ in range(3)) + 0.05
