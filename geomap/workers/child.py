"""Python processes of our own that are fed through their pipes; none outlives its owner."""

from __future__ import annotations

import atexit
import json
import subprocess
import sys
import weakref
from contextlib import suppress
from typing import Protocol

__all__ = ["begin", "close_at_exit", "end"]


class _Owner(Protocol):
    def close(self) -> None: ...


_owners: weakref.WeakSet[_Owner] = weakref.WeakSet()


def begin(module: str) -> subprocess.Popen[bytes]:
    """Start a process that runs ``main`` of a module, with our path; it inherits no terminal.

    Raises:
        OSError: None can be started.
    """
    code = "import sys, json; sys.path[:] = json.loads(sys.argv[1]);"
    code += f"from {module} import main; main()"
    return subprocess.Popen(
        [sys.executable, "-c", code, json.dumps(sys.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process, whatever it is doing, and close its pipes."""
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        with suppress(OSError):
            if stream is not None:
                stream.close()


def close_at_exit(owner: _Owner) -> None:
    """Have an owner of processes closed before Python ends, if it still lives then."""
    _owners.add(owner)


@atexit.register
def _close_all() -> None:
    """End what a signal left open: a thread that waits for a process would abort the end."""
    for owner in list(_owners):
        owner.close()
