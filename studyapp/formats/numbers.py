"""Numbers as people and programs write them, read as Moodle reads them; and written."""

import re
from decimal import Decimal
from math import isfinite

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?")


def read_number(text: str) -> Decimal | None:
    """The number, or None where it is none or too large to reckon with.

    Spaces are dropped; a comma parts thousands where a full stop or a second comma is
    present, and is the decimal comma elsewhere.
    """
    bare = re.sub(r"[\s\xa0]", "", text[:400])
    if "," in bare:
        bare = bare.replace(",", "" if "." in bare or bare.count(",") > 1 else ".")
    if not _NUMBER.fullmatch(bare) or not isfinite(float(bare)):
        return None
    return Decimal(bare)


def number_text(number: float) -> str:
    """The number in the fewest digits that read back as it."""
    return str(int(number)) if number == int(number) and abs(number) < 1e15 else repr(number)
