"""Programs that put every filter, test, method and operator of Jinja beside values of every kind. Used by jinja_parity.py."""

VALUES = {
    "text": "Hello, wOrld! it's",
    "spaces": "  \ta b\u3000c\n",
    "empty": "",
    "lines": "one\r\ntwo\n\nthree\x0bfour",
    "wide": "\u00e9\U0001f600\u4e2d \u00df\ufb01 \u01c6x \u03a3\u03a3",
    "digits": " 12 ",
    "real": "-3.75e1",
    "html": "<b>a & 'b'</b> &lt;",
    "null": None,
    "yes": True,
    "no": False,
    "zero": 0,
    "seven": 7,
    "minus": -3,
    "half": 2.5,
    "tiny": 1.25e-07,
    "list": [3, 1, 2],
    "words": ["b", "A", "c", "a"],
    "mixed": [1, "a", None],
    "nested": [[2, "x"], [1, "y"]],
    "nothing": [],
    "dict": {"b": 1, "a": 2, "C": 0},
    "deep": {"a": {"b": [1, {"c": "d"}]}, "items": 3},
    "rows": [{"k": "x", "n": 2}, {"k": "Y", "n": 1}, {"k": "x", "n": 3}],
}
EXPRESSIONS = [*VALUES, "unknown", "12345678901234567890", "1.5e300", "(1, 'b')", "range(5)", "dict.items()", "('<i>' | safe)", "namespace(a=1)", "1.0", "{1: 2, (1, 2): 3}"]

# One of each kind, for what does not look into values.
KINDS = ["text", "wide", "digits", "null", "yes", "seven", "half", "mixed", "dict", "unknown", "(1, 'b')", "range(5)", "('<i>' | safe)"]

FILTERS = {
    "abs": [""], "attr": ["('upper')", "('k')"], "batch": ["(2) | list", "(2, 'x') | list"], "capitalize": [""],
    "center": ["(9)", "(8)"], "count": [""], "default": ["('d')", "('d', true)"],
    "dictsort": ["", "(true)", "(false, 'value')", "(reverse=true)", "(by='x')"], "escape": [""], "filesizeformat": ["", "(true)"],
    "first": [""], "float": ["", "(1.5)"], "forceescape": [""], "format": ["(1)", "('a', 2)", "(b=1)"],
    "groupby": ["('n')", "('k') | map('list') | list", "(0)"], "indent": ["", "(2)", "(2, true)", "(2, true, true)"],
    "int": ["", "(5)", "(0, 16)"], "items": [" | list"], "join": ["", "('-')", "('-', 'n')"], "last": [""], "length": [""],
    "list": [""], "lower": [""], "map": ["('upper') | list", "(attribute='n') | list", "(attribute='n', default=0) | list", "('int') | list", "() | list"],
    "max": ["", "(attribute='n')"], "min": ["", "(case_sensitive=true)"], "reject": ["('odd') | list", " | list"],
    "rejectattr": ["('n') | list", "('n', 'gt', 1) | list"], "replace": ["('a', 'b')", "('l', 'L', 1)", "('', '.')"], "reverse": [" | list"],
    "round": ["", "(1)", "(-1)", "(1, 'ceil')", "(0, 'floor')"], "safe": [""], "select": [" | list", "('string') | list", "('in', [1, 'a']) | list"],
    "selectattr": ["('k') | list", "('k', 'eq', 'x') | list"], "slice": ["(2) | list", "(3, 'x') | list"],
    "sort": ["", "(true)", "(case_sensitive=true)", "(attribute='n')", "(attribute='k,n')", "(attribute='0')"], "string": [""], "striptags": [""],
    "sum": ["", "('n')", "(start=2)"], "title": [""], "tojson": ["", "(indent=2)", "(sort_keys=true)", "(true)"], "trim": ["", "('H!')"],
    "truncate": ["(5)", "(7, true)", "(9, false, '..', 0)"], "unique": [" | list", "(true) | list", "(attribute='k') | list"], "upper": [""],
    "urlencode": [""], "wordcount": [""], "wordwrap": ["(5)", "(4, false)"], "xmlattr": [""], "nosuch": [""],
}
TESTS = {
    "boolean": [""], "callable": [""], "defined": [""], "divisibleby": [" 3", "(0)"], "eq": [" 7", "('')", "(none)"], "escaped": [""],
    "even": [""], "false": [""], "filter": [""], "float": [""], "ge": [" 2"], "gt": ["(2)", "('a')"], "in": ["([7, 'a', none])", "('abc')", "(dict)"],
    "integer": [""], "iterable": [""], "le": ["(2.5)"], "lower": [""], "lt": ["([5])"], "mapping": [""], "ne": ["(0)"], "none": [""],
    "number": [""], "odd": [""], "sameas": ["(none)", "(true)"], "sequence": [""], "string": [""], "test": [""], "true": [""], "undefined": [""],
    "upper": [""], "nosuch": [""],
}
METHODS = {
    "text": [
        "capitalize()", "casefold()", "center(23, '*')", "count('l')", "count('')", "endswith(('x', \"s\"))", "find('o')",
        "find('o', 8)", "find('o', -9, -2)", "format(1)", "index('zz')", "isalnum()", "isalpha()", "isascii()", "isdecimal()", "isdigit()",
        "isidentifier()", "islower()", "isnumeric()", "isprintable()", "isspace()", "istitle()", "isupper()", "join(['a', 'b'])", "join([1])",
        "ljust(20, '.')", "lower()", "lstrip()", "lstrip('He ')", "partition(' ')", "removeprefix('He')", "removesuffix(\"'s\")",
        "replace('l', 'LL')", "replace('', '-', 3)", "rfind('o')", "rindex('o')", "rjust(20)", "rpartition('x')", "rsplit()", "rsplit(None, 1)",
        "rsplit('o', 1)", "rstrip()", "split()", "split(None, 1)", "split('l')", "split('l', maxsplit=1)", "split(sep='o')", "splitlines()",
        "splitlines(true)", "startswith('He')", "startswith('l', 2)", "strip()", "strip('Hes!')", "swapcase()", "title()", "upper()", "zfill(22)",
        "nosuch()", "split(1)", "center()", "upper(1)", "__class__", "find('o').nosuch",
    ],
    "list": ["count(1)", "index(2)", "index(9)", "copy()", "append(1)", "sort()", "nosuch()"],
    "dict": [
        "keys()", "values()", "items()", "get('b')", "get('z')", "get('z', 5)", "copy()", "pop('b')", "update({})", "nosuch", "setdefault('a')",
        "get()", "keys() | list", "items() | first", "b",
    ],
    "seven": ["nosuch"],
    "half": ["is_integer()", "nosuch"],
    "range(2, 9, 3)": ["count(5)", "index(5)", "nosuch"],
    "(1, 2, 1)": ["count(1)", "index(2)", "nosuch"],
}
OPERATORS = ["+", "-", "*", "/", "//", "%", "**", "~", "==", "!=", "<", "<=", ">", ">=", "in", "not in", "and", "or"]
SPECS = [
    "", "5", "<5", ">7", "^9", "*^9", "05", "+", " ", "d", "x", "X", "#x", "o", "b", "#b", "c", ",", "_", "012,", "08.2f", ".2f", "+.1e", "E", "g",
    "G", ".3g", ".3", "%", ".1%", "s", ".2s", "n", "=+8", "y", "5.", "10.4", "_b", "a<4",
]
CONVERSIONS = [
    "%s", "%r", "%a", "%d", "%i", "%5d", "%-5d|", "%05d", "%+d", "% d", "%x", "%#x", "%X", "%o", "%e", "%.2e", "%f", "%.1f", "%08.3f", "%g", "%.3g",
    "%G", "%c", "%%", "%5s|", "%-5s|", "%.2s", "%y", "%", "%(a)s", "%s %s",
]


