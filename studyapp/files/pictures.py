"""Pictures of strangers: which files are taken for one, and how large they may be."""

MAX_BYTES = 5 * 1024 * 1024
# All pictures of a bank, or of a file that is read, together.
MAX_ALL = 64 * 1024 * 1024

# How the files begin (PNG specification, 5.2; JFIF 1.02; GIF87a and GIF89a; RIFF of WebP).
_BEGINNINGS = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
)


def picture_ending(data: bytes) -> str | None:
    """``png``, ``jpg``, ``gif`` or ``webp`` as the bytes have it; None for all else, also SVG.

    An SVG file is a program in XML: it can load other files, and take for ever.
    """
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    return next((ending for begins, ending in _BEGINNINGS if data.startswith(begins)), None)
