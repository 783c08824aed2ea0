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
    layers = [rng.normal(size=(784, 4)), rng.normal(size=(784, 2))]
    told = []

    def strengths_of(some):
        return [some.reshape(len(some), -1) @ weights for weights in layers]

    found = excitement(strengths_of, images, count=5, tell=told.append)

    assert len(found) == 2
    for weights, each in zip(layers, found, strict=True):
        for unit in range(weights.shape[1]):
            scores = [float(image.ravel() @ weights[:, unit]) for image in images]
            best = sorted(range(601), key=lambda index: -scores[index])[:5]
            assert each.indices[unit].tolist() == best
            np.testing.assert_allclose(
                each.responses[unit], [scores[index] for index in best], rtol=1e-5
            )
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_of_images_that_excite_a_unit_equally_the_first_are_kept() -> None:
    images = np.zeros((600, 28, 28), np.uint8)
    images[[70, 400], 0, 0] = 255

    def strengths_of(some):
        return [some.reshape(len(some), -1)[:, :1].astype(np.float32)]

    (found,) = excitement(strengths_of, images, count=4)

    assert found.indices.tolist() == [[70, 400, 0, 1]]
    assert found.responses.tolist() == [[255, 255, 0, 0]]