def sweep():
    programs = []
    for name, uses in FILTERS.items():
        programs += [f"{{{{ {value} | {name}{use} }}}}" for use in uses for value in (KINDS if use else EXPRESSIONS)]
    for name, uses in TESTS.items():
        programs += [f"{{{{ {value} is {name}{use} }}}}" for use in uses for value in KINDS]
    for value, methods in METHODS.items():
        others = ["spaces", "wide", "empty", "lines"] if value == "text" else []
        programs += [f"{{{{ {each}.{method} }}}}" for each in [value, *others] for method in methods]
    short = ["text", "null", "yes", "seven", "minus", "half", "zero", "list", "dict", "unknown", "(1, 'b')", "('<i>' | safe)"]
    programs += [f"{{{{ {a} {sign} {b} }}}}" for sign in OPERATORS for a in short for b in short]
    programs += [f"{{{{ '{{:{spec}}}'.format({value}) }}}}" for spec in SPECS for value in ["text", "seven", "minus", "half", "tiny", "1.5e300", "yes", "12345678901234567890", "null", "list"]]
    programs += [f"{{{{ '{c}' % {value} }}}}" for c in CONVERSIONS for value in ["text", "seven", "minus", "half", "tiny", "yes", "null", "list", "{'a': 1}", "(3, 4)"]]
    keys = ["0", "-1", "5", "'b'", "'items'", "'upper'", "null", "yes", "1.0", "(1, 2)", "[1]", "unknown", "1:", ":-1", "::-1", "::2", "-2:", "5:1:-2", "::0", "'a':", "none:2"]
    programs += [f"{{{{ {value}[{key}] }}}}" for value in ["text", "wide", "list", "dict", "deep", "null", "seven", "(1, 2)", "unknown"] for key in keys]
    programs += [f"{{{{ {sign}{value} }}}}" for sign in ["-", "+", "not "] for value in EXPRESSIONS]
    programs += [f"{{% for x in {value} %}}{{{{ loop.index }}}}{{{{ x }}}}{{{{ loop.last }}}};{{% else %}}none{{% endfor %}}" for value in EXPRESSIONS]
    programs += [f"{{% for a, b in {value} %}}{{{{ a }}}}-{{{{ b }}}};{{% endfor %}}" for value in EXPRESSIONS]
    programs += [f"{{{{ {value} }}}}|{{{{ [{value}] }}}}" for value in EXPRESSIONS]
    return programs
