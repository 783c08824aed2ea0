"""To which family of networks a graph belongs, as far as its operations tell."""

from typing import TYPE_CHECKING, Final

from fmnist.artifacts.record import Family

if TYPE_CHECKING:
    import onnx

RECURRENT: Final = frozenset({"LSTM", "GRU", "RNN", "Loop", "Scan"})
CONVOLUTIONS: Final = frozenset({"Conv", "FusedConv", "QLinearConv", "ConvInteger"})
PRODUCTS: Final = frozenset({"Gemm", "MatMul", "FusedMatMul", "QLinearMatMul", "MatMulInteger"})
ATTENTION: Final = frozenset({"Attention", "MultiHeadAttention", "LayerNormalization"})


def family_of(model: "onnx.ModelProto") -> Family:
    """Tell the family: recurrent, convolutional, plain layers, or other (a forest, attention)."""
    found = {node.op_type for node in model.graph.node}
    softmaxes = sum(node.op_type == "Softmax" for node in model.graph.node)
    if found & RECURRENT:
        return "rnn"
    if found & ATTENTION or softmaxes > 1:
        return "other"
    if found & CONVOLUTIONS:
        return "cnn"
    return "ann" if found & PRODUCTS else "other"
