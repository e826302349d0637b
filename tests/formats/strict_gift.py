"""GIFT read strictly by Moodle's rules, to see what a file of ours means there.

It is written apart from the reader in ``studyapp`` and knows nothing of it. Whatever
Moodle would complain of, skip or only guess at is a ``NotGift``.
"""

import re
from collections.abc import Iterable
from html.parser import HTMLParser
from typing import NamedTuple


class NotGift(Exception):
    """Moodle would not take this as it is meant."""


class Answer(NamedTuple):
    """``text`` is shown or typed; of a pair it is the left side, and ``right`` the other."""

    text: str
    share: float = 0.0
    said: str = ""
    right: str = ""
    tolerance: float = 0.0


class Read(NamedTuple):
    """A question as Moodle stores it; texts are as a reader of the page sees them."""

    kind: str
    title: str
    stem: str
    said: str
    answers: tuple[Answer, ...]
    category: str
    id: str
    tags: tuple[str, ...]


FRACTIONS = [1, 9 / 10, 5 / 6, 4 / 5, 3 / 4, 7 / 10, 2 / 3, 3 / 5, 1 / 2, 2 / 5]
FRACTIONS += [1 / 3, 3 / 10, 1 / 4, 1 / 5, 1 / 6, 1 / 7, 1 / 8, 1 / 9, 1 / 10, 1 / 20, 0]

# Each escape becomes one character of Unicode's private use, so that no rule sees it.
HIDDEN = {sign: chr(0xE000 + place) for place, sign in enumerate(":#={}~n")}
SHOWN = {hidden: "\n" if sign == "n" else sign for sign, hidden in HIDDEN.items()}


def read(data: bytes) -> list[Read]:
    """The questions in their order; raises NotGift."""
    found: list[Read] = []
    category = ""
    for lines in _blocks(data.decode("utf-8")):
        comments = "\n".join(line for line in lines if line.startswith("//"))
        text = _hide("\n".join(line for line in lines if not line.startswith("//"))).strip()
        if text.startswith("$CATEGORY:"):
            if "\n" in text:
                raise NotGift(f"a question is lost in a category: {text}")
            category = text.removeprefix("$CATEGORY:").strip()
        elif text:
            found.append(_question(text, category, comments))
    return found


def _blocks(text: str) -> list[list[str]]:
    """Lines between blank ones; PHP takes ``0`` for empty."""
    found: list[list[str]] = [[]]
    for line in text.split("\n"):
        if line.strip() in ("", "0"):
            found.append([])
        else:
            found[-1].append(line.strip())
    return [lines for lines in found if lines]


def _hide(text: str) -> str:
    text = text.replace("\\\\", "\ue0ff")
    for sign, hidden in HIDDEN.items():
        text = text.replace(f"\\{sign}", hidden)
    return text.replace("\ue0ff", "\\")


def _show(text: str) -> str:
    for hidden, sign in SHOWN.items():
        text = text.replace(hidden, sign)
    return text.strip()


def _question(text: str, category: str, comments: str) -> Read:
    title = ""
    if text.startswith("::"):
        title, closed, text = text[2:].partition("::")
        if not closed:
            raise NotGift("a title is not closed")
        title, text = _show(title), text.strip()
    stem, section = _stem_and_section(text)
    said = ""
    if section is not None and "####" in section:
        section, _, said = section.rpartition("####")
        section = section.strip()
    form, stem = _formatted(stem, "moodle")
    kind, answers = _answers(section, form)
    wanted = re.search(r"\[id:((?:\\]|[^]])+)]", comments)
    tags = re.findall(r"\[tag:((?:\\]|[^]<>`])+)]", comments)
    return Read(
        kind,
        title,
        stem,
        _formatted(said, form)[1],
        answers,
        category,
        wanted[1].replace("\\]", "]") if wanted else "",
        tuple(tag.replace("\\]", "]") for tag in tags),
    )


def _stem_and_section(text: str) -> tuple[str, str | None]:
    """What is asked, and what stands in the braces; None where there are none."""
    if text.count("{") != text.count("}") or text.count("{") > 1:
        raise NotGift(f"braces that are not one pair: {text}")
    if "{" not in text:
        return text, None
    before, _, rest = text.partition("{")
    section, closed, after = rest.partition("}")
    if not closed:
        raise NotGift(f"braces the wrong way round: {text}")
    return (f"{before}_____{after}" if after else before), section.strip()


def _answers(section: str | None, form: str) -> tuple[str, tuple[Answer, ...]]:
    if section is None:
        return "description", ()
    if section == "":
        return "essay", ()
    if section[0] == ">":
        return "ordering", _items(section)
    if section[0] == "#":
        return "numerical", _numbers(section[1:], form)
    if "~" in section:
        return _choice(section, form)
    if "=" in section and "->" in section:
        return "match", _pairs(section, form)
    word, *said = section.split("#", 2)
    if word.strip() in ("T", "TRUE", "F", "FALSE"):
        wrong, right = (*(_formatted(one, form)[1] for one in said), "", "")[:2]
        answer = "true" if word.strip()[0] == "T" else "false"
        other = "false" if answer == "true" else "true"
        return "truefalse", (Answer(answer, 1, right), Answer(other, 0, wrong))
    return "shortanswer", _best_is_whole(_typed(piece, form) for piece in _split(section, "="))


