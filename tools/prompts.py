"""The 50 prompts of the parity fixtures: 18 English texts, 16 Chinese texts, 16 conversations (half of each language).

All were written for this project, but for a few lines of classical Chinese poetry. They are chosen to reach what a
tokenizer and a rotary embedding can get wrong: digits, code, white space, mixed scripts, and lengths from 3 tokens on.
"""

ENGLISH = [
    "Once upon a time",
    "The capital of France is",
    "To be honest, I",
    "def fibonacci(n):\n    if n < 2:\n        return n\n    return",
    "1, 1, 2, 3, 5, 8, 13, 21, 34, 55,",
    "Q: What is 17 + 25?\nA:",
    "The quick brown fox jumps over the lazy dog, and the dog, who had been dreaming of rabbits, opens one eye.",
    "Dear Ms. Alvarez,\n\nThank you for your letter of 14 March 2019. I am sorry to say that the order, number 88231-B, was"
    " sent to the wrong address, and I would like to",
    "Water boils at 100 degrees Celsius at sea level; on a mountain 3,000 metres high it boils at about",
    "- flour\n- sugar\n- two eggs\n-",
    "SELECT name, COUNT(*) FROM orders WHERE total > 99.5 GROUP BY name ORDER BY",
    "{\"id\": 7, \"tags\": [\"red\", \"green\"], \"price\": 12.50, \"next\":",
    "He said: \u201cIt\u2019s na\u00efve \u2014 caf\u00e9s don\u2019t open at 5 a.m.\u201d She",
    "   leading spaces,\ttabs\t\tand\n\n\nblank lines    matter",
    "The old lighthouse keeper climbed the stairs every evening, counting them under his breath: two hundred and twelve,"
    " the same as yesterday and the same as forty years ago. At the top he lit the lamp, wiped the glass, and wrote one"
    " line in the log. Ships had stopped coming through the strait when the new canal opened, but nobody had told him to"
    " stop, and he was not a man who stopped things unless somebody asked him. One night in November a light answered"
    " his own from far out on the water. He looked at the log, and at the light, and then he did what he had not done in"
    " twenty years: he opened the window and called. His voice was thin, and the wind took most of it, but the light out"
    " there went dark, counted three, and came back. He counted three himself, covered the lamp with his coat, and let it"
    " shine again. So they went on until morning, the two of them, saying",
    "A matrix A is positive definite when x^T A x > 0 for every nonzero vector x. Its eigenvalues are then all positive,"
    " its determinant is positive, and it has a unique Cholesky factorization A = L L^T with L lower triangular and a"
    " positive diagonal. To compute L, take the columns from left to right: the diagonal entry of column j is the square"
    " root of a_jj less the sum of the squares of the entries already found in row j, and the entries below it are",
    "Breaking: scientists at a small observatory report that the comet they have been following since January has split"
    " into two pieces. \"We saw it at about four in the morning,\" said the astronomer who made the first picture.",
    "import torch\n\nclass RMSNorm(torch.nn.Module):\n    def __init__(self, width, eps=1e-5):\n        super().__init__()\n"
    "        self.eps = eps\n        self.weight = torch.nn.Parameter(torch.ones(width))\n\n    def forward(self, x):\n"
    "        scale =",
]

CHINESE = [
    "你好",
    "从前有一座山",
    "中国的首都是",
    "床前明月光，疑是地上霜。",
    "春眠不觉晓，处处闻啼鸟。夜来风雨声，",
    "今天天气很好，我们一起去公园吧。",
    "人工智能（AI）是计算机科学的一个分支。",
    "2024年3月15日，北京的最高气温是18.5℃，",
    "问：三加五等于几？\n答：",
    "我喜欢吃苹果、香蕉和葡萄，但是不喜欢",
    "語言模型的訓練需要大量的文字資料。",
    "他在GitHub上发布了一个用TypeScript写的library，",
    "水在标准大气压下的沸点是一百摄氏度，冰点是零摄氏度。",
    "图书馆里很安静，只听见翻书的声音。她坐在靠窗的位置，一边看书，一边等雨停。",
    "机器学习的目标是从数据中找出规律。给定输入和输出的例子，模型调整自己的参数，使预测尽可能接近真实的答案。",
    "老人每天清晨到河边散步，看鸭子游水。🦆🌊 有一天，河水涨得很高，小桥被冲走了一半。对岸的孩子们过不来，只好站在柳树下"
    "向他挥手。老人回家取来绳子和木板，忙了整整一个上午，终于",
]

CONVERSATIONS = [
    [{"role": "user", "content": "What is the capital of France?"}],
    [{"role": "user", "content": "Write a haiku about the sea."}],
    [{"role": "user", "content": "Explain in one sentence why the sky is blue."}],
    [
        {"role": "system", "content": "You answer in as few words as possible."},
        {"role": "user", "content": "How many legs does a spider have?"},
    ],
    [
        {"role": "user", "content": "My name is Ada."},
        {"role": "assistant", "content": "Nice to meet you, Ada! How can I help you today?"},
        {"role": "user", "content": "What is my name?"},
    ],
    [
        {"role": "system", "content": "You are a patient teacher of programming."},
        {"role": "user", "content": "Write a JavaScript function that reverses a string."},
        {"role": "assistant", "content": "```js\nconst reverse = (s) => [...s].reverse().join(\"\");\n```"},
        {"role": "user", "content": "Why the spread?"},
    ],
    [{"role": "user", "content": "List three fruits, one a line, in alphabetical order."}],
    [{"role": "system", "content": ""}, {"role": "user", "content": "Translate into Spanish: good morning"}],
    [{"role": "user", "content": "你好！"}],
    [{"role": "user", "content": "法国的首都是哪里？"}],
    [{"role": "user", "content": "请用一句话解释什么是语言模型。"}],
    [{"role": "system", "content": "你是一个诗人。"}, {"role": "user", "content": "写一首关于秋天的短诗。"}],
    [
        {"role": "user", "content": "一加一等于几？"},
        {"role": "assistant", "content": "一加一等于二。"},
        {"role": "user", "content": "再加三呢？"},
    ],
    [{"role": "user", "content": "Translate to English: 海上生明月，天涯共此时。"}],
    [{"role": "user", "content": "列出三种水果。"}],
    [{"role": "system", "content": "Answer in Chinese."}, {"role": "user", "content": "What colour is snow?"}],
]

# Two passages for the loss whose gradient is compared; the tool takes the first 48 tokens of each.
PASSAGES = [
    "A river does not hurry, and yet it reaches the sea. It goes around the stone that it cannot move, it fills the"
    " hollow that it cannot cross, and after a thousand years the stone is sand and the hollow is a lake with herons in it.",
    "山下有一条小河，河边住着一位会做木工的老人。他做的桌椅不用一颗钉子，全靠榫头和卯眼合在一起，用上一百年也不会松动。",
]
