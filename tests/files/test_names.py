"""The names for shell completion, from whatever the file is."""

from stc.files.names import load_names
from tests.plans import SMALL, change

NONE: dict[str, list[tuple[str, str]]] = {
    name: [] for name in ("step", "department", "section", "goal", "phase", "category")
}


def test_names_come_with_their_descriptions() -> None:
    assert load_names(SMALL.encode()) == {
        "step": [("COM-01", "Write the page."), ("COM-02", "Read the page.")],
        "department": [("911", "911"), ("comms-ocs", "Communications - OCS")],
        "section": [("COM", "Communications")],
        "goal": [],
        "phase": [],
        "category": [],
    }


def test_goals_are_named_where_they_have_ids() -> None:
    text = change(SMALL, "- title: Speak clearly", "- id: C1\n        title: Speak clearly")
    for one in (text, change(text, "status: Planning", "status: Nope")):
        assert load_names(one.encode())["goal"] == [("C1", "Speak clearly")]


def test_what_is_wrong_in_a_step_leaves_out_that_step_only() -> None:
    names = load_names(change(SMALL, "action: Write the page.", "action: [Write]").encode())
    assert names["step"] == [("COM-02", "Read the page.")]


def test_a_broken_file_has_no_names() -> None:
    for text in ("", "- a\n", "sections: x\n", "{", "\x00", "sections: [[{steps: 1}]]\n"):
        assert load_names(text.encode()) == NONE
    assert load_names(b"\xff") == NONE
