"""No cell that we write is computed by a spreadsheet."""

import pytest

from studyapp.core.spreadsheets import as_cell


@pytest.mark.parametrize(
    "text", ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "-2,5;3", "-inf", "+", "-"]
)
def test_what_would_be_computed_is_marked_as_text(text: str) -> None:
    assert as_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "plain", "-5", "+5", "-1.5", "-2,5", "1-1", " =1", "'=1"])
def test_text_and_numbers_stay_as_they_are(text: str) -> None:
    assert as_cell(text) == text
