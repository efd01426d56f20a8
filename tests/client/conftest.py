import pytest

from tests.client.doors import Asynchronous, Blocking, Door


@pytest.fixture(params=[Blocking, Asynchronous], ids=["blocking", "asynchronous"])
def door(request: pytest.FixtureRequest) -> Door:
    made: Door = request.param()
    return made
