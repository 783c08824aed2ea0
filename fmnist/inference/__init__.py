"""THE engine: every model answers through ONNX Runtime, ours and other people's alike."""
