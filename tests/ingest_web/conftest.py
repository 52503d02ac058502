from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

PAGES = Path(__file__).parent / "pages"


@dataclass
class Site:
    """A web site on this machine: answers by path, and what was asked of it."""

    answers: dict[str, Callable | tuple] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    port: int = 0

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def page(self, path: str, body: bytes | str, content_type: str = "text/html; charset=utf-8", **headers) -> None:
        data = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[path] = (200, {"Content-Type": content_type, **named}, data)


@pytest.fixture
def site():
    known = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            known.asked.append((self.path, dict(self.headers)))
            answer = known.answers.get(self.path, (404, {}, b"nothing here"))
            if callable(answer):
                answer = answer(self)
            if answer is None:  # it has written for itself
                self.close_connection = True
                return
            status, headers, body = answer
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if "Content-Length" not in headers:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    known.port = server.server_port
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield known
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def page():
    """The bytes of a page in `pages/`."""
    return lambda name: (PAGES / f"{name}.html").read_bytes()
