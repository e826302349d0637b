"""The name that Moodle wants of each question: where it has no title how its stem begins."""

import re

_LONGEST = 80
_GAP_NUMBER = re.compile(r"\{[0-9]+\}")
_ELLIPSES = ("…", "...")


def stem_as_name(words: str) -> str:
    """The name of a question without a title; ``words`` are its stem without marks."""
    line = _one_line(words)
    if len(line) <= _LONGEST:
        return line
    whole, _, _ = line[: _LONGEST + 1].rpartition(" ")
    return f"{whole or line[:_LONGEST]}…"


def repeats_stem(name: str, words: str) -> bool:
    """Whether a name says no more than the stem, of which it may be the beginning."""
    line = _one_line(words)
    for ellipsis in _ELLIPSES:
        if name.endswith(ellipsis) and line.startswith(name.removesuffix(ellipsis).rstrip()):
            return True
    return name == line


def _one_line(words: str) -> str:
    return " ".join(_GAP_NUMBER.sub("_____", words).split())
