"""Ordinary sentences written by pattern: plates, codes, names, recipes, tickets, chat."""

from random import Random
from string import ascii_uppercase, digits

from benchmarks.ordinary import vocabulary as v


def person(rng: Random) -> str:
    while True:
        surname = rng.choice(v.SURNAMES)
        given = "".join(rng.choice(v.GIVEN) for _ in range(rng.choice((1, 2, 2))))
        if surname + given[0] not in v.UNWELCOME:
            return surname + given


def number(rng: Random, count: int) -> str:
    return "".join(rng.choice(digits) for _ in range(count))


def letters(rng: Random, count: int) -> str:
    return "".join(rng.choice(ascii_uppercase) for _ in range(count))


def pick(rng: Random, *forms: str) -> str:
    return rng.choice(forms)


def plate(rng: Random) -> str:
    tail = "".join(rng.choice(v.PLATE_LETTERS + digits * 2) for _ in range(5))
    mark = f"{rng.choice(v.PROVINCES)}{rng.choice(v.PLATE_LETTERS)}{rng.choice(('', '·'))}{tail}"
    return pick(
        rng,
        f"车牌{mark}的车主,您的车灯没关",
        f"{mark} 已驶入停车场,入场时间{time(rng)}",
        f"网约车 {mark} 正在赶来,请到{rng.choice(v.PLACES_IN)}等候",
    )


def address(rng: Random) -> str:
    where = f"{rng.choice(v.CITIES)}市{rng.choice(v.STREETS)}{rng.randint(1, 800)}号"
    unit = (
        f"{rng.randint(1, 30)}栋{rng.randint(1, 4)}单元{rng.randint(1, 32)}{rng.randint(1, 4):02d}"
    )
    return pick(
        rng, f"收货地址:{where}{unit}", f"{where},{rng.choice(v.SHOPS)}旁边", f"住{where}{unit}"
    )


def product(rng: Random) -> str:
    code = f"{letters(rng, rng.randint(2, 4))}-{rng.choice(('', 'X'))}{rng.randint(4, 998)}"
    good = rng.choice(v.GOODS)
    many = rng.randint(1, 50)
    return pick(
        rng, f"{code} {good} {many}件", f"货号 {code},品名{good}", f"型号:{code}({good}),数量{many}"
    )


def order(rng: Random) -> str:
    serial = f"{letters(rng, 2)}{number(rng, rng.choice((8, 10, 12)))}"
    return pick(
        rng, f"订单号 {serial} 已发货", f"订单 {serial} 退款成功", f"您的包裹 {serial} 正在派送"
    )


def verification(rng: Random) -> str:
    code = number(rng, rng.choice((4, 6, 6)))
    return pick(
        rng, f"验证码 {code},五分钟内有效", f"取件码 {code[:1]}-{code[1:]}", f"动态码:{code}"
    )


def named(rng: Random) -> str:
    return pick(
        rng,
        f"{person(rng)}同学请到{rng.choice(v.PLACES_IN)}",
        f"{person(rng)}先生,您的预约已确认",
        f"请{person(rng)}女士取药",
        f"新来的同事叫{person(rng)}",
        f"{person(rng)}和{person(rng)}是搭档",
    )


def roster(rng: Random) -> str:
    names = [person(rng) for _ in range(3)]
    return pick(rng, "、".join(names), "值班:" + " ".join(names), "| " + " | ".join(names) + " |")


def travel(rng: Random) -> str:
    cities = rng.sample(v.CITIES, 2)
    serial = f"{rng.choice(('G', 'D', 'K', 'Z', 'T'))}{rng.randint(1, 9998)}"
    flight = f"{rng.choice(('CA', 'MU', 'CZ', 'HU', 'NM', 'SB', '3U'))}{rng.randint(100, 9999)}"
    return pick(
        rng,
        f"{serial}次列车 {cities[0]}到{cities[1]},{rng.randint(1, 17)}车{rng.randint(1, 20)}A",
        f"{flight}航班{time(rng)}从{cities[0]}起飞",
        f"航班{flight}登机口改为{rng.choice('ABCDE')}{rng.randint(1, 60)}",
    )


def time(rng: Random) -> str:
    return f"{rng.randint(0, 23)}:{rng.randint(0, 59):02d}"
