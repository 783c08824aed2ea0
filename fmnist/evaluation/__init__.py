"""Judge predictions: pure functions, arrays in, an array or a frozen dataclass out."""
