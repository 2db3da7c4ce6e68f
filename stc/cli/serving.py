"""A look at a site on this machine: a small server on loopback, for nobody else.

It gives the files of the site by their names and nothing else of the disk, and only to a browser
that asked for this machine by its name: else a page elsewhere could have its own name lead here.
"""

import errno
import gc
from collections.abc import Callable, Collection
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer
from typing import Any, Final

from stc.errors import CannotGoOn
from stc.files.store.system import explain

ADDRESS: Final = "127.0.0.1"
HEADERS: Final = (
    (
        "Content-Security-Policy",
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
        "form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cache-Control", "no-store"),
)
_NAMES: Final = (ADDRESS, "localhost")
_START: Final = "index.html"
_MISSING: Final = "404.html"
_MEDIA: Final = {
    ".atom": "application/atom+xml",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".jsonl": "application/x-ndjson",
    ".md": "text/markdown; charset=utf-8",
    ".svg": "image/svg+xml",
    ".tsv": "text/tab-separated-values; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xml": "application/xml",
}


class SiteServer(ThreadingHTTPServer):
    """A server of the files of a site; it serves no file until `names` is set."""

    daemon_threads = True

    def __init__(self, port: int) -> None:
        super().__init__((ADDRESS, port), SiteHandler)
        self.folder = Path()
        self.names: Collection[str] = ()
        self.base = "/"

    @property
    def address(self) -> str:
        """Where a browser finds the site."""
        return f"http://{ADDRESS}:{self.server_port}/"

    def server_bind(self) -> None:
        """Accept the port, without asking any name server what this machine is called."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = ADDRESS, self.server_address[1]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Return nothing where a browser has gone away in the middle."""


class SiteHandler(BaseHTTPRequestHandler):
    """The answer to one request: a file of the site, or 404."""

    server: SiteServer
    timeout = 30

    def do_GET(self) -> None:
        """Answer with a file."""
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        """Answer as for a file, without it."""
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        if not self._is_for_us():
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
            return
        asked = self._find_name()
        status, name = HTTPStatus.OK, asked
        if asked not in self.server.names:
            status, name = HTTPStatus.NOT_FOUND, _MISSING
        data = self._read(name)
        if data is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        self.send_response(status)
        media = _MEDIA.get(Path(name).suffix, "application/octet-stream")
        self.send_header("Content-Type", media)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if with_body:
            self.wfile.write(data)

    def _find_name(self) -> str:
        """Return the name of what was asked for, here or below the path the site will have."""
        typed = self.path.split("#")[0].split("?")[0]
        name, below = typed.removeprefix("/"), typed.removeprefix(self.server.base)
        return (name if name in self.server.names or below == typed else below) or _START

    def _is_for_us(self) -> bool:
        port = self.server.server_port
        named = self.headers.get_all("Host", [])
        return len(named) == 1 and named[0] in {f"{name}:{port}" for name in _NAMES}

    def _read(self, name: str) -> bytes | None:
        try:
            return (self.server.folder / name).read_bytes() if name in self.server.names else None
        except OSError:
            return None

    def end_headers(self) -> None:
        """Send what keeps a page in its place with every answer, also one of a mistake."""
        for name, value in HEADERS:
            self.send_header(name, value)
        super().end_headers()

    def version_string(self) -> str:
        """Return who answers, and not which versions."""
        return "stc"

    def log_message(self, *_: Any) -> None:
        """Print nothing, so that requests are not logged."""


def open_server(port: int) -> SiteServer:
    """Return a server that holds a port of this machine; 0 is any that is free.

    Raises:
        CannotGoOn: Another program has the port, or it may not be taken.
    """
    try:
        return SiteServer(port)
    except PermissionError as error:
        reason = f"Cannot serve on port {port}: {explain(error)}."
        raise CannotGoOn(
            reason, "Choose a port from 1024 on, or --port 0 for any free one."
        ) from error
    except OSError as error:
        reason = "another program uses it" if error.errno == errno.EADDRINUSE else explain(error)
        raise CannotGoOn(
            f"Cannot serve on port {port}: {reason}.",
            "Choose another port, or --port 0 for any free one.",
        ) from error


def serve(
    server: SiteServer,
    folder: Path,
    names: Collection[str],
    say: Callable[[], object],
    base: str = "/",
) -> None:
    """Answer until ^C.

    Args:
        server: The server.
        folder: The folder of the site.
        names: The names of its files; nothing else is given.
        say: Called when it answers.
        base: The path the site will have where it is published; its files are given there too.
    """
    server.folder, server.names, server.base = folder, frozenset(names), base
    # This process stays, unlike that of other commands.
    gc.enable()
    with suppress(KeyboardInterrupt):
        say()
        server.serve_forever()
