"""`stc site`."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import Annotated, NamedTuple

from stc.cli.console import Outcome, write_outcome
from stc.cli.context import Session, show_path
from stc.cli.options import PlanOptions
from stc.cli.parameters import Option
from stc.cli.progress import show_work
from stc.cli.publishing import make_whole_edition, open_publishing
from stc.errors import CannotGoOn
from stc.files.plan_path import decode_path
from stc.files.store.folder import Written, write_folder
from stc.files.store.lock import ended_cleanly
from stc.files.store.system import explain
from stc.output.edition import Edition
from stc.rules.load_theme import Look, load_look
from stc.text.addresses import parse_base_url, parse_repository, path_of
from stc.text.nearest import quote
from stc.text.plural import count_noun

MARKER = "stc-site.json"
_FOLDER = "site"
_PORT = 8000


class Publishing(NamedTuple):
    """How a site is published.

    Attributes:
        base_url: Its address, or None where it is not known.
        repository: The address of the repository with the form, or None.
        look: What is the city's own.
    """

    base_url: str | None
    repository: str | None
    look: Look


def run(
    how: PlanOptions,
    out: Annotated[
        str | None,
        Option(
            "--out",
            "-o",
            metavar="DIR",
            help="The folder to write: new, empty, or made by stc.  [default: site]",
        ),
    ] = None,
    base_url: Annotated[
        str | None,
        Option(
            "--base-url",
            metavar="URL",
            help="The address of the site, for the feed, the site map and canonical links.",
        ),
    ] = None,
    repository: Annotated[
        str | None,
        Option(
            "--repository",
            metavar="URL",
            help="The repository at github.com or GitHub Enterprise: steps link to its form.",
        ),
    ] = None,
    theme: Annotated[
        str | None,
        Option(
            "--theme",
            metavar="DIR",
            help="A folder with theme.yaml: name, logo and colours, in place of those in the plan.",
        ),
    ] = None,
    serve: Annotated[
        bool,
        Option(
            "--serve", help="Show it on this machine until Ctrl+C. Without --out, nothing is kept."
        ),
    ] = False,
    port: Annotated[
        int,
        Option("--port", least=0, most=65535, help="The port of --serve; 0 means any free one."),
    ] = _PORT,
    force: Annotated[
        bool,
        Option(
            "--force",
            help="Replace files of the site that were changed since. Other files are kept.",
        ),
    ] = False,
) -> Outcome:
    """Build the public dashboard as static pages, which need no server and no account.

    The folder is replaced as a whole, or stays as it was.

    Example: stc site --out public --base-url https://example.org/plan/
    """
    base = parse_base_url(base_url) if base_url is not None else None
    form = parse_repository(repository) if repository is not None else None
    session = open_publishing(how)
    known = Publishing(base, form, _load_look(session, theme))
    if serve:
        return _build_and_serve(session, out, known, port, force)
    edition = make_whole_edition(session)
    written = _build(session, edition, _parse_folder(out), known, force)
    start = show_path(written.path / "index.html")
    answer = (
        f"{_describe(edition, written)}\nNext: open {start}, or see it with stc site --serve.\n"
    )
    return Outcome(answer, messages=_list_messages(edition))


def _load_look(session: Session, theme: str | None) -> Look:
    other = Path(decode_path(theme)) if theme is not None else None
    return load_look(session.plan.site, session.path.parent, other)


def _parse_folder(typed: str | None) -> Path:
    return Path(decode_path(typed or _FOLDER))


def _build(
    session: Session, edition: Edition, out: Path, known: Publishing, force: bool
) -> Written:
    from stc.output.site.build import build_site

    protected = (("the folder you are in", Path.cwd()), ("the plan", session.path))
    with show_work("Writing the site", "files") as work:
        files = work.watch(build_site(edition, *known))
        return write_folder(out, files, MARKER, force, protected)


def _build_and_serve(
    session: Session, out: str | None, known: Publishing, port: int, force: bool
) -> Outcome:
    from stc.cli.serving import open_server, serve

    with ended_cleanly(), open_server(port) as server, _open_folder(out) as folder:
        edition = make_whole_edition(session)
        written = _build(session, edition, folder, known, force)
        lines = (
            _describe(edition, written, is_kept=out is not None),
            f"See it at {server.address} until you press Ctrl+C.",
        )
        outcome = Outcome("\n".join(lines) + "\n", messages=_list_messages(edition))
        root = path_of(known.base_url) if known.base_url else "/"
        serve(server, written.path, written.names, lambda: write_outcome(outcome), root)
    return Outcome("")


@contextmanager
def _open_folder(out: str | None) -> Iterator[Path]:
    """Return the folder to build in: the one that was named, else one that does not stay."""
    if out is not None:
        yield _parse_folder(out)
        return
    try:
        private = Path(mkdtemp(prefix="stc-site-"))
    except OSError as error:
        raise CannotGoOn(f"Cannot make a folder to build in: {explain(error)}.") from error
    try:
        yield private / _FOLDER
    finally:
        shutil.rmtree(private, ignore_errors=True)


def _describe(edition: Edition, written: Written, *, is_kept: bool = True) -> str:
    pages = sum(name.endswith(".html") for name in written.names)
    others = len(written.names) - pages
    made = f"{count_noun(pages, 'page')} and {count_noun(others, 'other file')}"
    where = f" in {quote(show_path(written.path), 200)}" if is_kept else ""
    revision = edition.context.revision
    known = f"revision {revision}" if revision else "no git revision"
    return f"Built the site{where}: {made}, as of {edition.as_of}, {known}."


def _list_messages(edition: Edition) -> tuple[str, ...]:
    past = (edition.git_unavailable_reason,) if edition.git_unavailable_reason else edition.unknown
    return tuple(dict.fromkeys((*edition.context.notices, *past)))
