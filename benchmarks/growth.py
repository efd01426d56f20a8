"""Cost against message length, the number of rules and of broken rows: none should grow faster than linearly.

python -m benchmarks.growth
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from itertools import cycle, islice

from benchmarks.messages import lawful_messages
from benchmarks.timing import interleaved
from tonecheck import Checker, Message
from tonecheck.drafts.csv_rows import csv_rows
from tonecheck.rules.engine import Engine
from tonecheck.terms import DEFAULT, Terms
from tonecheck.text.reading import Reading

LENGTHS = (60, 600, 6_000, 20_000)
HARD = "打断不会“客户：你家"
SCRIPT = "坐席：打断你的腿\n客户：好\n"
MONOTONOUS = ("a", "1", " ", "🐴", "你4妈s", "弄o", "小李：")
OFFENCES = "弄死你，傻子，鲨了你，老赖。"
ALLOWED = ("傻子",)
DISGUISED = "鲨了你 打-断-你-腿 弄4你 nong si ni 氵皮 你🐴 s全家 杀杀杀 泼拨"
SHARES = (0.25, 0.5, 1.0, 4.0)
ROWS = (1_000, 4_000, 16_000)


def by_length(
    checker: Checker, kinds: Iterable[tuple[str, str]], terms: Terms = DEFAULT, rounds: int = 5
) -> None:
    for kind, source in kinds:
        opening = SCRIPT if source in MONOTONOUS else ""
        texts = {n: opening + "".join(islice(cycle(source), n - len(opening))) for n in LENGTHS}
        seconds = interleaved(
            {str(n): partial(checker.check, text, terms) for n, text in texts.items()}, rounds
        )
        shortest = seconds[str(LENGTHS[0])] / LENGTHS[0]
        for n in LENGTHS:
            per_character = seconds[str(n)] / n / shortest
            print(
                f"{kind:13} {n:>6} characters: {per_character:5.2f} × the cost per character of 60"
            )


def _match_all(engine: Engine, pairs: list[tuple[Message, Reading]]) -> None:
    for message, reading in pairs:
        engine.matches(message, reading)


def by_rules(checker: Checker) -> None:
    texts = [Message(text=text) for text in lawful_messages()]
    readings = [Reading(message.text) for message in texts]
    engines = {}
    for share in SHARES:
        rules = checker.ruleset.rules
        wanted = int(len(rules) * share)
        copies = (replace(rule) for rule in islice(cycle(rules), wanted))
        engines[f"{wanted} rules"] = Engine(tuple(copies), checker.ruleset.lexicons)
    pairs = list(zip(texts, readings, strict=True))
    seconds = interleaved(
        {name: partial(_match_all, engine, pairs) for name, engine in engines.items()}
    )
    all_rules = seconds[f"{len(checker.ruleset.rules)} rules"]
    for name, value in seconds.items():
        print(
            f"matching with {name:>10}: {value / all_rules:5.2f} × the cost with the shipped rules"
        )


def _read_all(text: str) -> None:
    for _ in csv_rows(text):
        pass


def by_broken_rows() -> None:
    texts = {n: "编号,短信内容\n" + '1,"您好，""请尽快还款\n' * n for n in ROWS}
    seconds = interleaved({str(n): partial(_read_all, text) for n, text in texts.items()})
    for n in ROWS:
        per_row = seconds[str(n)] / n / (seconds[str(ROWS[0])] / ROWS[0])
        print(
            f"{n:>6} rows whose quotes do not close: {per_row:5.2f} × the cost per row of {ROWS[0]}"
        )


if __name__ == "__main__":
    shipped = Checker(model=False, remembered=0)
    by_length(
        shipped,
        [
            *(("lawful", "\n".join(lawful_messages())), ("made to hurt", HARD)),
            *(("disguised", DISGUISED), *((f"only {one!r}", one) for one in MONOTONOUS)),
        ],
    )
    by_length(
        Checker(remembered=0),
        [("with the model", OFFENCES)],
        Terms(allow=ALLOWED),
        rounds=2,
    )
    by_rules(shipped)
    by_broken_rows()
