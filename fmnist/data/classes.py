"""The ten classes in the order of their official labels, and the groups people sort them into."""

from typing import Final

CLASS_NAMES: Final[tuple[str, ...]] = (
    "T-shirt/top",
    "Trouser",
    "Pullover",
    "Dress",
    "Coat",
    "Sandal",
    "Shirt",
    "Sneaker",
    "Bag",
    "Ankle boot",
)
N_CLASSES: Final = len(CLASS_NAMES)
IMAGE_SIDE: Final = 28

T_SHIRT: Final = CLASS_NAMES.index("T-shirt/top")
SHIRT: Final = CLASS_NAMES.index("Shirt")

SUPER_CLASSES: Final[dict[str, tuple[int, ...]]] = {
    "Tops": (0, 2, 4, 6),
    "Trousers": (1,),
    "Dress": (3,),
    "Footwear": (5, 7, 9),
    "Bag": (8,),
}


def group_name(labels: tuple[int, ...]) -> str:
    """Return what a row or column of a matrix is called: a class, a group, or any class."""
    if not labels:
        return "any class"
    known = {tuple(sorted(group)): name for name, group in SUPER_CLASSES.items()}
    joined = " or ".join(CLASS_NAMES[label] for label in labels)
    return joined if len(labels) == 1 else known.get(tuple(sorted(labels)), joined)
