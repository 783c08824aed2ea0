"""The least that Streamlit can show: what a first view costs before the app adds anything."""

import streamlit as st

st.write("Hello")
