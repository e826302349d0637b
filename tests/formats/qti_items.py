"""Items of QTI 2.1 in pieces, as other programs write them."""

TEMPLATES = "http://www.imsglobal.org/question/qti_v2p1/rptemplates"


def declared(
    *correct: str,
    cardinality: str = "single",
    kind: str = "identifier",
    more: str = "",
    name: str = "RESPONSE",
) -> str:
    values = "".join(f"<value>{value}</value>" for value in correct)
    right = f"<correctResponse>{values}</correctResponse>" if correct else ""
    return (
        f'<responseDeclaration identifier="{name}" cardinality="{cardinality}" baseType="{kind}">'
        f"{right}{more}</responseDeclaration>"
    )


SCORE = '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>'
FEEDBACK = '<outcomeDeclaration identifier="FEEDBACK" cardinality="single" baseType="identifier"/>'


def mapped(bounds: str = "", **worth: str) -> str:
    entries = "".join(
        f'<mapEntry mapKey="{key}" mappedValue="{its}"/>' for key, its in worth.items()
    )
    return f'<mapping defaultValue="0" {bounds}>{entries}</mapping>'


def item(declarations: str, body: str, processing: str = "match_correct", rest: str = "") -> str:
    if "<" not in processing:
        processing = f'<responseProcessing template="{TEMPLATES}/{processing}"/>'
    return f"""<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1"
    identifier="i1" title="The title" adaptive="false" timeDependent="false">
  {declarations}{SCORE}
  <itemBody>{body}</itemBody>
  {processing}{rest}
</assessmentItem>"""


def choice(kind: str = "choiceInteraction", most: str = "1", **texts: str) -> str:
    choices = "".join(
        f'<simpleChoice identifier="{name}">{text}</simpleChoice>' for name, text in texts.items()
    )
    return (
        f'<{kind} responseIdentifier="RESPONSE" shuffle="true" maxChoices="{most}">'
        f"<prompt>Which?</prompt>{choices}</{kind}>"
    )


def associable(**texts: str) -> str:
    return "".join(
        f'<simpleAssociableChoice identifier="{name}" matchMax="4">{text}</simpleAssociableChoice>'
        for name, text in texts.items()
    )


def set_to(outcome: str, kind: str, value: str) -> str:
    base = f'<baseValue baseType="{kind}">{value}</baseValue>'
    return f'<setOutcomeValue identifier="{outcome}">{base}</setOutcomeValue>'


def choose(first: str, *others: str, otherwise: str = "") -> str:
    """Response processing with one condition; each branch begins with its test."""
    branches = "".join(f"<responseElseIf>{other}</responseElseIf>" for other in others)
    last = f"<responseElse>{otherwise}</responseElse>" if otherwise else ""
    return (
        f"<responseProcessing><responseCondition><responseIf>{first}</responseIf>"
        f"{branches}{last}</responseCondition></responseProcessing>"
    )


def said_where(tag: str = "modalFeedback", **texts: str) -> str:
    return "".join(
        f'<{tag} outcomeIdentifier="FEEDBACK" identifier="{name}" showHide="show">{text}</{tag}>'
        for name, text in texts.items()
    )
