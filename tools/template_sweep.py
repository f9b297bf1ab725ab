"""Renders conversations through other people's chat templates by transformers, for tools/template-sweep.ts to compare with ours.

    python tools/template_sweep.py FOLDER CONVERSATIONS.json OUT.json
    node --import ./src/setup/typescript.mjs tools/template-sweep.ts OUT.json [RESULT.json]

FOLDER holds `*.jinja` files at any depth, such as the unpacked wheels of `pip download --no-deps trl axolotl`. CONVERSATIONS holds
`{ name: { messages, tools?, documents?, gen?, open?, vars? } }`. Nothing of the templates is kept in the project.
"""

import json
import sys
from datetime import datetime
from pathlib import Path

import jinja2
import transformers
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from transformers import PreTrainedTokenizerFast
from transformers.utils import chat_template_utils

NOW = datetime(2026, 3, 7, 9, 5)


class Clock(datetime):
    @classmethod
    def now(cls, tz=None):
        return NOW


def outcome(tokenizer: PreTrainedTokenizerFast, source: str, case: dict) -> dict:
    """The text, or the class and the words of what was raised."""
    try:
        text = tokenizer.apply_chat_template(
            case["messages"], chat_template=source, tools=case.get("tools"), tokenize=False,
            continue_final_message=case.get("open", False),
            add_generation_prompt=case.get("gen", False), **{"documents": case.get("documents"), **case.get("vars", {})},
        )  # fmt: skip
        return {"text": text}
    except Exception as error:  # whatever a template makes Python raise
        return {"error": f"{type(error).__name__}: {error}"}


def main(folder: str, conversations: str, out: str) -> None:
    chat_template_utils.datetime = Clock
    words = Tokenizer(WordLevel({"<s>": 0, "</s>": 1}, unk_token="<s>"))
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=words, bos_token="<s>", eos_token="</s>")
    cases = json.loads(Path(conversations).read_text())
    files = {str(path.relative_to(folder)): path.read_bytes().decode() for path in sorted(Path(folder).rglob("*.jinja"))}
    templates = {
        name: {"source": source, "rendered": {case: outcome(tokenizer, source, given) for case, given in cases.items()}}
        for name, source in files.items()
    }
    wheels = dict(path.name.removesuffix(".dist-info").split("-") for path in Path(folder).rglob("*.dist-info"))
    versions = {**wheels, "transformers": transformers.__version__, "jinja2": jinja2.__version__}
    content = {"now": NOW.isoformat(), "versions": versions, "conversations": cases, "templates": templates}
    Path(out).write_text(json.dumps(content, ensure_ascii=False))


if __name__ == "__main__":
    main(*sys.argv[1:])
