"""What could not be read is said; what could is not suspected."""

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
    ],
)
def test_ordinary_chinese_is_not_suspected(text: str) -> None:
    assert unread(text) == ()
