"""The first of many, and how many there are: what a screen, a slide or a sheet has room for."""

from dataclasses import replace

from fmnist.views.parts.content import Pictures, Table, Whiskers


def fewer_points(chart: Whiskers, most: int) -> Whiskers:
    """Return a chart of at most so many points, the first and the first of each colour.

    The caption says how many there are. What each colour means is what the chart says in `key`: of
    families, none is left out because another has more of the best.
    """
    total = len(chart.points)
    if total <= most:
        return chart
    colours = [colour for _, colour in chart.key]
    firsts = [
        next(at for at, point in enumerate(chart.points) if point.colour == colour)
        for colour in colours
        if any(point.colour == colour for point in chart.points)
    ]
    kept = sorted(firsts)[:most]
    kept += [at for at in range(total) if at not in kept][: most - len(kept)]
    points = tuple(chart.points[at] for at in sorted(kept))
    of_each = " and the first of each family" if len(firsts) > 1 else ""
    caption = f"{chart.caption}; of {total:,} the first{of_each}, {len(points)} in all"
    return replace(chart, caption=caption, points=points)


def fewer_rows(table: Table, most: int) -> Table:
    """Return a table of at most so many rows, the first; the caption says how many there are."""
    if len(table.rows) <= most:
        return table
    caption = f"{table.caption}; the first {most} of {len(table.rows):,} rows"
    return replace(table, caption=caption, rows=table.rows[:most])


def fewer_pictures(pictures: Pictures, most: int) -> Pictures:
    """Return at most so many pictures, the first; the caption says that there are more."""
    if len(pictures.pictures) <= most:
        return pictures
    caption = f"{pictures.caption.rstrip('.')}; here the first {most}."
    return replace(pictures, caption=caption, pictures=pictures.pictures[:most])
