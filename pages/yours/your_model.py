"""A model of one's own beside these: drop its file, read what was found, add it."""

import streamlit as st

from pages.shared.heading import heading
from pages.yours import _your_model_import as importing
from pages.yours import _your_model_job as job
from pages.yours import _your_model_list as imported

heading(
    "Your model",
    "How does your own model compare with these? Drop its file, or its predictions for the 10,000 "
    "official test images: it is evaluated like all the others.",
)
if not job.may_upload():
    importing.explain_command_line()
    st.stop()
importing.tell_last()
current = job.current()
if current is None:
    importing.ask_for_file()
elif current.worker.running:
    importing.show_steps()
elif current.found is None:
    importing.receive_result(current)
else:
    importing.show_found(current)
imported.show_imported()
