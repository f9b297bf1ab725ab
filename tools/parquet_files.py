"""Writes tests/fixtures/data/*.parquet: three rows in each compression that readers meet, nested ones and many, by pyarrow; and
rows.jsonl.zst.

    ../venv-tenon/bin/python tools/parquet_files.py
"""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

folder = Path(__file__).parent.parent / "tests" / "fixtures" / "data"
folder.mkdir(parents=True, exist_ok=True)
table = pa.table(
    {
        "text": ["a line\nand another", "汉字 😀", "the last row"],
        "id": pa.array([7, 2**40, 2**60], pa.int64()),
        "score": [0.5, None, 2.0],
        "tags": [["x", "y"], [], None],
    }
)
for compression in ["none", "snappy", "gzip", "zstd", "brotli", "lz4"]:
    pq.write_table(table, folder / f"{compression}.parquet", compression=compression, row_group_size=2)
nested = pa.table(
    {
        "text": ["one", None, "three " * 2000 + "end"],
        "within": pa.array([{"text": "a", "ids": [1, 2**60]}, {"text": "b", "ids": []}, None], pa.struct({"text": pa.string(), "ids": pa.list_(pa.int64())})),
    }
)
pq.write_table(nested, folder / "nested.parquet", compression="lz4")
many = pa.table({"text": [f"row {i}" for i in range(2500)]})
pq.write_table(many, folder / "many.parquet", compression="zstd")
rows = '{"text":"first"}\n{"text":"第二"}\n'.encode()
(folder / "rows.jsonl.zst").write_bytes(pa.Codec("zstd").compress(rows).to_pybytes())
