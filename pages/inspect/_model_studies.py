"""What stands behind one model: its architecture as a picture, its training, what was tried."""

import math
from html import escape
from typing import Final

import streamlit as st

from fmnist.artifacts import ablation, search
from fmnist.data.classes import IMAGE_SIDE
from fmnist.figures.curves import shared_ranges
from fmnist.figures.palette import FAMILY_COLOURS
from fmnist.report.architecture import Block, blocks
from fmnist.text import origin_sentence
from fmnist.views.parts.ablation import (
    ablation_sentence,
    ablation_table,
    earlier_recipe_sentence,
)
from fmnist.views.parts.markdown import literal, markdown
from fmnist.views.parts.model_card import (
    importance_table,
    run_table,
    search_sentence,
    together_sentence,
    training_table,
    trial_table,
)
from pages.shared import cache
from pages.shared.cache import EvaluatedModel
from pages.shared.charts import history_chart
from pages.shared.heading import tell_of_bad_file
from pages.shared.views import show_table

MOST_TRIALS: Final = 10
SIDE: Final = 36  # px of 28 pixels or 28 steps
SHEETS: Final = 6  # drawn of a stack of maps, at most
STEP: Final = 3  # px between two sheets
WIDEST: Final = 68  # px, whatever a record says
BAR: Final = 8  # px that a row of numbers is high
STYLE: Final = """<style>
.blocks { list-style: none; font-size: 0.8125rem; line-height: 1.35; }
.blocks, .blocks > li { margin: 0 !important; padding: 0 !important; }
.blocks > li { display: flex; flex-wrap: wrap; gap: 0 1rem; }
.blocks > li + li { border-top: 1px solid color-mix(in srgb, currentColor 12%, transparent); }
.blocks div { display: flex; flex: 1 1 10rem; gap: 0.75rem; align-items: center; }
.blocks div { padding: 0.35rem 0; }
.blocks b { flex: none; width: 68px; }
.blocks i { display: block; }
.blocks small { display: block; opacity: 0.75; font-size: 0.75rem; }
</style>"""


def show_architecture(model: EvaluatedModel) -> None:
    """Draw the model's blocks from above, each as large as what it hands on."""
    if not model.record.layers:
        st.markdown("Its layers are unknown: the file that it came in does not describe them.")
        return
    rows: dict[int, list[Block]] = {}
    for block in blocks(model.record):
        rows.setdefault(block.row, []).append(block)
    colour = FAMILY_COLOURS[model.record.family]
    items = "".join(
        f"<li>{''.join(_block(block, colour) for block in members)}</li>"
        for _, members in sorted(rows.items())
    )
    st.html(f'{STYLE}<ol class="blocks">{items}</ol>')


def show_training(model: EvaluatedModel) -> None:
    """Show how the model learned, with which settings, and every seed's result."""
    names = {evaluated.key: evaluated.name for evaluated in cache.evaluated_models()}
    if model.record.members:
        st.markdown(markdown(together_sentence(model.record, names)))
    elif model.record.validation is None:
        st.markdown(f"{literal(origin_sentence(model.record))} How it was trained is unknown.")
        return
    else:
        with tell_of_bad_file():
            accuracy_range, loss_range = shared_ranges([cache.curves(model)])
            history_chart(model, FAMILY_COLOURS[model.record.family], accuracy_range, loss_range)
        if model.record.runs:
            show_table(run_table(model.record))
    show_table(training_table(model.record, names))


def show_search(model: EvaluatedModel) -> None:
    """Show how the model's settings were found, if a search found them."""
    found = None
    if search.TRIALS_FILE in model.record.files:
        with tell_of_bad_file():
            found = search.read(model.model.folder)
    if found is None:
        return
    st.header("How its settings were found", anchor=False)
    st.markdown(markdown(search_sentence(found)))
    left, right = st.columns([1, 2], gap="large")
    with left:
        show_table(importance_table(found))
        st.caption(f"Which settings mattered: {literal(found.evaluator)}.")
    with right:
        show_table(trial_table(found, most=MOST_TRIALS))
    right.caption(
        f"The best {min(MOST_TRIALS, len(found.trials))}; all are in {search.TRIALS_FILE}. Bold: "
        "different from the best complete one."
    )


def show_ablation(model: EvaluatedModel) -> None:
    """Show what each change of the recipe does, if that was studied."""
    variations = ()
    if ablation.ABLATION_FILE in model.record.files:
        with tell_of_bad_file():
            variations = ablation.read(model.model.folder)
    if not variations:
        return
    st.header("What was tried", anchor=False)
    names = {evaluated.key: evaluated.name for evaluated in cache.evaluated_models()}
    earlier = earlier_recipe_sentence(variations[0], model.record, names)
    told = ablation_sentence(variations, model.record.training.get("epochs"))
    st.markdown(markdown(f"{told} {earlier}".rstrip()))
    show_table(ablation_table(variations))


def _block(block: Block, colour: str) -> str:
    note = f"<small>{escape(block.note)}</small>" if block.note else ""
    drawing = f'<i style="{_drawing(block.shape, colour)}"></i>'
    return f"<div><b>{drawing}</b><span>{escape(block.title)}{note}</span></div>"


def _drawing(shape: tuple[int, ...], colour: str) -> str:
    """Return the style of a box that is larger the more numbers a block hands on."""
    match shape:
        case (height, width, maps):  # sheets one behind the other
            wide, tall = _scaled(width), _scaled(height)
            edges = [
                f"{at - 1}px {at - 1}px 0 Canvas, {at}px {at}px 0 {colour}"
                for at in range(STEP, STEP * min(maps, SHEETS), STEP)
            ]
            room = f"margin-bottom: {STEP * len(edges)}px"
            look = f"background: {colour}; box-shadow: {', '.join(edges)}; {room}"
        case (height, width) if height == width:  # the image
            wide, tall, look = _scaled(width), _scaled(height), f"border: 1px solid {colour}"
        case (steps, units):  # one line for each step
            wide, tall = _length(units), SIDE
            line = f"{colour} 0 1px, transparent 1px {SIDE / steps:.2f}px"
            look = f"background: repeating-linear-gradient({line})"
        case _:
            wide, tall, look = _length(math.prod(shape)), BAR, f"background: {colour}"
    return f"width: {wide:.0f}px; height: {tall:.0f}px; {look}"


def _scaled(side: int) -> float:
    return min(max(3.0, SIDE * side / IMAGE_SIDE), WIDEST)


def _length(numbers: int) -> float:
    """Return px; each doubling adds as much, and 2,048 numbers fill the width."""
    return min(6 * math.log2(numbers) + 2, WIDEST)
