"""A file in the canonical layout: nothing is given that does not say the same."""

import pytest

from stc.edit.layout import format_document
from stc.errors import CannotGoOn
from stc.files import layout
from stc.yaml.reader import read_document
from tests.plans import SMALL, change


@pytest.mark.parametrize("wrong", [change(SMALL, "Write the page", "Write"), SMALL + "\n- ["])
def test_a_wrong_layout_is_caught_by_the_proof(wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    document = read_document(SMALL.encode(), "plan.yaml")
    monkeypatch.setattr(layout, "lay_out_file", lambda _: wrong)
    with pytest.raises(CannotGoOn) as caught:
        format_document(document)
    assert caught.value.message == (
        "Formatting plan.yaml would have changed what it says; nothing was written."
    )
