"""A strict reader of QTI packages, after the published structure of 2.1 and 3.0.

It knows the elements that an export of ours may hold, in what order they stand, which
attributes they must have, and what must agree with what. It shares no code with the
program. Sources: IMS QTI 2.1 Assessment, Section and Item Information Model and its XML
binding; 1EdTech QTI 3.0 ASI Information Model; IMS Content Packaging 1.2.
"""

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from posixpath import dirname, join, normpath
from xml.etree import ElementTree

from strict_qti_elements import GRAMMAR, GRAMMAR_3, HTML, RESPONSES

Element = ElementTree.Element

NAMESPACES = {
    "2.1": "http://www.imsglobal.org/xsd/imsqti_v2p1",
    "3.0": "http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
}
PACKAGES = {
    "2.1": "http://www.imsglobal.org/xsd/imscp_v1p1",
    "3.0": "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
}
SCHEMAS = {"2.1": ("QTIv2.1 Package", "1.0.0"), "3.0": ("QTI Package", "3.0.0")}
TYPES = {"2.1": "imsqti_{}_xmlv2p1", "3.0": "imsqti_{}_xmlv3p0"}
TEMPLATES = {
    "2.1": "http://www.imsglobal.org/question/qti_v2p1/rptemplates/",
    "3.0": "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/",
}
LOM = "{http://ltsc.ieee.org/xsd/LOM}"

IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
BOOLEANS = frozenset(
    "adaptive timeDependent shuffle caseSensitive visible showFeedback required".split()
)


class Invalid(AssertionError):
    """What a strict program would refuse."""


