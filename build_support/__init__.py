"""Build-time code: never part of the wheel."""
