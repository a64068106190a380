"""A bidirectional LSTM as a thinc layer.

thinc has one of its own, but its backward pass pairs the gradient of a step with the output of the
same step instead of the one before (seen in thinc 8.3.14, `_lstm_backward_training`), so that the
recurrent weights hardly learn. Both directions run side by side here, in one product a step.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from thinc.api import Model

Floats = NDArray[np.float32]
Layer = Any  # thinc's model; its types of arrays and numpy's do not meet
HALF = np.float32(0.5)
ONE = np.float32(1)


def bilstm(n_in: int, hidden: int) -> Layer:
    """Sentences of rows in, sentences of `2 * hidden` wide rows out."""

    def init(model: Layer, X: Any = None, Y: Any = None) -> None:  # noqa: ARG001, N803
        limit = (6 / (n_in + hidden)) ** 0.5
        model.set_param("Wx", np.random.uniform(-limit, limit, (2, n_in, 4 * hidden)).astype("f"))
        square = [
            np.linalg.qr(np.random.normal(size=(hidden, hidden)))[0].astype("f") for _ in range(8)
        ]
        model.set_param("Wh", np.stack([np.hstack(square[:4]), np.hstack(square[4:])]))
        bias = np.zeros((2, 1, 4 * hidden), dtype="f")
        bias[:, :, hidden : 2 * hidden] = 1  # at first everything is remembered
        model.set_param("b", bias)

    return Model("bilstm", _forward, init=init, params={"Wx": None, "Wh": None, "b": None})


def _forward(
    model: Layer, rows: Sequence[Floats], is_train: bool
) -> tuple[list[Floats], Callable[[Sequence[Floats]], list[Floats]]]:
    w_in, w_back = model.get_param("Wx"), model.get_param("Wh")
    lengths = [len(row) for row in rows]
    both = _both_ways(rows, lengths)  # [2, T, B, I]
    _, steps, batch, width = both.shape
    size = w_back.shape[1]
    z = np.matmul(both.reshape(2, steps * batch, width), w_in).reshape(2, steps, batch, 4 * size)
    z += model.get_param("b")[:, None]
    scale = np.full(4 * size, HALF, dtype="f")  # input, forget and output gates; then the candidate
    scale[3 * size :] = 1
    hs = np.zeros((steps + 1, 2, batch, size), dtype="f")
    cs = np.zeros((steps + 1 if is_train else 2, 2, batch, size), dtype="f")
    gates = np.empty((steps if is_train else 1, 2, batch, 4 * size), dtype="f")
    for step in range(steps):
        now = step if is_train else 0
        act = gates[now]
        np.matmul(hs[step], w_back, out=act)
        act += z[:, step]
        act *= scale
        np.tanh(act, out=act)
        sig = act[:, :, : 3 * size]
        sig *= HALF
        sig += HALF
        before, after = (step, step + 1) if is_train else (step % 2, 1 - step % 2)
        cell = cs[after]
        np.multiply(act[:, :, size : 2 * size], cs[before], out=cell)
        cell += act[:, :, :size] * act[:, :, 3 * size :]
        np.multiply(act[:, :, 2 * size : 3 * size], np.tanh(cell), out=hs[step + 1])
    out = _apart(hs[1:], lengths)

    def backward(d_rows: Sequence[Floats]) -> list[Floats]:
        d_hs = _together(d_rows, steps, size)
        d_z = np.empty((steps, 2, batch, 4 * size), dtype="f")
        d_h = np.zeros((2, batch, size), dtype="f")
        d_c = np.zeros((2, batch, size), dtype="f")
        turned = np.ascontiguousarray(w_back.transpose(0, 2, 1))
        for step in range(steps - 1, -1, -1):
            act, d_act = gates[step], d_z[step]
            i, f, o, g = (act[:, :, k * size : (k + 1) * size] for k in range(4))
            squashed = np.tanh(cs[step + 1])
            d_h += d_hs[step]
            d_c += d_h * o * (ONE - squashed * squashed)
            np.multiply(d_c, g, out=d_act[:, :, :size])
            np.multiply(d_c, cs[step], out=d_act[:, :, size : 2 * size])
            np.multiply(d_h, squashed, out=d_act[:, :, 2 * size : 3 * size])
            sig = act[:, :, : 3 * size]
            d_act[:, :, : 3 * size] *= sig * (ONE - sig)
            np.multiply(d_c * i, ONE - g * g, out=d_act[:, :, 3 * size :])
            d_c *= f
            d_h = np.matmul(d_act, turned)
        flat = np.ascontiguousarray(d_z.transpose(1, 0, 2, 3)).reshape(2, steps * batch, -1)
        past = np.ascontiguousarray(hs[:-1].transpose(1, 0, 2, 3)).reshape(2, steps * batch, -1)
        model.inc_grad("Wh", np.matmul(past.transpose(0, 2, 1), flat))
        model.inc_grad("b", flat.sum(axis=1, keepdims=True))
        inputs = both.reshape(2, steps * batch, width)
        model.inc_grad("Wx", np.matmul(inputs.transpose(0, 2, 1), flat))
        d_both = np.matmul(flat, w_in.transpose(0, 2, 1)).reshape(2, steps, batch, width)
        return [
            d_both[0, :count, place] + d_both[1, :count, place][::-1]
            for place, count in enumerate(lengths)
        ]

    return out, backward


def _both_ways(rows: Sequence[Floats], lengths: Sequence[int]) -> Floats:
    """Sentences as columns, forwards and backwards, each starting at step 0."""
    block = np.zeros((2, max(lengths), len(rows), rows[0].shape[1]), dtype="f")
    for place, row in enumerate(rows):
        block[0, : len(row), place] = row
        block[1, : len(row), place] = row[::-1]
    return block


def _apart(hs: Floats, lengths: Sequence[int]) -> list[Floats]:
    """Sentences of rows, what was read forwards beside what was read backwards."""
    return [
        np.hstack([hs[:count, 0, place], hs[:count, 1, place][::-1]])
        for place, count in enumerate(lengths)
    ]


def _together(rows: Sequence[Floats], steps: int, size: int) -> Floats:
    block = np.zeros((steps, 2, len(rows), size), dtype="f")
    for place, row in enumerate(rows):
        block[: len(row), 0, place] = row[:, :size]
        block[: len(row), 1, place] = row[::-1, size:]
    return block
