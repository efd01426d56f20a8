"""An audit that was run once, for tests of what is made of its results."""

from pathlib import Path

import pytest
from benchmarks.archives import archive

from tests.audit.archives import MIXED_COLUMNS, audited, parquet, told
from tonecheck import Checker


@pytest.fixture(scope="session")
def checker(checker: Checker) -> Checker:
    """With all expressions compiled here, once, and not by every worker that is forked."""
    checker.warm_up()
    return checker


@pytest.fixture(scope="session")
def archive_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three months of messages of forty senders with offences among them."""
    made = archive(4000, 150, seed=5, offending=0.1)
    columns = {name: made.table[name] for name in made.table.column_names}
    return parquet(tmp_path_factory.mktemp("archive") / "存档.parquet", columns)


@pytest.fixture(scope="session")
def results_folder(
    checker: Checker, archive_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """What the audit of it left, by rules alone; to be read only."""
    folder = tmp_path_factory.mktemp("results") / "out"
    audited(checker, folder, archive_file)
    return folder


@pytest.fixture(scope="session")
def mixed_findings(
    checker: Checker, tmp_path_factory: pytest.TempPathFactory
) -> list[tuple[object, ...]]:
    """What an audit of `MIXED_COLUMNS` finds, whatever its format."""
    folder = tmp_path_factory.mktemp("expected")
    audited(checker, folder / "out", parquet(folder / "a.parquet", MIXED_COLUMNS))
    return told(folder / "out")
