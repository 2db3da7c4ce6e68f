"""What `stc --version` says."""

from stc import __version__
from stc.words.errors import CannotGoOn


def tell_version() -> str:
    """Gives the version and, where there is a plan, its number of steps and its revision.

    The plan is not judged here: a broken one says so in place of a number.
    """
    from stc.cli.recall import recall_names
    from stc.cli.session import choose_plan, show_path
    from stc.history.revision import find_revision
    from stc.yamldoc.source import read_bytes

    try:
        path = choose_plan(None)
        data = read_bytes(path)
    except CannotGoOn:
        return f"stc {__version__} (no plan here)\n"
    number = len(recall_names(path, data)["step"])
    revision = find_revision(path.resolve(), data)
    known = f" at {revision}" if revision else ", no git revision"
    steps = f"{number:,} steps" if number else "no readable steps"
    return f"stc {__version__} ({steps} in {show_path(path)}{known})\n"
