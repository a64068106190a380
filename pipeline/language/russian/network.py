"""The network: embedded evidence, two bidirectional LSTMs, heads for tags, arcs and relations.

Built of thinc, the library that spaCy's own components are made of. Tags are read off the first
LSTM, arcs and relations off the second (a biaffine parser after Dozat and Manning, 2017).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from thinc.api import HashEmbed, Model, concatenate, glorot_uniform_init, uniform_init

from pipeline.language.russian.recurrent import bilstm

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Backward = Callable[..., Any]
# thinc's model; its types of arrays and numpy's do not meet.
Layer = Any
FAR = np.float32(-1e9)


@dataclass(frozen=True, slots=True)
class Sizes:
    """Widths of the layers; part of the model on disk."""

    # One (rows, width) for each column of evidence.
    tables: tuple[tuple[int, int], ...]
    hidden: int = 400
    tag_hidden: int = 200
    arc_hidden: int = 256
    label_hidden: int = 96
    tags: int = 0
    labels: int = 0


@dataclass(slots=True)
class Network:
    """The layers together, as thinc models that share one optimizer."""

    sizes: Sizes
    embed: Layer = field(init=False)
    lower: Layer = field(init=False)
    upper: Layer = field(init=False)
    tagger: Layer = field(init=False)
    parser: Layer = field(init=False)

    def __post_init__(self) -> None:
        sizes = self.sizes
        width = sum(columns for _, columns in sizes.tables)
        self.embed = concatenate(
            *(
                HashEmbed(columns, rows, column=place, seed=place + 1, initializer=_wide)
                for place, (rows, columns) in enumerate(sizes.tables)
            )
        )
        self.lower = bilstm(width, sizes.hidden // 2)
        self.upper = bilstm(sizes.hidden, sizes.hidden // 2)
        self.tagger = tag_head(sizes.hidden, sizes.tag_hidden, sizes.tags)
        self.parser = biaffine(sizes.hidden, sizes.arc_hidden, sizes.label_hidden, sizes.labels)

    @property
    def layers(self) -> tuple[Layer, ...]:
        return (self.embed, self.lower, self.upper, self.tagger, self.parser)

    def initialize(self) -> None:
        """Fill the weights; repeatable under one seed."""
        columns = len(self.sizes.tables)
        ids = np.zeros((2, columns), dtype="uint64")
        self.embed.initialize(ids)
        self.lower.initialize()
        self.upper.initialize()
        self.tagger.initialize()
        self.parser.initialize()

    def params(self) -> dict[str, Floats]:
        """Every weight by a stable name."""
        return {name: node.get_param(param) for name, node, param in self._walk()}

    def set_params(self, values: dict[str, Floats]) -> None:
        for name, node, param in self._walk():
            node.set_param(param, np.asarray(values[name], dtype="f"))

    def _walk(self) -> list[tuple[str, Layer, str]]:
        return [
            (f"{layer}.{place}.{param}", node, param)
            for layer, model in enumerate(self.layers)
            for place, node in enumerate(model.walk())
            for param in node.param_names
            if node.has_param(param)
        ]


def _wide(ops: Any, shape: tuple[int, int]) -> Floats:
    """Embeddings that are heard from the first step on."""
    values: Any = uniform_init(ops, shape, lo=-0.5, hi=0.5)
    return np.asarray(values, dtype="f")


def _dense_init(model: Layer, name: str, n_out: int, n_in: int) -> None:
    model.set_param(name, glorot_uniform_init(model.ops, (n_out, n_in)))


def tag_head(n_in: int, hidden: int, n_out: int) -> Layer:
    """A layer of rectified units and scores for every value of every feature."""

    def init(model: Layer, X: Any = None, Y: Any = None) -> None:  # noqa: ARG001, N803
        _dense_init(model, "W1", hidden, n_in)
        model.set_param("b1", np.zeros(hidden, dtype="f"))
        model.set_param("W2", np.zeros((n_out, hidden), dtype="f"))
        model.set_param("b2", np.zeros(n_out, dtype="f"))

    return Model(
        "tag_head", _tag_forward, init=init, params=dict.fromkeys(("W1", "b1", "W2", "b2")),
        attrs={"dropout": 0.0},
    )  # fmt: skip


def _tag_forward(model: Layer, x: Floats, is_train: bool) -> tuple[Floats, Backward]:
    hidden, back_hidden = _rectified(model, "W1", "b1", x, is_train)
    w2 = model.get_param("W2")
    scores = hidden @ w2.T + model.get_param("b2")

    def backward(d_scores: Floats) -> Floats:
        model.inc_grad("W2", d_scores.T @ hidden)
        model.inc_grad("b2", d_scores.sum(axis=0))
        d_x: Floats = back_hidden(d_scores @ w2)
        return d_x

    return scores, backward


def _rectified(
    model: Layer, weight: str, bias: str, x: Floats, is_train: bool
) -> tuple[Floats, Backward]:
    """`relu(x W' + b)` over rows, with dropout while training."""
    w = model.get_param(weight)
    out = x @ w.T + model.get_param(bias)
    on = out > 0
    scale = on.astype("f")
    rate = model.attrs.get("dropout", 0.0)
    if is_train and rate:
        scale *= (np.random.random(out.shape) >= rate).astype("f") / np.float32(1 - rate)
    out *= scale

    def backward(d_out: Floats) -> Floats:
        d_in = d_out * scale
        model.inc_grad(weight, d_in.T @ x)
        model.inc_grad(bias, d_in.sum(axis=0))
        d_x: Floats = d_in @ w
        return d_x

    return out, backward


def biaffine(n_in: int, arc: int, label: int, labels: int) -> Layer:
    """Scores of arcs for a padded batch, and of relations for given heads."""

    def init(model: Layer, X: Any = None, Y: Any = None) -> None:  # noqa: ARG001, N803
        for name, size in (("dep", arc), ("head", arc), ("ldep", label), ("lhead", label)):
            _dense_init(model, f"W_{name}", size, n_in)
            model.set_param(f"b_{name}", np.zeros(size, dtype="f"))
        model.set_param("root", np.zeros((1, n_in), dtype="f"))
        model.set_param("U", np.eye(arc, dtype="f") / np.float32(arc**0.5))
        model.set_param("u", np.zeros(arc, dtype="f"))
        model.set_param("V", np.zeros((label + 1, labels * (label + 1)), dtype="f"))

    names = [f"{kind}_{name}" for name in ("dep", "head", "ldep", "lhead") for kind in "Wb"]
    return Model(
        "biaffine", _biaffine_forward, init=init,
        params=dict.fromkeys([*names, "root", "U", "u", "V"]),
        attrs={"dropout": 0.0, "labels": labels},
    )  # fmt: skip


@dataclass(slots=True)
class Arcs:
    """Scores for a batch: `arcs[sentence, word, head]`, head 0 being the root."""

    arcs: Floats
    relations: Callable[[Ints], tuple[Floats, Callable[[Floats], None]]]


def _biaffine_forward(
    model: Layer, inputs: tuple[Floats, Ints], is_train: bool
) -> tuple[Arcs, Callable[[Floats], Floats]]:
    """Score arcs of a padded batch [B, T, D]; relations are scored when heads are known."""
    hidden, lengths = inputs
    batch, steps, width = hidden.shape
    root = np.broadcast_to(model.get_param("root"), (batch, 1, width))
    rooted = np.concatenate([root, hidden], axis=1)
    flat, flat_rooted = hidden.reshape(-1, width), rooted.reshape(-1, width)
    dep, back_dep = _rectified(model, "W_dep", "b_dep", flat, is_train)
    head, back_head = _rectified(model, "W_head", "b_head", flat_rooted, is_train)
    bilinear, bias = model.get_param("U"), model.get_param("u")
    head3 = head.reshape(batch, steps + 1, -1)
    turned = dep @ bilinear + bias
    scores = turned.reshape(batch, steps, -1) @ head3.transpose(0, 2, 1)
    beyond = np.arange(steps + 1)[None, :] > lengths[:, None]
    scores += np.where(beyond, FAR, np.float32(0))[:, None, :]
    scores[:, np.arange(steps), np.arange(1, steps + 1)] = FAR
    d_flat = np.zeros_like(flat)
    d_rooted = np.zeros_like(flat_rooted)

    def relations(heads: Ints) -> tuple[Floats, Callable[[Floats], None]]:
        """Relation scores of every word to its given head, as rows of the padded batch."""
        rows = (np.arange(batch)[:, None] * (steps + 1) + heads).ravel()
        own, back_own = _rectified(model, "W_ldep", "b_ldep", flat, is_train)
        other, back_other = _rectified(model, "W_lhead", "b_lhead", flat_rooted[rows], is_train)
        ones = np.ones((len(own), 1), dtype="f")
        own1, other1 = np.hstack([own, ones]), np.hstack([other, ones])
        weights = model.get_param("V")
        count, size = model.attrs["labels"], own1.shape[1]
        mixed = (own1 @ weights).reshape(-1, count, size)
        out = np.matmul(mixed, other1[:, :, None])[:, :, 0]

        def back_relations(d_out: Floats) -> None:
            d_mixed = (d_out[:, :, None] * other1[:, None, :]).reshape(len(own1), -1)
            model.inc_grad("V", own1.T @ d_mixed)
            d_other = np.matmul(d_out[:, None, :], mixed)[:, 0, :-1]
            d_own = (d_mixed @ weights.T)[:, :-1]
            np.add(d_flat, back_own(d_own), out=d_flat)
            np.add.at(d_rooted, rows, back_other(d_other))

        return out, back_relations

    def backward(d_scores: Floats) -> Floats:
        d_turned = (d_scores @ head3).reshape(batch * steps, -1)
        d_head = d_scores.transpose(0, 2, 1) @ turned.reshape(batch, steps, -1)
        model.inc_grad("U", dep.T @ d_turned)
        model.inc_grad("u", d_turned.sum(axis=0))
        from_dep = back_dep(d_turned @ bilinear.T)
        from_head = back_head(d_head.reshape(batch * (steps + 1), -1))
        whole = (from_head + d_rooted).reshape(batch, steps + 1, width)
        model.inc_grad("root", whole[:, 0].sum(axis=0, keepdims=True))
        d_hidden: Floats = (from_dep + d_flat).reshape(batch, steps, width) + whole[:, 1:]
        return d_hidden

    return Arcs(scores, relations), backward


def pad(rows: Sequence[Floats]) -> tuple[Floats, Ints]:
    """Sentences of rows as one padded block, with their lengths."""
    lengths = np.array([len(r) for r in rows])
    block = np.zeros((len(rows), int(lengths.max()), rows[0].shape[1]), dtype="f")
    for place, row in enumerate(rows):
        block[place, : len(row)] = row
    return block, lengths
