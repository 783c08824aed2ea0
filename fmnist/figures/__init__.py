"""Numbers to Plotly figures; computes no metric."""
