"""The sorts of section that a print can have."""

from enum import StrEnum


class Sort(StrEnum):
    """For the learners the first two, for the teacher the others."""

    PAPER = "paper"
    ANSWER_SHEET = "answer_sheet"
    KEY = "key"
    EXPLANATIONS = "explanations"
