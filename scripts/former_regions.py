"""Writes content/gbt2260-former.tsv: names of regions that are gone, and the region that each belongs to now.

The old editions of GB/T 2260 (2002 to 2013) come from the PyPI package gb2260 (BSD licence), later changes are listed
below. pip install --target DIR gb2260==0.4.1 && PYTHONPATH=DIR python3 scripts/former_regions.py
"""
from gb2260 import data

# Regions that were merged into others after 2013; those that only changed their kind (县 to 区) follow the rule below.
MERGED = {
    "下城区": "330105", "江干区": "330100", "港闸区": "320600", "三山区": "340200", "莱芜市": "370100", "莱城区": "370116",
    "梅列区": "350400", "吉利区": "410300", "闸北区": "310106", "金明区": "410200", "昌都地区": "540300", "日喀则地区": "540200",
    "山南地区": "540500", "那曲地区": "540600", "林芝地区": "540400", "吐鲁番地区": "650400", "哈密地区": "650500", "海东地区": "630200",
}


def main():
    current = {}
    with open("content/gbt2260.tsv", encoding="utf-8") as f:
        for line in f:
            if not line.startswith("#"):
                code, name = line.rstrip("\n").split("\t")
                current[code] = name
    names = set(current.values())
    former = {(name, code) for name, code in MERGED.items() if code in current}
    for edition in data.data.values():
        for code, name in edition.items():
            code = str(code)
            if name in names or name in ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划") or name in MERGED or len(name) < 2:
                continue
            now = successor(code, name, current)
            if now:
                former.add((name, now))
    with open("content/gbt2260-former.tsv", "w", encoding="utf-8") as f:
        f.write("# former name\tcode of the region that it belongs to now; made by scripts/former_regions.py\n")
        for name, code in sorted(former, key=lambda e: (e[1], e[0])):
            f.write(f"{name}\t{code}\n")


def successor(code, name, current):
    """The region of the same code; else the one of the same name and another kind nearby; else the one above."""
    if code in current:
        return code
    base = name[:-1]
    for near in (code[:4], code[:2]):
        for kind in "区市县":
            for other, its in current.items():
                if other.startswith(near) and its == base + kind and not other.endswith("0000"):
                    return other
    above = code[:4] + "00"
    return above if above in current and above != code else None


if __name__ == "__main__":
    main()
