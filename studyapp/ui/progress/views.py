"""The views of the Progress page, in the order of its list."""

from enum import StrEnum

from PySide6.QtCore import QCoreApplication


class View(StrEnum):
    OVERVIEW = "overview"
    TOPICS = "topics"
    KINDS = "kinds"
    SKILLS = "skills"
    MIXUPS = "mixups"
    MEMORY = "memory"
    FORECAST = "forecast"
    CONFIDENCE = "confidence"
    CALENDAR = "calendar"
    TIME = "time"
    SESSIONS = "sessions"


def tr(text: str) -> str:
    return QCoreApplication.translate("views", text)


def view_name(view: View) -> str:
    """What the list calls it."""
    return {
        View.OVERVIEW: tr("Overview"),
        View.TOPICS: tr("Topics"),
        View.KINDS: tr("Kinds of question"),
        View.SKILLS: tr("What and who"),
        View.MIXUPS: tr("Mix-ups"),
        View.MEMORY: tr("Memory"),
        View.FORECAST: tr("Coming reviews"),
        View.CONFIDENCE: tr("Confidence"),
        View.CALENDAR: tr("Calendar"),
        View.TIME: tr("Time spent"),
        View.SESSIONS: tr("Sessions"),
    }[view]
