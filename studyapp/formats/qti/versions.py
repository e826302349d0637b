"""What differs between the versions of QTI that are written."""

from msgspec import Struct

LOM = "http://ltsc.ieee.org/xsd/LOM"


class Version(Struct, frozen=True):
    """Names and addresses of one version.

    ``renamed`` says that elements and attributes have the names of 3.0, which are in lower
    case with hyphens; the texts of its feedback stand in an element of their own.
    """

    title: str
    namespace: str
    package: str
    schema: str
    schema_version: str
    item_type: str
    test_type: str
    templates: str
    renamed: bool = False


QTI_21 = Version(
    title="QTI 2.1",
    namespace="http://www.imsglobal.org/xsd/imsqti_v2p1",
    package="http://www.imsglobal.org/xsd/imscp_v1p1",
    schema="QTIv2.1 Package",
    schema_version="1.0.0",
    item_type="imsqti_item_xmlv2p1",
    test_type="imsqti_test_xmlv2p1",
    templates="http://www.imsglobal.org/question/qti_v2p1/rptemplates/{}",
)

QTI_30 = Version(
    title="QTI 3.0",
    namespace="http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
    package="http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
    schema="QTI Package",
    schema_version="3.0.0",
    item_type="imsqti_item_xmlv3p0",
    test_type="imsqti_test_xmlv3p0",
    templates="https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/{}.xml",
    renamed=True,
)
