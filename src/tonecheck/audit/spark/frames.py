"""DataFrames of messages checked where they are."""

from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Final

from pyspark.sql import Column, DataFrame
from pyspark.sql.functions import col, explode
from pyspark.sql.pandas.types import from_arrow_schema

from tonecheck.audit.columns import Chosen, choose
from tonecheck.audit.errors import AuditError
from tonecheck.audit.ingest import ROW
from tonecheck.audit.keys import read_key
from tonecheck.audit.settings import Settings
from tonecheck.audit.spark.asked import asked_for
from tonecheck.audit.spark.batches import checked
from tonecheck.audit.spark.columns import FOUND, SHARED, checked_schema
from tonecheck.message import LOCAL_TIME
from tonecheck.policy import Policy

_USUAL: Final = Settings()
_AS_SHIPPED: Final = Policy()


def check(
    df: DataFrame,
    settings: Settings = _USUAL,
    *,
    policy: Policy = _AS_SHIPPED,
    key_file: Path | None = None,
    source: str = "spark",
    row: str | None = None,
    law_day: date | None = None,
) -> DataFrame:
    """The verdict on every row of a DataFrame, the same as that of an audit on one machine.

    Gives the columns of ``verdicts.parquet``, and two more. ``found`` holds the findings in each
    message, so that one pass makes both; `findings` makes rows of them. Other than files a
    DataFrame has no list of what was left out, so a row that is no message (``excluded`` says why:
    `tonecheck.audit.exclusions.Reason`) stays in it, with the decision ``review`` and not complete.

    What is checked is checked when the result is computed, each time anew: write it, or persist it.

    Args:
        settings: as for any audit; ``columns`` maps columns with unusual names.
        policy: packs and the like; files that it names are read on the executors.
        key_file: with the key of the hashes for persons and texts, read here; None takes the user's
            own, as the command does.
        source: what the result calls the DataFrame.
        row: the column with a number for each row, where there is one. A DataFrame has no order of
            its own, so messages without it need a column with their keys.
        law_day: whose law is cited for messages without a time; None takes today.

    Raises:
        AuditError: a column is missing, or the key cannot be read.
    """
    chosen = choose(df.columns, source, settings.columns)
    if row is None and "message" not in chosen:
        raise AuditError(
            f"{source}：找不到消息编号（message）这一列，DataFrame 也没有行号。看到的列有：{'、'.join(df.columns)}。"
            '请在 Settings 里写 columns={"message": "列名"}，或用 row= 指明行号一列'
        )
    day = law_day or datetime.now(LOCAL_TIME).date()
    asked = asked_for(settings, policy, settings.model, read_key(key_file), day)
    examine = partial(checked, asked=asked, settings=settings, source=source)
    schema = from_arrow_schema(checked_schema(settings.include_text))
    return df.select(*_wanted(chosen, row)).mapInArrow(examine, schema)


def _wanted(chosen: Chosen, row: str | None) -> list[Column]:
    columns = [_column(name).alias(field) for field, name in chosen.items()]
    return [*columns, _column(row).alias(ROW)] if row else columns


def _column(name: str) -> Column:
    return col("`" + name.replace("`", "``") + "`")


def findings(checked: DataFrame) -> DataFrame:
    """A row for every finding, with the columns of ``findings.parquet``.

    Args:
        checked: what `check` gave, or what was written of it.
    """
    each = checked.select(*SHARED, explode(FOUND).alias(FOUND))
    return each.select(*SHARED, f"{FOUND}.*")
