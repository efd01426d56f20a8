"""More ordinary sentences by pattern: kitchens, rooms, serials, pinyin and web links."""

from random import Random
from string import ascii_uppercase, digits

from benchmarks.ordinary import vocabulary as v
from benchmarks.ordinary.generated import letters, number, person, pick, time


def recipe(rng: Random) -> str:
    first, second = rng.sample(v.DISHES, 2)
    amount = rng.choice(v.AMOUNTS)
    return pick(
        rng,
        f"{first}{amount},{rng.choice(v.STEPS)}",
        f"先把{first}{rng.choice(v.STEPS)},再放{second}{amount}",
    )


def extension(rng: Random) -> str:
    area = rng.choice(("010", "021", "0755", "028"))
    main = f"{area}-{number(rng, 4)}-{number(rng, 4)}"
    inner = number(rng, rng.choice((3, 4)))
    return pick(
        rng,
        f"联系{person(rng)}:{main} 转 {inner}",
        f"分机 {inner},找{person(rng)}",
        f"电话 {main},工作日{time(rng)}后有人接",
    )


def room(rng: Random) -> str:
    flat = f"{rng.randint(1, 30)}{rng.randint(0, 30):02d}"
    return pick(
        rng,
        f"{person(rng)}订了{flat}房,住{rng.randint(1, 6)}晚",
        f"{flat}室的{person(rng)}忘带门卡",
        f"{rng.choice(v.PLACES_IN)}在{flat}旁边,{time(rng)}开门",
    )


def moment(rng: Random) -> str:
    day = f"{rng.randint(1, 12)}月{rng.randint(1, 28)}日"
    return pick(
        rng,
        f"{day}{time(rng)}在{rng.choice(v.PLACES_IN)}集合",
        f"会议改到{day}{time(rng)}",
        f"{rng.randint(2020, 2030)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d} {time(rng)} 已签收",
    )


def serial(rng: Random) -> str:
    body = "-".join(
        "".join(rng.choice(ascii_uppercase + digits) for _ in range(4)) for _ in range(3)
    )
    return pick(
        rng,
        f"序列号 {body}",
        f"批号 {number(rng, 8)},有效期至{rng.randint(2026, 2030)}年",
        f"设备编号 {letters(rng, 3)}{number(rng, 6)},放在{rng.choice(v.PLACES_IN)}",
        f"版本 {rng.randint(0, 9)}.{rng.randint(0, 40)}.{rng.randint(0, 99)} 已上线",
    )


def pinyin_name(rng: Random) -> str:
    syllables = "".join(rng.choice(v.PINYIN_GIVEN) for _ in range(rng.choice((1, 2))))
    name = f"{rng.choice(v.PINYIN_SURNAMES)} {syllables.capitalize()}"
    return pick(
        rng, f"{name} 的护照", f"接机牌写 {name}", f"Dear {name}, 附件请查收", f"选手 {name} 出场"
    )


def pinyin_line(rng: Random) -> str:
    return " ".join(rng.choice(part.split("|")) for part in v.PINYIN_PARTS)


def link(rng: Random) -> str:
    site = f"{rng.choice(v.SITES)}.example.{rng.choice(('com', 'cn', 'org'))}"
    user = rng.choice(v.MAIL_WORDS) + rng.choice(("", ".", "_")) + rng.choice(v.MAIL_WORDS)
    return pick(
        rng,
        f"请发到 {user}{rng.randint(1, 1400)}@{site}",
        f"详情见 https://{site}/{rng.choice(v.MAIL_WORDS)}/{number(rng, 4)}",
    )
