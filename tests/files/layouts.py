"""One plan in many layouts, and hostile changes of its text."""

import json
from typing import Any

import yaml
from hypothesis import strategies as st

from tests.plans import FULL

MORE = """\

          - id: COM-02
            status: Planning
            action: >-
              Read the page aloud.

              Then read it again.
            departments: ["911"]
            deadline: 2025-06-30

          - id: COM-03
            status: Not started
            action: "Print
              the page."
            departments: [mayor]
      - title: Speak often
        steps:
          - id: COM-04
            status: Ongoing
            action: |
              Call.

          # A remark between two steps.
          - id: COM-05
            status: Unknown
            action: Answer the call.
            needs_review: {fields: [status], note: It is smudged.}
  - id: GOV
    title: Governance
    goals:
      - title: Wait
        steps: []
      - title: Decide
        steps:
          - id: GOV-01
            status: In progress
            action: Decide the page.
            departments: [mayor, "911"]
            deadline: 2024-11-30
"""
PLAN = FULL + MORE
OWN = """\
  - id: OWN
    title: Steps of the section
    steps:
      - id: OWN-1
        status: Planning
        action: Ask.
        departments: [mayor]
        deadline: 2024-12-31

      - id: OWN-2
        status: Not started
        action: >-
          Ask again.
        revisions:
          - {from: 2024-01-31, to: null, on: 2024-01-05, reason: It waits.}
"""
GOALS_BELOW = """\
    goals:
      - title: Answer
        steps:
          - id: OWN-3
            status: Planning
            action: Answer.

      - id: G2
        title: Thank
        under: [Manners, Letters]
        steps:
          - id: OWN-4
            status: Planning
            action: Thank.
"""


def _shift_steps(text: str, by: int) -> str:
    """Return a plan whose steps stand further left."""
    head, sections = text.split("\nsections:\n")
    pad = " " * 10
    lines = [line[by:] if line.startswith(pad) else line for line in sections.split("\n")]
    return head + "\nsections:\n" + "\n".join(lines)


def _flow() -> str:
    data = yaml.load(PLAN, yaml.BaseLoader)
    data["schema_version"] = 1
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def _flat() -> str:
    """Return the plan with every dash at the column of its key."""
    return yaml.dump(
        yaml.load(PLAN, yaml.BaseLoader), Dumper=yaml.SafeDumper, sort_keys=False, width=60
    ).replace("schema_version: '1'", "schema_version: 1")


LAYOUTS = {
    "canonical": PLAN,
    "steps further left": _shift_steps(PLAN, 2),
    "flat": _flat(),
    "CRLF": PLAN.replace("\n", "\r\n"),
    "JSON": _flow(),
    "comments": PLAN.replace(
        "            status:", "            # As of June.\n            status:"
    ),
    "remarks": PLAN.replace("\n          - id:", "\n# A remark.\n          - id:"),
    "quotes": PLAN.replace("status: Planning", "status: 'Planning'  # since May"),
    "letters": PLAN.replace("the page", "die Seite – “straße” 😀"),
    "no line feed at the end": PLAN.rstrip("\n"),
    "spaces at the end": PLAN + "            \n",
    "a section of steps": PLAN + OWN,
    "steps before goals": PLAN + OWN + GOALS_BELOW + OWN.replace("OWN", "LAST"),
    "nothing but steps": FULL[: FULL.index("sections:\n")] + "sections:\n" + OWN,
}

