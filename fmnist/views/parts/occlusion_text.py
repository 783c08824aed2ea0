"""Sentences about contrastive occlusion: where the evidence lies, and whether to trust the map."""

from fmnist.explanation.deletion import ORDERS, Deletion
from fmnist.explanation.occlusion import Occlusion
from fmnist.explanation.places import Place, part_of_garment, strongest
from fmnist.text import MINUS

_CLEAR = 0.05  # nats: smaller drops and margins are not worth naming


def evidence(found: Occlusion, names: tuple[str, str]) -> str:
    """Say which class a model leans to, and where most of the evidence for each lies.

    Parameters
    ----------
    found
        The model's map.
    names
        The first and the second class.
    """
    first, second = names
    leans = first if found.margin > 0 else second
    parts = [
        f"leans towards {leans} by {abs(found.margin):.1f}."
        if abs(found.margin) >= _CLEAR
        else f"leans towards neither {first} nor {second}."
    ]
    for name, heat in ((first, found.heat), (second, -found.heat)):
        place = strongest(heat)
        if place is None or heat.max() < _CLEAR:
            parts.append(f"Nothing speaks clearly for {name}.")
            continue
        parts.append(
            f"Most of the evidence for {name}: {part_of_garment(place, name)}, {place.text} "
            f"({100 * place.share:.0f} % of it)."
        )
    return " ".join(parts)


def evidence_note(found: Occlusion, names: tuple[str, str]) -> str:
    """Say the same in a line that fits under a map."""
    place: Place | None = strongest(found.heat)
    sign = "+" if found.margin > 0 else MINUS
    sign = sign if abs(found.margin) >= _CLEAR else ""
    where = f"; {names[0]}: {place.text}" if place else ""
    return f"margin {sign}{abs(found.margin):.1f}{where}"


def trust(run: Deletion) -> str:
    """Say whether covering by the map takes evidence away faster than chance does."""
    if run.beats == ORDERS:
        return f"its line falls faster than all {ORDERS} random orders: the map holds here."
    if run.beats > ORDERS / 2:
        return (
            f"its line falls faster than {run.beats} of {ORDERS} random orders: read it with care."
        )
    few = f"only {run.beats}" if run.beats else "none"
    return f"its line falls faster than {few} of {ORDERS} random orders: do not lean on this map."
