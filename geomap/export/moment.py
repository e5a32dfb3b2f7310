"""When an output was made: SOURCE_DATE_EPOCH, so that runs can give the same bytes, or now."""

from __future__ import annotations

import datetime
import os

from geomap.errors import OutputError

__all__ = ["fixed_moment", "moment"]


def fixed_moment() -> datetime.datetime | None:
    """Return the moment (UTC) of SOURCE_DATE_EPOCH, None where it is not set.

    Raises:
        OutputError: It is no number of seconds.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return None
    try:
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise OutputError(
            f"SOURCE_DATE_EPOCH is {epoch!r:.40}; give seconds since 1970 or unset it"
        ) from error


def moment() -> datetime.datetime:
    """Return the fixed moment, or now."""
    return fixed_moment() or datetime.datetime.now(datetime.UTC)
