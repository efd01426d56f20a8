"""The arithmetic of the model is that of whole numbers, whatever the processor."""

import numpy as np
from onnx import TensorProto, helper, numpy_helper

from tonecheck.classifier.encoding import Window
from tonecheck.classifier.model import Session

LARGEST = 255
WEIGHTS = np.full((64, 32), 127, np.int8)


def one_product() -> bytes:
    """A graph that multiplies the ids, as bytes, with weights as large as they can be."""
    nodes = [
        helper.make_node("Cast", ["ids"], ["bytes"], to=TensorProto.UINT8),
        helper.make_node("MatMulInteger", ["bytes", "weights", "offset", "none"], ["sums"]),
        helper.make_node("Cast", ["sums"], ["logits"], to=TensorProto.FLOAT),
        helper.make_node("Identity", ["logits"], ["evidence"]),
    ]
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, [1, "pieces"])
        for name in ("ids", "speakers")
    ]
    outputs = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, None)
        for name in ("logits", "evidence")
    ]
    constants = [
        numpy_helper.from_array(WEIGHTS, "weights"),
        numpy_helper.from_array(np.array(0, np.uint8), "offset"),
        numpy_helper.from_array(np.array(0, np.int8), "none"),
    ]
    graph = helper.make_graph(nodes, "one", inputs, outputs, constants)
    opsets = [helper.make_opsetid("", 17)]
    return bytes(helper.make_model(graph, opset_imports=opsets, ir_version=8).SerializeToString())


def test_no_sum_is_cut_off() -> None:
    """Processors without VNNI halved it: they add in 16 bits."""
    pieces = len(WEIGHTS)
    window = Window((LARGEST,) * pieces, (0,) * pieces, ((0, 1),) * pieces)
    logits, _ = Session(one_product()).run(window)
    assert set(logits.tolist()) == {LARGEST * 127 * pieces}
