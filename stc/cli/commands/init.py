"""`stc init`."""

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Final, NamedTuple, TypeVar

from stc.cli.console import Outcome, ask_line, is_asking_possible, say
from stc.cli.context import now, show_path
from stc.cli.parameters import Argument, Option
from stc.errors import UsageProblem
from stc.files.plan_path import decode_path
from stc.starter import answers
from stc.starter.answers import HOSTS, Host, NewDepartment, NewPlan, NewStatus, load_sets
from stc.text.lists import format_some
from stc.text.plural import be, count_noun

T = TypeVar("T")
_NEEDED: Final = ("title", "publisher", "timezone")
"""The answers that have no default."""
_HELP_TIMELINE: Final = "Also begin a timeline."
_YES, _NO = ("y", "yes"), ("", "n", "no")


class InitOptions(NamedTuple):
    """The answers given as options; on a terminal, stc asks for the others."""

    title: Annotated[
        str | None, Option("--title", metavar="TEXT", help="The title of the plan.")
    ] = None
    publisher: Annotated[
        str | None, Option("--publisher", metavar="TEXT", help="Who publishes it.")
    ] = None
    timezone: Annotated[
        str | None,
        Option("--timezone", metavar="ZONE", help="The time zone of its days, such as UTC."),
    ] = None
    language: Annotated[
        str | None, Option("--language", metavar="TAG", help="The language of the plan, if not en.")
    ] = None
    statuses: Annotated[
        str | None,
        Option("--statuses", metavar="SET", help="default, simple, tracker, promises, unreported."),
    ] = None
    status: Annotated[
        list[str] | None,
        Option("--status", metavar="WORD=KIND", help="A status, in place of a set; repeatable."),
    ] = None
    department: Annotated[
        list[str] | None,
        Option("--department", metavar="[ID=]NAME", help="A department; repeatable."),
    ] = None
    timeline: Annotated[bool, Option("--timeline", help=_HELP_TIMELINE)] = False
    ci: Annotated[
        str | None,
        Option("--ci", help="Write CI files that check and publish the plan.", choices=HOSTS),
    ] = None
    stc: Annotated[
        str | None,
        Option("--stc", metavar="SOURCE", help="Where CI installs stc from, with a commit."),
    ] = None


def run(
    how: InitOptions,
    folder: Annotated[str, Argument(metavar="[DIR]", help="The folder of the plan.")] = ".",
) -> Outcome:
    """Begin a plan: a small file to fill in, and the files that check and publish it.

    On a terminal, stc asks for what no option gives. No existing file is replaced.

    Example: stc init plan --title "Our plan" --publisher "The city" --timezone UTC
    """
    from stc.starter.render import make_files
    from stc.starter.write import write_new_files

    target = Path(decode_path(folder))
    files = make_files(_find_answers(how), now())
    shown = show_path(target)
    write_new_files(target, shown, files, say=say)
    there = "" if target.samefile(".") else f"cd {shlex.quote(shown)} && "
    listed = "".join(f"  {name}\n" for name in sorted(files))
    where = "" if target.samefile(".") else f" in {shown}"
    return Outcome(
        f"Wrote {count_noun(len(files), 'file')}{where}:\n{listed}Next: {there}stc list\n"
    )


def _find_answers(how: InitOptions) -> NewPlan:
    """Return the answers given as options; on a terminal, ask for the others.

    Raises:
        UsageProblem: An answer cannot be used, or there is nobody to ask.
    """
    if how.statuses is not None and how.status:
        raise UsageProblem("--statuses and --status are both given.", "Name a set, or the words.")
    known = _parse_options(how)
    if not is_asking_possible():
        missing = [f"--{name}" for name in _NEEDED if name not in known]
        if missing:
            names = format_some(missing, len(missing))
            raise UsageProblem(
                f"{names} {be(len(missing))} missing.",
                "Give them. On a terminal, stc asks for them.",
            )
        return NewPlan(**known)
    return NewPlan(**known, **_ask_rest(known))


