"""What `stc --version` says."""

from stc import __version__
from stc.errors import CannotGoOn


def describe_version() -> str:
    """Return the version and, where there is a plan, its number of steps and its revision.

    The plan is not judged here: a broken one says so in place of a number.
    """
    from stc.cli.context import resolve_plan_path, show_path
    from stc.files.names import load_names
    from stc.files.store.read import read_bytes
    from stc.history.git.revision import find_revision

    try:
        path = resolve_plan_path(None)
        data = read_bytes(path)
    except CannotGoOn:
        return f"stc {__version__} (no plan here)\n"
    number = len(load_names(data)["step"])
    revision = find_revision(path.resolve(), data)
    known = f" at {revision}" if revision else ", no git revision"
    steps = f"{number:,} steps" if number else "no readable steps"
    return f"stc {__version__} ({steps} in {show_path(path)}{known})\n"
