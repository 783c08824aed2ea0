"""Training images whose labels others published as wrong.

Müller and Markert 2019, "Identifying mislabeled instances in classification datasets"
(arXiv:1912.05283); the numbers are those that https://github.com/zalandoresearch/fashion-mnist
shows with pictures in its issue 166, counted from 0 in the official order.
"""

from typing import Final

WRONG_TRAINING_LABELS: Final = (16691, 28264, 33982, 40513, 42018, 45592)
