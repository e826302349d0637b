"""Lengths of time in words."""

from PySide6.QtCore import QCoreApplication

HOUR = 60
_MANY = 10


def tr(text: str) -> str:
    return QCoreApplication.translate("times", text)


def time_text(minutes: float) -> str:
    """25 min, 3 h 20 min, 25 h: no minutes beside many hours."""
    if 0 < minutes < 1:
        return tr("< 1 min")
    if minutes >= _MANY * HOUR:
        return tr("{n} h").format(n=round(minutes / HOUR))
    hours, left = divmod(round(minutes), HOUR)
    if not hours:
        return tr("{n} min").format(n=left)
    if not left:
        return tr("{n} h").format(n=hours)
    return tr("{hours} h {n} min").format(hours=hours, n=left)