def _split(section: str, sign: str) -> list[str]:
    first, *pieces = section.split(sign)
    if first.strip():
        raise NotGift(f"words before the first answer: {first}")
    return [piece.strip() for piece in pieces]


def _choice(section: str, form: str) -> tuple[str, tuple[Answer, ...]]:
    single = "=" in section
    found: list[Answer] = []
    for piece in _split(section.replace("=", "~="), "~"):
        if not piece:
            raise NotGift("an empty answer")
        share, text = (1.0, piece[1:]) if piece[0] == "=" else _weighed(piece, 0.0)
        text, said = _feedback(text, form)
        found.append(Answer(_formatted(text, form)[1], share, said))
    if len(found) < 2:
        raise NotGift("fewer than two answers")
    right = [answer.share for answer in found if answer.share > 0]
    if (max(right) if single else round(sum(right), 2)) != 1:
        raise NotGift(f"the answers are not worth the whole: {right}")
    return ("single" if single else "multiple"), tuple(found)


def _best_is_whole(answers: Iterable[Answer]) -> tuple[Answer, ...]:
    found = tuple(answers)
    if max(answer.share for answer in found) != 1:
        raise NotGift("no answer is worth the whole: Moodle reads no further")
    return found


def _typed(piece: str, form: str) -> Answer:
    share, text = _weighed(piece, 1.0)
    text, said = _feedback(text, form)
    return Answer(_without_mark(text), share, said)


def _numbers(section: str, form: str) -> tuple[Answer, ...]:
    section, tilde, others = section.partition("~")
    found: list[Answer] = []
    for piece in _split(section, "="):
        share, text = _weighed(piece, 1.0)
        text, said = _feedback(text, form)
        number, _, tolerance = _show(text).partition(":")
        for part in (number, tolerance or "0"):
            if part != "*" and not re.fullmatch(r"-?\d+(\.\d+)?(e[+-]?\d+)?", part):
                raise NotGift(f"not a number: {part}")
        found.append(Answer(number, share, said, tolerance=float(tolerance or 0)))
    if tilde:
        found.append(Answer("*", 0.0, _feedback(others, form)[1]))
    return _best_is_whole(found)


def _pairs(section: str, form: str) -> tuple[Answer, ...]:
    """The pairs, and right sides alone: each is shown but once."""
    found = [_pair(piece, form) for piece in _split(section, "=")]
    if len(found) < 3:
        raise NotGift("fewer than three rows: Moodle reads no further")
    shown = {pair.right for pair in found if pair.text}
    return tuple(pair for pair in found if pair.text or pair.right not in shown)


def _pair(piece: str, form: str) -> Answer:
    left, arrow, right = piece.partition("->")
    if not arrow:
        raise NotGift(f"a pair without an arrow: {piece}")
    return Answer(_formatted(left.strip(), form)[1], right=_show(right))


def _items(section: str) -> tuple[Answer, ...]:
    """Items are not unescaped, and always in the format that Moodle guesses."""
    first, *lines = section.split("\n")
    settings = r">(\d+) ALL VERTICAL RELATIVE_ALL_PREVIOUS_AND_NEXT SHOW none"
    count = re.fullmatch(settings, first)
    if not count or int(count[1]) != len(lines):
        raise NotGift(f"an order of other settings: {first}")
    for line in lines:
        if any(hidden in line for hidden in SHOWN):
            raise NotGift(f"an escape in an item: {line}")
    return tuple(Answer(_seen(line, "moodle")) for line in lines)


def _weighed(piece: str, usual: float) -> tuple[float, str]:
    weight = re.match(r"%(-*[0-9]{1,2}\.?[0-9]*)%", piece)
    if weight is None:
        return usual, piece
    share = float(weight[1]) / 100
    known = [each for each in FRACTIONS if abs(each - abs(share)) < 0.00001]
    if not known:
        raise NotGift(f"Moodle has no share of {share}")
    return known[0] if share >= 0 else -known[0], piece[weight.end() :]


def _feedback(text: str, form: str) -> tuple[str, str]:
    text, _, said = text.partition("#")
    return text.strip(), _formatted(said.strip(), form)[1]


def _formatted(text: str, form: str) -> tuple[str, str]:
    """The format of a text, and how it looks."""
    marked = re.match(r"\[(moodle|html|plain|markdown)\]", text)
    if marked:
        form, text = marked[1], text[marked.end() :]
    return form, _seen(_show(text), form)


def _without_mark(text: str) -> str:
    return _show(re.sub(r"\A\[(?:moodle|html|plain|markdown)\]", "", text))


def _seen(text: str, form: str) -> str:
    """The words that a browser shows; where it guesses, line breaks stay as well."""
    if form == "plain":
        return text
    page = _Page()
    page.feed(text.replace("\n", "<br>") if form == "moodle" else text)
    page.close()
    return page.text


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self._exact = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.text += "\n"
        elif tag == "span":
            self._exact += 1
        elif tag not in ("em", "sub", "sup"):
            raise NotGift(f"an element that was not meant: {tag}")

    def handle_endtag(self, tag: str) -> None:
        self._exact -= tag == "span"

    def handle_data(self, data: str) -> None:
        self.text += data if self._exact else re.sub(r"[ \t\n\r\f]+", " ", data)
