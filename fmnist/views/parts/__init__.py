"""What views share: their form, what they come to, and what several of them say or show."""
