"""The images that excite a unit most, against a loop."""

import numpy as np

from fmnist.explanation.excitement import excitement, strength


def test_the_strength_of_maps_units_and_states_by_hand() -> None:
    maps = np.array([[[[1, 5], [2, 0]], [[-1, -3], [-2, -9]]]])
    assert strength(maps, "maps").tolist() == [[5, -1]]
    assert strength(np.array([[3, 4]]), "units").tolist() == [[3, 4]]
    assert strength(np.array([[[3, 4], [7, -1]]]), "states").tolist() == [[7, 4]]


def test_the_strongest_images_as_a_loop_finds_them() -> None:
    rng = np.random.default_rng(8)
    images = rng.integers(0, 256, (601, 28, 28)).astype(np.uint8)
    weights = rng.normal(size=(784, 4))

    def strengths_of(some):
        return some.reshape(len(some), -1) @ weights

    found = excitement(strengths_of, images, count=5)

    for unit in range(4):
        scores = [float(image.ravel() @ weights[:, unit]) for image in images]
        best = sorted(range(601), key=lambda index: -scores[index])[:5]
        assert found.indices[unit].tolist() == best
        np.testing.assert_allclose(
            found.responses[unit], [scores[index] for index in best], rtol=1e-5
        )
