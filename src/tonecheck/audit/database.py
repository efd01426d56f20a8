"""A query's result as rows, streamed from the database."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from sqlalchemy import create_engine
from sqlalchemy.engine import URL, Connection, CursorResult, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from tonecheck.audit.errors import AuditError
from tonecheck.audit.tables import Row, Table

_AT_ONCE: Final = 10_000
_OF_THE_QUERY: Final = "42"
"""SQLSTATE's class of errors in syntax and names."""

_DRIVERS: Final = {"postgres": "postgresql+psycopg", "postgresql": "postgresql+psycopg"}


def read_query(dsn: str, query: str) -> Table:
    """Run ``query``; its rows come as they are asked for.

    Args:
        dsn: ``sqlite:///存档.db`` or ``postgresql://用户@主机/库``.

    Raises:
        AuditError: no such database, or the query fails.
    """
    try:
        connection = _connected(dsn)
    except (ImportError, ArgumentError, NoSuchModuleError) as error:
        raise AuditError(
            f"--dsn 不能用（{type(error).__name__}）；可写 sqlite:///文件.db 或 postgresql://用户@主机/库"
        ) from None
    except SQLAlchemyError as error:
        raise AuditError(f"--dsn 连不上：{_first_line(error)}") from None
    try:
        result = connection.exec_driver_sql(query)
    except SQLAlchemyError as error:
        connection.close()
        raise AuditError(f"--sql 没有执行成功：{_reason(error)}") from None
    if not result.returns_rows:
        connection.close()
        raise AuditError("--sql 的语句没有结果行；请写一条 SELECT")
    return Table(list(result.keys()), _rows(connection, result))


def _rows(connection: Connection, result: CursorResult[Any]) -> Iterator[Row]:
    try:
        for number, row in enumerate(result, 1):
            yield Row(number, tuple(row))
    except SQLAlchemyError as error:
        raise AuditError(f"--sql 读到一半出错：{_reason(error)}") from None
    finally:
        connection.close()


def _connected(dsn: str) -> Connection:
    scheme, colon, rest = dsn.partition("://")
    url = make_url(_DRIVERS.get(scheme, scheme) + colon + rest)
    if url.get_backend_name() == "sqlite":
        url = _only_read(url)
    engine = create_engine(url, poolclass=NullPool)
    read_only = {"postgresql_readonly": True} if engine.dialect.name == "postgresql" else {}
    return engine.connect().execution_options(stream_results=True, yield_per=_AT_ONCE, **read_only)


def _only_read(url: URL) -> URL:
    """SQLite makes a file where there is none, unless told otherwise."""
    if not url.database or url.database.startswith((":", "file:")):
        return url
    path = Path(url.database)
    if not path.is_file():
        raise AuditError(
            f"--dsn：没有 {path.absolute()} 这个数据库文件；请检查路径（绝对路径写四条斜线：sqlite:////…）"
        )
    named = f"file:{quote(str(path.absolute()))}"
    return url.set(database=named).update_query_dict({"mode": "ro", "uri": "true"})


def _reason(error: SQLAlchemyError) -> str:
    """What is wrong with the query; of what is wrong with a row no more than its kind.

    Databases quote the value that they could not convert, drivers the text that they could not read:
    of PostgreSQL only errors of class 42, syntax and names, are about the query alone.
    """
    cause = getattr(error, "orig", None) or error
    state = getattr(cause, "sqlstate", None)
    if hasattr(cause, "sqlite_errorcode") or str(state).startswith(_OF_THE_QUERY):
        return _first_line(error)
    kind = f"{type(cause).__name__}{f'，SQLSTATE {state}' if state else ''}"
    return f"{kind}；数据库的原话可能带有存档内容，没有显示，请在数据库的客户端里执行这条语句查看"


def _first_line(error: SQLAlchemyError) -> str:
    return str(getattr(error, "orig", None) or error).strip().split("\n", 1)[0][:300]
