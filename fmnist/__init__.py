"""Load, train, judge and draw Fashion-MNIST classifiers; knows nothing of Streamlit."""
