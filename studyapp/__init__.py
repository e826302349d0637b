"""A desktop study app that asks what a text says and who says it."""

__version__ = "0.1.0"
