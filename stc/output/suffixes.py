"""The format of a file that is written, by the suffix of its name."""

from collections.abc import Mapping
from pathlib import PurePath

from stc.errors import UsageProblem
from stc.text.nearest import quote


def resolve_format(named: str | None, path: str | None, suffixes: Mapping[str, str]) -> str:
    """Return the format that was named, or the one that a path asks for by its suffix.

    Args:
        named: The format; None to go by the path.
        path: The file; None where there is none to go by.
        suffixes: The suffix of each format, with its dot.

    Raises:
        UsageProblem: The suffix is that of another format, or of none where none was named.
    """
    suffix = PurePath(path).suffix.lower() if path else ""
    found = next((name for name, end in suffixes.items() if end == suffix), None)
    ends = ", ".join(suffixes.values())
    if named is not None:
        if path and found is not None and found != named and named in suffixes:
            hint = f"Name a file that ends with {suffixes[named]}, or leave the format out."
            raise UsageProblem(f"{quote(path, 200)} is a name of {found}, not of {named}.", hint)
        return named
    if found is not None:
        return found
    if path and path != "-":
        raise UsageProblem(f"{quote(path, 200)} ends with none of {ends}.", "Or name the format.")
    raise UsageProblem("The format is missing.", f"Name it, or a file that ends with {ends}.")
