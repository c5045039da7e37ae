"""The letters of what is written as PDF: which the font has, and how many fit."""

import unicodedata

MARGIN = 45.0  # points, 72 to an inch
PLAIN, BOLD = "Vera", "VeraBd"  # come with the library


def register() -> None:
    """Let the library know the fonts; before anything is drawn."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for name in (PLAIN, BOLD):
        pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))


def drawn(words: str) -> str:
    """The words in letters that the font has: with an accent less where it must be, or a ?."""
    from reportlab.pdfbase.pdfmetrics import getFont

    known = getFont(PLAIN).face.charToGlyph
    return "".join(one if ord(one) in known else _nearest(one, known) for one in words)


def cut(words: str, font: str, size: float, width: float) -> str:
    """As much of the words as there is room for. size, width: in points."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    while words and stringWidth(words, font, size) > width:
        words = words[:-1]
    return words


def _nearest(sign: str, known: dict[int, int]) -> str:
    bare = (one for one in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(one))
    return "".join(one if ord(one) in known else "?" for one in bare)
