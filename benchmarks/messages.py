"""Lawful messages of about sixty characters, from the training split of the corpus."""

import random
import re
from collections.abc import Iterable
from pathlib import Path

from tonecheck.evaluate.corpus import read_cases

CORPUS = Path(__file__).parents[1] / "corpus"
SURNAMES = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"


MOST = 160
"""Messages that a benchmark takes, evenly over the writers."""


def lawful_messages(shortest: int = 45, longest: int = 75) -> list[str]:
    """Some lawful texts of the training split within these lengths."""
    cases = read_cases(sorted((CORPUS / "train").glob("*.jsonl")))
    texts = [case.text for case in cases if case.label == "lawful"]
    fitting = [text for text in texts if shortest <= len(text) <= longest]
    return fitting[:: max(len(fitting) // MOST, 1)][:MOST]


def filled_in(texts: Iterable[str], seed: int) -> list[str]:
    """The same texts with other digits and surnames: what a system sends is never twice the same."""
    choose = random.Random(seed)
    digits = (re.sub(r"\d", lambda _: choose.choice("0123456789"), text) for text in texts)
    return [re.sub(".(?=先生|女士)", lambda _: choose.choice(SURNAMES), text) for text in digits]
