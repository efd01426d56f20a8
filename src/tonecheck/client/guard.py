"""A guard before a send function: it runs only when the service lets its message pass."""

import inspect
from collections.abc import Awaitable, Callable, Coroutine
from functools import wraps
from typing import Any, Never, ParamSpec, TypeVar, overload

from tonecheck.client.asynchronous import AsyncClient
from tonecheck.client.blocking import Client
from tonecheck.client.checked import Checked
from tonecheck.client.errors import Blocked
from tonecheck.client.policy import SendPolicy
from tonecheck.message import Message

_P = ParamSpec("_P")
_R = TypeVar("_R")
_B = TypeVar("_B")

Pick = str | Callable[..., str | Message]


def _raise(checked: Checked) -> Never:
    raise Blocked(checked)


@overload
def guard(
    client: Client,
    *,
    text: Pick = ...,
    policy: SendPolicy | None = ...,
    on_block: Callable[[Checked], _B] = ...,
) -> Callable[[Callable[_P, _R]], Callable[_P, _R | _B]]: ...


@overload
def guard(
    client: AsyncClient,
    *,
    text: Pick = ...,
    policy: SendPolicy | None = ...,
    on_block: Callable[[Checked], Awaitable[_B]],
) -> Callable[
    [Callable[_P, Coroutine[Any, Any, _R]]], Callable[_P, Coroutine[Any, Any, _R | _B]]
]: ...


@overload
def guard(
    client: AsyncClient,
    *,
    text: Pick = ...,
    policy: SendPolicy | None = ...,
    on_block: Callable[[Checked], _B] = ...,
) -> Callable[
    [Callable[_P, Coroutine[Any, Any, _R]]], Callable[_P, Coroutine[Any, Any, _R | _B]]
]: ...


def guard(
    client: Client | AsyncClient,
    *,
    text: Pick = "text",
    policy: SendPolicy | None = None,
    on_block: Callable[[Checked], Any] = _raise,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Decorate a function that sends: it is called only when the service says its message may go.

    Args:
        client: a `Client` for an ordinary function, an `AsyncClient` for a coroutine function.
        text: name of the argument that holds the message (text or `Message`), or a function that
            makes the message from all arguments.
        policy: for these messages; overrides the client's.
        on_block: called instead with the verdict, its value is returned; the default raises
            `Blocked`. Around a coroutine function it may be one itself.

    Raises:
        TypeError: when decorating; no such argument, or a client of the other kind.
    """

    def decorate(send: Callable[..., Any]) -> Callable[..., Any]:
        pick = _picker(send, text)
        if inspect.iscoroutinefunction(send) != isinstance(client, AsyncClient):
            raise TypeError(f"{send.__qualname__}：普通函数用 Client，async 函数用 AsyncClient")
        if isinstance(client, Client):

            @wraps(send)
            def guarded(*args: Any, **kwargs: Any) -> Any:
                checked = client.check(pick(*args, **kwargs), policy)
                return send(*args, **kwargs) if checked.send else on_block(checked)

            return guarded

        @wraps(send)
        async def guarded_async(*args: Any, **kwargs: Any) -> Any:
            checked = await client.check(pick(*args, **kwargs), policy)
            if checked.send:
                return await send(*args, **kwargs)
            instead = on_block(checked)
            return await instead if inspect.isawaitable(instead) else instead

        return guarded_async

    return decorate


def _picker(send: Callable[..., Any], text: Pick) -> Callable[..., str | Message]:
    if not isinstance(text, str):
        return text
    signature = inspect.signature(send)
    if text not in signature.parameters:
        raise TypeError(f"{send.__qualname__}：没有名为 {text} 的参数，请用 text= 指明消息在哪里")

    def pick(*args: Any, **kwargs: Any) -> str | Message:
        given = signature.bind(*args, **kwargs)
        given.apply_defaults()
        message: str | Message = given.arguments[text]
        return message

    return pick
