"""Files in folders that are not read: which may hold drafts, and what to do about them."""

from pathlib import Path
from typing import Final

from tonecheck.drafts.sources import FORMATS

_AS_DOCUMENT: Final = "请另存为 docx 再检查"
_AS_WORKBOOK: Final = "请另存为 xlsx 再检查"
_UNPACKED: Final = "请解开后检查里面的文件"
_ADVICE: Final = {
    **dict.fromkeys((".doc", ".docm", ".dot", ".dotx", ".rtf", ".wps", ".odt"), _AS_DOCUMENT),
    **dict.fromkeys((".xls", ".xlsm", ".xlsb", ".xlt", ".et", ".ods"), _AS_WORKBOOK),
    **dict.fromkeys((".pdf",), "请从原稿另存为 docx 或 txt 再检查"),
    **dict.fromkeys((".zip", ".rar", ".7z", ".gz", ".tgz", ".tar", ".bz2", ".xz"), _UNPACKED),
    **dict.fromkeys((".parquet",), "已发送消息的存档请用 tonecheck audit"),
}
_OTHERWISE: Final = f"是草稿的请另存为 {'、'.join(FORMATS)} 之一，不是的请移到别处"

_NO_DRAFTS: Final = frozenset(
    (
        *(".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".svg", ".ico", ".tif", ".tiff"),
        *(".heic", ".psd", ".mp3", ".wav", ".m4a", ".aac", ".amr", ".mp4", ".mov", ".avi", ".mkv"),
        *(".ttf", ".ttc", ".otf", ".woff", ".woff2", ".toml", ".yaml", ".yml", ".ini", ".cfg"),
    )
)
"""Pictures, sound, films, fonts, settings: whatever they show, it is no text that is sent."""

_SYSTEM: Final = frozenset({"thumbs.db", "desktop.ini"})


def hidden(path: Path) -> bool:
    """Whether a file is none that people made: hidden, or left there by Windows or Office."""
    return path.name.startswith((".", "~$")) or path.name.lower() in _SYSTEM


def holds_no_drafts(path: Path) -> bool:
    """Whether the kind of a file says that no message is written in it."""
    return path.suffix.lower() in _NO_DRAFTS


def why_not_read(path: Path) -> str:
    """What is said of a file that may hold drafts, and what to do."""
    if path.is_dir():
        return "是指向目录的链接，没有检查；请直接给出那个目录"
    if path.suffix.lower() in FORMATS:
        return "不是普通文件，没有检查"
    advice = _ADVICE.get(path.suffix.lower(), _OTHERWISE)
    return f"不是可检查的格式，没有检查；{advice}"
