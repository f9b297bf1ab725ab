"""Writes tests/fixtures/ngram/applications.json.gz: what NLTK and jieba say of the applications of counting models.

    ../venv-tenon/bin/python tools/applications_parity.py
"""

import gzip
import itertools
import json
import random
from pathlib import Path

import jieba
import nltk
from nltk.translate import AlignedSent, IBMModel1

OUT = Path(__file__).parent.parent / "tests" / "fixtures" / "ngram" / "applications.json.gz"

# Recursion on both sides, ambiguity, empty rules, unit rules and cycles.
GRAMMARS = {
    "english": (
        "S -> NP VP\nNP -> Det N | Det A N\nVP -> V | V NP\nDet -> 'the'\nN -> 'cat' | 'dog'\nA -> 'old'\nV -> 'sees'",
        6,
    ),
    "brackets": ("S -> '(' S ')' S |", 8),
    "anbn": ("S -> 'a' S 'b' | 'a' 'b'", 8),
    "palindromes": ("S -> 'a' S 'a' | 'b' S 'b' | 'a' | 'b' |", 7),
    "sums": ("E -> E '+' T | T\nT -> T '*' F | F\nF -> '(' E ')' | 'x'", 5),
    "ambiguous": ("S -> S S | 'a' | 'b' S", 7),
    "empty": ("S -> A B A\nA -> 'a' A |\nB -> 'b' B |", 6),
}

SENTENCES = [
    "小浣熊干脆面", "小浣熊吃干脆面", "长颈鹿脖子长", "结婚的和尚未结婚的", "南京市长江大桥", "研究生命的起源", "他说的确实在理",
    "乒乓球拍卖完了", "这块地面积还真不小", "中外科学名著", "化妆和服装", "人的一生中离不开钱", "发展中国家", "从小学到大学",
    "今天天气很好", "我们在野生动物园玩", "使用户满意", "独立自主和平等互利的原则", "市场上的各种商品的和平鸽", "武汉市长江大桥欢迎您",
]


def grammars():
    for name, (text, length) in GRAMMARS.items():
        grammar = nltk.CFG.fromstring(text)
        parser = nltk.parse.EarleyChartParser(grammar)
        words = sorted({w for p in grammar.productions() for w in p.rhs() if isinstance(w, str)})
        accepted, tried = [], 0
        for n in range(length + 1):
            for sentence in itertools.product(words, repeat=n):
                tried += 1
                # One tree is enough: a cycle would give trees without end.
                if n == 0:
                    good = grammar.start() in nullable(grammar)
                else:
                    good = any(e.is_complete() and e.lhs() == grammar.start() and e.span() == (0, n) for e in parser.chart_parse(list(sentence)).edges())
                if good:
                    accepted.append(" ".join(sentence))
        yield {"name": name, "text": text, "length": length, "words": words, "tried": tried, "accepted": accepted}


def nullable(grammar):
    found = set()
    while True:
        more = {p.lhs() for p in grammar.productions() if all(s in found for s in p.rhs())}
        if more <= found:
            return found
        found |= more


def segmentations():
    jieba.initialize()
    freq, total = jieba.dt.FREQ, jieba.dt.total
    words, cut = {}, []
    for sentence in SENTENCES:
        for i in range(len(sentence)):
            for j in range(i + 1, len(sentence) + 1):
                if freq.get(sentence[i:j]):
                    words[sentence[i:j]] = freq[sentence[i:j]]
        route = {}
        jieba.dt.calc(sentence, jieba.dt.get_DAG(sentence), route)
        cut.append({"text": sentence, "words": list(jieba.cut(sentence, HMM=False)), "logProb": route[0][0]})
    return {"total": total, "counts": words, "sentences": cut}


def alignment():
    """A made-up language: English with other words, its adjectives behind their nouns.

    No foreign word stands twice in a sentence: NLTK sums over the places of an English word once for each of them, and so
    counts too little.
    """
    rng = random.Random(7)
    nouns, adjectives, verbs = ["cat", "dog", "house", "river", "tree"], ["old", "red", "small"], ["sees", "likes", "finds"]
    foreign = {w: "f" + w[::-1] for w in nouns + adjectives + verbs + ["the", "a"]}
    pairs = []
    for _ in range(60):
        (n1, n2), (a1, a2) = rng.sample(nouns, 2), rng.sample(adjectives + [None, None], 2)
        verb = rng.choice(verbs)
        english, other = [], []
        for determiner, noun, adjective in [("the", n1, a1), ("a", n2, a2)]:
            english += [determiner] + ([adjective] if adjective else []) + [noun]
            other += [determiner, noun] + ([adjective] if adjective else [])
            if determiner == "the":
                english.append(verb)
                other.append(verb)
        pairs.append((english, [foreign[w] for w in other]))
    model = IBMModel1([AlignedSent(f, e) for e, f in pairs], 5)  # t(f | e), a null word among the e
    table = [[e, f, p] for f, row in model.translation_table.items() for e, p in row.items() if p > 1e-6]
    return {"pairs": pairs, "iterations": 5, "table": [[e or "", f, p] for e, f, p in table]}


value = {
    "made": {"nltk": nltk.__version__, "jieba": jieba.__version__},
    "grammars": list(grammars()),
    "segmentation": segmentations(),
    "alignment": alignment(),
}
OUT.parent.mkdir(parents=True, exist_ok=True)
OUT.write_bytes(gzip.compress(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), 9, mtime=0))
print({g["name"]: (len(g["accepted"]), g["tried"]) for g in value["grammars"]}, OUT.stat().st_size)
for s in value["segmentation"]["sentences"][:6]:
    print("/".join(s["words"]))
