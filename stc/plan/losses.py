"""The limit of steps that a plan may lose at once."""


def are_many(lost: int, steps: int) -> bool:
    """Return whether more than a quarter of the steps is lost, which is taken for an accident."""
    return 4 * lost > steps
