"""How pages write shares and confusions, and a person's text where Markdown is read."""

from fmnist.data.classes import CLASS_NAMES


def arrow(true_label: int, predicted_label: int) -> str:
    """Write one confusion; the left side is always the true label."""
    return f"{CLASS_NAMES[true_label]} → {CLASS_NAMES[predicted_label]}"
