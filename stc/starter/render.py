"""The files that a new plan begins with."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from stc.edit.layout import format_file
from stc.errors import FileRefused, UsageProblem
from stc.files.plan_path import PLAN
from stc.intake.questions import FORM
from stc.output.formats.markdown import escape_markdown
from stc.output.issue_form import render_form
from stc.plan.vocabulary import DEFAULT
from stc.rules.load_checked import load_checked_plan
from stc.starter.answers import NewDepartment, NewPlan
from stc.yaml.scalars import format_inline

_FILES: Final = Path(__file__).with_name("files")
_HOSTED: Final = {
    "github": {
        f".github/workflows/{name}": name
        for name in ("plan.yml", "report-progress.yml", "site.yml")
    },
    "gitlab": {".gitlab-ci.yml": "gitlab-ci.yml"},
    "none": {},
}
_OPTIONS: Final = {
    "title": "--title",
    "publisher": "--publisher",
    "statuses": "--status",
    "departments": "--department",
}
"""The answers that may be any text, and what each is called in a sentence."""
_NEUTRAL: Final = NewPlan("A plan", "A publisher", "UTC")


def make_files(new: NewPlan, now: datetime) -> dict[str, bytes]:
    """Return the files of a new plan by their paths with `/`; the plan is the last.

    Args:
        new: The answers about it.
        now: The current moment, to check the plan.

    Raises:
        UsageProblem: An answer cannot be written into a plan.
    """
    plan = _make_plan(new, now)
    source = _describe_source(new.source)
    files = {
        "README.md": _fill(
            _read("README.md"), TITLE=_say(new.title), PUBLISHER=_say(new.publisher)
        ),
        ".gitattributes": _read("gitattributes"),
    }
    for path, name in _HOSTED[new.host].items():
        text = _read(name)
        before = text.partition("@SOURCE@")[0]
        indent = " " * (2 if before.endswith("variables:\n") else 6)
        files[path] = _fill(text, SOURCE="\n".join(f"{indent}{line}" for line in source))
    if new.host == "github":
        files[f".github/ISSUE_TEMPLATE/{FORM}"] = _render_form(plan, now)
    if new.has_timeline:
        files[f"{PLAN.parent.name}/timeline.yaml"] = "\n".join(_list_timeline(new))
    data = {path: text.encode() for path, text in files.items()}
    return {**data, PLAN.as_posix(): plan}


def _render_form(data: bytes, now: datetime) -> str:
    plan, _, _ = load_checked_plan(data, PLAN.as_posix(), now)
    return render_form(plan)


def _read(name: str) -> str:
    return (_FILES / name).read_text("utf-8")


def _fill(text: str, **values: str) -> str:
    """Return a template with its values; values are not searched for names again."""
    names = "|".join(values)
    return re.sub(f"@({names})@", lambda match: values[match[1]], text)


def _say(text: str) -> str:
    return escape_markdown(" ".join(text.split()))


def _describe_source(source: str) -> tuple[str, ...]:
    if source:
        return ("# Where stc comes from, pinned by its commit.", f"STC: {format_inline(source)}")
    return (
        "# Fill in where stc comes from, pinned by its commit, such as",
        "# git+https://example.org/stc.git@ and the 40 digits of the commit.",
        'STC: ""',
    )


def _make_plan(new: NewPlan, now: datetime) -> bytes:
    """Return the checked text of the plan in the canonical layout."""
    data = "\n".join(_list_plan(new)).encode("utf-8", "surrogateescape")
    problem = _find_problem(data, now)
    if problem is None:
        return format_file(data, PLAN.as_posix())
    for name, option in _OPTIONS.items():
        alone = _NEUTRAL._replace(**{name: getattr(new, name)})
        found = _find_problem("\n".join(_list_plan(alone)).encode("utf-8", "surrogateescape"), now)
        if found is not None:
            raise _refuse(option, found)
    raise _refuse("The plan", problem)


def _find_problem(data: bytes, now: datetime) -> FileRefused | None:
    try:
        load_checked_plan(data, PLAN.as_posix(), now)
    except FileRefused as problem:
        return problem
    return None


def _refuse(option: str, problem: FileRefused) -> UsageProblem:
    finding = next(finding for finding in problem.findings if finding.severity == "error")
    return UsageProblem(f"{option}: {finding.message}", finding.hint or "")


def _list_plan(new: NewPlan) -> Iterator[str]:
    yield "# The plan. stc validate checks this file, stc fmt lays it out."
    yield "schema_version: 1"
    yield f"title: {_write(new.title)}"
    yield f"timezone: {_write(new.timezone)}"
    if new.language != "en":
        yield f"language: {_write(new.language)}"
    yield ""
    yield "source:"
    yield f"  document: {_write(new.title)}"
    yield f"  publisher: {_write(new.publisher)}"
    yield ""
    if new.statuses:
        yield "# The words for a status, the open ones in the order of the work."
        yield "vocabulary:"
        yield "  statuses:"
        for status in new.statuses:
            for number, (key, text) in enumerate(status.fields):
                yield f"    {'  ' if number else '- '}{key}: {_write(text)}"
        yield ""
    yield from _list_departments(new.departments)
    yield ""
    yield from _list_example(new)
    yield "sections: []"
    yield ""


def _list_departments(departments: tuple[NewDepartment, ...]) -> Iterator[str]:
    yield "# Who does the work; a step names a department by its id."
    yield "departments:" if departments else "departments: []"
    for department in departments:
        yield f"  - id: {_write(department.id)}"
        yield f"    name: {_write(department.name)}"


def _list_example(new: NewPlan) -> Iterator[str]:
    """Yield comments that show a section with a goal and a step."""
    first = DEFAULT.first
    words = [dict(status.fields) for status in new.statuses]
    status = next(
        (word["name"] for word in words if word["kind"] == "open"), first.name if first else ""
    )
    yield "# The sections, with their goals and steps; each looks like this one:"
    yield "# sections:"
    yield "#   - id: A"
    yield "#     title: The first section"
    yield "#     goals:"
    yield "#       - title: The first goal"
    yield "#         steps:"
    yield "#           - id: A-01"
    yield f"#             status: {_write(status)}"
    yield "#             action: >-"
    yield "#               What is to be done."
    if new.departments:
        yield f"#             departments: [{_write(new.departments[0].id)}]"
    yield "#             deadline: 2027-06-30"


def _list_timeline(new: NewPlan) -> Iterator[str]:
    yield "# What happened and what is planned, in the order published."
    yield "schema_version: 1"
    yield f"title: {_write(new.title)}"
    yield f"source: {_write(new.publisher)}"
    yield ""
    yield "entries: []"
    yield ""


def _write(text: str) -> str:
    # A text that is no UTF-8 is refused by the check, with its place.
    try:
        return format_inline(text)
    except ValueError:
        return f'"{text}"'
