"""The questions of a GIFT file, cut apart as Moodle does: by blank lines, wherever they are."""

import re
from collections.abc import Iterator

from msgspec import Struct

from studyapp.formats.gift.text import BLANKS, held, typed

# Moodle takes a line with nothing but 0 for a blank one.
_GAP = re.compile(r"\A(?:0?\n)+|\n(?:0?\n)+")
_IDS = re.compile(r"\[id:((?:\\\]|[^\]\x00-\x1f\x7f])+)\]")
_TAGS = re.compile(r"\[tag:((?:\\\]|[^\]<>`\x00-\x1f\x7f])+)\]")


class Block(Struct, frozen=True):
    """Lines without a blank one among them, trimmed; escapes are stand-ins.

    ``comments`` are its comment lines, as typed, and no longer in its ``text``. ``line``
    is that of the text's first character, ``end`` the last line of the block.
    """

    text: str
    line: int
    end: int
    comments: str = ""
    lines: tuple[int, ...] = ()

    def place(self, offset: int) -> tuple[int, str]:
        """The line of the file in which a character of the text stands, and what precedes it."""
        number = self.text.count("\n", 0, offset)
        before = self.text[self.text.rfind("\n", 0, offset) + 1 : offset]
        return self.lines[number] if self.lines else self.line + number, typed(before)


def blocks(text: str) -> Iterator[Block]:
    """The blocks of a whole file, also those that hold nothing but comments."""
    body = "\n".join([line.strip(BLANKS) for line in held(text).split("\n")]) + "\n\n"
    start, line = 0, 1
    for gap in _GAP.finditer(body):
        end = gap.start()
        if end > start:
            block = body[start:end]
            last = line + block.count("\n")
            if block.startswith("//") or "\n//" in block:
                yield _without_comments(block, line, last)
            else:
                yield Block(block, line, last)
        line += body.count("\n", start, gap.end())
        start = gap.end()


def run_on(block: Block) -> list[Block]:
    """The block, parted where a title begins a line below a brace that closes.

    Moodle takes such a line for words of the question above.
    """
    texts = _RUN_ON.split(block.text) if "}\n::" in block.text else []
    if len(texts) < 2:
        return [block]
    numbers = block.lines or tuple(range(block.line, block.end + 1))
    found: list[Block] = []
    for text in texts:
        count = text.count("\n") + 1
        lines, numbers = numbers[:count], numbers[count:]
        found.append(Block(text, lines[0], lines[-1], "" if found else block.comments, lines))
    return found


_RUN_ON = re.compile(r"(?<=\})\n(?=::)")


def lone_noughts(text: str) -> Iterator[int]:
    """The lines that hold nothing but 0."""
    if not _MAY_HAVE_NOUGHT.search(text):
        return
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip(BLANKS) == "0":
            yield number


_MAY_HAVE_NOUGHT = re.compile(r"(?:\A|\n)[ \t\0\x0b]*0[ \t\0\x0b]*(?:\n|\Z)")


def id_and_tags(comments: str) -> tuple[str, tuple[str, ...]]:
    """The id, empty where there is none, and the tags that comments declare."""
    found = _IDS.search(comments)
    tags = [tag.replace("\\]", "]").strip() for tag in _TAGS.findall(comments)]
    wanted = found[1].replace("\\]", "]").strip() if found else ""
    return wanted, tuple(dict.fromkeys(filter(None, tags)))


def _without_comments(block: str, first: int, last: int) -> Block:
    kept: list[str] = []
    numbers: list[int] = []
    comments: list[str] = []
    for number, line in enumerate(block.split("\n"), first):
        if line.startswith("//"):
            comments.append(line)
        else:
            kept.append(line)
            numbers.append(number)
    return Block(
        "\n".join(kept),
        numbers[0] if numbers else first,
        last,
        typed("\n".join(comments)),
        tuple(numbers),
    )
