"""The text of a PDF, read by a process of its own (`pdfchild`) that no damaged file can hold up.

The process has limits of processor time and of memory. It is not the clock's time that counts, so
that a busy machine refuses no good file.
"""

from __future__ import annotations

import subprocess
import sys
from math import ceil

from pipeline.errors import InputError
from pipeline.parse import pdfchild

# For each started 256 KiB of the file. The text of a constitution, which is that long, takes less
# than one second.
SECONDS = 4
MOST_SECONDS = 120
MEMORY = 2 * 2**30
_STEP = 256 * 2**10
_REMEDY = "fetch it again, or open it and save it anew"


def read(data: bytes, name: str, _charset: str = "") -> str:
    """The text of a PDF, a form feed between pages.

    Raises:
        InputError: it is no PDF, cut off, encrypted, damaged, or takes more than it may.
    """
    if not data.startswith(b"%PDF-"):
        raise InputError("the file is named .pdf but is no PDF", name, _REMEDY)
    if b"%%EOF" not in data[-2048:]:
        raise InputError("the PDF is cut off: its end is missing", name, _REMEDY)
    seconds = min(SECONDS * ceil(len(data) / _STEP), MOST_SECONDS)
    done = subprocess.run(  # our own program; the file is only piped to it
        [sys.executable, "-P", pdfchild.__file__, str(seconds), str(MEMORY)],
        input=data,
        capture_output=True,
        check=False,
    )
    said = done.stdout.decode("utf-8", "replace")
    if done.returncode == 0:
        return said
    if done.returncode == pdfchild.ENCRYPTED:
        raise InputError("the PDF is encrypted", name, "save it without a password")
    if done.returncode == pdfchild.DAMAGED:
        why = " ".join(said.split())[:200]
    else:  # ended by the system
        why = f"it takes more than {seconds} s or {MEMORY // 2**20} MiB"
    raise InputError(f"the PDF cannot be read ({why})", name, _REMEDY)
