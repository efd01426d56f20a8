"""From the corpus to a folder that serves, in one command; and that it resumes."""

import random
import shutil
from pathlib import Path

import pytest
import torch

from tests.classifier.tiny import tokenizer
from tests.cli.running import invoked
from tonecheck import Checker
from tonecheck.classifier.encoding import Encoding
from tonecheck.classifier.model import Model
from tonecheck.evaluate.cold import Post
from tonecheck.evaluate.corpus import read_cases
from tonecheck.training.data import Data, Epochs
from tonecheck.training.examples import Example, from_case
from tonecheck.training.learn import Learner, Schedule, StaleCheckpointError
from tonecheck.training.network import Network, config

CORPUS = Path(__file__).parents[2] / "corpus"
POSTS = ["楼上的邻居真热情", "这地方的人都是垃圾，滚远点", "今天天气不错", "一群蠢货，看着就恶心"]


@pytest.fixture(scope="module")
def cold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cold")
    rows = [f"{n},train,x,{n % 2},{post}" for n, post in enumerate(POSTS * 10)]
    for split in ("train", "dev"):
        lines = "\n".join([",split,topic,label,TEXT", *rows])
        (folder / f"{split}.csv").write_text(lines + "\n", "utf-8-sig")
    return folder


def _some(split: str, folder: Path, *writers: str) -> str:
    """A folder with the messages of a few writers."""
    for writer in writers:
        (folder / split).mkdir(exist_ok=True)
        shutil.copy(CORPUS / split / f"{writer}.jsonl", folder / split)
    return str(folder / split)


def test_a_smoke_run_goes_from_corpus_to_verdict(cold: Path, tmp_path: Path) -> None:
    command = ["train", "--smoke", "--train", _some("train", tmp_path, "w1", "w30", "w60")]
    command += ["--dev", _some("dev", tmp_path, "w20", "w45")]
    command += [
        "--cold",
        str(cold),
        "--out",
        str(tmp_path / "models"),
        "--work",
        str(tmp_path / "w"),
    ]
    done = invoked(*command, cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    folder = tmp_path / "models" / "smoke" / "tonecheck-zh"
    report = Checker(model=Model(folder)).check("再不还钱就打断你的腿")
    assert len(report.scores) == 14
    card = (folder / "MODEL_CARD.md").read_text("utf-8")
    for said in ("ECE", "sha256", "multilingual-e5-small", "95% 置信", "种子 17"):
        assert said in card
    assert (folder.parent / "tonecheck-zh-torch" / "model.safetensors").is_file()


def test_what_is_missing_is_said(cold: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    command = ["train", "--train", str(tmp_path / "empty"), "--dev", str(CORPUS / "dev")]
    done = invoked(*command, "--cold", str(cold), cwd=tmp_path)
    assert done.returncode == 2
    assert "empty" in done.stderr.decode()


def test_which_third_a_run_begins_with_depends_on_the_weights_it_goes_on_from() -> None:
    posts = tuple(Post(f"第{number}楼说得好", number % 2 == 0) for number in range(30))
    data = Data((), (), (), posts, (), "", "")
    encoding = Encoding(tokenizer())
    begun = [f"{turn:064x}" for turn in (7, 8, 9)]
    seen = [Epochs(data, encoding, 17, began)(0) for began in begun]
    assert [len(examples) for examples in seen] == [10, 10, 10]
    every = [example for end in range(3) for example in Epochs(data, encoding, 17)(end)]
    assert sorted(map(repr, every)) == sorted(repr(one) for examples in seen for one in examples)


class _Killed(Exception):
    pass


def _examples() -> list[Example]:
    encoding = Encoding(tokenizer())
    cases = list(read_cases(sorted((CORPUS / "train").glob("w1.jsonl"))))[:40]
    return [example for case in cases for example in from_case(case, encoding)]


def _network() -> Network:
    torch.manual_seed(1)
    return Network(config(tokenizer().get_vocab_size(), hidden=24, layers=1, heads=2, inner=48))


def _run(folder: Path, killed_at: int = 0) -> Network:
    examples, model = _examples(), _network()

    def progress(step: int, total: int, value: float) -> None:
        if step == killed_at:
            raise _Killed

    folder.mkdir(exist_ok=True)
    learner = Learner(model, Schedule(2, batch=8, checkpoint_every=2), folder, "cpu")
    learner.run(lambda epoch: random.Random(epoch).sample(examples, len(examples)), progress)
    return model


def test_a_killed_run_goes_on_to_the_same_weights(tmp_path: Path) -> None:
    whole = _run(tmp_path / "whole")
    with pytest.raises(_Killed):
        _run(tmp_path / "killed", killed_at=5)
    resumed = _run(tmp_path / "killed")
    for name, tensor in whole.state_dict().items():
        assert torch.equal(tensor, resumed.state_dict()[name]), name


@pytest.mark.parametrize(
    "other", [Schedule(3, batch=8), Schedule(2, batch=4), Schedule(2, rate=1e-5)]
)
def test_a_checkpoint_of_another_schedule_is_refused(tmp_path: Path, other: Schedule) -> None:
    """More epochs, or none, would ship what the card does not say."""
    _run(tmp_path)
    learner = Learner(_network(), other, tmp_path, "cpu")
    with pytest.raises(StaleCheckpointError, match="--work"):
        learner.run(lambda _: _examples(), lambda *_: None)


def test_learning_lowers_the_loss(tmp_path: Path) -> None:
    examples, model = _examples(), _network()
    losses: list[float] = []
    learner = Learner(model, Schedule(6, batch=8, rate=3e-3), tmp_path, "cpu")
    learner.run(lambda _: examples, lambda step, total, value: losses.append(value))
    assert sum(losses[-5:]) < 0.7 * sum(losses[:5])


def test_a_sample_takes_some_of_every_file(cold: Path, tmp_path: Path) -> None:
    train = _some("train", tmp_path, "w1", "w18", "w39", "w60", "w70")
    data = Data.read(Path(train), Path(_some("dev", tmp_path, "w20")), cold, sample=True)
    assert 150 <= len(data.train) <= 500
    assert len({case.writer for case in data.train}) == 5
    assert data.packs
    assert data.texts()


def test_calibrating_anew_needs_a_model(cold: Path) -> None:
    done = invoked("train", "--epochs", "0", "--cold", str(cold))
    assert done.returncode == 2
    assert "--start" in done.stderr.decode()
