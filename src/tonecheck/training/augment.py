"""Variations of labelled messages, made by code: what the corpus says once is met in many guises."""

import random
import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from tonecheck.evaluate.corpus import Case
from tonecheck.text.segments import sentences
from tonecheck.training.noise import noisy
from tonecheck.training.parts import sentences_alone

_NUMBER: Final = re.compile("[0-9]+")
_AMOUNT: Final = re.compile("[0-9][0-9,.]*(?=元|块)")
_BLANKS: Final = ("{amount}", "${money}", "#金额#", "%s", "{{x}}")
_SIGNATURES: Final = (
    "【安信消费金融】",
    "【南湖银行】",
    "【宜达贷后】",
    "【恒通小贷】",
    "【君行律师事务所】",
)
_OURS: Final = ("坐席：", "催收员：", "客服：", "专员：")
_CUSTOMERS: Final = ("客户：", "债务人：", "借款人：")
_LONGEST_CARRIED: Final = 120
_LONGEST_HOST: Final = 300
_ALONE: Final = 0.5
"""How often a message of several sentences is one of them: close reading shows them so."""


class Augmenter:
    """Draws variations; the same ``draw`` gives the same ones."""

    def __init__(self, cases: Sequence[Case], draw: random.Random) -> None:
        self._draw = draw
        self._lawful = [case for case in cases if case.label == "lawful"]
        self._hosts = [case for case in self._lawful if len(case.text) <= _LONGEST_HOST]
        self._violating: list[Callable[[Case], Case]] = [
            self._carried,
            self._joined,
            self._told,
            self._customers,
            self._in_turns,
            self._disguised,
            self._signed,
            self._filled,
            self._trimmed,
        ]
        self._clean: list[Callable[[Case], Case]] = [
            self._joined,
            self._in_turns,
            self._signed,
            self._filled,
            self._trimmed,
            self._disguised,
        ]

    def variation(self, case: Case) -> Case:
        """One variation of ``case``; its label is that of the new text."""
        if self._draw.random() < _ALONE and (parts := sentences_alone(case)):
            return self._draw.choice(parts)
        ways = self._violating if case.findings else self._clean
        return self._draw.choice(ways)(case)

    def _carried(self, case: Case) -> Case:
        """The offence inside a lawful message, at a sentence border of it."""
        if len(case.text) > _LONGEST_CARRIED or not self._hosts:
            return self._joined(case)
        host = self._draw.choice(self._hosts).text
        at = self._draw.choice([0, *sentences(host).ends])
        return _around(case, host[:at], host[at:])

    def _joined(self, case: Case) -> Case:
        other = self._draw.choice(self._lawful).text
        gap = self._draw.choice(["", " ", "\n", "。"])
        return (
            _around(case, other + gap, "")
            if self._draw.random() < 0.5
            else _around(case, "", gap + other)
        )

    def _told(self, case: Case) -> Case:
        """The offence quoted, reported or forbidden: no offence."""
        text = self._draw.choice(frames()).replace("{}", case.text.strip())
        return replace(case, text=text, label="lawful", findings=(), kind="hard", sent_at=None)

    def _customers(self, case: Case) -> Case:
        """The same words in the customer's mouth."""
        ours, theirs = self._draw.choice(_OURS), self._draw.choice(_CUSTOMERS)
        words = _NEWLINES.sub(" ", case.text)
        opening = self._draw.choice(
            ["您好，请问是本人吗？", "您好，打扰了。", "这边跟您核实一下还款安排。"]
        )
        closing = self._draw.choice(
            ["您先别激动，我帮您登记。", "理解您的心情，我记录一下。", "好的，不打扰您了。"]
        )
        text = f"{ours}{opening}\n{theirs}{words}\n{ours}{closing}"
        return replace(
            case,
            text=text,
            label="lawful",
            findings=(),
            kind="hard",
            channel="voice_script",
            sent_at=None,
        )

    def _in_turns(self, case: Case) -> Case:
        """The message as our turn of a call."""
        ours, theirs = self._draw.choice(_OURS), self._draw.choice(_CUSTOMERS)
        answer = self._draw.choice(
            ["我知道了。", "现在没钱。", "你谁啊？", "过两天吧。", "别再打了，再打我投诉你！"]
        )
        before = f"{theirs}{answer}\n{ours}" if self._draw.random() < 0.5 else ours
        return replace(_around(case, before, f"\n{theirs}{answer}"), channel="voice_script")

    def _disguised(self, case: Case) -> Case:
        """Some characters changed as people type to evade, or mistype; offsets follow."""
        spans = [(finding.start, finding.end) for finding in case.findings] or [(0, len(case.text))]
        text, place = noisy(case.text, spans, 0.15 if case.findings else 0.02, self._draw)
        findings = tuple(replace(f, start=place[f.start], end=place[f.end]) for f in case.findings)
        return replace(case, text=text, findings=findings)

    def _signed(self, case: Case) -> Case:
        """A signature says nothing about the words it stands beside."""
        signature = self._draw.choice(_SIGNATURES)
        if any(finding.category == "missing_identification" for finding in case.findings):
            return self._joined(case)
        return (
            _around(case, signature, "")
            if self._draw.random() < 0.5
            else _around(case, "", signature)
        )

    def _filled(self, case: Case) -> Case:
        """Other numbers, or the blanks of a template for amounts."""
        if self._draw.random() < 0.5:
            return _rewritten(case, _AMOUNT, lambda _: self._draw.choice(_BLANKS))
        return _rewritten(case, _NUMBER, self._other_number)

    def _other_number(self, old: str) -> str:
        if len(old) < 3:
            return old  # hours and counts may be what offends
        return old[0] + "".join(self._draw.choice("0123456789") for _ in old[1:])

    def _trimmed(self, case: Case) -> Case:
        """Fewer of its sentences; those that offend stay."""
        pieces = sentences(case.text).spans()
        if len(pieces) < 2 or case.kind == "hard":
            return self._joined(case)
        dropped = [
            (low, high)
            for low, high in pieces
            if self._draw.random() < 0.4
            and not any(f.start < high and low < f.end for f in case.findings)
        ]
        if len(dropped) == len(pieces):
            dropped.pop()
        shorter = _without(case, dropped)
        return shorter if shorter.text.strip() else case


