"""tests/fixtures/checkpoints/parts: tiny.gguf in three files, by gguf 0.19, as llama-gguf-split names and numbers them.

    ../venv-tenon/bin/python tools/gguf_parts.py
"""

from pathlib import Path

import gguf

FIXTURES = Path(__file__).parent.parent / "tests" / "fixtures" / "checkpoints"


def main() -> None:
    reader = gguf.GGUFReader(FIXTURES / "tiny.gguf")
    parts = FIXTURES / "parts"
    parts.mkdir(exist_ok=True)
    most = -(-len(reader.tensors) // 3)
    writer = gguf.GGUFWriter(
        parts / "tiny.gguf", reader.get_field("general.architecture").contents(), split_max_tensors=most
    )
    for name, field in reader.fields.items():
        if name.startswith("GGUF.") or name == "general.architecture":
            continue
        sub_type = field.types[1] if field.types[0] == gguf.GGUFValueType.ARRAY else None
        writer.add_key_value(name, field.contents(), field.types[0], sub_type=sub_type)
    for tensor in reader.tensors:
        writer.add_tensor(tensor.name, tensor.data, raw_dtype=tensor.tensor_type)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


if __name__ == "__main__":
    main()
