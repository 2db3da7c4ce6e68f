"""The node that a path leads to."""

import pytest

from stc.yaml.nodes import Scalar
from stc.yaml.reader import read_document
from stc.yaml.values import locate, to_data

TEXT = b"sections:\n  - id: GOV\n    goals: [x]\n  - id: POL\n"


@pytest.mark.parametrize(
    ("loc", "key", "place"),
    [
        ((), False, (1, 1)),
        (("sections",), True, (1, 1)),
        (("sections",), False, (2, 3)),
        (("sections", 1, "id"), False, (4, 9)),
        (("sections", 1, "id"), True, (4, 5)),
        (("sections", 0, "goals", 0), False, (3, 13)),
        (("sections", 0, "goals", 0), True, (3, 13)),
        (("sections", 0, "goals", 7), False, (3, 12)),
        (("sections", 0, "title"), False, (2, 5)),
        (("sections", 0, "title"), True, (2, 5)),
        (("sections", 0, "id", "deeper"), False, (2, 9)),
        (("sections", "id"), False, (2, 3)),
        (("sections", -1), False, (2, 3)),
    ],
)
def test_locating(loc: tuple[str | int, ...], key: bool, place: tuple[int, int]) -> None:
    root = read_document(TEXT, "p").root
    assert root is not None
    node = locate(root, loc, key=key)
    assert (node.line, node.column) == place


def test_no_tree_is_no_data() -> None:
    assert to_data(None) is None
    assert to_data(Scalar("x", "", 0, 1, 1, 1)) == "x"
