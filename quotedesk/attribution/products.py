"""The parser's matrix products by the library that numpy brings: they take a third of the time of spaCy's own."""

import ctypes
from importlib import import_module
from typing import Any

from spacy.language import Language
from thinc.api import NumpyOps

_HOLDS = ("scipy_openblas_set_num_threads64_", "scipy_openblas_set_num_threads", "openblas_set_num_threads")


def hasten(nlp: Language) -> None:
    """Has a pipeline's models multiply by OpenBLAS, held to one thread: more only keep processors from other work.

    Where numpy has another library, or one that cannot be held, they multiply as before.
    """
    library = ctypes.CDLL(import_module("numpy._core._multiarray_umath").__file__)
    hold = next((getattr(library, name) for name in _HOLDS if hasattr(library, name)), None)
    if hold is None:
        return
    hold(1)
    ops = NumpyOps(use_blis=False)
    components: list[Any] = [component for _, component in nlp.pipeline]
    for component in components:
        for layer in component.model.walk():
            layer.ops = ops
