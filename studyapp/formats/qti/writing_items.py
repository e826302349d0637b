"""Questions as items of QTI."""

from studyapp.core.bank import Kind, Question
from studyapp.formats.qti.markup import Element, element
from studyapp.formats.qti.names import EXACT
from studyapp.formats.qti.versions import Version
from studyapp.formats.qti.writing_answers import Said
from studyapp.formats.qti.writing_kinds import Parts, parts_of
from studyapp.formats.qti.writing_rules import (
    EXPLANATION,
    SAID,
    SCORE,
    assign,
    base,
    outcome,
)
from studyapp.formats.qti.writing_texts import Lose, Texts


def item(
    question: Question, version: Version, lose: Lose, picture: str | None, style: str
) -> Element:
    """The item of a question; raises CannotHold.

    ``picture`` is the address of its picture and ``style`` that of the style sheet, which
    is named where white space counts.
    """
    texts = Texts(question, lose, picture)
    parts = parts_of(question, texts)
    said = list(parts.said)
    if question.why:
        said.append(Said(EXPLANATION, SAID, question.why))
    feedback = [_feedback(each, texts, version) for each in said]
    body = element("itemBody", *parts.body)
    sheet = element("stylesheet", href=style, type="text/css")
    needs_style = any(_has_exact(part) for part in (body, *feedback))
    return element(
        "assessmentItem",
        *parts.responses,
        *_outcomes(question, parts),
        *([sheet] if needs_style else []),
        body,
        *_processing(question, parts, version),
        *feedback,
        xmlns=version.namespace,
        identifier=question.id,
        title=question.title or question.id,
        adaptive="false",
        timeDependent="false",
    )


def _outcomes(question: Question, parts: Parts) -> list[Element]:
    found = []
    if question.kind is not Kind.DESCRIPTION:
        found += [outcome(SCORE, "float", "0"), outcome("MAXSCORE", "float", "1")]
    found += parts.outcomes
    if question.why:
        found.append(outcome(EXPLANATION, "identifier"))
    return found


def _processing(question: Question, parts: Parts, version: Version) -> list[Element]:
    """The rules, or the standard template that says the same where there is one."""
    telling = list(parts.telling)
    if question.why:
        telling.append(assign(EXPLANATION, base("identifier", SAID)))
    if parts.template and not telling:
        return [element("responseProcessing", template=version.templates.format(parts.template))]
    rules = [*parts.rules, *telling]
    return [element("responseProcessing", *rules)] if rules else []


def _feedback(said: Said, texts: Texts, version: Version) -> Element:
    words = texts.words(said.text)
    return element(
        "modalFeedback",
        element("contentBody", words) if version.renamed else words,
        outcomeIdentifier=said.outcome,
        identifier=said.value,
        showHide="show",
    )


def _has_exact(part: Element | str) -> bool:
    if isinstance(part, str):
        return f'class="{EXACT}"' in part
    return any(_has_exact(each) for each in part.content)
