"""Signing in, where the server's secrets name a provider (OpenID Connect); else for nobody.

Streamlit does the work: ``st.login`` leads to the provider and keeps a signed cookie. Here stands
only who sees what before and after. The test images are public and are sent to anyone who reaches
the server.
"""

from importlib.util import find_spec

import streamlit as st


def require_sign_in() -> None:
    """Show a person who has to sign in first nothing but the way to do so."""
    if not _is_configured():
        return
    if st.user.is_logged_in:
        with st.sidebar:
            st.caption(f"Signed in as {_plain(st.user.get('email') or st.user.get('name') or '?')}")
            st.button("Sign out", on_click=st.logout, icon=":material/logout:")
        return
    st.title("Fashion-MNIST models, compared")
    st.write("This server shows its models to people it knows.")
    if find_spec("authlib") is None:
        st.error(
            "Sign-in is set up in this server's secrets, but the package for it is not installed. "
            "Whoever runs the server installs it with `pip install 'streamlit[auth]'` and starts "
            "the server again."
        )
    else:
        st.button("Sign in", on_click=st.login, type="primary", icon=":material/login:")
    st.stop()


def _is_configured() -> bool:
    """Tell whether the secrets have a section for it; most servers have no secrets at all."""
    return st.secrets.load_if_toml_exists() and "auth" in st.secrets


def _plain(text: str) -> str:
    """Return a provider's text as code, in which Markdown means nothing."""
    return f"`{text.replace('`', '')}`"
