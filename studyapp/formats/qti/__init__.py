"""QTI, the exchange format of learning platforms: reads 1.2 to 3.0, writes 2.1 and 3.0."""

_ROOTS = (
    b"<questestinterop",
    b"<assessmentItem",
    b"<assessmentTest",
    b"<qti-assessment-item",
    b"<qti-assessment-test",
)
_BLACKBOARD = b".bb-package-"


def is_qti(name: str, head: bytes) -> bool:
    """Whether a file is of QTI, by its name in lower case and its first 64 KiB.

    A zip file without a sign of anything else is taken for a package.
    """
    if head.startswith(b"PK\x03\x04"):
        packed = b"imsmanifest.xml" in head or name.endswith((".zip", ".imscc"))
        return packed and _BLACKBOARD not in head
    plain = head.replace(b"\0", b"")
    return any(root in plain or root.replace(b"<", b":") in plain for root in _ROOTS)
