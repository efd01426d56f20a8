"""Checked messages per second on one core, as a ratio to the raw limit of the same run.

    python -m benchmarks.throughput

Twice: the same texts over and over, and the same texts with other numbers and names each time, as
they are sent. RE2's set automaton is built state by state as texts demand; over the packs' gapped
expressions a new digit is enough to demand new states, so the raw limit depends on repetition.
"""

from collections.abc import Callable
from functools import partial
from time import perf_counter

from benchmarks.messages import filled_in, lawful_messages
from benchmarks.raw_limit import raw_limit
from benchmarks.timing import interleaved
from tonecheck import Checker
from tonecheck.report import LEVELS, Level
from tonecheck.terms import Terms

PLAIN = Terms(evasion="off")
REPEATS = 5
FRESH = 2


def main() -> None:
    checker = Checker(model=False, remembered=0)
    checker.warm_up()
    texts = lawful_messages()
    read = raw_limit(checker.ruleset.rules)
    repeated = texts * REPEATS
    seconds = interleaved(
        {
            "raw limit": lambda: [read(text) for text in repeated],
            "check": lambda: [checker.check(text, PLAIN) for text in repeated],
        }
    )
    characters = sum(map(len, texts)) / len(texts)
    print(f"{len(texts)} lawful messages, {characters:.0f} characters on average, one core")
    _print("the same texts repeated", len(repeated), seconds)

    fresh = [text for seed in range(FRESH) for text in filled_in(texts, seed)]
    start = perf_counter()
    for text in fresh:
        read(text)
    middle = perf_counter()
    for text in fresh:
        checker.check(text, PLAIN)
    end = perf_counter()
    _print(
        "other numbers and names each time",
        len(fresh),
        {"raw limit": middle - start, "check": end - middle},
    )
    _print_levels(checker, fresh)


def _print_levels(checker: Checker, texts: list[str]) -> None:
    """What undoing disguises costs, as throughput relative to no undoing."""
    checks: dict[str, Callable[[], object]] = {
        level: partial(_check_all, checker, texts, level) for level in LEVELS
    }
    seconds = interleaved(checks)
    print("\nundoing disguises, throughput relative to off")
    for level, value in seconds.items():
        micro = value / len(texts) * 1e6
        print(f"  {level:10} {seconds['off'] / value:>6.0%}  {micro:9.1f} µs")


def _check_all(checker: Checker, texts: list[str], level: Level) -> None:
    for text in texts:
        checker.check(text, Terms(evasion=level))


def _print(title: str, count: int, seconds: dict[str, float]) -> None:
    print(f"\n{title}")
    for name, value in seconds.items():
        print(f"  {name:10} {count / value:>9,.0f} messages/s  {value / count * 1e6:9.1f} µs")
    print(f"  ratio of check to the raw limit: {seconds['raw limit'] / seconds['check']:.2f}")


if __name__ == "__main__":
    main()
