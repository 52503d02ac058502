import socket

import pytest

from readout.ingest.addresses import is_public, refuse_private
from readout.model.errors import InputError, UnreadableDocument

PRIVATE = [
    "127.0.0.1",
    "127.9.9.9",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "0.0.0.0",
    "100.64.0.1",
]
PRIVATE += ["224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1"]
PRIVATE_6 = ["::1", "::", "fe80::1", "fe80::1%1", "fc00::1", "ff02::1", "2001:db8::1", "::ffff:127.0.0.1"]
PRIVATE_6 += ["::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe"]


@pytest.mark.parametrize("address", PRIVATE + PRIVATE_6)
def test_an_address_that_is_not_public_is_known(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_a_public_address_is_known(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "127.1", "[::1]", "[::ffff:127.0.0.1]", "0", "LOCALHOST."],
)
def test_this_machine_is_refused_however_it_is_written(host):
    with pytest.raises(InputError):
        refuse_private(f"http://{host}:8000/metadata")


def test_the_refusal_names_host_and_address_and_what_to_do():
    with pytest.raises(UnreadableDocument, match=r"127\.0\.0\.1.* private network: --allow-private"):
        refuse_private("http://127.0.0.1/")
    assert refuse_private("http://127.0.0.1/", allow_private=True) == ("127.0.0.1",)


def test_a_host_with_one_private_address_among_others_is_refused(monkeypatch):
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in ("8.8.8.8", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(UnreadableDocument, match=r"two\.example \(10\.0\.0\.1\)"):
        refuse_private("https://two.example/")
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found[:1])
    assert refuse_private("https://two.example/") == ("8.8.8.8",)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://courier.example/report", "only http and https"),
        ("file:///etc/hosts", "only http and https"),
        ("javascript:alert(1)", "only http and https"),
        ("courier.example/report", "only http and https"),
        ("http:///report", "names no host"),
        ("http://courier.example:99999/", "names no host"),
        ("http://courier.example:0/", "names no host"),
        ("http://ada:secret@courier.example/", "without them"),
        ("http://[::1", "no address"),
        ("http://cou\0rier/", "no address"),
    ],
)
@pytest.mark.parametrize("allow_private", [False, True])
def test_what_is_no_plain_address_of_the_web_is_refused(url, reason, allow_private):
    with pytest.raises(InputError, match=reason) as caught:
        refuse_private(url, allow_private)
    assert "secret" not in str(caught.value)


def test_a_host_that_does_not_exist_is_named(monkeypatch):
    def fail(*_, **__):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(UnreadableDocument, match=r"no such host as nowhere\.example: check"):
        refuse_private("http://nowhere.example/")
