"""Files in Kaggle's form, as tests need them."""

import gzip
from pathlib import Path

import numpy as np

from fmnist.data.checks import PIXEL_MAX
from fmnist.data.dataset import Split
from fmnist.data.kaggle import HEADER


def write_csv(split: Split, path: Path) -> None:
    """Write images and labels in Kaggle's form, gzipped if the name ends in .gz."""
    digits = [str(number) for number in range(PIXEL_MAX + 1)]  # faster than formatting 7.8e6 times
    table = np.column_stack([split.labels, split.images.reshape(len(split), -1)])
    lines = [",".join(HEADER)]
    lines.extend(",".join([digits[value] for value in row]) for row in table.tolist())
    content = ("\n".join(lines) + "\n").encode("ascii")
    path.write_bytes(gzip.compress(content, mtime=0) if path.suffix == ".gz" else content)
