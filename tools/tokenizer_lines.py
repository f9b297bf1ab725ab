"""Lines of text that are hard on a tokenizer, always the same ones: the input of tokenizer_parity.py."""

import glob
import json
import random
import unicodedata
from pathlib import Path

COUNT = 10_000

WORDS = (
    "the of and to in that it was he for on are with as his they at be this from have or by one had not but what all "
    "were when we there can an your which their said if do will each about how up out them then she many some so these "
    "would other into has more her two like him see time could no make than first been its who now people my made over "
    "did down only way find use may water long little very after words called just where most know"
).split()
SPECIAL = (
    "<|endoftext|> <|im_start|> <|im_end|> <repo_name> <file_sep> <empty_output> <jupyter_code> <tool_call> <mask>"
).split()
LOOK_ALIKES = (
    "<|im_start |> <|IM_START|> <|im_start <|im_|> |im_start|> <<|im_start|>> <|im_start|><|im_end|> <|endoftext|>x "
    "< |im_start|> <|im​_start|> ＜|im_start|＞ <repo_name <reponame> repo_name> "
    "<|im_start|>user <tool_call>{} [MASK] <mask>"
).split(" ")
SPACES = (
    " \t\n\r\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u180e\u2000\u2003\u2007\u200a\u2028\u2029\u202f\u205f\u3000\ufeff\u200b"
)
EMOJI = "😀 👍🏽 👩‍👩‍👧‍👦 🏴‍☠️ 🇫🇷 🇫 ❤️ ❤ 1️⃣ #️⃣ 🧑🏿‍🚀 ☺︎ 🫠 🪿 🏴󠁧󠁢󠁥󠁮󠁧󠁿".split()
CONTRACTIONS = (
    "I'm you're he'll she'd we've it's don't I'M YOU'RE HE'LL SHE'D WE'VE IT'S DON'T 'S 'ſ 'twas rock'n'roll o''s "
    "l'été x's'"
).split()
RIGHT_TO_LEFT = "שלום עולם مرحبا بالعالم ‏abc‎ שָׁלוֹם مُحَمَّد ‫نص‬ ١٢٣ ۴۵۶ אבג123 ـــ".split()
SCRIPTS = (
    "Привет мир Ελληνικά ﬁnal ﬀ Straße İstanbul ıI ǅ ქართული हिन्दी क्षि தமிழ் ไทยภาษา ខ្មែរ አማርኛ 한국어 한국어 ひらがな カタカナ "
    "ｶﾞｷﾞ ﾊﾟ 漢字 𠮷野家 Ⅷ ⅷ ½ ² ₂ ① 〇 一二三 ٣ ๓ 𝟘𝟙 𝕬𝖇 ꙮ Å Å Å ﬃ ŉ ǰ é é ẛ̣ ậ ậ ã̖ ộ 가 각 갃"
).split()
CODE = (
    "def {0}({1}, {2}=None):\n    return {1}[{3}:] + {2}",
    "for (let {0} = 0; {0} < {3}; {0}++) {{\n\t{1}[{0}] += `${{{2}}}`;\n}}",
    '#include <{0}.h>\n\nint main(void) {{ printf("%d\\n", {3}); }}\r\n',
    'if {0} != {1}:\n        raise ValueError(f"{{{2}!r}} >= {3}")  # {1}',
    "SELECT {0}, COUNT(*) FROM {1} WHERE {2} >= {3} GROUP BY 1;",
    '<div class="{0}-{1}">&nbsp;{2}</div><!-- {3} -->',
    "$ {0} --{1}={3} | grep -E '^[a-z]+$' >> /tmp/{2}.log 2>&1",
    '{{"{0}": [{3}, {3}.5e-{3}, true, null], "{1}": {{"{2}": "\\u00e9"}}}}',
    "    let {0}: Vec<&'static str> = {1}::{2}::<_>(&mut x)?;    // {3}_000u64",
    "{0}\t{1}\t{2}\t{3}",
)


