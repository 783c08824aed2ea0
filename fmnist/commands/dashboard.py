"""`dashboard`: the app itself, as `streamlit run dashboard.py` starts it."""

import runpy
import sys

import click


@click.command(
    context_settings={"ignore_unknown_options": True, "help_option_names": ["-h", "--help"]}
)
@click.argument("options", nargs=-1, type=click.UNPROCESSED)
def dashboard(options: tuple[str, ...]) -> None:
    """Start the dashboard.

    OPTIONS are Streamlit's, such as --server.port 8600.
    """
    from fmnist import paths  # noqa: PLC0415

    sys.argv = ["streamlit", "run", str(paths.APP / "dashboard.py"), *options]
    runpy.run_module("streamlit", run_name="__main__", alter_sys=True)