HOSTILE = (
    '"', "'", "|", ">-", "#", " # ", "---\n", "...\n", "\t", "\x00", "\r", "\u2028", "\ufeff", "- ",
    "- id: COM-02\n", "          - id: COM-02\n", "          - id: COM-03\n", "&a ", "*a", "!x ",
    "<<: ", "? ", "[", "]", "{", "}", ": ", "%YAML 1.1\n", "<<<<<<< HEAD\n", "=======\n", "\n",
    "            note: |\n              - id: COM-03\n", '            note: "\n', "  ", " ",
    "            lead: mayor\n", "            completed: 2024-01-01\n", "911", "mayor", "COM-01",
    "            departments: [mayor, mayor]\n", "            nope: 1\n", "é", "\udce9", "|+", "|2",
    "      - title: Another goal\n        steps:\n", "        title: Twice\n", "\n\n\n", "|+\n",
    "            status: Planning\n", "            ", "        steps: []\n", "sections: []\n",
    "          - steps of run 0\n", "steps of run 1", "\r\n", "\r\r\n", "😀", "null", "~",
    "            note: |\n              a\n\n              b  \n\n\n",
    "            items: [a, b]\n", "            note: >\n              a\n",
    "            note: 'a\n\n              b'\n",
    "          - id: COM-09\n            status: Planning\n            action: Wait.\n\n",
    "          - id: COM-10\n            status: Planning\n            action: Go.\n"
    "            departments: [mayor]\n", "# A remark.\n", "          # A remark.\n",
    "            # A remark.\n", "            evidence:\n            - A letter\n",
    "            evidence:\n              - id: COM-77\n", "        # steps:\n", "steps:\n",
    "    steps:\n      - id: COM-78\n        status: Planning\n        action: Go.\n",
    "    goals:\n",
    "      - id: COM-79\n        status: Planning\n        action: Come.\n", "    steps: []\n",
    "        note: |\n          steps:\n            - x\n",
)  # fmt: skip
SWAPS = (
    ("Planning", "Complete"), ("Not started", "In progress"), ("2025-06-30", "2025-09-30"),
    ("Ongoing", "Done"), ("aloud", "softly"), ("COM-05", "COM-06"), ("COM-02", "com-02"),
    ('"911"', "mayor"), ("mayor", "council"), ("\n", "\r\n"), ("\r\n", "\n"), ("'", "’"),
    ("2024-12-31", "2026-12-31"), ("COM-03", "GOV-03"), ("  ", " "), ("|", ">"), (">-", "|"),
    ("A plan", "The plan"), ("Speak often", "Speak up"), ("            ", "             "),
    ("Mayor's office", "The mayor"), ("|", "|+"), ("steps:", "steps: # all"), ("- id", "-  id"),
    ("\n      - ", "\n    - "), ("page", "steps:"), ("\n\n", "\n"), ("\n\n", "\n\n\n"),
)  # fmt: skip

Edit = tuple[str, int, int, int]
EDITS: Any = st.one_of(
    st.tuples(st.just("insert"), st.integers(0, 4000), st.integers(0, 99), st.just(0)),
    st.tuples(st.just("insert line"), st.integers(0, 200), st.integers(0, 99), st.just(0)),
    st.tuples(st.just("delete lines"), st.integers(0, 200), st.integers(1, 8), st.just(0)),
    st.tuples(st.just("copy lines"), st.integers(0, 200), st.integers(1, 8), st.integers(0, 200)),
    st.tuples(st.just("shift lines"), st.integers(0, 200), st.integers(1, 9), st.integers(-4, 4)),
    st.tuples(st.just("cut"), st.integers(0, 4000), st.integers(1, 20), st.just(0)),
    st.tuples(st.just("swap"), st.integers(0, 99), st.integers(0, 3), st.just(0)),
    st.tuples(st.just("swap all"), st.integers(0, 99), st.just(0), st.just(0)),
    st.tuples(st.just("undo"), st.just(0), st.just(0), st.just(0)),
)


def change_text(text: str, one: Edit, undone: str = PLAN) -> str:
    kind, first, second, third = one
    lines = text.splitlines(keepends=True)
    at = first % (len(lines) or 1)
    if kind == "insert":
        place = first % (len(text) + 1)
        return text[:place] + HOSTILE[second % len(HOSTILE)] + text[place:]
    if kind == "insert line":
        return "".join([*lines[:at], HOSTILE[second % len(HOSTILE)], *lines[at:]])
    if kind == "delete lines":
        return "".join([*lines[:at], *lines[at + second :]])
    if kind == "copy lines":
        to = third % (len(lines) or 1)
        return "".join([*lines[:to], *lines[at : at + second], *lines[to:]])
    if kind == "shift lines":
        some = [" " * third + line if third > 0 else line[-third:] for line in lines]
        return "".join([*lines[:at], *some[at : at + second], *lines[at + second :]])
    if kind == "cut":
        place = first % (len(text) + 1)
        return text[:place] + text[place + second :]
    if kind.startswith("swap"):
        old, new = SWAPS[first % len(SWAPS)]
        if kind == "swap all":
            return text.replace(old, new)
        parts = text.split(old)
        at = second % len(parts)
        return old.join(parts[: at + 1]) + new + old.join(parts[at + 1 :]) if at else text
    return undone