def check_package(data: bytes, version: str) -> dict[str, Element]:
    """The items of a package by the names of their files, under the names of 2.1."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        files = {name: archive.read(name) for name in archive.namelist()}
    trees = {
        name: _parsed(content)
        for name, content in files.items()
        if name.endswith(".xml") and name != "imsmanifest.xml"
    }
    for name, root in trees.items():
        _need(root.tag.startswith(f"{{{NAMESPACES[version]}}}"), name, "is in no namespace of QTI")
        _rename(root, version)
        _check_element(root, name, {**GRAMMAR, **(GRAMMAR_3 if version == "3.0" else {})})
    items = {name: root for name, root in trees.items() if root.tag == "assessmentItem"}
    tests = {name: root for name, root in trees.items() if root.tag == "assessmentTest"}
    _need(len(tests) == 1, "package", "needs one test")
    for name, root in items.items():
        check_item(root, name, version)
        for each in root.iter():
            for attribute in ("src", "href"):
                if attribute in each.attrib:
                    target = normpath(join(dirname(name), each.attrib[attribute]))
                    _need(target in files, name, f"names {target}, which is not there")
    for name, root in tests.items():
        _check_test(root, name, items)
    _check_manifest(_parsed(files["imsmanifest.xml"]), files, items, version)
    return items


def check_item(root: Element, name: str, version: str) -> None:
    responses = _unique(root, "responseDeclaration", name)
    outcomes = _unique(root, "outcomeDeclaration", name)
    _need(not set(responses) & set(outcomes), name, "one name for a response and an outcome")
    interactions = [each for each in root.iter() if each.tag.endswith("Interaction")]
    used = Counter(each.attrib["responseIdentifier"] for each in interactions)
    _need(set(used) == set(responses), name, "responses and interactions differ")
    _need(all(count == 1 for count in used.values()), name, "a response is given twice")
    for each in interactions:
        _check_response(each, responses[each.attrib["responseIdentifier"]], name)
    for each in outcomes.values():
        for value in each.iter("value"):
            _check_value(value.text or "", each.attrib["baseType"], name)
    for each in root.findall("modalFeedback"):
        shown = outcomes.get(each.attrib["outcomeIdentifier"])
        _need(shown is not None and shown.attrib["baseType"] == "identifier", name, "feedback")
        _need(bool(IDENTIFIER.fullmatch(each.attrib["identifier"])), name, "feedback identifier")
    processing = root.find("responseProcessing")
    if processing is not None:
        _check_processing(processing, responses, outcomes, name, version)


def _parsed(data: bytes) -> Element:
    assert data.startswith(b'<?xml version="1.0" encoding="UTF-8"?>')
    return ElementTree.fromstring(data)


def _need(holds: bool, name: str, message: str) -> None:
    if not holds:
        raise Invalid(f"{name}: {message}")


def _rename(node: Element, version: str) -> None:
    """Takes the names of 3.0 back to those of 2.1; what is written so in 2.1 is refused."""
    for each in node.iter():
        tag = each.tag.rpartition("}")[2]
        if version == "3.0":
            is_qti = tag.startswith("qti-")
            _need(is_qti or tag in HTML, tag, "has no name of 3.0")
            _need(tag == tag.lower(), tag, "has capitals")
            attributes = {_camel(key): value for key, value in each.attrib.items()}
            _need(all(key == key.lower() for key in each.attrib), tag, "attributes have capitals")
            each.attrib.clear()
            each.attrib.update(attributes)
            tag = _camel(tag.removeprefix("qti-"))
        each.tag = tag


def _camel(name: str) -> str:
    first, *rest = name.split("-")
    return first + "".join(part.capitalize() for part in rest)


def _check_element(node: Element, name: str, grammar: dict[str, tuple[str, str]]) -> None:
    _need(node.tag in grammar, name, f"<{node.tag}> is not known here")
    attributes, children = grammar[node.tag]
    allowed = {each.rstrip("!") for each in attributes.split()}
    required = {each.rstrip("!") for each in attributes.split() if each.endswith("!")}
    _need(required <= set(node.attrib), name, f"<{node.tag}> lacks {required - set(node.attrib)}")
    _need(set(node.attrib) <= allowed, name, f"<{node.tag}> has {set(node.attrib) - allowed}")
    for key in BOOLEANS & set(node.attrib):
        _need(node.attrib[key] in ("true", "false"), name, f"{key} is no boolean")
    shown = " ".join(_parts(node, "#text" in children))
    _need(
        bool(_order(children).fullmatch(f"{shown} " if shown else "")), name, f"{node.tag}: {shown}"
    )
    for child in node:
        _check_element(child, name, grammar)


def _parts(node: Element, has_text: bool) -> Iterator[str]:
    """The names of what is in the element, words as ``#text``."""
    if (node.text or "").strip() or (has_text and node.text):
        yield "#text"
    for child in node:
        yield child.tag
        if (child.tail or "").strip():
            yield "#text"


def _order(children: str) -> re.Pattern[str]:
    """The order of children as an expression over their names, each followed by a space."""
    return re.compile(
        "".join(re.sub("#?[A-Za-z]+", r"(?:\g<0> )", part) for part in children.split())
    )


def _unique(root: Element, tag: str, name: str) -> dict[str, Element]:
    found: dict[str, Element] = {}
    for each in root.findall(tag):
        identifier = each.attrib["identifier"]
        _need(bool(IDENTIFIER.fullmatch(identifier)), name, f"{identifier} is no identifier")
        _need(identifier not in found, name, f"{identifier} stands twice")
        found[identifier] = each
    return found


def _check_response(interaction: Element, declared: Element, name: str) -> None:
    cardinality, base_type = declared.attrib["cardinality"], declared.attrib["baseType"]
    if interaction.tag == "choiceInteraction":
        one = interaction.attrib["maxChoices"] == "1"
        wanted = "single" if one else "multiple"
        _need((cardinality, base_type) == (wanted, "identifier"), name, "choice and response")
    else:
        wanted, types = RESPONSES[interaction.tag]
        _need(cardinality == wanted and base_type in types, name, "interaction and response")
    values = [value.text or "" for value in declared.findall("correctResponse/value")]
    _need(cardinality != "single" or len(values) <= 1, name, "several right values for one")
    _need(len(set(values)) == len(values), name, "a right value stands twice")
    keys = [each.attrib["mapKey"] for each in declared.iter("mapEntry")]
    _need(len(set(keys)) == len(keys), name, "a key stands twice")
    for each in declared.iter("mapEntry"):
        float(each.attrib["mappedValue"])
    for value in (*values, *keys):
        _check_value(value, base_type, name)
    if base_type in ("identifier", "directedPair"):
        _check_choices(interaction, [*values, *keys], name)


