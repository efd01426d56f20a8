"""The results of an audit, read back from the folder they were written to."""

from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.dataset as ds

from tonecheck.audit.errors import AuditError
from tonecheck.audit.outputs import PATTERNS_FILE, SUMMARY
from tonecheck.audit.scan import FINDINGS_FILE, VERDICTS_FILE
from tonecheck.audit.summary import SCHEMA


class Results:
    """What an audit left in ``folder``; tables are read when asked for.

    Raises:
        AuditError: there is no finished audit in it, or one by another version.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            self.summary: dict[str, Any] = msgspec.json.decode(
                (folder / SUMMARY).read_bytes(), type=dict[str, Any]
            )
        except OSError:
            raise AuditError(
                f"{folder}：里面没有审计结果（{SUMMARY}）；先用 tonecheck audit 存档… --out {folder} 审计"
            ) from None
        except msgspec.DecodeError as error:
            raise AuditError(f"{folder / SUMMARY}：不是合法的 JSON（{error}）") from None
        if self.summary.get("schema") != SCHEMA:
            raise AuditError(f"{folder}：是另一版本的 tonecheck 审计的；请用这一版本重新审计")

    def verdicts(self, *columns: str) -> pa.Table:
        """One row for each message examined, in the order of the archive."""
        return self._dataset(VERDICTS_FILE).to_table(list(columns))

    def verdicts_at(self, rows: list[int], *columns: str) -> pa.Table:
        """Some rows of the verdicts, by their place from 0."""
        places = pa.array(rows, pa.int64())
        return self._dataset(VERDICTS_FILE).take(places, columns=list(columns))

    def findings(self, *columns: str) -> pa.Table:
        """One row for each finding, in the order of the archive."""
        return self._dataset(FINDINGS_FILE).to_table(list(columns))

    def whys(self) -> dict[str, str]:
        """Of each rule that found something the sentence that says what is wrong."""
        found: dict[str, str] = {}
        for batch in self._dataset(FINDINGS_FILE).to_batches(["rule", "why"]):
            rules, whys = (batch.column(name) for name in ("rule", "why"))
            pairs = pa.table([rules.indices, whys.indices], ["rule", "why"])
            for pair in pairs.group_by(["rule", "why"]).aggregate([]).to_pylist():
                rule = rules.dictionary[pair["rule"]].as_py()
                found.setdefault(rule, whys.dictionary[pair["why"]].as_py())
        return found

    def patterns(self) -> pa.Table:
        """What only shows in many messages."""
        return self._dataset(PATTERNS_FILE).to_table()

    def _dataset(self, name: str) -> ds.Dataset:
        try:
            return ds.dataset(self.folder / name, format="parquet")
        except (OSError, pa.ArrowInvalid) as error:
            reason = str(error).split("\n", 1)[0][:200]
            raise AuditError(f"{self.folder / name}：读不了（{reason}）；请重新审计") from None
