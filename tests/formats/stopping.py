"""How a progress stops a reader."""


class Stopped(Exception):
    """Raised where a progress is told; it must come out of the reader as it is."""
