"""Posts of COLD: read as filed, judged for general offence."""

import csv
from pathlib import Path

import pytest

from tonecheck import Checker
from tonecheck.evaluate.cold import Post, PostScores, read_posts, score_posts
from tonecheck.evaluate.corpus import CorpusError


@pytest.mark.parametrize(
    ("content", "error"),
    [("a,b\n1,2\n", "TEXT"), ("label,TEXT\n0,好\n7,坏\n", ":3: label")],
)
def test_another_file_is_refused(content: str, error: str, tmp_path: Path) -> None:
    (tmp_path / "posts.csv").write_text(content, "utf-8")
    with pytest.raises(CorpusError, match=error):
        list(read_posts(tmp_path / "posts.csv"))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("label,TEXT\n0,好\n".encode("gb18030"), "不是 UTF-8"),
        (b"label,TEXT\n0," + b"x" * 999, "不是合法的 CSV"),
    ],
)
def test_what_cannot_be_read_is_told(content: bytes, says: str, tmp_path: Path) -> None:
    posts = tmp_path / "posts.csv"
    posts.write_bytes(content)
    usual = csv.field_size_limit(500)
    try:
        with pytest.raises(CorpusError, match=says):
            list(read_posts(posts))
    finally:
        csv.field_size_limit(usual)
    with pytest.raises(CorpusError, match="文件不存在"):
        list(read_posts(tmp_path / "none.csv"))


def test_posts_are_read_with_their_labels(tmp_path: Path) -> None:
    (tmp_path / "posts.csv").write_text("\ufeff,split,label,TEXT\n3,dev,1,坏话\n", "utf-8")
    assert list(read_posts(tmp_path / "posts.csv")) == [Post("坏话", True)]


def test_macro_f1_is_the_mean_of_both_sides() -> None:
    scores = PostScores(
        counts={(True, True): 3, (True, False): 1, (False, False): 4, (False, True): 2}
    )
    assert scores.macro_f1 == pytest.approx((6 / 9 + 8 / 11) / 2)


def test_plain_abuse_and_plain_talk_are_told_apart(full_checker: Checker) -> None:
    posts = [
        Post("你们这种人就是垃圾，全是骗子，滚", True),
        Post("这群人脑子有病，又蠢又坏，恶心死了", True),
        Post("今天下午三点开会，请大家准时参加", False),
        Post("我觉得这本书写得很好，推荐给大家", False),
    ]
    assert score_posts(full_checker, posts).right.hits == 4


def test_without_a_model_it_says_so(checker: Checker) -> None:
    with pytest.raises(CorpusError, match="模型"):
        score_posts(checker, [Post("好", False)])
