"""The network as an ONNX graph, written node by node: fused operators, no tracing, no padding.

Windows run one at a time, so the graph has no attention mask, and what one message gets never depends
on what stands beside it in a batch.
"""

from pathlib import Path
from typing import Any, Final

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from tonecheck.training.network import Network

_FUSED: Final = "com.microsoft"
_OPSET: Final = 17
_IR_VERSION: Final = 9
Array = NDArray[Any]


class _Graph:
    """Nodes and weights as they are added; a node's name is that of its first output."""

    def __init__(self, model: Network) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []
        state = model.state_dict()
        self._state = {name: tensor.float().cpu().numpy() for name, tensor in state.items()}

    def constant(self, name: str, value: Array) -> str:
        self.weights.append(numpy_helper.from_array(np.asarray(value, order="C"), name))
        return name

    def weight(self, name: str) -> str:
        return self.constant(name, self._state[name])

    def joined(self, prefix: str, names: tuple[str, ...], kind: str) -> str:
        """Weights of several linear maps side by side, transposed to ``[in, out]``."""
        arrays = [self._state[f"{prefix}{name}.{kind}"] for name in names]
        return self.constant(
            f"{prefix}{'+'.join(names)}.{kind}", np.concatenate([a.T for a in arrays], -1)
        )

    def node(self, operator: str, inputs: list[str], output: str, **attributes: Any) -> str:
        fused = operator in {"MultiHeadAttention", "SkipLayerNormalization", "BiasGelu"}
        self.nodes.append(
            helper.make_node(
                operator, inputs, [output], domain=_FUSED if fused else "", **attributes
            )
        )
        return output

    def linear(self, inputs: str, name: str, output: str) -> str:
        product = self.node(
            "MatMul", [inputs, self.joined(name, ("",), "weight")], output + ".product"
        )
        return self.node("Add", [product, self.weight(name + ".bias")], output)


def _embedded(graph: _Graph, epsilon: float) -> str:
    prefix = "sequence.bert.embeddings."
    words = graph.node("Gather", [graph.weight(prefix + "word_embeddings.weight"), "ids"], "words")
    speakers = graph.node(
        "Gather", [graph.weight(prefix + "token_type_embeddings.weight"), "speakers"], "speaking"
    )
    start = graph.constant("start", np.array([0]))
    length = graph.node("Shape", ["ids"], "length", start=1)
    places = graph.weight(prefix + "position_embeddings.weight")
    positions = graph.node("Slice", [places, start, length, start], "positions")
    total = graph.node("Add", [graph.node("Add", [words, speakers], "spoken"), positions], "placed")
    norm = [graph.weight(prefix + "LayerNorm." + kind) for kind in ("weight", "bias")]
    return graph.node("LayerNormalization", [total, *norm], "layer.in", epsilon=epsilon)


def _added(graph: _Graph, product: str, skipped: str, dense: str, norm: str, epsilon: float) -> str:
    """A linear map's bias, the residual and the layer norm, in one operator."""
    gains = [graph.weight(f"{norm}.{kind}") for kind in ("weight", "bias")]
    bias = graph.weight(f"{dense}.bias")
    return graph.node(
        "SkipLayerNormalization", [product, skipped, *gains, bias], norm + ".out", epsilon=epsilon
    )


def _layer(graph: _Graph, inputs: str, number: int, heads: int, epsilon: float) -> str:
    prefix = f"sequence.bert.encoder.layer.{number}."
    attention = prefix + "attention."
    names = ("query", "key", "value")
    joined = graph.joined(attention + "self.", names, "weight")
    together = graph.node("MatMul", [inputs, joined], prefix + "qkv")
    parts = [f"{prefix}{name}" for name in names]
    graph.nodes.append(helper.make_node("Split", [together, "thirds"], parts, axis=2))
    biases = graph.joined(attention + "self.", names, "bias")
    context = graph.node(
        "MultiHeadAttention", [*parts, biases], prefix + "context", num_heads=heads
    )
    dense = attention + "output.dense"
    product = graph.node(
        "MatMul", [context, graph.joined(dense, ("",), "weight")], dense + ".product"
    )
    attended = _added(graph, product, inputs, dense, attention + "output.LayerNorm", epsilon)
    inner = prefix + "intermediate.dense"
    product = graph.node(
        "MatMul", [attended, graph.joined(inner, ("",), "weight")], inner + ".product"
    )
    active = graph.node("BiasGelu", [product, graph.weight(inner + ".bias")], inner + ".out")
    dense = prefix + "output.dense"
    product = graph.node(
        "MatMul", [active, graph.joined(dense, ("",), "weight")], dense + ".product"
    )
    return _added(graph, product, attended, dense, prefix + "output.LayerNorm", epsilon)


def onnx_model(model: Network) -> onnx.ModelProto:
    """``ids`` and ``speakers`` in, ``logits`` of the message and ``evidence`` of its pieces out."""
    graph, config = _Graph(model), model.config
    epsilon = config.layer_norm_eps
    graph.constant("thirds", np.array([config.hidden_size] * 3))
    inputs = _embedded(graph, epsilon)
    for number in range(config.num_hidden_layers):
        inputs = _layer(graph, inputs, number, config.num_attention_heads, epsilon)
    graph.constant("opening", np.array(0))
    first = graph.node("Gather", [inputs, "opening"], "first", axis=1)
    pooled = graph.linear(first, "sequence.bert.pooler.dense", "pooled")
    graph.linear(graph.node("Tanh", [pooled], "summary"), "sequence.classifier", "logits")
    graph.linear(inputs, "evidence", "evidence")
    taken = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "length"])
        for name in ("ids", "speakers")
    ]
    given = [
        helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", config.num_labels]),
        helper.make_tensor_value_info(
            "evidence", TensorProto.FLOAT, ["batch", "length", model.evidence.out_features]
        ),
    ]
    return helper.make_model(
        helper.make_graph(graph.nodes, "tonecheck", taken, given, graph.weights),
        opset_imports=[helper.make_opsetid("", _OPSET), helper.make_opsetid(_FUSED, 1)],
        ir_version=_IR_VERSION,
    )


def quantised(whole: Path, small: Path) -> None:
    """Write the int8 form of the ONNX file ``whole``: weights per channel, embeddings too."""
    quantize_dynamic(
        whole,
        small,
        per_channel=True,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gather"],
        extra_options={"DefaultTensorType": TensorProto.FLOAT},
    )
