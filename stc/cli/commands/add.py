"""`stc add`."""

from collections.abc import Mapping
from typing import Annotated, Any, Final

from stc.cli.completion import (
    complete_category,
    complete_department,
    complete_goal,
    complete_phase,
    complete_section,
    complete_status,
)
from stc.cli.console import Outcome
from stc.cli.context import resolve_plan_path
from stc.cli.parameters import Argument, Option
from stc.cli.restructuring import restructure_plan
from stc.edit.add import DEPARTMENT, KINDS, Kind, NewBlock, add_block, list_fields
from stc.edit.ids import TakenIds
from stc.edit.structure import PlanFile, Restructured
from stc.edit.typed import name_option
from stc.errors import UsageProblem
from stc.history.known_ids import find_known_ids, list_department_ids, list_page_ids
from stc.plan.field import Spec
from stc.plan.value_types import DAY, DEADLINE, EXTRA, INTERVAL, NUMBER
from stc.text.lists import join_names

_COMPLETE: Final = {
    "departments": complete_department,
    "statuses": complete_status,
    "phases": complete_phase,
    "categories": complete_category,
}
_LONGEST: Final = 75
"""The longest help that Tab shows on one line."""
_METAVARS: Final = {
    "departments": "DEPT",
    "statuses": "STATUS",
    "phases": "PHASE",
    "categories": "CATEGORY",
}


def _list_specs() -> dict[str, tuple[Spec, list[Kind]]]:
    """Return each field that can be given, with the kinds of block that have it."""
    found: dict[str, tuple[Spec, list[Kind]]] = {}
    for kind in KINDS:
        for key, spec in list_fields(kind).items():
            found.setdefault(key, (spec, []))[1].append(kind)
    return found


def _make_option(spec: Spec, kinds: list[Kind]) -> Option:
    names = [name_option(spec.key)]
    if spec.key == "departments":
        names.append("-d")
    kind = spec.type
    refers = kind.refers if kind else ""
    if kind in (DAY, DEADLINE):
        metavar = "DATE"
    elif kind is EXTRA:
        metavar = "KEY=TEXT"
    elif kind in (INTERVAL, NUMBER):
        metavar = "EVERY" if kind is INTERVAL else "N"
    else:
        metavar = _METAVARS.get(refers, "TEXT")
    docs = [*dict.fromkeys(list_fields(kind)[spec.key].field.doc for kind in kinds)]
    doc = " ".join(docs)
    if len(doc) > _LONGEST:
        doc = docs[0].partition(";")[0].removesuffix(".") + "."
    choices = tuple(kind.schema.get("enum", ())) if kind else ()
    return Option(
        *names,
        metavar=None if choices else metavar,
        help=doc,
        complete=_COMPLETE.get(refers),
        choices=choices,
        panel=f"Of a {join_names([kind.word for kind in kinds]).replace(' and ', ' or a ')}",
    )


class FieldOptions:
    """The fields of a new block, as declared.

    Attributes:
        typed: What was typed, by the keys of the fields.
    """

    _specs: Final = _list_specs()
    _fields = tuple(_specs)
    _field_defaults: Final[Mapping[str, Any]] = dict.fromkeys(_specs)
    __annotations__ = {
        key: Annotated[
            list[str] | None if spec.many or spec.type is EXTRA else str | None,
            _make_option(spec, kinds),
        ]
        for key, (spec, kinds) in _specs.items()
    }

    def __init__(self, **typed: Any) -> None:
        self.typed = {key: value for key, value in typed.items() if value}


def run(
    what: Annotated[
        str,
        Argument(
            metavar="WHAT",
            help="step, goal, section or department.",
            choices=tuple(kind.word for kind in KINDS),
        ),
    ],
    fields: FieldOptions,
    text: Annotated[
        str | None,
        Argument(
            metavar="[TEXT]",
            help="The action of a step, the title of a goal or section, the name of a department.",
        ),
    ] = None,
    section: Annotated[
        str | None,
        Option("--section", metavar="SECTION", help="Where it goes.", complete=complete_section),
    ] = None,
    goal: Annotated[
        str | None,
        Option(
            "--goal", metavar="GOAL", help="The goal of a step, or none.", complete=complete_goal
        ),
    ] = None,
    new_id: Annotated[
        str | None, Option("--id", metavar="ID", help="Its id, if not the next one.")
    ] = None,
    dry_run: Annotated[
        bool, Option("--dry-run", "-n", help="Show the change without writing it.")
    ] = False,
    file: Annotated[
        str | None, Option("--plan", metavar="FILE", help="The plan file; overrides STC_PLAN.")
    ] = None,
) -> Outcome:
    """Add a step, a goal, a section or a department, and change nothing else in the file.

    It is written at the end of its goal or section; a department in the order of the others. The
    id is the next one of its neighbours. No id is given that the file, the history or any branch
    in this clone has.

    Example: stc add step "Publish the data." --goal "MECC transparency" -d 911
    """
    kind = next(kind for kind in KINDS if kind.word == what)
    typed = dict(fields.typed)
    if text is not None:
        if kind.main in typed:
            raise UsageProblem(f"The {kind.main} is given twice.", "Give it once.")
        typed[kind.main] = text
    list_ids = list_department_ids if kind is DEPARTMENT else list_page_ids
    new = NewBlock(kind, typed, new_id, section, goal)
    known = find_known_ids(resolve_plan_path(file).resolve(), list_ids)

    def decide(opened: PlanFile) -> Restructured:
        return add_block(opened, new, TakenIds(opened.plan, known, list_ids))

    return restructure_plan(file, decide, dry_run=dry_run)
