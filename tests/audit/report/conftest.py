"""What every report is told with."""

import pytest

from tonecheck.law.catalogue import Catalogue
from tonecheck.shipped import shipped


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.load(shipped("rules") / "law" / "provisions.yaml")
