"""How the numbers of a report were made, for its last page."""

from typing import Final

METHOD: Final = (
    (
        "Every number was computed from the models' stored predictions for the 10,000 official "
        "Fashion-MNIST test images when this report was made; none was typed in. Rows of a "
        "confusion matrix are true labels, columns are predicted labels."
    ),
    (
        "Shares carry Wilson 95 % intervals. Two models are compared on the same images: the "
        "difference with Newcombe's paired interval, and whether it could be chance with McNemar's "
        "mid-p, Holm-adjusted for the number of pairs. A comparison speaks of these weights, not "
        "of all networks of that kind: where several seeds were trained, they are those that did "
        "best on validation images; an ensemble answers with the mean of its members."
    ),
    (
        "The test images chose nothing: epochs and weights were selected on validation images. "
        "Cells and images that were chosen after looking at the matrices are exploratory."
    ),
    (
        "Human, 83.5 %: people without fashion expertise on 1,000 test images (Xiao, Rasul and "
        "Vollgraf 2017, arXiv:1708.07747). Data: Fashion-MNIST, © 2017 Zalando SE, MIT licence."
    ),
)
