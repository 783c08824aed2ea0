"""The entry: page settings and the menu. Run with: streamlit run dashboard.py."""

import streamlit as st
from streamlit.navigation.page import StreamlitPage


def menu() -> StreamlitPage:
    """Declare every page; each file in pages/ stands here once."""
    return st.navigation(
        {
            "Compare": [
                st.Page(
                    "pages/compare/leaderboard.py",
                    title="Leaderboard",
                    icon=":material/leaderboard:",
                    default=True,
                ),
                st.Page(
                    "pages/compare/confusion.py",
                    title="Confusion matrices",
                    icon=":material/grid_on:",
                    url_path="confusion",
                ),
                st.Page(
                    "pages/compare/classes.py",
                    title="Classes",
                    icon=":material/category:",
                    url_path="classes",
                ),
                st.Page(
                    "pages/compare/difference.py",
                    title="Difference",
                    icon=":material/difference:",
                    url_path="difference",
                ),
                st.Page(
                    "pages/compare/agreement.py",
                    title="Agreement",
                    icon=":material/join_inner:",
                    url_path="agreement",
                ),
                st.Page(
                    "pages/compare/calibration.py",
                    title="Calibration",
                    icon=":material/adjust:",
                    url_path="calibration",
                ),
                st.Page(
                    "pages/compare/efficiency.py",
                    title="Efficiency",
                    icon=":material/speed:",
                    url_path="efficiency",
                ),
                st.Page(
                    "pages/compare/cost.py",
                    title="Costs of mistakes",
                    icon=":material/payments:",
                    url_path="cost",
                ),
                st.Page(
                    "pages/compare/learning_curves.py",
                    title="Learning curves",
                    icon=":material/show_chart:",
                    url_path="curves",
                ),
            ],
            "Inspect": [
                st.Page(
                    "pages/inspect/dataset.py",
                    title="The data",
                    icon=":material/dataset:",
                    url_path="data",
                ),
                st.Page(
                    "pages/inspect/samples.py",
                    title="Samples",
                    icon=":material/grid_view:",
                ),
                st.Page(
                    "pages/inspect/class_pair.py",
                    title="Shirt / T-shirt",
                    icon=":material/compare_arrows:",
                    url_path="pair",
                ),
                st.Page(
                    "pages/inspect/why.py",
                    title="Why?",
                    icon=":material/help_center:",
                    url_path="why",
                ),
                st.Page(
                    "pages/inspect/inside.py",
                    title="Inside the models",
                    icon=":material/visibility:",
                    url_path="reading",
                ),
                st.Page(
                    "pages/inspect/model.py",
                    title="One model",
                    icon=":material/deployed_code:",
                    url_path="model",
                ),
                st.Page(
                    "pages/inspect/map.py",
                    title="Map",
                    icon=":material/scatter_plot:",
                    url_path="map",
                ),
                st.Page(
                    "pages/inspect/robustness.py",
                    title="Robustness",
                    icon=":material/blur_on:",
                    url_path="robustness",
                ),
                st.Page(
                    "pages/inspect/slices.py",
                    title="Slices",
                    icon=":material/pie_chart:",
                    url_path="slices",
                ),
                st.Page(
                    "pages/inspect/label_review.py",
                    title="Doubtful labels",
                    icon=":material/help:",
                    url_path="doubt",
                ),
            ],
            "Yours": [
                st.Page(
                    "pages/yours/your_model.py",
                    title="Your model",
                    icon=":material/upload_file:",
                    url_path="yours",
                ),
                st.Page(
                    "pages/yours/try_a_picture.py",
                    title="Try a picture",
                    icon=":material/draw:",
                    url_path="try",
                ),
            ],
            "Present": [
                st.Page(
                    "pages/present/findings.py",
                    title="Findings",
                    icon=":material/keep:",
                ),
                st.Page(
                    "pages/present/slideshow.py",
                    title="Presentation",
                    icon=":material/present_to_all:",
                ),
            ],
        },
        expanded=True,
    )


if __name__ == "__main__":
    from pages.shared import cache
    from pages.shared.server.sign_in import require_sign_in
    from pages.shared.storage.findings import keep_findings

    st.set_page_config(
        page_title="Fashion-MNIST models",
        page_icon="pages/shared/icon.svg",
        layout="wide",
        initial_sidebar_state=220,
    )
    require_sign_in()
    cache.look()
    page = menu()
    lands = page.url_path == ""
    if not lands:
        keep_findings()
    page.run()
    if lands:  # it shows nothing: the first view need not wait for it
        keep_findings()
else:
    from pages.shared.server.lifespan import lifespan, middleware, routes

    app = st.App(__file__, lifespan=lifespan, routes=routes(), middleware=middleware)
