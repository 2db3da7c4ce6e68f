"""Documentation of the rules that are found while a file is read, in the order of their codes."""

from typing import Final

from stc import codes
from stc.rules.rule import Rule

_PLAN: Final = """\
schema_version: 1
title: A plan
phase: Phase One
timezone: America/Chicago

departments:
  - id: comms-ocs
    name: Communications

sections:
  - id: COM
    title: Communications
    goals:
      - title: Speak clearly
        steps:
          - id: COM-01
            status: Planning
            action: Write the page.
            departments: [comms-ocs]
            deadline: 2026-12-31
"""
_TWO_STEPS: Final = """\
sections:
  - id: COM
    title: Communications
    goals:
      - title: Speak clearly
        steps:
          - id: COM-01
            status: Planning
            action: Write the page.
            departments: [comms-ocs]
            deadline: 2026-12-31

          - id: COM-0{}
            status: Planning
            action: Print the page.
            departments: ["911"]
            deadline: 2027-06-30
"""

RULES: tuple[Rule, ...] = (
    Rule(
        codes.SYNTAX,
        why="A file that is not well-formed has no certain meaning: two programs could read two "
        "different plans from it.",
        bad="action: Write: the page.\n",
        good='action: "Write: the page."\n',
        scope="step",
    ),
    Rule(
        codes.NOT_UTF8,
        why="In another encoding, the same bytes are different letters on another machine.",
        bad="action: Speak with Jos\udce9.\n",
        good="action: Speak with José.\n",
        scope="step",
    ),
    Rule(
        codes.OVER_LIMIT,
        why="A file of more than 64 MiB, 3,000,000 values or 32 levels of nesting, or of more "
        "than 100,000 values with fewer than 5 characters each, is not a plan, but it could "
        "exhaust any program that reads it.",
        bad="items: " + "[" * 26 + "A page" + "]" * 26 + "\n",
        good="items: [A page]\n",
        scope="step",
    ),
    Rule(
        codes.CONTROL_CHARACTER,
        why="Control characters can command a terminal, and nobody can see them.",
        bad="action: Write the \x1b[31mpage.\n",
        good="action: Write the page.\n",
        scope="step",
    ),
    Rule(
        codes.INVISIBLE_CHARACTER,
        why="Characters that cannot be seen, or that change the direction of a line, make a text "
        "say something other than what it shows. Those that a language or an emoji needs are "
        "accepted: joiners between letters of scripts other than Latin, Greek and Cyrillic and "
        "within an emoji, a variation selector after its base, a soft hyphen between letters, a "
        "direction mark at the start of a text. `stc fmt` removes the others, except those that "
        "change the direction.",
        bad="action: Write the\u200b page.\n",
        good="action: Write the page.\n",
        scope="step",
    ),
    Rule(
        codes.TAB,
        why="Programs disagree on what a tab means in YAML; spaces mean the same everywhere.",
        bad="action: Write\tthe page.\n",
        good="action: Write the page.\n",
        scope="step",
    ),
    Rule(
        codes.CONFLICT_MARKER,
        why="The file contains two versions that git could not merge; a person must choose.",
        bad=("<<<<<<< HEAD\nphase: Phase One\n=======\nphase: Phase Two\n>>>>>>> update\n"),
        good="phase: Phase Two\n",
        scope="head",
    ),
    Rule(
        codes.BYTE_ORDER_MARK,
        why="Some editors put an invisible mark at the beginning. It helps nobody and confuses "
        "some programs.",
        bad="\ufeffschema_version: 1\n",
        good="schema_version: 1\n",
        scope="head",
    ),
    Rule(
        codes.DUPLICATE_KEY,
        why="Only one of the two counts, and which one depends on the program that reads the file.",
        bad=("deadline: 2026-12-31\ndeadline: 2027-06-30\n"),
        good="deadline: 2027-06-30\n",
        scope="step",
    ),
    Rule(
        codes.ANCHOR,
        why="A value written elsewhere cannot be read, or changed, where it is used.",
        bad="departments: &ours [comms-ocs]\n",
        good="departments: [comms-ocs]\n",
        scope="step",
    ),
    Rule(
        codes.MERGE_KEY,
        why="Fields taken from elsewhere cannot be read, or changed, where they are used, and not "
        "every program supports them.",
        bad="<<: {note: A remark.}\n",
        good="note: A remark.\n",
        scope="step",
    ),
    Rule(
        codes.TAG,
        why="A tag tells programs to turn a text into something else, even to run code.",
        bad="note: !!str The page.\n",
        good="note: The page.\n",
        scope="step",
    ),
    Rule(
        codes.SEVERAL_DOCUMENTS,
        why="A file holds one plan. Only some programs would read what follows the mark.",
        bad=_PLAN + "---\ntitle: Another plan\n",
        good=_PLAN,
        scope="file",
    ),
    Rule(
        codes.DIRECTIVE,
        why="It tells programs to read the rest of the file differently, and they do not agree on "
        "how.",
        bad=("%YAML 1.1\n---\nschema_version: 1\n"),
        good="schema_version: 1\n",
        scope="head",
    ),
    Rule(
        codes.KEY_NOT_TEXT,
        why="Fields have names. A list, a block or an empty value is not a name.",
        bad="[note, reason]: A remark.\n",
        good="note: A remark.\n",
        scope="step",
    ),
    Rule(
        codes.EMPTY_FILE,
        why="An empty file is more often an accident than a plan without steps.",
        bad="# Nothing yet.\n",
        good=_PLAN,
        scope="file",
    ),
    Rule(
        codes.ESCAPED_CHARACTER,
        why="An escape in double quotes can put a character into a text that is not allowed in "
        "the file: a command to a terminal, or a sign that reverses the reading order. stc shows "
        "it harmlessly, but people who read the file cannot see it.",
        bad='note: "The \\u202egnp.exe page."\n',
        good="note: The page.\n",
        scope="step",
    ),
    Rule(
        codes.MISSING_FIELD,
        why="Without it, the rest cannot be understood.",
        bad=("needs_review:\n  note: The date is smudged.\n"),
        good=("needs_review:\n  fields: [deadline]\n  note: The date is smudged.\n"),
        scope="step",
    ),
    Rule(
        codes.UNKNOWN_FIELD,
        why="A misspelt field would be ignored, and its content with it.",
        bad="remark: The mayor asked for it.\n",
        good="note: The mayor asked for it.\n",
        scope="step",
    ),
    Rule(
        codes.WRONG_TYPE,
        why="Where a list is expected, many programs read a single text letter by letter.",
        bad="departments: comms-ocs\n",
        good="departments: [comms-ocs]\n",
        scope="step",
    ),
    Rule(
        codes.UNKNOWN_DEPARTMENT,
        why="A step whose department is misspelt is missing from that department's list.",
        bad="departments: [coms-ocs]\n",
        good="departments: [comms-ocs]\n",
        scope="step",
    ),
    Rule(
        codes.UNKNOWN_STATUS,
        why="Every count is by status; a step with an unknown status is in none of them.",
        bad="status: Almost done\n",
        good="status: In progress\n",
        scope="step",
    ),
    Rule(
        codes.NOT_A_DATE,
        why="A day that does not exist, or that can be read in two ways, is never guessed.",
        bad="deadline: 2026-02-30\n",
        good="deadline: 2026-02-28\n",
        scope="step",
    ),
    Rule(
        codes.EMPTY_TEXT,
        why="A field without content is unfinished.",
        bad='note: ""\n',
        good="note: A remark.\n",
        scope="step",
    ),
    Rule(
        codes.DUPLICATE_ID,
        why="People, pages and decisions refer to a step by its id, so it must mean one step "
        "forever.",
        bad=_TWO_STEPS.format("1"),
        good=_TWO_STEPS.format("2"),
        scope="head",
    ),
    Rule(
        codes.MALFORMED_ID,
        why="Ids of one form can be typed, sorted, linked and found.",
        bad="id: COM--01\n",
        good="id: COM-01\n",
        scope="step",
    ),
    Rule(
        codes.REPEATED_DEPARTMENT,
        why="Another department was meant, or the second one is there by accident.",
        bad="departments: [comms-ocs, comms-ocs]\n",
        good='departments: [comms-ocs, "911"]\n',
        scope="step",
    ),
    Rule(
        codes.NAME_CLASH,
        why="Anyone who asks for one department's steps by that name could get the other's.",
        bad=(
            "departments:\n"
            "  - id: comms-ocs\n"
            "    name: Communications\n"
            "    aliases: [Emergency Communications]\n"
            "\n"
            '  - id: "911"\n'
            '    name: "911"\n'
            "    aliases: [Emergency communications]\n"
        ),
        good=(
            "departments:\n"
            "  - id: comms-ocs\n"
            "    name: Communications\n"
            "    aliases: [Newsroom]\n"
            "\n"
            '  - id: "911"\n'
            '    name: "911"\n'
            "    aliases: [Emergency communications]\n"
        ),
        scope="head",
    ),
    Rule(
        codes.UNQUOTED_NUMBER,
        why="Programs other than stc read it not as text but as a number, a date or a truth value.",
        bad="departments: [comms-ocs, 911]\n",
        good='departments: [comms-ocs, "911"]\n',
        scope="step",
    ),
    Rule(
        codes.SCHEMA_VERSION,
        why="A newer format may use the same words with another meaning.",
        bad="schema_version: 2\n",
        good="schema_version: 1\n",
        scope="head",
    ),
    Rule(
        codes.UNKNOWN_TIME_ZONE,
        why="Whether a deadline has passed depends on where it is midnight.",
        bad="timezone: America/Minneapolis\n",
        good="timezone: America/Chicago\n",
        scope="head",
    ),
    Rule(
        codes.NOT_A_CHOICE,
        why="The field has a few values with a fixed meaning; programs that read it do not know "
        "any others.",
        bad="state: done\n",
        good="state: happened\n",
        scope="entry",
    ),
    Rule(
        codes.NOT_A_PERIOD,
        why="Entries are sorted and checked by the days they cover; words in place of EDTF leave "
        "those days unknown.",
        bad="when: Summer 2024\n",
        good="when: 2024-22\n",
        scope="entry",
    ),
    Rule(
        codes.TEXT_TOO_LONG,
        why="A text of more than 20,000 characters belongs in a document of its own; it would "
        "flood a screen or a page.",
        bad="note: " + "The minutes of the meeting. " * 800 + "\n",
        good="note: The minutes are in the archive.\n",
        scope="step",
    ),
    Rule(
        codes.BAD_VOCABULARY,
        why="Every count asks for the kind of a status, and every word typed must mean one status. "
        "So a plan has at least one open and one complete status, no word twice, and no more than "
        "100.",
        bad=(
            "vocabulary:\n"
            "  statuses:\n"
            "    - name: Planning\n"
            "      kind: open\n"
            "    - name: Achieved\n"
            "      kind: open\n"
        ),
        good=(
            "vocabulary:\n"
            "  statuses:\n"
            "    - name: Planning\n"
            "      kind: open\n"
            "    - name: Achieved\n"
            "      kind: complete\n"
        ),
        scope="head",
    ),
)
