"""Smoothed n-gram models worked out from their published formulas over strings: in fractions, or in decimals of 60 digits where
there are logarithms or many rounds. Nothing is shared with the program but the conventions that its comments state.

    python tools/ngram_exact.py        writes tests/fixtures/ngram/exact.json.gz
"""
import gzip
import json
import random
from collections import Counter, defaultdict
from decimal import Decimal, getcontext
from fractions import Fraction
from importlib.metadata import version
from pathlib import Path

from nltk.probability import FreqDist, SimpleGoodTuringProbDist

ROOT = Path(__file__).resolve().parent.parent
ORDER = 3
getcontext().prec = 60
# The words of English prosody that Gale and Sampson (1995) count: how many words were seen r times.
PROSODY = {1: 120, 2: 40, 3: 24, 4: 13, 5: 15, 6: 5, 7: 11, 8: 2, 9: 2, 10: 1, 12: 3, 14: 2, 15: 1, 16: 1, 17: 3, 19: 1, 20: 3}
PROSODY |= {21: 2, 23: 3, 24: 3, 25: 3, 26: 2, 27: 2, 28: 1, 31: 2, 32: 2, 33: 1, 34: 2, 36: 2, 41: 3, 43: 1, 45: 3, 46: 1}
PROSODY |= {r: 1 for r in (47, 50, 71, 84, 101, 105, 121, 124, 146, 162, 193, 199, 224, 226, 254, 257, 339, 421, 456, 481)}
PROSODY |= {r: 1 for r in (483, 1140, 1256, 1322, 1530, 2131, 2395, 6925, 7846)}


def text(seed, lines):
    """A few words that follow each other, and rare ones between them."""
    draw = random.Random(seed)
    made = []
    for _ in range(lines):
        words, last = [], 0
        for _ in range(draw.randint(1, 8)):
            last = (last + int(9 * draw.random() ** 2)) % 14 if draw.random() < 0.7 else int(14 * draw.random() ** 3)
            words.append(f"w{last}" if draw.random() < 0.94 else f"r{int(30 * draw.random() ** 2)}")
        made.append(words)
    return made


class Counts:
    """c(h, w) by the length of h; a sentence has one <s> before it, and </s> behind it."""

    def __init__(self, lines):
        self.words = ["<unk>", "</s>", *sorted({word for line in lines for word in line})]
        self.after = [defaultdict(Counter) for _ in range(ORDER)]
        for line in lines:
            padded = ["<s>", *line, "</s>"]
            for i in range(1, len(padded)):
                for n in range(min(ORDER, i + 1)):
                    self.after[n][tuple(padded[i - n : i])][padded[i]] += 1

    def continuations(self):
        """How many words were seen before each n-gram shorter than ORDER that does not begin with <s>."""
        kept = [defaultdict(Counter, {h: Counter(c) for h, c in level.items()}) for level in self.after]
        for n in range(ORDER - 1):
            left = Counter((h[1:], w) for h, c in self.after[n + 1].items() for w in c)
            for h, c in kept[n].items():
                if h[:1] != ("<s>",):
                    for w in c:
                        c[w] = left[h, w]
        return kept


def counts_of_counts(level):
    return Counter(r for c in level.values() for r in c.values())


def backing_off(counts, levels, left):
    """P(w | h) = left(c(hw)) / c(h) where hw was seen, else b(h) P(w | h')."""
    V = len(counts.words)

    def seen(h):
        c = levels[len(h)][h]
        total = sum(c.values())
        shares = {w: left[len(h)](r) / total for w, r in c.items()}
        whole = sum(shares.values())
        if len(c) == V:
            return {w: p / whole for w, p in shares.items()}
        return {w: p * Fraction(total, total + 1) for w, p in shares.items()} if whole == 1 else shares

    def P(h, w):
        if len(h) > 0 and not levels[len(h)].get(h):
            return P(h[1:], w)
        shares = seen(h)
        if w in shares:
            return shares[w]
        below = (lambda v: P(h[1:], v)) if h else (lambda _: Fraction(1, V))
        return (1 - sum(shares.values())) / (1 - sum(below(v) for v in shares)) * below(w)

    return P


