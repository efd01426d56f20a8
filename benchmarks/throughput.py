"""Checked messages per second on one core, as a ratio to the raw limit of the same run.

python -m benchmarks.throughput
"""

from benchmarks.messages import lawful_messages
from benchmarks.raw_limit import raw_limit
from benchmarks.timing import interleaved
from tonecheck import Checker

REPEATS = 20


def main() -> None:
    checker = Checker()
    texts = lawful_messages() * REPEATS
    read = raw_limit(checker.ruleset.rules)
    seconds = interleaved(
        {
            "raw limit": lambda: [read(text) for text in texts],
            "check": lambda: [checker.check(text) for text in texts],
        }
    )
    characters = sum(map(len, texts)) / len(texts)
    print(f"{len(texts)} lawful messages, {characters:.0f} characters on average, one core")
    for name, value in seconds.items():
        print(
            f"{name:10} {len(texts) / value:>10,.0f} messages/s  {value / len(texts) * 1e6:6.1f} µs"
        )
    print(f"ratio of check to the raw limit: {seconds['raw limit'] / seconds['check']:.2f}")


if __name__ == "__main__":
    main()
