"""What takes a process seconds to import, TensorFlow above all: for the server of forks alone.

It is imported once, in a process from which those of many tests branch off, see `forks`.
"""

import gc
import sys

sys.modules["sklearn"] = None  # type: ignore[assignment]  # Keras would import it

import forks  # noqa: F401, E402
import h5py  # noqa: F401, E402
import keras  # noqa: F401, E402
import onnx  # noqa: F401, E402
import onnxruntime  # noqa: F401, E402
import pandas as pd  # noqa: F401, E402
import plotly.graph_objects  # noqa: F401, E402
import pydantic  # noqa: F401, E402
import scipy.optimize  # noqa: F401, E402
import tensorflow.lite  # noqa: F401, E402
import tf2onnx.convert  # noqa: F401, E402

import fmnist.importing.keras_files  # noqa: E402
import fmnist.importing.worker  # noqa: F401, E402

del sys.modules["sklearn"]
gc.freeze()
