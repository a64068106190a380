"""From bytes to characters, and what is said of bytes that are none."""

from __future__ import annotations

import codecs
import re

from pipeline.errors import InputError

# What Cyrillic texts are written in; any other name is a mistake, or worse.
_KNOWN = {
    codecs.lookup(name).name
    for name in (
        "utf-8", "utf-16", "utf-16-le", "utf-16-be", "windows-1251", "windows-1252", "iso-8859-1",
        "iso-8859-5", "koi8-r", "koi8-u", "cp866", "kz1048", "ptcp154", "us-ascii",
    )
}  # fmt: skip
_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_LETTER = re.compile(r"[^\W\d_]|\ufffd")
_SMALL_CYRILLIC = re.compile("[а-яёәғқңөұүһі]")
_SAMPLE = 10_000  # characters, taken evenly, that tell whether a text can be read


def decode(data: bytes, name: str, charset: str = "") -> str:
    """The characters of some bytes, a byte-order mark apart.

    Args:
        data: the bytes.
        name: what errors name.
        charset: what they are said to be written in, against which a byte-order mark has the last
            word; UTF-8 where nothing is said.

    Raises:
        InputError: they are not written in it, or no encoding has that name.
    """
    encoding = _known(charset, name) if charset else "utf-8"
    if charset:
        encoding = next((form for mark, form in _MARKS.items() if data.startswith(mark)), encoding)
    try:
        text = data.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError as error:
        raise _mistaken(data, name, encoding, f"byte {error.start}") from None
    if len(text) == len(data) and not data.isascii() and _is_utf8(data):
        raise _mistaken(data, name, encoding, "its bytes are UTF-8")
    return text


def check_readable(text: str, name: str) -> None:
    """Raise InputError when letters were taken for others, as by a wrong encoding.

    Small Cyrillic letters are by far the most in any running text in Russian or Kazakh.
    """
    sample = text[:: len(text) // _SAMPLE + 1]
    letters = len(_LETTER.findall(sample))
    small = len(_SMALL_CYRILLIC.findall(sample))
    if small < letters / 3:
        raise InputError(
            f"the words cannot be read: of {letters} letters looked at, {small} are small Cyrillic",
            name,
            "fetch it again from its source; its encoding may be named wrongly",
        )


def _known(charset: str, name: str) -> str:
    try:
        encoding = codecs.lookup(charset.strip("\"' ")).name
    except LookupError:
        encoding = ""
    if encoding not in _KNOWN:
        raise InputError(
            f"the encoding is said to be '{charset[:40]}', which is not known",
            name,
            "fetch it again from its source, or convert it to UTF-8",
        )
    return encoding


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _mistaken(data: bytes, name: str, encoding: str, shown: str) -> InputError:
    guess = "UTF-8" if _is_utf8(data) else _guess(data)
    looks = f"; it looks like {guess}" if guess else ""
    return InputError(
        f"the text is not {encoding.upper()} ({shown}{looks})",
        name,
        f"convert it: iconv -f {guess or 'ITS-ENCODING'} -t UTF-8 IN > OUT",
    )


def _guess(data: bytes) -> str:
    if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "UTF-16"
    words = bytes(byte for byte in data if byte > 127)
    for encoding in ("windows-1251", "koi8-r"):
        # In running Russian or Kazakh text lower-case letters are by far the most.
        lower = len(re.findall("[а-яё]", words.decode(encoding, errors="replace")))
        upper = len(re.findall("[А-ЯЁ]", words.decode(encoding, errors="replace")))
        if lower > max(len(words) / 2, 3 * upper):
            return encoding.upper()
    return ""
