"""What the linear half learns: from messages, and of general offence from posts too."""

import pytest

from tests.classifier.tiny import tokenizer
from tonecheck.categories import CATEGORIES, Category
from tonecheck.classifier.encoding import Encoding
from tonecheck.classifier.labels import OFFENSIVE
from tonecheck.classifier.linear import OUTPUTS, Linear, write
from tonecheck.evaluate.cold import Post
from tonecheck.evaluate.corpus import Case, Labelled
from tonecheck.message import Message
from tonecheck.text.reading import Reading
from tonecheck.training.phrases import fit

ENCODING = Encoding(tokenizer())


def _case(number: int, text: str, *categories: Category) -> Case:
    found = tuple(
        Labelled(category=category, severity="block", start=0, end=2) for category in categories
    )
    return Case(
        id=f"w0-{number}",
        writer="w0",
        kind="plain" if found else "ordinary",
        text=text,
        label="violating" if found else "lawful",
        findings=found,
    )


@pytest.fixture(scope="module")
def linear(tmp_path_factory: pytest.TempPathFactory) -> Linear:
    offences = [_case(n, f"坏话{n}", *CATEGORIES) for n in range(4)]
    lawful = [_case(n, f"好话{n}") for n in range(4, 8)]
    posts = [Post(f"蛮子{n}", True) for n in range(4)] + [Post(f"老乡{n}", False) for n in range(4)]
    path = tmp_path_factory.mktemp("phrases") / "phrases.npz"
    write(path, fit([*offences, *lawful], posts, ENCODING))
    return Linear(path)


def _told(linear: Linear, text: str, output: str) -> float:
    message = Message(text=text, recipient="debtor")
    reading = Reading.of(message)
    said = linear.scores(message, reading, ENCODING.pieces(reading))
    return float(said.whole[OUTPUTS.index(output)])


def test_general_offence_knows_words_that_only_posts_hold(linear: Linear) -> None:
    assert _told(linear, "蛮子", OFFENSIVE) > _told(linear, "老乡", OFFENSIVE)


def test_categories_are_learnt_from_messages(linear: Linear) -> None:
    for output in OUTPUTS[:-1]:
        assert _told(linear, "坏话", output) > 0 > _told(linear, "好话", output)