def _check_choices(interaction: Element, values: list[str], name: str) -> None:
    """That all values name choices, pairs one of each set."""
    sets = [
        [each.attrib["identifier"] for each in part.iter() if "identifier" in each.attrib]
        for part in (interaction.findall("simpleMatchSet") or [interaction])
    ]
    every = [identifier for part in sets for identifier in part]
    _need(len(set(every)) == len(every), name, "a choice stands twice")
    _need(all(IDENTIFIER.fullmatch(each) for each in every), name, "a choice has no identifier")
    for value in values:
        parts = value.split(" ")
        _need(len(parts) == len(sets), name, f"{value} is no value")
        _need(all(part in its for part, its in zip(parts, sets, strict=True)), name, f"no {value}")


def _check_value(value: str, base_type: str, name: str) -> None:
    match base_type:
        case "float":
            float(value)
        case "identifier":
            _need(bool(IDENTIFIER.fullmatch(value)), name, f"{value} is no identifier")
        case "directedPair":
            _need(len(value.split(" ")) == 2, name, f"{value} is no pair")
        case _:
            _need(base_type == "string" and bool(value), name, f"an empty value of {base_type}")


def _check_processing(
    node: Element,
    responses: dict[str, Element],
    outcomes: dict[str, Element],
    name: str,
    version: str,
) -> None:
    template = node.attrib.get("template")
    _need((template is None) == bool(len(node)), name, "a template or rules")
    if template is not None:
        base = TEMPLATES[version]
        _need(template.startswith(base), name, f"{template} is of no version")
        wanted = {"match_correct": "correctResponse", "map_response": "mapping"}
        needed = wanted[template.removeprefix(base).removesuffix(".xml")]
        _need(responses["RESPONSE"].find(needed) is not None, name, f"template without {needed}")
        _need(outcomes["SCORE"].attrib["baseType"] == "float", name, "SCORE")
    types = {
        identifier: (each.attrib["cardinality"], each.attrib["baseType"])
        for identifier, each in {**responses, **outcomes}.items()
    }
    for each in node.iter():
        if each.tag == "setOutcomeValue":
            target = each.attrib["identifier"]
            _need(target in outcomes, name, f"{target} is no outcome")
            _need(
                _type(each[0], types, responses, name) == types[target], name, f"type of {target}"
            )
        elif each.tag in ("responseIf", "responseElseIf"):
            _need(_type(each[0], types, responses, name) == BOOLEAN, name, "no boolean")


BOOLEAN = ("single", "boolean")
FLOAT = ("single", "float")


