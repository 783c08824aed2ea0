"""One button and one number: what any answer to a click costs."""

import streamlit as st

st.session_state["count"] = st.session_state.get("count", 0) + st.button("Again")
st.write(f"Count {st.session_state['count']}")
