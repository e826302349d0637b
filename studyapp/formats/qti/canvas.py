"""What Canvas says of questions in the fields of its QTI 1.2, and of its quizzes beside it."""

from collections.abc import Mapping, Sequence

from studyapp.formats.safe_xml import Node

# Scored right minus wrong there, though its rules say all or nothing.
CHOICE_OF_SEVERAL = "multiple_answers_question"

_TYPED_BLANKS = "fill_in_multiple_blanks_question"
_MENUS = "multiple_dropdowns_question"
_UNSUPPORTED = frozenset(
    [
        "calculated_question",
        "categorization_question",
        "file_upload_question",
        "formula_question",
        "hot_spot_question",
        "missing_word_question",
    ]
)
_RESPONSE = "response_"


def metadata(node: Node) -> dict[str, str]:
    """The fields of an item or an assessment by their labels."""
    found: dict[str, str] = {}
    for child in node.children:
        if child.tag not in ("itemmetadata", "qtimetadata"):
            continue
        for each in child.walk():
            if each.tag == "qtimetadatafield":
                label, entry = each.find("fieldlabel"), each.find("fieldentry")
                if label is not None and entry is not None:
                    found.setdefault(label.words.strip(), entry.words.strip())
            elif each.tag.startswith("qmd_"):
                found.setdefault(each.tag, each.words.strip())
    return found


def is_unsupported(kind: str) -> bool:
    return kind in _UNSUPPORTED


def typed_blanks(kind: str) -> bool:
    """Whether all that a blank offers is to be typed."""
    return kind == _TYPED_BLANKS


def blanks(kind: str, responses: Sequence[Node]) -> Mapping[str, Node]:
    """The responses by the names that stand for them in the text; empty for other kinds."""
    if kind not in (_TYPED_BLANKS, _MENUS):
        return {}
    return {each.get("ident").removeprefix(_RESPONSE): each for each in responses}


def quiz_title(root: Node) -> tuple[str, str, str]:
    """Of the description of a quiz: its identifier, title and introduction in HTML."""
    title, words = root.find("title"), root.find("description")
    return (
        root.get("identifier"),
        title.words.strip() if title is not None else "",
        words.words.strip() if words is not None else "",
    )
