"""From a source to snapshots: every text is checked before it is kept.

A text that fails a check is reported and left out; the others are still taken.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from pipeline.errors import BilikError, InputError
from pipeline.parse import Parsed, parse
from pipeline.parse.sourcetext import read_text
from pipeline.records import Act, Snapshot, Version
from pipeline.sources import Received, Source
from pipeline.workspace import Workspace


@dataclass(slots=True)
class Ingested:
    """What one run of a source brought."""

    new: list[str] = field(default_factory=list)  # version ids
    unchanged: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    errors: list[BilikError] = field(default_factory=list)


def ingest(
    source: Source,
    workspace: Workspace,
    acts: Mapping[str, Act],
    replace: bool = False,
    progress: Callable[[str], None] = lambda _: None,
) -> Ingested:
    """Take every good text of a source into the workspace.

    Args:
        source: where the texts come from.
        workspace: where they go.
        acts: the registry; a text of an act that it does not know is refused.
        replace: let a different text of a version that is already there take its place; the old
            snapshot is kept.
        progress: told one line a text.

    Raises:
        InputError: the source itself cannot be read.
        WorkspaceError: the workspace cannot be written.
    """
    result = Ingested()
    with workspace.writing():
        for received in source.receive():
            try:
                if isinstance(received, InputError):
                    raise received
                outcome, version_id = _take(received, source.name, workspace, acts, replace)
            except InputError as error:
                result.errors.append(error)
                progress(f"refused    {error.where}")
                continue
            getattr(result, outcome).append(version_id)
            progress(f"{outcome:<10} {version_id}")
    return result


def _take(
    received: Received,
    source: str,
    workspace: Workspace,
    acts: Mapping[str, Act],
    replace: bool,
) -> tuple[str, str]:
    sha256 = hashlib.sha256(received.data).hexdigest()
    parsed = _checked(received, acts)
    version_id = version_of(parsed, sha256).version_id
    present = workspace.pointed(version_id)
    if present and present != sha256 and not replace:
        raise InputError(
            f"another text of {version_id} is already here "
            f"(from {workspace.snapshot(present).name})",
            received.name,
            "keep one of the two, or ingest the right one again with --replace",
        )
    if workspace.holds(sha256) and present != sha256:
        _refuse_twin(received.name, sha256, version_id, workspace)
    workspace.store(  # also when it is unchanged: its bytes may have been lost
        received.data,
        Snapshot(
            sha256=sha256,
            name=received.name,
            source=source,
            media_type=received.media_type,
            retrieved=datetime.now(UTC).isoformat(timespec="seconds"),
            size=len(received.data),
            headers=received.headers,
        ),
    )
    if present == sha256:
        return "unchanged", version_id
    workspace.point(version_id, sha256)
    return ("replaced" if present else "new"), version_id


def _refuse_twin(name: str, sha256: str, version_id: str, workspace: Workspace) -> None:
    """A snapshot is the text of one version: that of the name under which it came first."""
    for other, held in workspace.versions().items():
        if held == sha256 and other != version_id:
            raise InputError(
                f"the same bytes are already here as {other}",
                name,
                "leave one out, or say act, version_date and language in its front matter",
            )


def _checked(received: Received, acts: Mapping[str, Act]) -> Parsed:
    text = read_text(received.data, received.media_type, received.name)
    parsed = parse(text, received.media_type, received.name)
    if parsed.identity.act not in acts:
        raise InputError(
            f"the act '{parsed.identity.act}' is not in the registry",
            received.name,
            f"add [acts.{parsed.identity.act}] to corpus/acts.toml, or name another registry "
            "with --registry",
        )
    return parsed


def version_of(parsed: Parsed, sha256: str) -> Version:
    """The version that a parsed text is."""
    identity = parsed.identity
    return Version(
        act=identity.act,
        date=identity.date,
        lang=identity.lang,
        state=identity.state,
        sha256=sha256,
        source=identity.source,
        amended_by=identity.amended_by,
        rests_on=identity.rests_on,
        note=identity.note,
    )