def lines(data: Path) -> list[str]:
    """`data` holds tinyshakespeare.txt and tang-poems/*.json."""
    draw = random.Random(20_26)
    shakespeare = (data / "tinyshakespeare.txt").read_text().split("\n")
    poems = [
        poem
        for name in sorted(glob.glob(str(data / "tang-poems" / "*.json")))
        for poem in json.loads(Path(name).read_text())
    ]
    kinds = [
        (2600, lambda: draw.choice(shakespeare)),
        (200, lambda: "\n".join(draw.sample(shakespeare, 3))),
        (1500, lambda: draw.choice(draw.choice(poems)["paragraphs"] or ["無"])),
        (
            200,
            lambda: (
                "{title}\n{author}\n".format(**draw.choice(poems)) + "\n".join(draw.choice(poems)["paragraphs"])[:200]
            ),
        ),
        (900, lambda: code(draw)),
        (600, lambda: digits(draw)),
        (700, lambda: mixed(draw, list(SPACES) + ["  ", "   ", "    ", "\r\n", "\n\n", " \n", "\t\t"] + WORDS[:8])),
        (400, lambda: mixed(draw, EMOJI + WORDS[:5])),
        (300, lambda: mixed(draw, CONTRACTIONS)),
        (300, lambda: mixed(draw, RIGHT_TO_LEFT + WORDS[:3])),
        (500, lambda: mixed(draw, SCRIPTS)),
        (400, lambda: marks(draw)),
        (300, lambda: mixed(draw, SPECIAL + LOOK_ALIKES + WORDS[:3])),
        (500, lambda: any_characters(draw, lambda: draw.randrange(0x110000))),
        (150, lambda: any_characters(draw, lambda: draw.choice((0xE000, 0xF0000, 0x100000)) + draw.randrange(0x1000))),
        (
            150,
            lambda: any_characters(
                draw, lambda: draw.choice((0, 0x7F, 0x300, 0x2000, 0xFE00, 0xFFF0)) + draw.randrange(32)
            ),
        ),
        (100, lambda: any_characters(draw, lambda: draw.choice(UNASSIGNED))),
        (100, lambda: any_characters(draw, lambda: draw.choice(NEWEST))),
        (50, lambda: long_word(draw)),
    ]
    found = edge_cases()
    for count, make in kinds:
        found += [make() for _ in range(count)]
    found += [draw.choice(shakespeare) for _ in range(COUNT - len(found))]
    assert len(found) == COUNT
    return found


def edge_cases() -> list[str]:
    return [
        "",
        " ",
        "\n",
        "\0",
        "\ufeff",
        "\ufeffa",
        "a\ufeff",
        "\ufffd",
        "\ufffe",
        "\U0010ffff",
        "\ud7ff\ue000",
        "'",
        "''s",
        " 's",
        "Ġ",
        "Ġa",
        "Ċ",
        *SPECIAL,
    ]


def mixed(draw: random.Random, parts: list[str]) -> str:
    return "".join(draw.choice(parts) + draw.choice(("", "", " ", "  ", ".", ", ")) for _ in range(draw.randint(1, 12)))


def code(draw: random.Random) -> str:
    names = [
        draw.choice((str.lower, str.upper, str.title))(draw.choice(WORDS)) + draw.choice(("", "_", "2", "Id", "_max"))
        for _ in range(3)
    ]
    return draw.choice(CODE).format(*names, draw.randrange(10 ** draw.randint(1, 6)))


def digits(draw: random.Random) -> str:
    forms = (
        "{:d}",
        "{:,d}",
        " {:d}",
        "{:d}.",
        "-{:d}",
        "${:d}",
        "{:x}",
        "0x{:X}",
        "{:e}",
        "{:d}%",
        "v{:d}",
        "{:d}th",
        "{:d}\n",
    )
    return draw.choice(("", " ", ", ", "+")).join(
        draw.choice(forms).format(draw.randrange(10 ** draw.randint(1, 15))) for _ in range(draw.randint(1, 6))
    )


def marks(draw: random.Random) -> str:
    """Letters under several combining marks, in any order, written apart or composed."""
    text = "".join(
        draw.choice("aeioucnsAEOUy가ᄀक") + "".join(chr(draw.randint(0x300, 0x36F)) for _ in range(draw.randint(0, 4)))
        for _ in range(8)
    )
    return unicodedata.normalize(draw.choice(("NFC", "NFD")), text) + draw.choice(("", "ᅡ", "ᆨ", "\u0345", "़"))


def any_characters(draw: random.Random, code_point) -> str:
    wanted = draw.randint(1, 24)
    text = ""
    while len(text) < wanted:
        c = code_point()
        if not 0xD800 <= c <= 0xDFFF:
            text += chr(c) + draw.choice(("", "", "", " ", "a", "1"))
    return text


def long_word(draw: random.Random) -> str:
    return "".join(
        draw.choice(draw.choice((WORDS, ["a"], ["ab", "ba"], ["天地玄黃"]))) for _ in range(draw.randint(100, 600))
    )


# Python's own tables are a few years old, so what they call unassigned holds what Unicode has added since.
UNASSIGNED = [c for c in range(0x378, 0x20000) if unicodedata.category(chr(c)) == "Cn"]
# Letters and digits of Unicode 16 and 17.
NEWEST = [
    *range(0x1C89, 0x1C8B),
    *range(0x105C0, 0x105F4),
    *range(0x10D40, 0x10D66),
    *range(0x10940, 0x1095A),
    *range(0x11DE0, 0x11DEA),
    *range(0x16EA0, 0x16EB9),
]
