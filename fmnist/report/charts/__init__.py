"""A report's charts as plain shapes: HTML, screen, SVG and PNG draw the same ones."""