def katz(counts, most):
    """Katz 1987, equations 16 to 21."""

    def discounted(level):
        n = counts_of_counts(level)
        m = Fraction((most + 1) * n[most + 1], n[1])
        d = {}
        for r in range(1, most + 1):
            turing = Fraction((r + 1) * n[r + 1], n[r]) if n[r] else Fraction(0)
            d[r] = (turing / r - m) / (1 - m) if m != 1 else Fraction(0)
            d[r] = d[r] if 0 < d[r] <= 1 else (r - Fraction(1, 2)) / r
        return lambda r: d[r] * r if r <= most else Fraction(r)

    return backing_off(counts, counts.after, [discounted(level) for level in counts.after])


def discounts(levels):
    """Ney, Essen and Kneser 1994: D = n1 / (n1 + 2 n2)."""
    n = [counts_of_counts(level) for level in levels]
    return [Fraction(c[1], c[1] + 2 * c[2]) for c in n]


def kneser_ney_backing_off(counts):
    levels = counts.continuations()
    return backing_off(counts, levels, [lambda r, D=D: r - D for D in discounts(levels)])


def kneser_ney(counts):
    levels = counts.continuations()
    D = discounts(levels)

    def P(h, w):
        below = P(h[1:], w) if h else Fraction(1, len(counts.words))
        c = levels[len(h)].get(h)
        if not c:
            return below
        return (max(c[w] - D[len(h)], 0) + D[len(h)] * len(c) * below) / sum(c.values())

    return P


def simple_good_turing(n, possible):
    """Gale & Sampson 1995: the probability of one that was seen r times, at 0 of all unseen ones together."""
    sizes = sorted(n)
    N = sum(r * n[r] for r in sizes)
    Z = {}
    for i, r in enumerate(sizes):
        before = sizes[i - 1] if i else 0
        after = sizes[i + 1] if i + 1 < len(sizes) else 2 * r - before
        Z[r] = Decimal(2 * n[r]) / (after - before)
    xs, ys = [Decimal(r).ln() for r in sizes], [Z[r].ln() for r in sizes]
    mx, my = sum(xs) / len(xs), sum(ys) / len(ys)
    b = sum((x - mx) * (y - my) for x, y in zip(xs, ys)) / sum((x - mx) ** 2 for x in xs)
    smooth, turing = {}, True
    for r in sizes:
        line = (r + 1) * (Decimal(r + 1) / r) ** b
        if turing and n.get(r + 1):
            x = Decimal((r + 1) * n[r + 1]) / n[r]
            deviation = (Decimal((r + 1) ** 2 * n[r + 1]) / n[r] ** 2 * (1 + Decimal(n[r + 1]) / n[r])).sqrt()
            turing = abs(x - line) > Decimal("1.65") * deviation
        else:
            turing = False
        smooth[r] = x if turing else line
    unseen = possible - sum(n.values())
    q = Decimal(n.get(1, 0)) / N if unseen else Decimal(0)
    total = sum(n[r] * smooth[r] for r in sizes)
    return {0: q, **{r: (1 - q) * smooth[r] / total for r in sizes}}


def good_turing(counts):
    V = len(counts.words)
    shares = []
    for level in counts.after:
        n = counts_of_counts(level)
        p = simple_good_turing(n, V * len(level))
        shares.append({**p, 0: p[0] / (V * len(level) - sum(n.values()))})

    def P(h, w):
        c = counts.after[len(h)].get(h)
        if not c:
            return Decimal(1) / V
        p = shares[len(h)]
        return p[c[w]] / sum(p[c[v]] for v in counts.words)

    return P


