"""Files, folders and standard input, in the order given; what is passed over is told."""

from pathlib import Path

import pytest

from tonecheck.drafts.errors import DraftError
from tonecheck.drafts.places import places_of
from tonecheck.drafts.sources import Reader


def _folder(place: Path) -> Path:
    for name in ("b.txt", "a.md", "note.docx", "list.xlsx", ".git/HEAD", "tonecheck.toml"):
        path = place / "all" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("您好", "utf-8")
    return place / "all"


def test_what_a_folder_holds_besides_is_counted_by_kind_and_named(tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    places = places_of([str(folder)])
    assert places.files == [folder / "a.md", folder / "b.txt"]
    said = places.not_checked()
    assert (
        "2 个文件不是可检查的格式（.docx 1 个、.xlsx 1 个）" in said
        or ".xlsx 1 个、.docx 1 个" in said
    )
    assert str(folder / "note.docx") in said
    assert "HEAD" not in said
    assert "toml" not in said
    assert places_of([str(folder / "b.txt")]).not_checked() == ""


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
    import os

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
