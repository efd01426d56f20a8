"""What the operating system refused, in Chinese; the same words wherever it is said."""

import errno
import socket
from collections.abc import Mapping
from typing import Final

NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})

_WHY: Final[Mapping[int, str]] = {
    errno.ENOENT: "文件不存在，或链接指向的文件不存在",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EISDIR: "是目录，不是文件",
    errno.ENOTDIR: "是文件，或路径中间有一个文件，不是目录",
    errno.EEXIST: "已经存在",
    errno.ELOOP: "链接互相指向，没有尽头",
    errno.ENAMETOOLONG: "名字太长",
    errno.EROFS: "所在的磁盘是只读的",
    errno.EIO: "设备出错",
    errno.EMFILE: "打开的文件太多，超过了系统的限制",
    errno.ENFILE: "打开的文件太多，超过了系统的限制",
    errno.ENOMEM: "内存不足",
    errno.EAGAIN: "进程数或内存超过了系统的限制",
    errno.EPIPE: "另一端已经退出",
    errno.ECONNRESET: "另一端已经退出",
    errno.EADDRINUSE: "端口已被占用",
    errno.EADDRNOTAVAIL: "不是这台机器的地址",
    **dict.fromkeys(NO_ROOM, "磁盘已满，或超过配额"),
}


def why(error: OSError) -> str:
    """The reason in a few words; of a rare one its name, for who has to look it up."""
    if isinstance(error, socket.gaierror):  # its numbers are others
        return "主机名解析不了"
    number = error.errno or 0
    return _WHY.get(number, f"出错（{errno.errorcode.get(number, type(error).__name__)}）")
