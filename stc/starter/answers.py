"""The answers about a new plan, and how they are parsed."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

from stc.errors import UsageProblem
from stc.plan.aliases import fold_name, make_department_id
from stc.plan.field import BadValue
from stc.plan.status import StatusKind
from stc.plan.value_types import parse_language as parse_tag
from stc.plan.zones import load_zones
from stc.text.addresses import is_address
from stc.text.lists import format_some
from stc.text.nearest import find_nearest, quote
from stc.yaml.reader import read_document
from stc.yaml.values import to_data

Host = Literal["github", "gitlab", "none"]
HOSTS: Final[tuple[Host, ...]] = ("github", "gitlab", "none")
OWN_SET: Final = "default"
"""The set of statuses of a plan that declares none."""

_SETS: Final = Path(__file__).with_name("statuses.yaml")
_DEPARTMENT: Final = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)=(.*)", re.ASCII | re.DOTALL)
_COMMIT: Final = re.compile(r"[^@]+@[0-9a-f]{40}", re.ASCII)
_SOURCE: Final = re.compile(r"[A-Za-z0-9.:/_~@+-]+", re.ASCII)


class NewStatus(NamedTuple):
    """A status of a new plan, as the file has it: each key with its text."""

    fields: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        """What it is called."""
        return dict(self.fields)["name"]


class NewDepartment(NamedTuple):
    """A department of a new plan."""

    id: str
    name: str


class NewPlan(NamedTuple):
    """The answers about a plan that has no step yet.

    Attributes:
        title: Its title.
        publisher: Who publishes it.
        timezone: The time zone of its days.
        language: The language it is written in (BCP 47).
        statuses: Its own statuses; empty if it uses those of stc.
        departments: Its departments.
        has_timeline: Whether it begins with a timeline, too.
        host: Where it is checked and published, if anywhere.
        source: Where CI installs stc from; empty if a person fills it in later.
    """

    title: str
    publisher: str
    timezone: str
    language: str = "en"
    statuses: tuple[NewStatus, ...] = ()
    departments: tuple[NewDepartment, ...] = ()
    has_timeline: bool = False
    host: Host = "none"
    source: str = ""


@cache
def load_sets() -> dict[str, tuple[NewStatus, ...]]:
    """Return the common sets of statuses by their names."""
    root = read_document(_SETS.read_bytes(), _SETS.name).root
    assert root is not None
    data: Any = to_data(root)
    return {
        OWN_SET: (),
        **{name: tuple(NewStatus(tuple(status.items())) for status in data[name]) for name in data},
    }


def parse_text(option: str, typed: str) -> str:
    """Return a text without spaces around it.

    Raises:
        UsageProblem: It is empty.
    """
    if not typed.strip():
        raise UsageProblem(f"{option}: the text is empty.", "Write it as readers know it.")
    return typed.strip()


def parse_zone(option: str, typed: str) -> str:
    """Return the name of a time zone.

    Raises:
        UsageProblem: There is no such zone.
    """
    zones, name = load_zones(), typed.strip()
    if name not in zones:
        near = find_nearest(name, zones)
        raise UsageProblem(
            f"{option}: {quote(name)} is not a time zone.",
            f"Did you mean {near}?" if near else "Write one such as UTC.",
        )
    return name


def parse_language(option: str, typed: str) -> str:
    """Return a language tag, such as `en` or `pt-BR`.

    Raises:
        UsageProblem: It is not well-formed.
    """
    try:
        return parse_tag(typed.strip())
    except BadValue as bad:
        raise UsageProblem(f"{option}: {bad.message}", bad.hint) from None


def parse_statuses(option: str, typed: str) -> tuple[NewStatus, ...]:
    """Return the statuses of a set by its name, or those typed one by one.

    Args:
        option: The name of the answer in messages.
        typed: `simple`, or words with their kinds: `Begun=open, Done=complete`.

    Raises:
        UsageProblem: There is no such set, or a word has no kind.
    """
    sets, name = load_sets(), typed.strip().casefold()
    if name in sets:
        return sets[name]
    words = typed.split(",")
    if all("=" in word for word in words):
        return parse_words(option, words)
    near = find_nearest(name, sets)
    choice = f"Choose {format_some([*sets], len(sets))}, or write Begun=open, Done=complete."
    raise UsageProblem(
        f"{option}: {quote(typed)} is not a set of statuses.",
        f"Did you mean {near}?" if near else choice,
    )


def parse_words(option: str, words: Sequence[str]) -> tuple[NewStatus, ...]:
    """Return the statuses of words with their kinds, each such as `On track=open`.

    Raises:
        UsageProblem: A word has no kind, or one that does not exist.
    """
    kinds = [kind.word for kind in StatusKind]
    found = []
    for word in words:
        name, _, kind = (part.strip() for part in word.rpartition("="))
        if not name or kind not in kinds:
            raise UsageProblem(
                f"{option}: {quote(word.strip())} is not a word with its kind.",
                f"Write it like On track=open; the kinds are {format_some(kinds, len(kinds))}.",
            )
        found.append(NewStatus((("name", name), ("kind", kind))))
    return tuple(found)


def parse_department(
    option: str, typed: str, others: Sequence[NewDepartment] = ()
) -> NewDepartment:
    """Return a department by its name, or by an id and a name: `works=Public Works`.

    Raises:
        UsageProblem: Its name has no letters that an id can be made of, or one of the others
            has its id or its name.
    """
    written = _DEPARTMENT.fullmatch(typed.strip())
    name = parse_text(option, written[2] if written else typed)
    department_id = written[1] if written else make_department_id(name)
    if not department_id:
        raise UsageProblem(
            f"{option}: no id can be made of {quote(name)}.", f"Write it like works={name[:30]}."
        )
    words = {fold_name(department_id), fold_name(name)}
    for other in others:
        if words & {fold_name(other.id), fold_name(other.name)}:
            raise UsageProblem(
                f"{option}: {quote(name)} is already {other.id}, {quote(other.name)}.",
                "Write another id and name, such as works=Public Works.",
            )
    return NewDepartment(department_id, name)


def parse_source(option: str, typed: str) -> str:
    """Return where pip installs stc from, pinned by its commit.

    Raises:
        UsageProblem: It is not an address, or has no commit.
    """
    source = typed.strip()
    address = source.removeprefix("git+")
    if not (_SOURCE.fullmatch(source) and is_address(address) and _COMMIT.fullmatch(address)):
        raise UsageProblem(
            f"{option}: {quote(source)} is not an address with a commit.",
            "Write it like git+https://example.org/stc.git@ and the 40 digits of the commit.",
        )
    return f"git+{address}"
