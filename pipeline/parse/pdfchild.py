"""The program that `pdftext` runs on one PDF: the file in, its text out, within given limits.

It imports nothing of the project, so that it starts fast.
"""

from __future__ import annotations

import io
import logging
import sys

DAMAGED, ENCRYPTED = 3, 4  # exit status
# What a file may unfold to; a whole constitution has 52 pages and 114,510 characters.
PAGES = 10_000
CHARACTERS = 30_000_000
STREAM = 10_000_000  # bytes of one stream
OPERATIONS = 100_000  # parts of the content of one page


class EncryptedError(Exception):
    """The file needs a password."""


class TooLargeError(Exception):
    """The file unfolds to more than it may."""


def extract(data: bytes) -> str:
    """The text of a PDF, a form feed between pages.

    Raises:
        EncryptedError: the file needs a password.
        TooLargeError: it has more pages or characters than it may.
        Exception: of any type, as pypdf lets it through, when the file is damaged.
    """
    from pypdf import PdfReader, apply_configuration

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    with apply_configuration(
        array_based_stream_maximum_output_length=STREAM,
        zlib_maximum_output_length=STREAM,
        lzw_maximum_output_length=STREAM,
        run_length_maximum_output_length=STREAM,
        stream_decoding_work_maximum_length=4 * STREAM,
        stream_parsing_work_maximum_count=OPERATIONS,
        page_tree_maximum_entries=PAGES,
        xform_maximum_invocations_per_extraction=100,
        jbig2dec_binary=None,  # no other program is run
    ):
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted:
            raise EncryptedError
        texts: list[str] = []
        room = CHARACTERS
        for page in reader.pages:
            texts.append(page.extract_text())
            room -= len(texts[-1])
            if room < 0 or len(texts) > PAGES:
                raise TooLargeError(f"more than {PAGES} pages or {CHARACTERS} characters")
    # Half a surrogate pair is no character.
    return "\f".join(texts).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def main(seconds: int, memory: int) -> int:
    """Read standard input, write the text, or what is wrong, to standard output."""
    import resource  # only systems like Unix have it

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    try:
        status, said = 0, extract(sys.stdin.buffer.read())
    except EncryptedError:
        status, said = ENCRYPTED, ""
    except Exception as error:  # noqa: BLE001 - pypdf lets errors of any type through
        status, said = DAMAGED, f"{type(error).__name__}: {error}"
    sys.stdout.buffer.write(said.encode("utf-8", "replace"))
    return status


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
