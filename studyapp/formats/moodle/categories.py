"""Paths of Moodle's question categories as names of topics.

A path is ``$course$/top/Biology/Cells``; a slash within a name is doubled. Its beginning
says in which part of Moodle it stands and is no part of the name.
"""

import re

_CONTEXT = re.compile(r"\$[a-z]+\$(?:/|$)(?:top(?:/(?!/)|$))?|top/(?!/)")
_SLASH = re.compile(r"(?<!/)/(?!/)")
# What reads back as a single slash between names; all other slashes are doubled.
_SEPARATOR = re.compile(r"(?<=[^\s/]) / (?=[^\s/])")


def category_name(path: str) -> str:
    """The names of the path, parted by " / "; empty where it only says where it stands."""
    prefix = _CONTEXT.match(path)
    names = _SLASH.split(path[prefix.end() if prefix else 0 :])
    return " / ".join(name.replace("//", "/").strip() for name in names if name.strip())


def category_path(name: str) -> str:
    """The path below the top of a course that reads as this name; it is one line."""
    parts = [part.replace("/", "//") for part in _SEPARATOR.split(name.replace("\n", " "))]
    space = " " if parts[0].startswith("/") else ""
    return "$course$/top/" + space + "/".join(parts)
