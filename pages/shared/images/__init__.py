"""What shows test images: the atlas, galleries, an opened image, a chosen cell."""
