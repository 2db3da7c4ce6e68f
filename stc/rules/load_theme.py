"""The theme of a site: from the head of the plan, and from a folder that says it again."""

from pathlib import Path
from typing import Final, NamedTuple

from stc.errors import FileRefused
from stc.files.kinds import FileKind
from stc.files.load import load
from stc.files.pictures import Picture, read_picture
from stc.files.store.read import read_bytes
from stc.findings import has_errors, sort_findings
from stc.plan.theme import Theme
from stc.rules.plan.low_contrast import check_theme

FILE: Final = "theme.yaml"
_THEME: Final = FileKind(
    "theme",
    Theme,
    "",
    FILE,
    ("field", "fields"),
    lambda _: 1,
    lambda builder, data, _: builder.build(Theme, data),
)


class Look(NamedTuple):
    """A theme, and the pictures that it names."""

    theme: Theme = Theme()
    logo: Picture | None = None
    share: Picture | None = None


def load_look(theme: Theme | None, folder: Path, other: Path | None = None) -> Look:
    """Return the look of a site.

    Args:
        theme: The theme in the plan, whose pictures are in `folder`.
        folder: The folder of the plan.
        other: A folder with a theme, each field of which replaces that of the plan.

    Raises:
        CannotGoOn: A file cannot be read, or is not what it is to be.
        FileRefused: The theme has errors.
    """
    given = theme or Theme()
    own = _load_theme(other) if other else Theme()
    pairs = {key: getattr(own, key) or value for key, value in given._asdict().items()}
    return Look(
        Theme(**pairs),
        _read_picture(given.logo, folder, own.logo, other),
        _read_picture(given.share, folder, own.share, other),
    )


def _read_picture(
    given: str | None, folder: Path, own: str | None, other: Path | None
) -> Picture | None:
    if own and other:
        return read_picture(other, own)
    return read_picture(folder, given) if given else None


def _load_theme(folder: Path) -> Theme:
    path = folder / FILE
    loaded = load(_THEME, read_bytes(path), str(path))
    findings = loaded.findings
    if loaded.value is not None:
        findings = sort_findings((*findings, *check_theme(loaded.value, loaded.document)))
    if loaded.value is None or has_errors(findings):
        raise FileRefused(f"{path} has errors, so stc does not use it.", findings, "Fix the above.")
    theme: Theme = loaded.value
    return theme
