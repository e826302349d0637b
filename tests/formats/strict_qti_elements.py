"""The elements of QTI 2.1 and 3.0 that an export of ours may hold, for ``strict_qti``.

After the XML binding of IMS QTI 2.1 and the information model of 1EdTech QTI 3.0.
"""

INLINE = "#text|em|sub|sup|span|br|img|textEntryInteraction|inlineChoiceInteraction"
WORDS = "#text|em|sub|sup|span|br|img"
BLOCK = "p|div|choiceInteraction|orderInteraction|matchInteraction|extendedTextInteraction"
RULE = "responseCondition|setOutcomeValue"
TEST = "match|equal|stringMatch|patternMatch|isNull|not|and|or|member"

# Element: its attributes ("!" = required) and the order of its children.
GRAMMAR = {
    "assessmentItem": (
        "identifier! title! adaptive! timeDependent! label toolName toolVersion",
        "responseDeclaration* outcomeDeclaration* templateDeclaration* templateProcessing? "
        "stylesheet* itemBody? responseProcessing? modalFeedback*",
    ),
    "responseDeclaration": (
        "identifier! cardinality! baseType",
        "defaultValue? correctResponse? mapping? areaMapping?",
    ),
    "outcomeDeclaration": (
        "identifier! cardinality! baseType normalMaximum normalMinimum interpretation view",
        "defaultValue? lookupTable?",
    ),
    "correctResponse": ("interpretation", "value+"),
    "defaultValue": ("interpretation", "value+"),
    "value": ("fieldIdentifier baseType", "#text?"),
    "mapping": ("lowerBound upperBound defaultValue!", "mapEntry+"),
    "mapEntry": ("mapKey! mappedValue! caseSensitive", ""),
    "stylesheet": ("href! type! media title", ""),
    "itemBody": ("id class label", f"({BLOCK})*"),
    "p": ("id class label", f"({INLINE})*"),
    "span": ("id class label", f"({INLINE})*"),
    "em": ("id class label", f"({INLINE})*"),
    "sub": ("id class label", f"({INLINE})*"),
    "sup": ("id class label", f"({INLINE})*"),
    "br": ("id class label", ""),
    "img": ("src! alt! longdesc height width id class label", ""),
    "prompt": ("id class label", f"({WORDS})*"),
    "choiceInteraction": (
        "responseIdentifier! shuffle! maxChoices! minChoices id class label",
        "prompt? simpleChoice+",
    ),
    "orderInteraction": (
        "responseIdentifier! shuffle! maxChoices minChoices orientation id class label",
        "prompt? simpleChoice+",
    ),
    "simpleChoice": ("identifier! fixed templateIdentifier showHide id class", f"({WORDS})*"),
    "matchInteraction": (
        "responseIdentifier! shuffle! maxAssociations! minAssociations id class label",
        "prompt? simpleMatchSet simpleMatchSet",
    ),
    "simpleMatchSet": ("id class label", "simpleAssociableChoice*"),
    "simpleAssociableChoice": ("identifier! matchMax! matchMin fixed id class", f"({WORDS})*"),
    "textEntryInteraction": (
        "responseIdentifier! base stringIdentifier expectedLength patternMask placeholderText id",
        "",
    ),
    "inlineChoiceInteraction": ("responseIdentifier! shuffle! required id class", "inlineChoice+"),
    "inlineChoice": ("identifier! fixed id class", "#text?"),
    "extendedTextInteraction": (
        "responseIdentifier! expectedLength expectedLines maxStrings minStrings format",
        "prompt?",
    ),
    "responseProcessing": ("template templateLocation", f"({RULE})*"),
    "responseCondition": ("", "responseIf responseElseIf* responseElse?"),
    "responseIf": ("", f"({TEST}) ({RULE})*"),
    "responseElseIf": ("", f"({TEST}) ({RULE})*"),
    "responseElse": ("", f"({RULE})*"),
    "setOutcomeValue": (
        "identifier!",
        "(baseValue|variable|mapResponse|sum|divide|product|multiple|testVariables)",
    ),
    "baseValue": ("baseType!", "#text?"),
    "variable": ("identifier! weightIdentifier", ""),
    "correct": ("identifier!", ""),
    "mapResponse": ("identifier!", ""),
    "match": ("", "(variable|correct|baseValue) (variable|correct|baseValue)"),
    "equal": (
        "toleranceMode! tolerance includeLowerBound includeUpperBound",
        "(variable|baseValue) (variable|baseValue)",
    ),
    "stringMatch": ("caseSensitive! substring", "(variable|baseValue) (variable|baseValue)"),
    "patternMatch": ("pattern!", "(variable|baseValue)"),
    "isNull": ("", "variable"),
    "not": ("", f"({TEST})"),
    "sum": ("", "(product|variable|baseValue|testVariables)+"),
    "product": ("", "(variable|baseValue)+"),
    "divide": ("", "(sum|variable|baseValue) (variable|baseValue)"),
    "multiple": ("", "(baseValue|variable)*"),
    "modalFeedback": ("outcomeIdentifier! identifier! showHide! title", f"({WORDS})*"),
    "assessmentTest": (
        "identifier! title! toolName toolVersion",
        "outcomeDeclaration* timeLimits? testPart+ outcomeProcessing? testFeedback*",
    ),
    "testPart": (
        "identifier! navigationMode! submissionMode!",
        "itemSessionControl? timeLimits? assessmentSection+",
    ),
    "itemSessionControl": (
        "maxAttempts showFeedback allowReview showSolution allowComment allowSkipping",
        "",
    ),
    "assessmentSection": (
        "identifier! title! visible! required fixed keepTogether",
        "itemSessionControl? selection? ordering? rubricBlock* "
        "(assessmentSection|assessmentItemRef)*",
    ),
    "assessmentItemRef": (
        "identifier! href! required fixed category",
        "itemSessionControl? timeLimits? variableMapping* weight* templateDefault*",
    ),
    "weight": ("identifier! value!", ""),
    "outcomeProcessing": ("", "setOutcomeValue*"),
    "testVariables": ("variableIdentifier! weightIdentifier sectionIdentifier baseType", ""),
}
# What 3.0 has otherwise.
GRAMMAR_3 = {
    "modalFeedback": (
        "outcomeIdentifier! identifier! showHide! title",
        "stylesheet* contentBody catalogInfo?",
    ),
    "contentBody": ("id class", f"({WORDS}|p|div)*"),
}
HTML = frozenset("p div span em sub sup br img".split())

# Interaction: what its response must be.
RESPONSES = {
    "orderInteraction": ("ordered", ("identifier",)),
    "matchInteraction": ("multiple", ("directedPair",)),
    "textEntryInteraction": ("single", ("string", "float", "integer")),
    "inlineChoiceInteraction": ("single", ("identifier",)),
    "extendedTextInteraction": ("single", ("string",)),
}
