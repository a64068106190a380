"""Errors that people read."""

from __future__ import annotations

import pickle

import pytest

from pipeline.errors import BilikError, InputError, QueryError, ReleaseError, WorkspaceError


@pytest.mark.parametrize("kind", [InputError, QueryError, ReleaseError, WorkspaceError])
def test_an_error_says_where_what_and_the_remedy_and_survives_another_process(
    kind: type[BilikError],
):
    error = kind("it is empty.", "acts.toml", "write one act")
    assert str(error) == "acts.toml: it is empty. Write one act."
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is kind
    assert (again.what, again.where, again.remedy) == (error.what, error.where, error.remedy)
