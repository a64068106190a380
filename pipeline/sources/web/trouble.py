"""What goes wrong while asking, before it is known under which address it is told."""

from __future__ import annotations


class Trouble(Exception):  # noqa: N818 - what it is, as the client tells it
    """An answer that was not had, with the remedy; the client makes an `InputError` of it.

    Args:
        what: a clause such as "the connection broke off".
        remedy: what a person can do.
        passing: it may be over after a while, so that asking again makes sense.
        status: the status of the answer, 0 where there was none.
        after: seconds after which the server wants to be asked again, where it says so.
    """

    def __init__(
        self,
        what: str,
        remedy: str,
        passing: bool = False,
        status: int = 0,
        after: float = 0.0,
        silent: bool = False,
    ) -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy
        self.passing = passing
        self.status = status
        self.after = after
        self.silent = silent