def _type(
    node: Element, types: dict[str, tuple[str, str]], responses: dict[str, Element], name: str
) -> tuple[str, str]:
    """Cardinality and type of an expression, after its operands were checked."""
    inner = [_type(child, types, responses, name) for child in node]
    match node.tag:
        case "baseValue":
            _check_value(node.text or "", node.attrib["baseType"], name)
            return "single", node.attrib["baseType"]
        case "variable":
            _need(node.attrib["identifier"] in types, name, "a variable that is not declared")
            return types[node.attrib["identifier"]]
        case "correct" | "mapResponse":
            its = responses[node.attrib["identifier"]]
            needed = "correctResponse" if node.tag == "correct" else "mapping"
            _need(its.find(needed) is not None, name, f"{node.tag} without {needed}")
            return types[node.attrib["identifier"]] if node.tag == "correct" else FLOAT
        case "match":
            _need(inner[0] == inner[1], name, "match of two types")
            _need(inner[0][1] != "float", name, "match of floats")
        case "equal":
            _need(inner == [FLOAT, FLOAT], name, "equal of what are no numbers")
            mode = node.attrib["toleranceMode"]
            tolerance = [float(each) for each in node.attrib.get("tolerance", "").split()]
            _need((mode == "exact") == (not tolerance) and mode != "relative", name, "tolerance")
        case "stringMatch" | "patternMatch":
            _need(set(inner) == {("single", "string")}, name, f"{node.tag} of no string")
        case "not":
            _need(inner == [BOOLEAN], name, "not of no boolean")
        case "sum" | "product" | "divide":
            _need(set(inner) == {FLOAT}, name, f"{node.tag} of what are no numbers")
            return FLOAT
        case "multiple":
            _need(len({each[1] for each in inner}) == 1, name, "multiple of several types")
            return "multiple", inner[0][1]
    return BOOLEAN


def _check_test(root: Element, name: str, items: dict[str, Element]) -> None:
    parts = [
        each
        for each in root.iter()
        if each.tag in ("testPart", "assessmentSection", "assessmentItemRef")
    ]
    identifiers = [each.attrib["identifier"] for each in parts]
    _need(len(set(identifiers)) == len(identifiers), name, "an identifier stands twice")
    _need(all(IDENTIFIER.fullmatch(each) for each in identifiers), name, "no identifier")
    hrefs = [each.attrib["href"] for each in root.iter("assessmentItemRef")]
    targets = [normpath(join(dirname(name), href)) for href in hrefs]
    _need(sorted(targets) == sorted(items), name, "items and references differ")
    weights = {each.attrib["identifier"] for each in root.iter("weight")}
    for each in root.iter("weight"):
        float(each.attrib["value"])
    for each in root.iter("testVariables"):
        _need(each.attrib["weightIdentifier"] in weights or not items, name, "an unknown weight")


def _check_manifest(
    root: Element, files: dict[str, bytes], items: dict[str, Element], version: str
) -> None:
    inside = f"{{{PACKAGES[version]}}}"
    name = "imsmanifest.xml"
    _need(root.tag == f"{inside}manifest" and bool(root.attrib.get("identifier")), name, "root")
    _need(
        [each.tag for each in root]
        == [f"{inside}{part}" for part in ("metadata", "organizations", "resources")],
        name,
        "parts",
    )
    stated = (
        root.findtext(f"{inside}metadata/{inside}schema"),
        root.findtext(f"{inside}metadata/{inside}schemaversion"),
    )
    _need(stated == SCHEMAS[version], name, f"{stated}")
    resources = list(root.iter(f"{inside}resource"))
    identifiers = [each.attrib["identifier"] for each in resources]
    _need(len(set(identifiers)) == len(identifiers), name, "an identifier stands twice")
    _need(all(IDENTIFIER.fullmatch(each) for each in identifiers), name, "no identifier")
    listed: list[str] = []
    for each in resources:
        tags = [child.tag.removeprefix(inside) for child in each]
        _need(tags == sorted(tags, key=("metadata", "file", "dependency").index), name, "order")
        here = [file.attrib["href"] for file in each.iter(f"{inside}file")]
        _need(each.attrib["href"] in here, name, "a resource without its file")
        kind = each.attrib["type"]
        is_item = each.attrib["href"] in items
        _need((kind == TYPES[version].format("item")) == is_item, name, f"{kind}")
        _need(is_item or kind in ("webcontent", TYPES[version].format("test")), name, kind)
        for needed in each.iter(f"{inside}dependency"):
            _need(needed.attrib["identifierref"] in identifiers, name, "an unknown dependency")
        for keyword in each.iter(f"{LOM}keyword"):
            _need([child.tag for child in keyword] == [f"{LOM}string"], name, "keyword")
        listed += here
    _need(sorted(listed) == sorted(set(files) - {name}), name, "files and the list differ")
