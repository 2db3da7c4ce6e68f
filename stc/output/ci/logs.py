"""Text for the log of a CI job, in which no line is a command to the program that runs the job.

GitHub's runner obeys `::command::` at the start of a line and `##[command]` anywhere in one,
Azure's agent `##vso[command]` and TeamCity `##teamcity[command]` anywhere in one.
"""

import re

_ANYWHERE = re.compile(r"##(?=\w*\[)")
_AT_START = re.compile(r"^([^\S\n]*)::", re.MULTILINE)


def quiet_text(text: str) -> str:
    r"""Return a text for people, with a backslash where a command would begin: `#\#[`, `\::`."""
    return _AT_START.sub(r"\1\\::", _ANYWHERE.sub(r"#\\#", text))


def quiet_xml(text: str) -> str:
    """Return XML that reads the same and holds no command."""
    return _AT_START.sub(r"\1&#58;:", _ANYWHERE.sub("#&#35;", text))


def quiet_json(text: str) -> str:
    """Return JSON that reads the same and holds no command; none of its lines begins with `::`."""
    return _ANYWHERE.sub(r"#\\u0023", text)
