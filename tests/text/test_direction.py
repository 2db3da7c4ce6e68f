"""The direction of a page follows from the language of its plan."""

import pytest

from stc.text.direction import find_direction


@pytest.mark.parametrize(
    "language", ["ar", "he", "fa", "ur", "ps", "dv", "yi", "ckb", "AR-EG", "az-Arab", "uz-Arab-AF"]
)
def test_from_right_to_left(language: str) -> None:
    assert find_direction(language) == "rtl"


@pytest.mark.parametrize(
    "language",
    [None, "en", "es", "pt-BR", "ku", "az", "ar-Latn", "he-Latn-IL", "zh-Hant", "en-x-arab"],
)
def test_from_left_to_right(language: str | None) -> None:
    assert find_direction(language) == "ltr"
