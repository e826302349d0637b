r"""The Markdown of text2qti: read with marks of ``core.marked``, and written.

A line break is a space there, and ``$…$`` is a formula in LaTeX. We write each text on one
line, with ``<br>`` for its breaks.
"""

import re
from collections.abc import Iterator

from studyapp.core.wording import GAP
from studyapp.formats.html_text import FromHtml, to_html
from studyapp.formats.markdown_text import from_markdown

# Code stays as it is; a formula, and the macros for numbers and units.
_FORMULA = re.compile(
    r"(?P<code>(?<!`)(?P<ticks>`+)(?!`)[^`]{1,2000}(?P=ticks)(?!`))"
    r"|\\\$"
    r"|(?<!\$)\$(?P<math>[^\s$][^$]{0,2000})(?<!\s)\$(?!\$)"
    r"|\\(?:num|si|SI)\{[^{}]{1,200}\}(?:\{[^{}]{1,200}\})?"
)
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_FENCE = re.compile(r"\s*(?:`{3,}|~{3,})(.*)")
_RUN = re.compile(r"\{[^{}]*\.run\b")
# Lines that are not the end of a sentence, nor more of one.
_OWN_LINE = re.compile(
    r"\s*(?:[-*+]\s|[0-9]{1,9}[.)]\s|#|>|\||`{3}|~{3}|<(?:pre|ul|ol|li|table|tr|p)\b)"
)


class Words:
    """Reads the texts of one question, all with marks.

    ``dropped`` names what was lost, ``has_formula`` that one stays as it was typed, and
    ``has_code`` that a block is there which text2qti might run.
    """

    def __init__(self) -> None:
        self.has_marks = False
        self.has_formula = False
        self.has_code = False
        self.dropped: dict[str, None] = {}

    def read(self, markdown: str) -> str:
        found = self._found(markdown)
        self.has_marks = self.has_marks or found.has_marks
        self.dropped.update(dict.fromkeys(found.dropped))
        self.dropped.update({f"the picture “{src[:80]}”": None for src, _ in found.pictures})
        return found.text

    def _found(self, markdown: str) -> FromHtml:
        self.has_code = self.has_code or _RUN.search(markdown) is not None
        return from_markdown(_FORMULA.sub(self._formula, "\n".join(_unwrapped(markdown))))

    def _formula(self, found: re.Match[str]) -> str:
        if found["code"] or found[0] == "\\$":
            return found[0]
        self.has_formula = True
        return _literal(found[0])


def written(text: str, *, marked: bool) -> str:
    """The text as Markdown on one line, which ``Words`` and text2qti read as this text."""
    html = to_html(text, marked=marked).replace("\n", "&#10;")
    parts = _TAG.split(html)
    keeps_gaps = bool(text.strip("_ "))
    parts[::2] = [_escaped(part, keeps_gaps) for part in parts[::2]]
    return _EMPHASIS.sub(r"*\1*", _START.sub(r"\1\\\2", "".join(parts)))


_TAG = re.compile(r"(<[^<>]+>)")
_SPECIAL = re.compile(rf"(?<!_){GAP}(?!_)|[\\$*_`\[\]]|&#10;")
_ENTITIES = {"\\": "&#92;", "$": "&#36;", "&#10;": "&#10;"}
# What begins a heading, a list or a line at the beginning of a text.
_START = re.compile(r"\A([0-9]*)((?<=[0-9])[.)]|(?<![0-9])[#+-])")
_EMPHASIS = re.compile(
    r"(?<![\w*\\;>])<em>(?=[^\s<])([^<>*_`\\\[\]&$]{1,500})(?<=[^\s])</em>(?![\w*<&])"
)


def _escaped(part: str, keeps_gaps: bool) -> str:
    def escape(found: re.Match[str]) -> str:
        sign = found[0]
        if sign == GAP:
            return sign if keeps_gaps else sign.replace("_", "\\_")
        return _ENTITIES.get(sign, f"\\{sign}")

    return _SPECIAL.sub(escape, part)


def _literal(text: str) -> str:
    return _PUNCTUATION.sub(r"\\\g<0>", text)


def _unwrapped(markdown: str) -> Iterator[str]:
    """The lines with those joined that are one paragraph; code as it is laid out."""
    paragraph: list[str] = []
    code: list[str] | None = None
    for line in markdown.split("\n"):
        fence = _FENCE.match(line)
        if code is not None:
            if fence is None:
                code.append(_literal(line))
                continue
            yield f"<pre>{'<br>'.join(code)}</pre>"
            code = None
        elif fence is not None or not line.strip() or _OWN_LINE.match(line):
            if paragraph:
                yield " ".join(paragraph)
            paragraph = [line] if line.strip() and fence is None else []
            if fence is not None:
                code = []
            elif not paragraph:
                yield ""
        else:
            paragraph.append(line.strip())
    if code is not None:
        yield f"<pre>{'<br>'.join(code)}</pre>"
    if paragraph:
        yield " ".join(paragraph)
