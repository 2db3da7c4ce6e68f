"""`stc site --serve`: the files of the site, on loopback, for whoever asked for this machine."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from stc.cli.serving import HEADERS, SiteServer, open_server
from stc.errors import CannotGoOn
from tests.children import SEARCHED, child
from tests.output.site.city import PLAN

Ask = Callable[..., http.client.HTTPResponse]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[SiteServer]:
    """A server of a site of three files, beside a secret."""
    folder = tmp_path / "site"
    (folder / "steps").mkdir(parents=True)
    (folder / "index.html").write_text("start", "utf-8")
    (folder / "404.html").write_text("missing", "utf-8")
    (folder / "steps" / "COM-01.html").write_text("step", "utf-8")
    (folder / "unlisted.html").write_text("secret", "utf-8")
    (tmp_path / "secret").write_text("secret", "utf-8")
    with open_server(0) as server:
        server.folder = folder
        server.names = frozenset(("index.html", "404.html", "steps/COM-01.html", "gone.html"))
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join(60)


@pytest.fixture
def ask(server: SiteServer) -> Iterator[Ask]:
    """Ask the server as a browser would, or as somebody who types it in."""
    connections = []

    def call(path: str, method: str = "GET", hosts: Any = None) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=20)
        connections.append(connection)
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for host in hosts if hosts is not None else [f"127.0.0.1:{server.server_port}"]:
            connection.putheader("Host", host.replace("PORT", str(server.server_port)))
        connection.endheaders()
        return connection.getresponse()

    yield call
    for connection in connections:
        connection.close()


@pytest.mark.parametrize(
    ("path", "text"),
    [
        *(("/", b"start"), ("/index.html", b"start"), ("/index.html?q=a&b=../x", b"start")),
        ("/steps/COM-01.html", b"step"),
    ],
)
def test_a_file_of_the_site(ask: Ask, path: str, text: bytes) -> None:
    answer = ask(path)
    assert (answer.status, answer.read()) == (200, text)
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize(
    "path",
    [
        *("/steps", "/steps/", "/nothing.html", "/unlisted.html", "/gone.html/"),
        *("/../secret", "/steps/../../secret", "/%2e%2e/secret", "/..%2fsecret", "/./index.html"),
        *("/index.html/", "/index.html%00", "//127.0.0.1/secret", "http://elsewhere/index.html"),
        *("/stc-site.json", "/INDEX.HTML", "/\\..\\secret", "*"),
    ],
)
def test_anything_else_is_missing(ask: Ask, path: str) -> None:
    answer = ask(path)
    assert (answer.status, answer.read()) == (404, b"missing")


@pytest.mark.parametrize(
    ("path", "status", "text"),
    [
        ("/index.html", 200, b"start"),
        *(("/plan/", 200, b"start"), ("/plan/steps/COM-01.html?q=a", 200, b"step")),
        *(("/plan/nothing", 404, b"missing"), ("/plan/../secret", 404, b"missing")),
        *(("/plan", 404, b"missing"), ("/plan//index.html", 404, b"missing")),
        ("/plan/plan/index.html", 404, b"missing"),
    ],
)
def test_a_page_is_also_where_its_address_will_have_it(
    server: SiteServer, ask: Ask, path: str, status: int, text: bytes
) -> None:
    server.base = "/plan/"
    answer = ask(path)
    assert (answer.status, answer.read()) == (status, text)


def test_a_folder_of_the_site_goes_before_the_path_of_its_address(
    server: SiteServer, ask: Ask
) -> None:
    server.base = "/steps/"
    assert ask("/steps/COM-01.html").read() == b"step"
    assert ask("/steps/index.html").read() == b"start"


def test_a_file_that_was_removed_meanwhile_is_missing(ask: Ask) -> None:
    answer = ask("/gone.html")
    assert answer.status == 404
    assert b"Traceback" not in answer.read()


@pytest.mark.parametrize("host", ["127.0.0.1:PORT", "localhost:PORT"])
def test_whoever_asks_for_this_machine_is_answered(ask: Ask, host: str) -> None:
    assert ask("/", hosts=[host]).status == 200


@pytest.mark.parametrize(
    "hosts",
    [
        *([], [""], ["127.0.0.1"], ["127.0.0.1:1"], ["evil.example:PORT"], ["localhost.evil:PORT"]),
        *(["127.0.0.1:PORT.evil.example"], ["127.0.0.1:PORT", "evil.example"], ["[::1]:PORT"]),
        ["0.0.0.0:PORT"],
    ],
)
def test_a_page_elsewhere_whose_name_leads_here_gets_nothing(ask: Ask, hosts: list[str]) -> None:
    answer = ask("/index.html", hosts=hosts)
    assert answer.status == 421
    assert b"start" not in answer.read()


@pytest.mark.parametrize("path", ["/", "/nothing", "/gone.html"])
def test_every_answer_keeps_the_page_in_its_place(ask: Ask, path: str) -> None:
    answer = ask(path)
    for name, value in HEADERS:
        assert answer.headers.get_all(name) == [value]
    assert answer.headers["Server"] == "stc"
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_the_head_alone(ask: Ask) -> None:
    answer = ask("/", "HEAD")
    assert (answer.status, answer.headers["Content-Length"], answer.read()) == (200, "5", b"")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "CONNECT", "X" * 100])
def test_nothing_can_be_done_but_read(ask: Ask, method: str) -> None:
    answer = ask("/", method)
    assert answer.status == 501
    assert dict(HEADERS)["Content-Security-Policy"] == answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "data", [b"\r\n\r\n", b"nonsense\r\n\r\n", b"GET / HTTP/9\r\n\r\n", b"\xff\0\r\n\r\n", b""]
)
def test_nonsense_is_survived(
    server: SiteServer, ask: Ask, data: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=20) as line:
        line.sendall(data)
        line.shutdown(socket.SHUT_WR)
        while line.recv(1000):
            pass
    assert ask("/").status == 200
    assert capfd.readouterr() == ("", "")


def test_only_this_machine_is_listened_to(server: SiteServer) -> None:
    assert server.server_address[0] == "127.0.0.1"
    assert server.address == f"http://127.0.0.1:{server.server_port}/"
    with pytest.raises(OSError), socket.create_connection(("127.0.0.2", server.server_port), 5):
        pass


def test_a_port_that_is_taken(server: SiteServer) -> None:
    with pytest.raises(CannotGoOn) as stop:
        open_server(server.server_port)
    assert (
        stop.value.message == f"Cannot serve on port {server.server_port}: another program uses it."
    )
    assert "--port 0" in stop.value.hint


def test_a_port_that_is_not_permitted(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("stc.cli.serving.TCPServer.server_bind", refuse)
    with pytest.raises(CannotGoOn, match="Cannot serve on port 80: you are not permitted to"):
        open_server(80)


# The command.


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., "subprocess.Popen[str]"]]:
    """Start `stc site --serve` in a folder with a plan; what is private has its own."""
    (tmp_path / "city" / "data").mkdir(parents=True)
    (tmp_path / "city" / "data" / "plan.yaml").write_text(PLAN, "utf-8")
    (tmp_path / "tmp").mkdir()

    def begin(*arguments: str) -> Any:
        started = child(
            [sys.executable, "-P", "-m", "stc", "site", "--serve", *arguments],
            cwd=tmp_path / "city",
            env={
                "PATH": os.environ["PATH"],
                "PYTHONPATH": SEARCHED,
                "TMPDIR": str(tmp_path / "tmp"),
                "STC_AS_OF": "2025-01-24",
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        return children.enter_context(started)

    with ExitStack() as children:
        yield begin


def find_port(process: "subprocess.Popen[str]") -> int:
    """Return the port that the command says it serves on, once it does."""
    assert process.stdout is not None
    first, second = process.stdout.readline(), process.stdout.readline()
    assert first.startswith("Built the site: "), first
    assert second.startswith("See it at http://127.0.0.1:"), second
    assert second.endswith("/ until you press Ctrl+C.\n")
    return int(second.split(":")[2].split("/")[0])


def get(port: int, path: str = "/") -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", path)
        return connection.getresponse().read()
    finally:
        connection.close()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 0), (signal.SIGTERM, -15)])
def test_it_shows_the_site_until_it_is_ended_and_keeps_nothing(
    start: Any, tmp_path: Path, number: signal.Signals, code: int
) -> None:
    process = start("--port", "0")
    port = find_port(process)
    assert b"<!doctype html>" in get(port)
    assert b"COM-01" in get(port, "/steps/COM-01.html")
    process.send_signal(number)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (code, "")
    assert err == "The plan is not in a git checkout, so nothing is known of its history.\n"
    assert os.listdir(tmp_path / "tmp") == []
    assert os.listdir(tmp_path / "city") == ["data"]


def test_what_was_named_is_kept(start: Any, tmp_path: Path) -> None:
    process = start("--port", "0", "--out", "public")
    assert process.stdout.readline().startswith('Built the site in "public": ')
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=30)
    assert (tmp_path / "city" / "public" / "index.html").exists()
    assert os.listdir(tmp_path / "tmp") == []


def test_where_there_is_no_page_the_style_is_there(start: Any) -> None:
    port = find_port(start("--port", "0", "--base-url", "https://example.org/plan/"))
    page = get(port, "/plan/steps/nothing.html")
    assert b'href="/plan/site.css"' in page
    assert page == get(port, "/nothing.html")
    assert get(port, "/plan/site.css") == get(port, "/site.css")
    assert b"color-scheme" in get(port, "/plan/site.css")


def test_where_the_port_is_taken_nothing_is_built(
    start: Any, server: SiteServer, tmp_path: Path
) -> None:
    process = start("--port", str(server.server_port), "--out", "public")
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (3, "")
    assert err == (
        f"Error: Cannot serve on port {server.server_port}: another program uses it. "
        "Choose another port, or --port 0 for any free one.\n"
    )
    assert os.listdir(tmp_path / "city") == ["data"]


def test_where_the_plan_has_errors_nothing_is_served(start: Any, tmp_path: Path) -> None:
    (tmp_path / "city" / "data" / "plan.yaml").write_text("nothing\n", "utf-8")
    process = start("--port", "0")
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (3, "")
    assert "stc does not use it" in err
    assert os.listdir(tmp_path / "tmp") == []
