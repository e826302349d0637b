"""How a question is known again in Anki: by the guid of its note, which holds its id."""

import re
from hashlib import sha1

_OURS = re.compile(r"[0-9a-f]{16}-([A-Za-z0-9_.-]{1,200})")


def guid_of(title: str, question: str) -> str:
    """The guid of the question of this id in the set of this title: no other set has it.

    A note that comes to Anki again replaces the one of the same guid.
    """
    known = sha1(f"{title}/{question}".encode(), usedforsecurity=False).hexdigest()[:16]
    return f"{known}-{question}"


def id_in(guid: str) -> str:
    """The id of the question that went to Anki as this note; empty for notes of others."""
    found = _OURS.fullmatch(guid)
    return found[1] if found else ""
