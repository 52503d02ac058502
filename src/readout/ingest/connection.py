"""Connections that go only to addresses that were checked, and that end at a deadline. For `web.fetch`."""

import ssl
import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from readout.ingest.addresses import EXTRA, JOB, public_addresses
from readout.model.extras import need

if TYPE_CHECKING:
    from httpcore2 import ConnectionPool, NetworkStream


@dataclass(frozen=True, slots=True)
class Patience:
    """How long and how much to wait for; seconds but for `tries` and `most_bytes`.

    Attributes:
        silence: Without one byte, in connecting, reading and writing.
        whole: For one answer, its redirects and all its bytes.
        tries: Of one address that is busy or breaks off.
        pause: Before the second try; it doubles with each.
        longest_pause: That a server may ask for.
        most_bytes: Of one answer, unpacked.
    """

    silence: float = 20
    whole: float = 120
    tries: int = 3
    pause: float = 1
    longest_pause: float = 60
    most_bytes: int = 64 * 2**20


class TimedStream:
    """A network stream whose every wait ends at a deadline, so that a server cannot hold on byte by byte."""

    def __init__(self, stream: "NetworkStream", deadline: float) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._deadline, timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> "TimedStream":
        secured = self._stream.start_tls(ssl_context, server_hostname, _left(self._deadline, timeout))
        return TimedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class CheckedNetwork:
    """Connects to the very addresses that were checked. TLS still asks for the name, and checks it."""

    def __init__(self, *, allow_private: bool, deadline: float) -> None:
        self._core: Any = need("httpcore2", EXTRA, JOB)
        self._plain = self._core.SyncBackend()
        self._allow_private, self._deadline = allow_private, deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> TimedStream:
        addresses = public_addresses(host, port, self._allow_private)
        for address in addresses[:-1]:
            try:
                return self._connect(address, port, timeout, local_address, socket_options)
            except (self._core.ConnectError, self._core.ConnectTimeout):
                continue  # the next one of the same host
        return self._connect(addresses[-1], port, timeout, local_address, socket_options)

    def _connect(self, address: str, port: int, timeout: float | None, *options: Any) -> TimedStream:
        stream = self._plain.connect_tcp(address, port, _left(self._deadline, timeout), *options)
        return TimedStream(stream, self._deadline)

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


def open_pool(patience: Patience, *, allow_private: bool) -> "ConnectionPool":
    """Connections for one address and where it redirects to; close it."""
    core: Any = need("httpcore2", EXTRA, JOB)
    network = CheckedNetwork(allow_private=allow_private, deadline=time.monotonic() + patience.whole)
    pool: ConnectionPool = core.ConnectionPool(ssl_context=_ssl_context(), network_backend=network)
    return pool


@cache
def _ssl_context() -> ssl.SSLContext:
    core: Any = need("httpcore2", EXTRA, JOB)
    context: ssl.SSLContext = core.default_ssl_context()
    return context


def _left(deadline: float, timeout: float | None) -> float:
    core: Any = need("httpcore2", EXTRA, JOB)
    left = deadline - time.monotonic()
    if left <= 0:
        raise core.ReadTimeout("the deadline is over")
    return left if timeout is None else min(left, timeout)
