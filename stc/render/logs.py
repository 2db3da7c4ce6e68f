"""Text for the log of a CI job, in which no line is a command to the program that runs the job.

GitHub's runner obeys `::command::` at the start of a line and `##[command]` anywhere in one, and
Azure's agent `##vso[command]` anywhere in one.
"""

import json
import re
from typing import Any

_ANYWHERE = re.compile(r"##(?=\[|vso\[)", re.IGNORECASE)
_AT_START = re.compile(r"^(\s*)::", re.MULTILINE)


def quiet_line(text: str) -> str:
    r"""Gives a line for people, with a backslash where a command would begin: `#\#[`, `\::`."""
    return _AT_START.sub(r"\1\\::", _ANYWHERE.sub(r"#\\#", text))


def quiet_xml(text: str) -> str:
    """Gives XML that reads the same and holds no command."""
    return _AT_START.sub(r"\1&#58;:", _ANYWHERE.sub("#&#35;", text))


def write_json(value: Any) -> str:
    """Gives JSON, indented, that holds no command; texts are read back exactly as they are."""
    text = json.dumps(value, indent=2, ensure_ascii=False)
    # Paths may hold bytes that are not text (lone surrogates); JSON has an escape for them.
    text = text.encode("utf-8", "backslashreplace").decode("utf-8")
    return _ANYWHERE.sub(r"#\\u0023", text) + "\n"
