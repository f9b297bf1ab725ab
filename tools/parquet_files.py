"""Writes tests/fixtures/data/*.parquet: three rows in each compression that readers meet, by pyarrow.

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
for compression in ["none", "snappy", "gzip", "zstd", "brotli"]:
    pq.write_table(table, folder / f"{compression}.parquet", compression=compression, row_group_size=2)
