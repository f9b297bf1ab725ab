"""Writes tests/fixtures/tokenizers/patterns.json.gz: what regular expressions match, by Oniguruma as `tokenizers` has it.

    python tools/pattern_parity.py

Constructs one by one, each on texts made for it, and patterns drawn at random from a grammar over few letters. For each text the
ranges of what is matched, in UTF-16 units, and the text with a bar for each match, which shows empty ones too. A pattern that the library
itself refuses has null.
"""

import random

from parity import FIXTURES, write_json
from tokenizers import Regex, normalizers, pre_tokenizers

CONSTRUCTS = [
    ("^a", ['aa\naa\r\na']),
    ("a$", ['aa\naa\r\na']),
    (r"\Aa", ['a\na']),
    (r"a\z", ['a\na', 'a\na\n']),
    (r"a\Z", ['a\na\n', 'a\na\n\n']),
    (r"^\s+", ['  a\n  b\n']),
    (r"\s+$", ['a  \nb  ']),
    ("$", ['a\nb', 'a\n', 'a\n\nb', '']),
    (r"\bfoo\b", ['foo foobar é_foo-foo']),
    (r"\B.", ['ab é!']),
    (r"\b", ['ab cd', 'a²b', 'a² b', '²']),
    ("a{1,3}+a", ['aaaa']),
    ("a{2}+", ['aaaaa']),
    ("a{1,2}+b", ['aab']),
    ("a{,2}+b", ['aab']),
    ("(?i:[a-z]+)", ['aBſKé']),
    ("(?i:é)", ['éÉ', 'é É']),
    ("(?i:ß)", ['ß ss SS ẞ sS']),
    ("(?i:ss)", ['ß ss SS ẞ ſs']),
    ("(?i:ǆ)", ['Ǆǅǆ']),
    ("(?i:i)", ['iIİı']),
    ("(?i:σ)", ['σΣς']),
    ("(?i)abc", ['abcABC']),
    ("a(?i)b|c", ['aB ab C Ac ac AB']),
    ("(?i:a)b", ['Ab AB']),
    ("[[:alpha:]]+", ['abcé1_']),
    ("[[:^alpha:]]+", ['abcé1_']),
    ("[[:punct:]]+", ['a.,$+<=>^`|~-_!「']),
    ("[[:space:]]+", ['a \x85\u3000b']),
    ("[[:word:]]+", ['aé_1-²']),
    ("[[:alnum:]]+", ['aé1²٣']),
    ("[[:digit:]]+", ['1²٣']),
    ("[[:xdigit:]]+", ['1aFgａ']),
    ("[[:upper:]]+", ['aBÉ']),
    ("[[:lower:]]+", ['aBé']),
    ("[[:cntrl:]]+", ['\x01a\x85']),
    ("[[:graph:]]+", ['a \u3000\xe9']),
    ("[[:print:]]+", ['a \u3000\x01\xe9\n']),
    ("[[:blank:]]+", [' \ta\u3000']),
    ("[[:ascii:]]+", ['aé']),
    ("[a[:digit:]]+", ['a1b']),
    (r"(a)\1", ['aa a']),
    (r"(?<n>a|b)\k<n>", ['aabbab']),
    (r"(a|b)(?:c)\1", ['aca bcb acb']),
    (r"(a)|b\1", ['a b ba']),
    (r"(?i:(a)\1)", ['aA']),
    (r"\h+", ['aF1g']),
    (r"\R", ['a\r\nb\nc\u2028d']),
    (r"\X", ['éa']),
    (r"\Ga", ['aab']),
    (r"a\Kb", ['ab']),
    ("(?m:a.b)", ['a\nb']),
    ("(?m).", ['a\n']),
    ("(?s).", ['a\n']),
    ("(?x: a b )", ['ab']),
    ("(?#c)a", ['a']),
    (r"\Qab\E", ['ab']),
    (r"\p{Alpha}+", ['aé1']),
    (r"\p{L}\p{^Lu}", ['aBab']),
    (r"\p{IsAlpha}", ['a']),
    (r"\p{Greek}", ['α']),
    (r"\p{Any}", ['a']),
    (r"\p{Han}", ['漢']),
    (r"\p{latin}+", ['ab']),
    (r"\p{lu}", ['aB']),
    (r"\p{Letter}", ['a']),
    (r"\p{Script=Greek}", ['α']),
    (r"\p{White_Space}", ['\u3000']),
    (r"\p{whitespace}", ['\u3000']),
    (r"\p{Emoji}", ['😀1']),
    (r"\p{InGreek}", ['α']),
    (r"\p{Punct}+", ['.$+「']),
    (r"\p{Space}", [' ']),
    (r"\p{M}", ['́']),
    (r"\pL", ['aL']),
    (r"\x41", ['A']),
    (r"\x{1F600}", ['😀']),
    (r"\u0041", ['A']),
    (r"\101", ['A']),
    (r"\0", ['\x00a']),
    (r"\cA", ['\x01']),
    (r"[\w&&[^a]]+", ['abc']),
    ("[a-c&&b-d]+", ['abcd']),
    ("[^a&&b]", ['abc']),
    ("[a-]", ['a-']),
    ("[-a]", ['a-']),
    ("[]a]", ['a]']),
    (r"[\]a]", ['a]']),
    (r"[a-\d]+", ['a-1']),
    (r"[\d-a]+", ['a-1']),
    (r"[^\n]", ['a\n']),
    (r"[\b]", ['\x08a']),
    (r"[\h]", ['ag']),
    ("a{", ['a{']),
    ("a{1", ['a{1']),
    ("{1}", ['a{1}']),
    ("a{2,1}", ['aaa']),
    ("a{,}", ['a{,}']),
    ("*a", ['*a']),
    ("a**", ['aaa']),
    ("a+?+", ['aaa']),
    ("a{2}{3}", ['aaaaaaa']),
    ("a{2}?", ['aaaa']),
    ("(?:a{2})?", ['aaa']),
    ("a{1,2}?", ['aaaa']),
    ("]", ['a]']),
    ("}", ['a}']),
    ("(?=a)", ['ba']),
    ("(?<=ab|c)d", ['abd cd']),
    ("(?<=a+)b", ['aab']),
    ("(?<!a|bc)d", ['ad bcd xd']),
    ("(?~ab)", ['xxabxx']),
    (r"(?<a>x)\g<a>", ['xx']),
    ("(?(1)a|b)", ['b']),
    ("(?P<n>a)", ['a']),
    (r"\N", ['a\n']),
    (r"\O", ['a\n']),
    (r"\y", ['ab']),
    (r"(?W:\w)", ['é']),
    ("(?i-m:a)", ['A']),
    ("(?-i:a)", ['A']),
    ("(?i:k)", ['kKK']),
    ("(?i:[^a])", ['aAb']),
    (r"(?i:\p{Lu})", ['aB']),
    ("(?i:[k-l])", ['kKKL']),
    ("(?i:ﬀ)", ['ff FF ﬀ']),
    ("(?i:ff)", ['ﬀ']),
    ("(?i:[ß])", ['ss ß']),
    ("(?i:[a-zß]+)", ['ssß']),
    ("(?i:'s|'t)", ["'S 't 'ſ"]),
    ("", ['ab']),
    ("a|", ['ab']),
    ("(a|)+b", ['ab']),
    (r"\d+(?=(\d{3})+$)", ['1234567']),
    (r"(?=(\d{3})+(?!\d))", ['1234567']),
    (".", ['a\r\u2028\n']),
    (r"(?<![^\s])a", ['a ba']),
    (r"\W", ['a²-']),
    (r"[\W]", ['a²-']),
    (r"\S", ['\x85a']),
    (r"\D", ['a1']),
    (r"\H", ['ag']),
    (r"\n$", ['a\n']),
    (r"\n\n$", ['a\n\n']),
    ("^", ['a\n', '\na\n\nb', '']),
    (r"\Z", ['a\n', 'a\n\n']),
    (r"\z", ['a\n']),
    ("a{2}?b", ['b aab']),
    (r"[\s]+", ['a\x85\x0b\u2028 ']),
    (r"[^\s]+", ['a\x85b']),
    (r"[\w]+", ['aé_1-²‿b']),
    (r"[^\w]+", ['aé²-']),
    (r"[\d]+", ['1²٣']),
    ("(?i:st)", ['st ﬅ ﬆ ST']),
    ("(?i:s{2})", ['ß ss']),
    ("(?i:s+s)", ['ß ss']),
    ("(?i:(?:s)s)", ['ß ss']),
    ("(?i:s(?:s))", ['ß ss']),
    ("(?i:ss+)", ['ß ss sß ßs sss']),
    ("(?i:sst)", ['ßt sﬅ sst']),
    ("(?i:[^ß])", ['ß s ss']),
    (r"(?i:[\p{Lu}])", ['aB']),
    (r"(?i:[\p{L}]+)", ['aB1']),
    ("(?i:[À-ÿ])", ['ss é É a']),
    ("(?i:ŉ)", ['ŉ ʼn ʼN']),
    ("(?i:İ)", ['i̇ İ i']),
    ("(?i:[İ])", ['i̇ İ i']),
    ("(?i:ΐ)", ['ΐ ΐ ΐ']),
    ("(?i:ᾳ)", ['ᾳ ᾼ αι ΑΙ Αι']),
    ("(?i:ﬃ)", ['ffi ﬃ fﬁ ﬀi']),
    ("(?i:ffi)", ['ffi ﬃ fﬁ ﬀi']),
    ("(?i:aʾ)", ['ẚ aʾ']),
    ("(?i:ꭰ)", ['Ꭰ ꭰ']),
    ("(?i:ᲀ)", ['в В ᲀ']),
    ("(?i:ſt)", ['st ﬅ']),
    ("(?i:a|ss)", ['ß']),
    ('(?i:"ss")', ['"ß"']),
    ("a(?i)", ['aA']),
    ("(?i)a(?-i)b", ['Ab AB']),
    ("(a(?i)b)c", ['aBc aBC']),
    ("((?i)a|b)c", ['Ac Bc BC']),
    ("a(?m).", ['a\n']),
    ("(?mi:A.)", ['a\n']),
    ("(?i-m:A.)", ['a\n']),
    (r"(?:(a)|b)\1", ['aa ba']),
    (r"(?:(a))?\1", ['aa a']),
    (r"(a)?b\1", ['aba b']),
    (r"(?=(a))\1", ['a']),
    (r"(a|b)+\1", ['abb aba']),
    (r"((a)|b)+\2", ['abba']),
    (r"(x)(?<n>a)\k<n>", ['xaa']),
    (r"(?<n>a)\1", ['aa']),
    (r"\k<1>", ['a']),
    (r"(a)\k<1>", ['aa']),
    (r"(a)\k'1'", ['aa']),
    (r"(a)\k<-1>", ['aa']),
    (r"(a)(?:\1)", ['aa']),
    ("[[:Alpha:]]", ['a']),
    ("[[:alpha]", ['a:[']),
    ("[:alpha:]", ['a:x']),
    ("[[a]b]", ['ab[']),
    ("[a[^b]]", ['abc']),
    ("[^a[b]]", ['abc']),
    ("[a&&]", ['a&']),
    ("[&&a]", ['a&']),
    ("[a&b]", ['a&b']),
    ("[a-c-e]", ['abcde-']),
    ("[--a]", ['-a']),
    ("[+--]", ['+,-']),
    (r"[a\-c]", ['a-bc']),
    (r"[\x61-\x63]", ['abcd']),
    (r"[\u0061-c]", ['abcd']),
    (r"\x4", ['\x04']),
    (r"\x", ['x']),
    (r"\u41", ['A']),
    (r"\e\a\v", ['\x1b\x07\x0b']),
    (r"\M", ['M']),
    (r"\i", ['i']),
    ("\\ä", ['ä']),
    (r"\8", ['8']),
    (r"\12", ['\n']),
    (r"[\1]", ['\x01']),
    ("(?i:1²)", ['1²']),
    (r"\p{Hiragana}\p{Katakana}", ['あア']),
    (r"\p{Zs}", [' ']),
    (r"\p{Nd}", ['1']),
    (r"\p{Other_Alphabetic}", ['ͅ']),
    (r"\p{L}\p{M}*", ['é']),
    (r"\p{LC}", ['aB']),
    (r"\p{L&}", ['a']),
    (r"\p{Cn}", ['\u0378']),
    (r"\p{Co}", ['\ue000']),
    (r"\p{ L }", ['a']),
    (r"\p{ALPHABETIC}", ['a']),
    (r"\p{ascii}", ['a']),
    (r"\p{Common}", ['1']),
    (r"\p{Zyyy}", ['1']),
    (r"\p{Hani}", ['漢']),
    (r"\p{XDigit}", ['fg']),
    (r"\p{Word}+", ['a²_']),
    (r"\p{Graph}+", ['a ']),
    (r"\p{Emoji_Presentation}", ['😀']),
    (r"\p{Extended_Pictographic}", ['😀']),
    (r"\p{Age=6.0}", ['😀']),
    (r"\p{InBasicLatin}", ['a']),
    (r"\p{Basic_Latin}", ['a']),
    (r"\p{In_Basic_Latin}", ['a']),
    (r"\P{L}", ['a1']),
    (r"\P{^L}", ['a1']),
    (r"\p{Assigned}", ['a\u0378']),
]

