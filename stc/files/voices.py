"""The files of the updates beside a plan, as they are on disk."""

from collections.abc import Callable
from pathlib import Path

from stc.files.load import VoiceFile
from stc.files.plan_path import is_voice, updates_beside
from stc.files.store.read import list_names, read_unlinked


def read_voice_files(plan: Path, show: Callable[[Path], str]) -> list[VoiceFile]:
    """Return the files of the updates beside a plan.

    Args:
        plan: The path of the plan.
        show: Write how a file is called.
    """
    folder = updates_beside(plan)
    paths = [folder / name for name in list_names(folder) if is_voice(name)]
    return [VoiceFile(path.name, show(path), read_unlinked(path)) for path in paths]
