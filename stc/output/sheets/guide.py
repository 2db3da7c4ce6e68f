"""How to fill in a sheet, in plain words."""

from collections.abc import Iterator

from stc.output.sheets.render import Blank
from stc.sheets.columns import ANSWERS
from stc.text.escape import escape_control


def list_instructions(blank: Blank) -> Iterator[str]:
    """Yield the title and the lines of the first sheet of a workbook."""
    words, stamp = blank.plan.vocabulary, blank.stamp
    whole = words.count_parts(len(blank.plan.steps), "step")
    yield f"Report progress{f': {blank.name}' if blank.name else ''}"
    yield blank.plan.full_title
    yield f"As of {stamp.as_of}, revision {stamp.revision}. {len(blank.steps):,} of {whole}."
    yield words.say("1. Open the sheet Report, below. Each row is one step.")
    yield "2. Fill in only the yellow columns, and only where you have something to report."
    yield "3. An empty cell changes nothing."
    for column in ANSWERS:
        yield f"    {column.title}: {words.say(column.prompt)}"
    yield "4. Save the file, as .xlsx, and send it to the plan's owner."
    for contact in blank.plan.source.contact if blank.plan.source else ():
        yield f"    {escape_control(contact)}"
    yield (
        "The plan's owner checks it and records it. Nothing changes in the plan before that, and"
        " what you wrote is published with it."
    )
    yield (
        "Grey cells are locked: they show what the plan says. You may filter and print the rows,"
        " and write notes of your own to the right of the yellow columns; those are not read."
    )
