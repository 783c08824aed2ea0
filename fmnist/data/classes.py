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
