"""Which addresses may be fetched: public ones of the web, so that no link in a report reaches into this network."""

import ipaddress
import socket
from typing import TYPE_CHECKING, Any

from readout.model.errors import InputError, UnreadableDocument
from readout.model.extras import need

if TYPE_CHECKING:
    from httpx2 import URL

JOB, EXTRA = "fetching addresses", "web"
SCHEMES = ("http", "https")
PORTS = {"http": 80, "https": 443}
MOST_PORTS = 65_535
IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: an IPv4 address in its last 32 bits


def refuse_private(url: str, allow_private: bool = False) -> tuple[str, ...]:
    """The IP addresses of an address's host, in the order to try them.

    Checking and connecting must use the same addresses: a name may stand for another one a moment later.

    Args:
        allow_private: Addresses of this machine and its network are allowed too.

    Raises:
        InputError: It is no address of the web, or names a user; the message says what to do.
        UnreadableDocument: There is no such host, or not in public.
        MissingExtra: httpx2 is not installed.
    """
    parsed = parse_url(url)
    return public_addresses(parsed.host, parsed.port or PORTS[parsed.scheme], allow_private)


def parse_url(url: str, base: "URL | None" = None) -> "URL":
    """The address in its parts.

    Args:
        base: Where it was found, when it may be relative to that.

    Raises:
        InputError: It is no address of the web, or names a user; the message says what to do.
    """
    httpx: Any = need("httpx2", EXTRA, JOB)
    try:
        parsed: URL = base.join(url.strip()) if base else httpx.URL(url.strip())
    except (httpx.InvalidURL, UnicodeError) as error:
        raise InputError(f"{url!r} is no address ({error}): write it as https://host/path") from None
    if parsed.scheme not in SCHEMES:
        raise InputError(f"{url!r} is no address of the web: only http and https are fetched")
    if not parsed.host or (parsed.port is not None and not 0 < parsed.port <= MOST_PORTS):
        raise InputError(f"{url!r} names no host: write it as https://host/path")
    if parsed.userinfo:
        raise InputError(f"an address with a user name or password ({parsed.host}): give it without them")
    return parsed


def public_addresses(host: str, port: int, allow_private: bool) -> tuple[str, ...]:
    """The IP addresses of a host in the resolver's order; one that is not public refuses them all.

    Raises:
        UnreadableDocument: There is no such host, or not in public.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise UnreadableDocument(f"no such host as {host}: check the address and the connection") from None
    addresses = tuple(dict.fromkeys(str(address[0]) for *_, address in found))
    if allow_private:
        return addresses
    for address in addresses:
        if not is_public(address):
            where = host if host == address else f"{host} ({address})"
            raise UnreadableDocument(f"{where} is in a private network: --allow-private lets it be read from")
    return addresses


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet, and every IPv4 address inside it too."""
    return all(
        each.is_global and not (each.is_multicast or each.is_reserved or each.is_unspecified)
        for each in _with_inner(ipaddress.ip_address(address))
    )


def _with_inner(address: IPAddress) -> tuple[IPAddress, ...]:
    """The address and those that routers take from it: mapped, 6to4, Teredo and NAT64 ones.

    A mapped address stands for its inner one alone.
    """
    if isinstance(address, ipaddress.IPv4Address):
        return (address,)
    if address.ipv4_mapped is not None:
        return (address.ipv4_mapped,)
    inner: list[IPAddress] = [address.sixtofour] if address.sixtofour else []
    inner += address.teredo or ()
    if address in NAT64:
        return (ipaddress.IPv4Address(int(address) & 0xFFFFFFFF),)
    return (address, *inner)
