"""Reading each thing only once: what a method told is kept in its object."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

Method = TypeVar("Method", bound=Callable[..., Any])
_UNKNOWN = object()


def once(method: Method) -> Method:
    """For methods of objects that never change: an answer is kept, by the arguments (all given by position)."""
    name = f"_once_{method.__name__}"

    @wraps(method)
    def kept(self: Any, *given: Any) -> Any:
        known = getattr(self, name, None)  # asked for its `__dict__`, an object reads all that it holds more slowly
        if known is None:
            known = {}
            setattr(self, name, known)
        answer = known.get(given, _UNKNOWN)
        if answer is _UNKNOWN:
            answer = known[given] = method(self, *given)
        return answer

    return cast(Method, kept)
