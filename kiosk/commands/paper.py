"""The letters that are printed with, and words made fit for them."""

import unicodedata

PLAIN, BOLD = "Vera", "VeraBd"  # come with the library


def cut(words: str, font: str, size: float, width: float) -> str:
    """As much of a word without spaces as there is room for."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    while words and stringWidth(words, font, size) > width:
        words = words[:-1]
    return words


def register() -> None:
    """Make the two known to the library."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for name in (PLAIN, BOLD):
        pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))


def drawn(words: str) -> str:
    """The words in letters that the font has: with an accent less where it must be, or a ?."""
    from reportlab.pdfbase.pdfmetrics import getFont

    known = getFont(PLAIN).face.charToGlyph
    return "".join(one if ord(one) in known else _nearest(one, known) for one in words)


def _nearest(sign: str, known: dict[int, int]) -> str:
    bare = (one for one in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(one))
    return "".join(one if ord(one) in known else "?" for one in bare)
