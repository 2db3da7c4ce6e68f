"""Renew the page on the rules of an import: `python -m tests.house.rules_file`.

What a field is comes from its declaration.
"""

from pathlib import Path
from typing import Any, Final

from stc.imports.rules import (
    EARLIER,
    JOIN,
    DateRules,
    FieldRule,
    TableRules,
    ValueRule,
    declare_rules,
)
from stc.plan.field import specs_of

PATH: Final = Path(__file__).parents[2] / "docs" / "import.md"
COMMAND: Final = "python -m tests.house.rules_file"
SAMPLE: Final = """\
table: actions.csv
dates: {order: mdy}
no_date: [n/a]
plan:
  title: Plan of the town
  phase: One
  timezone: America/Chicago
section: {id: =ACT, title: Theme}
goal: {title: Goal}
columns:
  id: "ACT-{n}"
  status: {column: Status, map: {Done: Complete, "": Not started}}
  action: "{Action} ({Place})"
  departments: {column: Who, split: ";|, "}
  deadline: Due
"""
TABLE: Final = """\
Theme,Goal,Action,Place,Who,Status,Due
Water,Clean water,Test the wells,north,Works; Health,Done,03/31/2026
Water,Clean water,Renew the pipes,south,Works,,n/a
"""
HEAD: Final = f"""\
# From a table to a plan

<!-- Written by `{COMMAND}`; a test compares. -->

`stc import RULES.yaml` makes `data/plan.yaml` from a published table. The rules say which column is
which field; nothing is guessed, and nothing is invented to make a table fit.

```sh
stc import actions.csv             # writes import.yaml: the columns, their values, proposals
stc import import.yaml --dry-run   # says what would come of it
stc import import.yaml             # writes data/plan.yaml, whole or not at all
```

Of the table

```csv
{TABLE}```

the rules

```yaml
{SAMPLE}```

make a plan of two steps.

- **Tables** are `csv`, `tsv`, `xlsx`, `md` (every pipe table of a Markdown file) and `json`. A text
  is UTF-8 unless `encoding` says otherwise. A workbook has at most 64 MiB when it is unpacked; a
  formula whose value is not saved in it is refused, and merged cells are named.
- **A rule** is a column (`deadline: Due`), several of them (`"{{Action}} ({{Place}})"`), words for
  every row (`=Not reported`), or a block of the fields below. `{{n}}` and `{{N}}` number the rows
  with at least two or three digits. `"#1"` to `"#4"` are the Markdown headings above a row,
  `"#file"` is the name of its file.
- **Statuses** that the plan does not have become Unknown, with `needs_review`. So do departments
  that are not among `known`, or not among those of `plan`, where either names some.
- **Dates**: 03/04/2026 needs `dates: {{order: mdy}}` or `dmy`, unless at least twenty dates of the
  column fit one order only; the report says so. A deadline that is no date keeps its words.
- **The report** says of every filled cell what became of it: kept as a field, in `extra` or as
  words, marked for review, refused, left out by a rule, or in a column without a rule.
  `--format json` has every note with its table and cell.
- **Again**: a second import adds what is new to the plan. Steps are found by their id, or by their
  text where ids are made. What the table reports is updated, and each change is named: a status,
  the start, tags, `extra`. What people write stays, and is named where the table differs: the text
  of a step, a note, a reason, the lead, and a status that the table would take back. `--replace`
  takes the table's values there, too. A row that is gone is named, and its step stays. A deadline
  moves only with `--on DATE --reason TEXT`. Comments, and fields that the rules do not name, stay.
- **A plan that is there**, as after `stc init`, has its own head, and rows are read by it: its
  statuses, and its departments by id, name, alias or former id. The rules need no `plan` then. What
  their `plan` has and the plan lacks is added, such as a phase or a language; what differs is
  named, and the plan keeps its own. The list of statuses is kept as a whole, because its order has
  a meaning. A new department is added and named, unless the rules name departments themselves.
- **Patterns** are Python's regular expressions. One that takes longer than a second for a row is
  stopped.

`updates` and `measure` are accepted and not written yet.
"""


def write_page() -> str:
    """Return the Markdown of the page."""
    blocks = (
        ("The file of rules", declare_rules(), ()),
        ("A rule of a field", FieldRule, ()),
        ("each", ValueRule, ()),
        ("dates", DateRules, ()),
        ("join", JOIN, tuple(specs_of(TableRules))),
        ("earlier", EARLIER, tuple(specs_of(TableRules))),
    )
    return "\n".join([HEAD, *(write_block(*block) for block in blocks)])


def write_block(title: str, block: Any, known: tuple[str, ...]) -> str:
    """Return the section of a block; fields that are known are those of the file of rules."""
    rows = ["| Field | Required | Meaning |", "| --- | --- | --- |"]
    for key, spec in specs_of(block).items():
        if key not in known:
            need = "yes" if spec.required else "no"
            rows.append(f"| `{key}` | {need} | {spec.field.doc.replace('|', chr(92) + '|')} |")
    more = "\n\nBeside these, the fields by which a table is read, as above." if known else ""
    return f"## {title}\n\n{block.__doc__.partition(chr(10))[0]}{more}\n\n" + "\n".join(rows) + "\n"


if __name__ == "__main__":
    PATH.write_text(write_page(), "utf-8")
