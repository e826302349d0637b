"""Evidence: an exact quote from a source, resolved to the one span it stands at.

The selector is the W3C Web Annotation ``TextQuoteSelector``: the exact words,
and where they occur more than once the words just before or after them.
"""

from msgspec import Struct

from studyapp.core.sources import Source, SourceId, Span


class Quote(Struct, frozen=True):
    """What a person writes: exact words, told apart by their surroundings if need be."""

    exact: str
    prefix: str = ""
    suffix: str = ""


class Evidence(Struct, frozen=True):
    """A quote found: ``[start, end)`` in code points of the source, and its words."""

    source: SourceId
    start: int
    end: int
    exact: str

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    def overlaps(self, other: "Evidence") -> bool:
        """Whether the two quote at least one code point in common."""
        return self.source == other.source and self.span.overlaps(other.span)


class Missing(Struct, frozen=True):
    """The quote is not in the source; ``nearest`` is the most similar stretch, if any."""

    nearest: str


class Ambiguous(Struct, frozen=True):
    """The quote stands at several places, which its prefix and suffix do not tell apart."""

    spans: tuple[Span, ...]


def resolve(quote: Quote, source: Source) -> Evidence | Missing | Ambiguous:
    """Find the single place where ``quote`` stands in ``source``, letter for letter."""
    found = occurrences(quote, source.text)
    if not found:
        return Missing(_nearest(quote.exact, source.text))
    if len(found) > 1:
        return Ambiguous(tuple(found))
    return Evidence(source.id, found[0].start, found[0].end, quote.exact)


def occurrences(quote: Quote, text: str) -> list[Span]:
    """Every span of ``text`` that reads as the quote between its prefix and suffix."""
    if not quote.exact:
        return []
    whole = quote.prefix + quote.exact + quote.suffix
    spans = []
    at = text.find(whole)
    while at >= 0:
        start = at + len(quote.prefix)
        spans.append(Span(start, start + len(quote.exact)))
        at = text.find(whole, at + 1)
    return spans


def evidence_at(source: Source, span: Span) -> Evidence:
    """The evidence that a span of the source is, read off its text."""
    return Evidence(source.id, span.start, span.end, source.text[span.start : span.end])


def _nearest(exact: str, text: str) -> str:
    """The whole words of ``text`` most like ``exact``, or nothing where none are alike.

    A similarity of 70 of 100 (normalised indel similarity of the best window)
    keeps a slip of the pen and drops a quote from some other text.
    """
    from rapidfuzz import fuzz  # imported here: only a wrong quote needs it

    best = fuzz.partial_ratio_alignment(exact, text, score_cutoff=70)
    if best is None or len(exact) > len(text):
        return ""
    start = text.rfind(" ", 0, best.dest_start + 1) + 1
    end = text.find(" ", best.dest_end - 1)
    return text[start : end if end >= 0 else len(text)].strip()
