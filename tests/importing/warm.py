"""What opening Keras' files takes a process three seconds to import: for the server of forks alone.

It is imported once in a process from which the workers of many tests branch off, see `forks`.
"""

import gc
import sys

sys.modules["sklearn"] = None  # type: ignore[assignment]  # as the worker has it

import forks  # noqa: F401, E402
import h5py  # noqa: F401, E402
import keras  # noqa: F401, E402
import onnx  # noqa: F401, E402
import onnxruntime  # noqa: F401, E402
import scipy.optimize  # noqa: F401, E402
import tensorflow.lite  # noqa: F401, E402
import tf2onnx.convert  # noqa: F401, E402

from fmnist.data import dataset, probe  # noqa: F401, E402
from fmnist.importing import graphs, keras_files, tensorflow_files, worker  # noqa: F401, E402
from fmnist.inference import graph  # noqa: F401, E402

gc.freeze()
