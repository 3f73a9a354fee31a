"""Checks a history that Daicho handed out (検証用の履歴, .jsonl). Python 3, nothing else needed. See 履歴の形式.md.

    python3 verify_history.py FILE.jsonl [--number 照合番号]

Exit code: 0 sound (and the number is contained), 1 broken or not contained, 2 wrong usage.
"""
import hashlib
import json
import sys
import unicodedata

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32
POWERS = [1]  # of the generator of GF(32), x^5 + x^2 + 1
while len(POWERS) < 31:
    POWERS.append(POWERS[-1] << 1 if POWERS[-1] < 16 else (POWERS[-1] << 1) ^ 0b100101)


def check_character(digits):
    total = 0
    for place, digit in enumerate(digits):
        if digit:
            total ^= POWERS[(POWERS.index(digit) + place + 1) % 31]
    return LETTERS[total]


def number_of(digest):
    """The 照合番号 of a hash: its first 100 bits in 20 letters, and a check character."""
    bits = int(digest[:25], 16)
    digits = [(bits >> (5 * i)) & 31 for i in range(19, -1, -1)]
    code = "".join(LETTERS[d] for d in digits) + check_character(digits)
    return "-".join(code[i:i + 5] for i in range(0, 21, 5))


def read_number(typed):
    """The 21 letters of a typed number, or None where it has a typing error."""
    text = unicodedata.normalize("NFKC", typed).upper()
    text = "".join(c for c in text if not c.isspace() and unicodedata.category(c) != "Pd" and c not in "ー_.・")
    text = text.replace("O", "0").replace("I", "1").replace("L", "1")
    if len(text) != 21 or any(c not in LETTERS for c in text):
        return None
    return text if check_character([LETTERS.index(c) for c in text[:-1]]) == text[-1] else None


def part(value):
    if value is None:
        return b"~"
    data = str(value).encode("utf-8")
    return str(len(data)).encode() + b":" + data + b","


def check(lines, wanted=None):
    """The verdict on an export: entries that are sound, the first bad one, head, its number, where `wanted` stands."""
    head = json.loads(next(lines))
    seq, digest, bad, found = 0, "0" * 64, None, None
    for line in lines:
        *values, stored = json.loads(line)
        sound = len(values) == 17 and values[0] == seq + 1 and values[2] is not None
        made = hashlib.sha256(digest.encode() + b"".join(map(part, values))).hexdigest()
        if not sound or made != stored:
            bad = seq + 1
            break
        seq, digest = seq + 1, made
        if wanted and found is None and number_of(digest).replace("-", "") == wanted:
            found = seq
    if bad is None and (head["entries"] != seq or head["emptyChanges"]):
        bad = seq + 1  # cut off at the end, or changes that no entry tells of
    return {"register": head["register"], "entries": seq, "firstBad": bad, "head": digest if seq else None,
            "number": number_of(digest) if seq else None, "found": found}


def main(arguments):
    if len(arguments) not in (1, 3) or (len(arguments) == 3 and arguments[1] != "--number"):
        print(__doc__)
        return 2
    wanted = None
    if len(arguments) == 3:
        wanted = read_number(arguments[2])
        if wanted is None:
            print("照合番号に打ち間違いがあります。")
            return 2
    with open(arguments[0], encoding="utf-8", newline="\n") as file:
        verdict = check(iter(file), wanted)
    print(json.dumps(verdict, ensure_ascii=False))
    return 0 if verdict["firstBad"] is None and (wanted is None or verdict["found"]) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
