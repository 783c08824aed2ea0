"""Images, labels and class names: where they come from and whether they are what they claim."""
