"""The classifier: tokenizer and ONNX model in, calibrated scores and spans out."""
