"""Names by which a service without keys may be called.

A page of any web site can have its own name resolve to 127.0.0.1 and then counts as ours to the
browser: only the ``Host`` it asks for tells it apart.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from tonecheck.service.settings import Settings, is_loopback


def hosts(settings: Settings) -> Callable[[bytes], bool] | None:
    """What says of a ``Host`` header whether it names this service.

    None where keys keep strangers out, or where other machines may call on purpose without them
    (``--no-keys``): by which names those know us cannot be told.
    """
    if settings.keys_required or not settings.on_loopback:
        return None

    def ours(header: bytes) -> bool:
        try:
            name = urlsplit("//" + header.decode("ascii")).hostname
        except ValueError:
            return False
        return name is not None and is_loopback(name.removesuffix("."))

    return ours
