"""Makes box.ttf: a font whose one box stands for every character.

    pip install fonttools && python3 box.py
"""
import struct
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import newTable
from fontTools.ttLib.tables.DefaultTable import DefaultTable


def box():
    pen = TTGlyphPen(None)
    pen.moveTo((50, -100))
    pen.lineTo((50, 800))
    pen.lineTo((950, 800))
    pen.lineTo((950, -100))
    pen.closePath()
    return pen.glyph()


def every_character():
    """A cmap of format 4 whose 255 segments share one array of glyphs."""
    segments = [(i << 8, (i << 8) + 255) for i in range(255)] + [(0xFFFF, 0xFFFF)]
    n = len(segments)
    ends = b"".join(struct.pack(">H", end) for _, end in segments)
    starts = b"".join(struct.pack(">H", start) for start, _ in segments)
    deltas = b"\0\0" * (n - 1) + struct.pack(">H", 1)
    offsets = b"".join(struct.pack(">H", 2 * (n - i)) for i in range(n - 1)) + b"\0\0"
    body = struct.pack(">HHHH", 2 * n, 512, 8, 0) + ends + b"\0\0" + starts + deltas + offsets + struct.pack(">H", 1) * 256
    return struct.pack(">HHHHL", 0, 1, 3, 1, 12) + struct.pack(">HHH", 4, 6 + len(body), 0) + body


b = FontBuilder(1000, isTTF=True)
b.setupGlyphOrder([".notdef", "box"])
b.setupCharacterMap({})
b.setupGlyf({".notdef": box(), "box": box()})
b.setupHorizontalMetrics({".notdef": (1000, 50), "box": (1000, 50)})
b.setupHorizontalHeader(ascent=880, descent=-120)
b.setupNameTable({"familyName": "Box", "styleName": "Regular", "fullName": "Box", "psName": "Box"})
b.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWinAscent=880, usWinDescent=120,
           ulCodePageRange1=1 << 17 | 1 << 18 | 1 << 19 | 1 << 20 | 1 << 21)
b.setupPost()
b.font["cmap"] = DefaultTable("cmap")
b.font["cmap"].data = every_character()
b.font["head"].created = b.font["head"].modified = 0
b.font.recalcTimestamp = False
b.save("box.ttf")