def jelinek_mercer(counts, held_out, rounds):
    """The weights by expectation-maximization over the components of the mixture, and the model that they make."""
    V = len(counts.words)
    totals = [{h: sum(c.values()) for h, c in level.items()} for level in counts.after]
    bucket = lambda h: totals[len(h)][h].bit_length() - 1
    L = defaultdict(lambda: Decimal("0.5"))

    def components(h, w):
        """Shares and probabilities of the orders, the longest first, the uniform distribution last."""
        known = [h[i:] for i in range(len(h) + 1) if h[i:] in totals[len(h) - i]]
        rest, found = Decimal(1), []
        for g in known:
            key = (len(g), bucket(g))
            found.append((key, rest * L[key], Decimal(counts.after[len(g)][g][w]) / totals[len(g)][g]))
            rest *= 1 - L[key]
        return [*found, (None, rest, Decimal(1) / V)]

    P = lambda h, w: sum(share * p for _, share, p in components(h, w))
    for _ in range(rounds):
        came, stopped = defaultdict(Decimal), defaultdict(Decimal)
        for line in held_out:
            padded = ["<s>", *[w if w in counts.words else "<unk>" for w in line], "</s>"]
            for i in range(1, len(padded)):
                parts = components(tuple(padded[max(0, i - ORDER + 1) : i]), padded[i])
                whole, going = sum(share * p for _, share, p in parts), Decimal(1)
                for key, share, p in parts[:-1]:
                    came[key] += going
                    stopped[key] += share * p / whole
                    going -= share * p / whole
        for key in came:
            L[key] = min(Decimal("0.9999"), max(Decimal("0.0001"), stopped[key] / came[key]))
    return P, {f"{n} {b}": float(weight) for (n, b), weight in sorted(L.items())}


def prosody():
    words = FreqDist({f"{r}.{i}": r for r, n in PROSODY.items() for i in range(n)})
    nltk = SimpleGoodTuringProbDist(words, bins=len(words) + 1)
    ours = simple_good_turing(PROSODY, len(words) + 1)
    for r in PROSODY:
        assert abs(nltk.prob(f"{r}.0") / float(ours[r]) - 1) < 1e-9, r
    return {"sizes": list(PROSODY.items()), "unseen": nltk.prob("never"), "shares": [nltk.prob(f"{r}.0") for r in PROSODY]}


def main():
    lines, held_out = text(5, 160), text(6, 40)
    counts = Counts(lines)
    mixture, weights = jelinek_mercer(counts, held_out, 4)
    models = {"katz": katz(counts, 5), "katz, counts up to 2": katz(counts, 2), "kneser-ney": kneser_ney(counts)}
    models |= {"kneser-ney, backing off": kneser_ney_backing_off(counts), "good-turing": good_turing(counts), "jelinek-mercer": mixture}
    seen = sorted(counts.after[2])
    contexts = [(), ("<s>",), *[(w,) for w in counts.words], *seen[::12], ("<s>", "<unk>"), ("w1", "<unk>")]
    queries = [(h, w) for h in contexts for w in counts.words]
    values = {name: [float(P(h, w)) for h, w in queries] for name, P in models.items()}
    for name, P in models.items():
        for h in contexts:
            assert abs(sum(P(h, w) for w in counts.words) - 1) < Fraction(1, 10**40), (name, h)
    fixture = {
        "made": {"nltk": version("nltk")},
        "train": [" ".join(line) for line in lines],
        "heldOut": [" ".join(line) for line in held_out],
        "queries": [[*h, w] for h, w in queries],
        "values": values,
        "weights": weights,
        "prosody": prosody(),
    }
    path = ROOT / "tests/fixtures/ngram/exact.json.gz"
    path.write_bytes(gzip.compress(json.dumps(fixture, separators=(",", ":")).encode(), mtime=0))
    print([sorted(counts_of_counts(level).items())[:8] for level in counts.after], len(queries), weights)
    print(f"{path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
