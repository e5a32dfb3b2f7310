"""The one place that imports onnxruntime, with its telemetry off.

onnxruntime 1.29.0 and later hold a client on Linux and macOS that reports to its maker; the
dependency is bound below 1.27 (1.27 and 1.28 have no client but are a seventh slower here). On
Windows every version hands events to the system's own tracing. Both are turned off here, should
another version be installed: the variable is read when the library is loaded, the function ends
the events of Windows.
"""

from __future__ import annotations

import os
from types import ModuleType

__all__ = ["load_onnxruntime"]


def load_onnxruntime() -> ModuleType:
    """Return onnxruntime, which reports nothing to anybody."""
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    onnxruntime.disable_telemetry_events()
    loaded: ModuleType = onnxruntime
    return loaded
