"""Writes tests/fixtures/tokenizers/conversations.json.gz: conversations through templates in the shapes of well-known models.

    python tools/conversation_parity.py

Conversations are tests/fixtures/tokenizers/conversations.json, templates `shapes/*.jinja` beside it, written for this project. Of each
pair the text, or what was raised, by transformers' `apply_chat_template`; of the template with `{% generation %}` also the ids and the
mask of the assistant's tokens by the tokenizer of the fixtures that has the shape of Qwen2's.
"""

import gzip
import json
from pathlib import Path

from template_sweep import NOW, Clock, outcome
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from transformers import PreTrainedTokenizerFast
from transformers.utils import chat_template_utils

FOLDER = Path(__file__).parent.parent / "tests" / "fixtures" / "tokenizers"


def masked(tokenizer: PreTrainedTokenizerFast, template: str, case: dict) -> dict | None:
    """Ids and the mask; None where the template raises or the last message is left open, which has no mask."""
    if case.get("open"):
        return None
    try:
        encoded = tokenizer.apply_chat_template(
            case["messages"], chat_template=template, tools=case.get("tools"), return_dict=True,
            return_assistant_tokens_mask=True, add_generation_prompt=case.get("gen", False), **case.get("vars", {}),
        )  # fmt: skip
        return {"ids": encoded["input_ids"], "mask": encoded["assistant_masks"]}
    except TypeError:
        return None


def main() -> None:
    chat_template_utils.datetime = Clock
    words = Tokenizer(WordLevel({"<s>": 0, "</s>": 1}, unk_token="<s>"))
    plain = PreTrainedTokenizerFast(tokenizer_object=words, bos_token="<s>", eos_token="</s>")
    qwen = PreTrainedTokenizerFast(tokenizer_file=str(FOLDER / "qwen2.tokenizer.json"))
    cases = json.loads((FOLDER / "conversations.json").read_text())
    templates = {path.stem: path.read_text() for path in sorted((FOLDER / "shapes").glob("*.jinja"))}
    rendered = {
        name: {case: outcome(plain, source, given) for case, given in cases.items()} for name, source in templates.items()
    }
    masks = {case: masked(qwen, templates["generation"], given) for case, given in cases.items()}
    content = {"now": NOW.isoformat(), "rendered": rendered, "masks": masks}
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    (FOLDER / "conversations.json.gz").write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    for name, outcomes in rendered.items():
        raised = [case for case, each in outcomes.items() if "error" in each]
        print(f"{name}: {len(outcomes) - len(raised)} texts; raise: {', '.join(raised)}")


if __name__ == "__main__":
    main()
