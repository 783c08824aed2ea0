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
                    "pages/compare/difference.py",
                    title="Difference",
                    icon=":material/difference:",
                    url_path="difference",
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
            ],
        }
    )


if __name__ == "__main__":
    st.set_page_config(
        page_title="Fashion-MNIST models",
        page_icon="pages/shared/icon.svg",
        layout="wide",
        initial_sidebar_state=220,
    )
    menu().run()
else:
    from pages.shared.server import lifespan, routes

    app = st.App(__file__, lifespan=lifespan, routes=routes)
