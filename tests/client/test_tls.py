"""A service behind TLS."""

import ssl

import pytest
import trustme

from tests.client.clients import AnyClient
from tests.client.scripted import dripping, service, well


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def served(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


@pytest.fixture(scope="module")
def trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


def test_a_trusted_service_is_asked(
    any_client: AnyClient, served: ssl.SSLContext, trusting: ssl.SSLContext
) -> None:
    with service(well(), tls=served) as scripted:
        checks = any_client.checks(scripted.url, "好", "坏", verify=trusting)
    assert [checked.send for checked in checks] == [True, False]


def test_an_untrusted_one_never_sees_the_message(
    any_client: AnyClient, served: ssl.SSLContext
) -> None:
    with service(well(), tls=served) as scripted:
        (checked,) = any_client.checks(scripted.url, "好", verify=None)
    assert (checked.send, checked.reason) == (False, "service_unavailable")
    assert scripted.requests == []


def test_time_is_kept_under_tls_too(
    any_client: AnyClient, served: ssl.SSLContext, trusting: ssl.SSLContext
) -> None:
    slow = dripping(400, 0.01, from_start=False)
    with service(slow, tls=served) as scripted:
        (checked,) = any_client.checks(scripted.url, "好", verify=trusting, timeout=0.25)
    assert (checked.report, checked.reason) == (None, "timeout")
