"""Renders programs with the environment that transformers gives chat templates: those of tests/fixtures/jinja/*.json, and
the sweep of jinja_sweep.py into sweep.json.gz.

    python tools/jinja_parity.py

Each file holds variables and rows `{"t": program}`; a row is written back with `text`, or with `error`, the class and words of
the exception. To add programs, add rows. Time stands still at 2026-03-07 09:05:03, and the zone is UTC.
"""

import copy
import gzip
import json
import os
import time
from datetime import datetime
from pathlib import Path

os.environ["TZ"] = "UTC"
time.tzset()

from jinja_sweep import VALUES, sweep  # noqa: E402
from transformers.utils import chat_template_utils  # noqa: E402

FOLDER = Path(__file__).parent.parent / "tests" / "fixtures" / "jinja"
GIVEN = {
    "messages": [{"role": "user", "content": "hi"}],
    "tools": None,
    "documents": None,
    "add_generation_prompt": False,
    "bos_token": "<s>",
    "eos_token": "</s>",
}


class Then(datetime):
    @classmethod
    def now(cls, tz=None):
        return cls(2026, 3, 7, 9, 5, 3)


def rendered(program, variables):
    try:
        text = chat_template_utils._compile_jinja_template(program).render(**copy.deepcopy({**variables, **GIVEN}))
        return {"t": program, "text": text}
    except BaseException as error:  # noqa: BLE001
        words = getattr(error, "message", None) or getattr(error, "msg", None) or str(error)
        return {"t": program, "error": f"{type(error).__name__}: {words}"}


def main():
    chat_template_utils.datetime = Then
    swept = {"about": "See tools/jinja_sweep.py", "vars": VALUES, "rows": [rendered(program, VALUES) for program in sweep()]}
    packed = gzip.compress(json.dumps(swept, ensure_ascii=False).encode(), mtime=0)
    (FOLDER / "sweep.json.gz").write_bytes(packed)
    for path in sorted(FOLDER.glob("*.json")):
        file = json.loads(path.read_text())
        file["rows"] = [rendered(row["t"], file["vars"]) for row in file["rows"]]
        rows = ",\n".join(json.dumps(row, ensure_ascii=False) for row in file["rows"])
        head = json.dumps({"about": file["about"], "vars": file["vars"]}, ensure_ascii=False)[:-1]
        path.write_text(f'{head}, "rows": [\n{rows}\n]}}\n')


if __name__ == "__main__":
    main()
