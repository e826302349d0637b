"""The kinds of questions as people name them in tables."""

import re

from studyapp.core.bank import Kind

# As many right options as there are say whether one or several are asked for.
ANY_CHOICE = "choice"

_NAMES: dict[Kind | str, str] = {
    ANY_CHOICE: "choice|multiplechoice|mc|quiz|options",
    Kind.SINGLE_CHOICE: "singlechoice|mcq|radio|singleselect|singleanswer|onecorrect",
    Kind.MULTIPLE_CHOICE: "multipleresponse|multipleanswer|multipleanswers|multiselect|checkbox"
    "|checkboxes|mr|ma",
    Kind.TRUE_FALSE: "truefalse|trueorfalse|tf|yesno",
    Kind.SHORT_ANSWER: "shortanswer|sa|fillin|fillintheblank|fib|typeanswer|typed|openanswer",
    Kind.QUANTITY: "quantity|numerical|numeric|number",
    Kind.CLOZE: "cloze|gapfill|gaps|fillintheblanks",
    Kind.MATCHING: "matching|match|pairs",
    Kind.ORDERING: "ordering|order|sequence|ranking|puzzle",
    Kind.GROUPING: "grouping|groups|categorise|categorize",
    Kind.FLASHCARD: "flashcard|card|basic|vocabulary",
    Kind.ESSAY: "essay|openended|longanswer|openquestion",
    Kind.DESCRIPTION: "description|info|information|textonly",
}
_BY_NAME = {name: kind for kind, names in _NAMES.items() for name in names.split("|")}
_BESIDES = re.compile(r"[^a-z]+")

_TRUE = frozenset("true t yes y wahr ja richtig vrai oui verdadero sí vero".split())
_FALSE = frozenset("false f no n falsch nein faux non falso".split())


def kind_named(name: str) -> Kind | str | None:
    """The kind of that name, or ANY_CHOICE; None where there is none.

    ``multiple_choice``, spelt as we do, is a choice of several; "Multiple choice" is what
    others call a choice of one, too.
    """
    try:
        return Kind(name)
    except ValueError:
        return _BY_NAME.get(_BESIDES.sub("", name.casefold()))


def truth_named(text: str) -> bool | None:
    """Whether the word says true or false; None where it says something else."""
    bare = text.strip().casefold()
    if bare in _TRUE:
        return True
    return False if bare in _FALSE else None
