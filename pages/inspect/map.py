"""All test images in the plane of each model's last hidden layer; what is drawn there, opens."""

import streamlit as st

from fmnist.evaluation_set import keys_of
from fmnist.views.map import MapView
from fmnist.views.parts.derived_files import map_of, not_asked
from fmnist.views.parts.markdown import markdown
from pages.inspect._map_panels import class_counts, pick_area, pick_maps, show_maps
from pages.shared import cache
from pages.shared.components.reveal import reveal
from pages.shared.heading import evaluated_models_or_stop, heading
from pages.shared.images.browse import browse, pick_order
from pages.shared.images.image_view import get_query_image, show_image
from pages.shared.images.slice_link import lead_to_slice
from pages.shared.views import show, show_tables

heading(
    "Map",
    "Which of the 10,000 official test images look alike to a model, and where do its mistakes "
    "lie? Close means alike; distances between groups mean little.",
)
evaluated_models = evaluated_models_or_stop()
mapped = [one for one in evaluated_models if map_of(one) is not None]
missing = [one for one in evaluated_models if one not in mapped]
if not mapped:
    st.info(markdown(not_asked(missing, "features")), icon=":material/scatter_plot:")
    st.stop()
maps = pick_maps(mapped)


@st.fragment
def maps_and_images() -> None:
    """Run alone when images are chosen or one is opened."""
    pick_area(maps)
    area = maps.area()
    content = show(
        MapView(
            models=keys_of(maps.models),
            pixels=maps.pixels,
            colour=maps.colour,
            area=area.token if area else "",
        )
    )
    show_maps(maps, area)
    if area is None:
        opened = get_query_image()
        if opened is not None:
            everything = cache.test_split().labels.argsort(kind="stable")
            show_image(opened, maps.models, key="map_detail", ordered=everything)
        return
    reveal(class_counts(area), key="area_title", origin="image_map", back="Back to the map")
    left, right = st.columns([3, 1], vertical_alignment="center")
    with left:
        lead_to_slice(
            area.images,
            classes=area.classes,
            listed=not area.classes,
            by_answers=area.by_answers,
        )
    with right:
        order = pick_order()
    browse(
        area.images,
        maps.models,
        key="map",
        label=f"Test images {area.text}",
        focus=maps.models[0],
        order=order,
        empty="No image lies there. Draw around some dots, or choose from the list.",
    )
    show_tables(content)


maps_and_images()
if missing:
    st.caption(markdown(not_asked(missing, "features")))
