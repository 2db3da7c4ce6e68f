"""The summary of a job of GitHub Actions: a file that the job may append to."""

import os
from pathlib import Path

from stc.rules.check_files import Checked

VARIABLE = "GITHUB_STEP_SUMMARY"


def append_summary(checked: Checked) -> str | None:
    """Append what was found to the summary of the job, where there is one.

    Returns:
        A sentence where it could not be written, which is no reason to fail.
    """
    if not os.environ.get(VARIABLE):
        return None
    from stc.output.ci.findings import render_step_summary

    return append_text(render_step_summary(checked.findings, checked.lines))


def append_text(text: str) -> str | None:
    """Append Markdown to the summary of the job, where there is one.

    Returns:
        A sentence where it could not be written, which is no reason to fail.
    """
    name = os.environ.get(VARIABLE)
    if not name:
        return None
    try:
        with Path(name).open("ab") as file:
            file.write(text.encode("utf-8", "replace"))
    except OSError as error:
        return f"{VARIABLE} could not be written: {error.strerror or error}."
    return None
