"""The points of a question, held to what a bank may hold."""

from math import isnan

MAX_POINTS = 1_000_000.0


def held(points: float) -> tuple[float, str]:
    """The points that a question counts, and what is to be said where they are not those given."""
    if isnan(points):
        return 1.0, "its points are no number: it counts 1"
    found = min(max(points, 0.0), MAX_POINTS)
    if found == points:
        return found, ""
    why = "too many" if points > found else "less than none"
    return found, f"{points:g} points are {why}: it counts {found:,.0f}"
