"""Ordinary chat by pattern: tags, emoji, spaced text, Traditional, full width, English."""

from random import Random

from benchmarks.ordinary import vocabulary as v
from benchmarks.ordinary.everyday import extension, moment, recipe, room
from benchmarks.ordinary.generated import person, pick, time

_WIDE = {ord(c): ord(c) + 0xFEE0 for c in map(chr, range(0x21, 0x7F))}


def hashtag(rng: Random) -> str:
    tags = " ".join(f"#{tag}" for tag in rng.sample(v.TAGS, 2))
    return f"{rng.choice(v.CHATTER)} {tags}"


def emoji_chat(rng: Random) -> str:
    words, signs = rng.choice(((v.CHATTER, v.EMOJI), (v.SHARP_CHATTER, v.SHARP_EMOJI + v.EMOJI)))
    marks = "".join(rng.choice(signs) for _ in range(rng.randint(1, 3)))
    said = rng.choice(words)
    return pick(rng, said + marks, marks + said)


def spaced(rng: Random) -> str:
    said = rng.choice((*v.CHATTER, *v.HEADINGS, *v.STREETS, *v.TAGS)) + rng.choice(
        ("", person(rng))
    )
    return rng.choice((" ", "  ", " ", "。")).join(said)


def traditional(rng: Random) -> str:
    who, when, did = (rng.choice(part.split("|")) for part in v.TRADITIONAL)
    return f"{when}{who}{did}"


def full_width(rng: Random) -> str:
    return rng.choice((room, moment, recipe, extension))(rng).translate(_WIDE)


def mixed(rng: Random) -> str:
    first, second = rng.sample(v.ENGLISH, 2)
    return pick(
        rng,
        f"{person(rng)}把{first}发我一下,{rng.choice(v.SLANG)}",
        f"这周的{first}和{second}都过了,{rng.choice(v.SLANG)}",
        f"{rng.choice(v.SLANG)},{first}推到{time(rng)}",
    )
