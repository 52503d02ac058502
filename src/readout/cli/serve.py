"""`readout serve`: an archive over HTTP."""

import ipaddress
import socket
import sys
from contextlib import closing
from typing import Any

import click

from readout.cli.archive_option import ArchiveCommand, archive_argument
from readout.cli.talk import Talk, talk_options

LOCALHOST, PORT = "127.0.0.1", 8765
EVERY_PORT = 65_535
STDIN = "-"
WAITING = 128  # clients that may wait to be let in


def _token(_ctx: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    """What is said, or the first line of stdin for `-`: a command line can be seen by all who use the machine."""
    if value is None:
        return None
    token = sys.stdin.readline().strip() if value == STDIN else value
    if not token or not all("!" <= sign <= "~" for sign in token):
        raise click.BadParameter("a token is letters, digits and signs of ASCII, at least one, without spaces.")
    return token


@click.command(cls=ArchiveCommand, short_help="Answer from an archive over HTTP.")
@archive_argument
@click.option("--host", metavar="HOST", default=LOCALHOST, show_default=True, help="The address to listen at.")
@click.option(
    "--port", metavar="PORT", type=click.IntRange(0, EVERY_PORT), default=PORT, show_default=True,
    help="The port to listen at; 0 takes one that is free.",
)  # fmt: skip
@click.option(
    "--token", metavar="TOKEN", callback=_token,
    help="Let in only who sends it (Authorization: Bearer TOKEN); - reads it from stdin.",
)  # fmt: skip
@click.option(
    "--name", "names", metavar="NAME", multiple=True,
    help="A further name by which the server is reached, such as that of a reverse proxy.",
)  # fmt: skip
@click.option("--open", "opening", is_flag=True, help="Open it in the browser.")
@talk_options
def serve(
    archive: str, host: str, port: int, token: str | None, names: tuple[str, ...], opening: bool, talk: Talk
) -> None:
    """Answer over HTTP, only for reading, while others add to the archive. /api lists what can be asked; docs/http.md
    explains it. Ctrl-C ends it.

    It listens only to this machine. With another --host it wants a --token: whoever reaches the port reads the archive.

    \b
    Examples:
      readout serve news.db
      readout serve news.db --port 0 --open
      readout serve postgresql://reader@db/news --host 0.0.0.0 --token - < token.txt

    Exit status: 0 ended by Ctrl-C; 1 the archive or the port cannot be opened; 2 wrong usage.
    """
    from readout.model.extras import need

    local = _is_local(host)
    if not local and token is None:
        raise click.UsageError(
            f"--host {host}: others could read the archive: give a --token too, or leave --host out and put a server "
            "that asks for a password before it."
        )
    need("fastapi", "serve", "serving")
    uvicorn = need("uvicorn", "serve", "serving")
    from readout.serve.app import create_app
    from readout.serve.guard import ANY, LOCAL

    # whoever has the token may come by any name; without one only by ours
    app = create_app(archive, token=token, hosts=(*LOCAL, host, *names) if local else (ANY,))
    with closing(_listening(host, port)) as listener:
        address = _address(listener)
        click.echo(address)
        talk.say(f"Serving {archive}; Ctrl-C ends.")
        if opening:
            click.launch(f"{address}/api")
        _run(uvicorn, app, listener, talk)


def _run(uvicorn: Any, app: Any, listener: socket.socket, talk: Talk) -> None:
    """Until Ctrl-C."""
    level = "info" if talk >= Talk.VERBOSE else "warning"
    settings = uvicorn.Config(app, log_level=level, server_header=False, timeout_graceful_shutdown=5)
    try:
        uvicorn.Server(settings).run(sockets=[listener])
    except KeyboardInterrupt:  # it has answered what it had begun, and gives the signal on
        talk.detail("Ended.")


def _listening(host: str, port: int) -> socket.socket:
    try:
        return _bound(host, port)
    except OSError as error:
        if port and (free := _free_after(host, port)):
            raise click.ClickException(
                f"{host}:{port}: {error.strerror}: end what listens there, or take another: --port {free}"
            ) from error
        raise click.ClickException(f"{host}:{port}: {error.strerror}: give an address of this machine.") from error


def _bound(host: str, port: int) -> socket.socket:
    family, kind, protocol, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(WAITING)
    except OSError:
        listener.close()
        raise
    return listener


def _free_after(host: str, port: int) -> int | None:
    """The next port that can be taken; None when that is not what was wrong."""
    for candidate in range(port + 1, min(port + 100, EVERY_PORT) + 1):
        try:
            _bound(host, candidate).close()
        except OSError:
            continue
        return candidate
    return None


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _is_local(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"
