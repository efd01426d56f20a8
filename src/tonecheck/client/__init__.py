"""A client of ``tonecheck serve`` for whoever sends messages: ask first, send only if allowed.

Needs the ``client`` extra (httpx).
"""

from tonecheck.client.asynchronous import AsyncClient
from tonecheck.client.backoff import Backoff
from tonecheck.client.blocking import Client
from tonecheck.client.breaker import Breaker
from tonecheck.client.checked import Checked
from tonecheck.client.errors import Blocked, Refused
from tonecheck.client.guard import guard
from tonecheck.client.policy import SendPolicy

__all__ = [
    "AsyncClient",
    "Backoff",
    "Blocked",
    "Breaker",
    "Checked",
    "Client",
    "Refused",
    "SendPolicy",
    "guard",
]
