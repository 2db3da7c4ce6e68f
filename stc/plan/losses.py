"""How many steps a plan may lose at once."""


def are_many(lost: int, steps: int) -> bool:
    """Return whether more than a quarter of the steps is lost: an accident, not a decision."""
    return 4 * lost > steps
