"""The ways a command can stop: it was used wrongly, or it cannot go on."""

from stc.findings import Finding


class StcError(Exception):
    """A stop with a sentence for the user.

    Attributes:
        message: One clear sentence, with the place where there is one.
        hint: What to do about it, or an empty text.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageProblem(StcError):
    """The command was used wrongly, such as with an unknown step (exit 2)."""


class CannotGoOn(StcError):
    """The command is right, but it cannot go on (exit 3)."""


class FileRefused(CannotGoOn):
    """The file has errors, so it is neither used nor changed (exit 3).

    Attributes:
        findings: All of them, sorted.
    """

    def __init__(self, message: str, findings: tuple[Finding, ...], hint: str = "") -> None:
        super().__init__(message, hint)
        self.findings = findings