def _parse_options(how: InitOptions) -> dict[str, Any]:
    """Return the answers that options give, by their names."""
    readers: dict[str, tuple[object, Callable[[Any], object]]] = {
        "title": (how.title, lambda typed: answers.parse_text("--title", typed)),
        "publisher": (how.publisher, lambda typed: answers.parse_text("--publisher", typed)),
        "timezone": (how.timezone, lambda typed: answers.parse_zone("--timezone", typed)),
        "language": (how.language, lambda typed: answers.parse_language("--language", typed)),
        "statuses": (
            how.statuses or how.status,
            lambda _: (
                answers.parse_statuses("--statuses", how.statuses)
                if how.statuses is not None
                else answers.parse_words("--status", how.status or ())
            ),
        ),
        "departments": (
            how.department or None,
            lambda typed: tuple(answers.parse_department("--department", text) for text in typed),
        ),
        "has_timeline": (how.timeline or None, bool),
        "host": (how.ci, lambda typed: typed),
        "source": (how.stc, lambda typed: answers.parse_source("--stc", typed)),
    }
    return {name: read(typed) for name, (typed, read) in readers.items() if typed is not None}


def _ask_rest(known: dict[str, Any]) -> dict[str, Any]:
    """Ask a person for the answers that are missing, and return them."""
    say("A new plan. Press Ctrl+C to stop; nothing is written before the last answer.")
    found: dict[str, Any] = {}

    def ask(name: str, question: str, read: Callable[[str], Any]) -> None:
        if name not in known:
            found[name] = _ask(question, read)

    ask("title", "Title of the plan:", lambda typed: answers.parse_text("Title", typed))
    ask("publisher", "Who publishes it:", lambda typed: answers.parse_text("Publisher", typed))
    ask(
        "timezone",
        "Time zone, such as UTC:",
        lambda typed: answers.parse_zone("Time zone", typed),
    )
    ask(
        "language",
        "Language [en]:",
        lambda typed: answers.parse_language("Language", typed.strip() or "en"),
    )
    if "statuses" not in known:
        for name, statuses in load_sets().items():
            say(f"  {name}: {_describe_set(statuses)}")
    ask("statuses", "Statuses: a set, or Begun=open, Done=complete [default]:", _read_statuses)
    if "departments" not in known:
        found["departments"] = _ask_departments()
    ask("has_timeline", "A timeline, too? [y/N]:", _read_yes)
    ask("host", "Checked and published on github, gitlab or none [none]:", _read_host)
    if {**known, **found}["host"] != "none":
        ask("source", "Where stc comes from, with its commit []:", _read_source)
    return found


def _ask(question: str, read: Callable[[str], T]) -> T:
    """Ask until the answer can be used."""
    while True:
        typed = ask_line(question)
        if typed is None:
            raise UsageProblem("The questions were not all answered.", "Nothing was written.")
        try:
            return read(typed)
        except UsageProblem as problem:
            say(f"{problem.message} {problem.hint}")


def _ask_departments() -> tuple[NewDepartment, ...]:
    found: list[NewDepartment] = []

    def read(typed: str) -> NewDepartment | None:
        if not typed.strip():
            return None
        return answers.parse_department("Department", typed, found)

    while True:
        answer = _ask("A department, or Enter for no more:", read)
        if answer is None:
            return tuple(found)
        found.append(answer)


def _describe_set(statuses: tuple[NewStatus, ...]) -> str:
    from stc.plan.vocabulary import DEFAULT

    return ", ".join(status.name for status in statuses or DEFAULT.statuses)


def _read_statuses(typed: str) -> tuple[NewStatus, ...]:
    return answers.parse_statuses("Statuses", typed) if typed.strip() else ()


def _read_yes(typed: str) -> bool:
    word = typed.strip().casefold()
    if word not in (*_YES, *_NO):
        raise UsageProblem("That is neither yes nor no.", "Write y or n.")
    return word in _YES


def _read_host(typed: str) -> Host:
    found = next((host for host in HOSTS if host == typed.strip().casefold()), None)
    if found is None and typed.strip():
        raise UsageProblem("There are files for github and gitlab.", "Write one, or none.")
    return found or "none"


def _read_source(typed: str) -> str:
    return answers.parse_source("Source", typed) if typed.strip() else ""