_NEWLINES: Final = re.compile(r"\s*\n\s*")


@cache
def frames() -> tuple[str, ...]:
    """Sentences that quote, report or forbid what stands at ``{}``."""
    lines = Path(__file__).with_name("frames.txt").read_text("utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def _around(case: Case, before: str, after: str) -> Case:
    findings = tuple(finding.moved(len(before)) for finding in case.findings)
    return replace(case, text=before + case.text + after, findings=findings)


def _rewritten(case: Case, pattern: re.Pattern[str], change: Callable[[str], str]) -> Case:
    """Every match of ``pattern`` changed; spans follow."""
    pieces: list[str] = []
    place: list[int] = []
    length = at = 0
    for match in [*pattern.finditer(case.text), None]:
        start, end = match.span() if match else (len(case.text), len(case.text))
        new = change(match.group()) if match else ""
        place += range(length, length + start - at)
        place += [length + start - at] * (end - start)
        pieces += [case.text[at:start], new]
        length += start - at + len(new)
        at = end
    place.append(length)
    findings = tuple(replace(f, start=place[f.start], end=place[f.end]) for f in case.findings)
    return replace(case, text="".join(pieces), findings=findings)


def _without(case: Case, dropped: Sequence[tuple[int, int]]) -> Case:
    text, findings = case.text, list(case.findings)
    for low, high in reversed(dropped):
        text = text[:low] + text[high:]
        findings = [f.moved(low - high) if f.start >= high else f for f in findings]
    return replace(case, text=text, findings=tuple(findings))
