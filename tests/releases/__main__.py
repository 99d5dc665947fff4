"""python -m tests.releases 0.1.0: plays an evening with this program, and keeps its rows as those of that release."""

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

from tests.releases.evenings import played
from tests.releases.rows import FOLDER


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.releases", description=__doc__)
    parser.add_argument("release", help="what the release will be called")
    file = FOLDER / f"{parser.parse_args().release}.sql"
    with tempfile.TemporaryDirectory() as folder:
        rows = asyncio.run(played(Path(folder)))
    FOLDER.mkdir(exist_ok=True)
    file.write_text(rows, "utf-8")
    sys.stdout.write(f"{rows.count('INSERT INTO')} rows are in {file}\n")


main()
