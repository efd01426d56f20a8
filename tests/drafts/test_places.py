"""Files, folders and standard input, in the order given; what is passed over is told."""

import os
from pathlib import Path

import pytest

from tonecheck.drafts.errors import DraftError
from tonecheck.drafts.places import places_of
from tonecheck.drafts.sources import Reader


def _folder(place: Path, *names: str) -> Path:
    for name in names:
        path = place / "all" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("您好", "utf-8")
    return place / "all"


def test_what_may_hold_drafts_and_is_not_read_is_a_problem(tmp_path: Path) -> None:
    names = ("old.doc", "list.xls", "scan.pdf", "all.zip", "notes", "mail.html", "x.docm")
    folder = _folder(tmp_path, "a.md", "b.txt", "c.xlsx", "d.docx", *names)
    places = places_of([str(folder)])
    assert places.files == [folder / name for name in ("a.md", "b.txt", "c.xlsx", "d.docx")]
    said = {draft.place.file: draft.problem or "" for draft in places.drafts_not_read()}
    assert set(said) == {str(folder / name) for name in names}
    assert "请另存为 docx" in said[str(folder / "old.doc")]
    assert "请另存为 xlsx" in said[str(folder / "list.xls")]
    assert "请解开" in said[str(folder / "all.zip")]
    assert places.left_out() == ""


def test_what_holds_no_drafts_is_counted_and_no_problem(tmp_path: Path) -> None:
    hidden = (".git/HEAD", ".DS_Store", "~$b.docx", "Thumbs.db")
    folder = _folder(tmp_path, "b.txt", "seal.png", "logo.PNG", "tonecheck.toml", *hidden)
    places = places_of([str(folder)])
    assert places.files == [folder / "b.txt"]
    assert list(places.drafts_not_read()) == []
    said = places.left_out()
    assert ".png 2 个" in said
    assert "隐藏文件 4 个" in said
    assert str(folder / "seal.png") in said
    assert "toml" not in said


def test_a_linked_folder_is_not_followed_and_not_forgotten(tmp_path: Path) -> None:
    folder = _folder(tmp_path, "b.txt")
    (folder / "more").symlink_to(tmp_path, target_is_directory=True)
    (draft,) = places_of([str(folder)]).drafts_not_read()
    assert "链接" in (draft.problem or "")


def test_a_pipe_is_not_waited_for_and_not_forgotten(tmp_path: Path) -> None:
    folder = _folder(tmp_path, "b.txt")
    os.mkfifo(folder / "pipe.txt")
    (draft,) = places_of([str(folder)]).drafts_not_read()
    assert "不是普通文件" in (draft.problem or "")


def test_a_folder_of_nothing_but_old_formats_is_not_empty(tmp_path: Path) -> None:
    places = places_of([str(_folder(tmp_path, "old.doc"))])
    assert len(list(places.drafts_not_read())) == 1


def test_a_link_to_nowhere_is_no_draft_and_not_forgotten(tmp_path: Path) -> None:
    link = tmp_path / "x.txt"
    link.symlink_to(tmp_path / "nowhere")
    places = places_of([str(tmp_path)])
    assert places.files == [link]
    (draft,) = Reader().read_file(link, "x.txt")
    assert draft.message is None
    assert draft.problem == "unreadable：x.txt：文件不存在，或链接指向的文件不存在；没有检查"


def test_a_folder_that_cannot_be_listed_is_not_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "shut").mkdir()
    (tmp_path / "a.txt").write_text("您好", "utf-8")
    scandir = os.scandir

    def refusing(path: str) -> object:
        if Path(path).name == "shut":
            raise PermissionError(13, "denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    places = places_of([str(tmp_path)])
    assert places.files == [tmp_path / "a.txt", tmp_path / "shut"]
    (draft,) = Reader().read_file(tmp_path / "shut", "shut")
    assert "权限" in (draft.problem or "")


def test_order_is_as_given_each_once(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text("您好", "utf-8")
    a, b = str(tmp_path / "a.txt"), str(tmp_path / "b.txt")
    assert places_of([b, "-", a, b]).files == [Path(b), None, Path(a)]


def test_nothing_to_check_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DraftError, match="没有可检查的文件"):
        places_of([str(tmp_path)])
    with pytest.raises(DraftError, match="文件不存在"):
        places_of([str(tmp_path / "none.txt")])