ATOMS = ["a", "b", "c", "s", "é", "ß", " ", "\\n", ".", "[ab]", "[^a]", "[a-c&&[^b]]", "[[:alpha:]]", "[[:space:]]", "[\\w-]"]
SETS = [r"\s", r"\S", r"\d", r"\w", r"\W", r"\p{L}", r"\p{N}", r"\P{L}", r"\h", r"\R"]
PLACES = ["^", "$", r"\A", r"\z", r"\Z", r"\b", r"\B", "(?=a)", "(?!a)", "(?<=a)", "(?<!b)", "(?=[ab]b)"]
QUANTIFIERS = ["?", "*", "+", "??", "*?", "+?", "?+", "*+", "++", "{2}", "{1,2}", "{,2}", "{2,}", "{2}?", "{1,2}?", "{1,2}+"]
GROUPS = ["(%s)", "(?:%s)", "(?>%s)", "(?i:%s)", "(?m:%s)", "(?i-m:%s)", "(?i)%s"]
LETTERS = ["a", "b", "c", "A", "B", "s", "S", "ss", "ß", "é", "É", "1", "²", "_", " ", "  ", "\n", "\r\n", "\u2028", "😀", "-"]


def drawn(rng: random.Random, depth: int) -> str:
    def item() -> str:
        kind = rng.random()
        if kind < 0.15:
            return rng.choice(PLACES)
        if kind < 0.35 and depth > 0:
            atom = rng.choice(GROUPS) % drawn(rng, depth - 1)
            return f"(?:{atom})" if atom.startswith("(?i)") else atom + quantifier()
        return (rng.choice(SETS) if kind > 0.8 else rng.choice(ATOMS)) + quantifier()

    def quantifier() -> str:
        return rng.choice(QUANTIFIERS) if rng.random() < 0.4 else ""

    branches = ["".join(item() for _ in range(rng.randint(1, 3))) for _ in range(rng.choice([1, 1, 1, 2]))]
    return "|".join(branches)


def matches(pattern: Regex, text: str) -> list:
    places = [0]
    for character in text:
        places.append(places[-1] + (2 if ord(character) > 0xFFFF else 1))
    found = pre_tokenizers.Split(pattern, "removed", invert=True).pre_tokenize_str(text)
    return [[places[at] for _, span in found for at in span], normalizers.Replace(pattern, "|").normalize_str(text)]


def row(pattern: str, texts: list[str]) -> dict:
    try:
        compiled = Regex(pattern)
    except Exception:
        return {"pattern": pattern, "texts": texts, "found": None}
    return {"pattern": pattern, "texts": texts, "found": [matches(compiled, text) for text in texts]}


def main() -> None:
    rng = random.Random(9)
    texts = lambda: ["".join(rng.choices(LETTERS, k=rng.randint(1, 12))) for _ in range(4)]
    write_json(
        FIXTURES / "tokenizers" / "patterns.json.gz",
        {
            "constructs": [row(pattern, texts) for pattern, texts in CONSTRUCTS],
            "drawn": [row(drawn(rng, 2), texts()) for _ in range(300)],
        },
    )


if __name__ == "__main__":
    main()
