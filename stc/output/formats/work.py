"""Work that takes time, shown on a terminal by rich while it lasts."""

from collections.abc import Callable
from typing import Final, NamedTuple, TextIO

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

_PAUSE: Final = 0.1


class Done(NamedTuple):
    """How far work is: in words, how many parts are done, and of how many if that is known."""

    words: str
    parts: int
    whole: int | None


class _Screen(Console):
    """A terminal whose cursor is never hidden: it would stay so where the process is killed."""

    def show_cursor(self, show: bool = True) -> bool:  # noqa: ARG002
        return False


def draw_work(find_done: Callable[[], Done], wait: Callable[[float], bool], file: TextIO) -> None:
    """Show how far work is until it is over, and take that away again.

    Args:
        find_done: Return how far it is.
        wait: Wait so many seconds for the end, and return whether it came.
        file: The terminal.
    """
    progress = Progress(
        SpinnerColumn("line"),
        TextColumn("{task.description}", markup=False),
        BarColumn(20),
        TimeElapsedColumn(),
        console=_Screen(file=file),
        transient=True,
        auto_refresh=False,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    with progress:
        task = progress.add_task("", total=None)
        is_over = False
        while not is_over:
            words, parts, whole = find_done()
            progress.update(task, description=words, completed=parts, total=whole)
            progress.refresh()
            is_over = wait(_PAUSE)
