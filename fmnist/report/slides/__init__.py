"""A brief as slides: native charts, real tables, pictures, and the evidence in the notes."""
