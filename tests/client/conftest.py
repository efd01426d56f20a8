import pytest

from tests.client.clients import AnyClient, Asynchronous, Blocking


@pytest.fixture(params=[Blocking, Asynchronous], ids=["blocking", "asynchronous"])
def any_client(request: pytest.FixtureRequest) -> AnyClient:
    made: AnyClient = request.param()
    return made
