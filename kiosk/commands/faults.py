"""What is written down of an internal error: where it happened, and nobody's data."""

import logging
import os
import traceback
from pathlib import Path

from kiosk.machine import Machine


def logged(fault: BaseException, machine: Machine | None) -> Path | None:
    """Log where an error happened, beside the store; the log's path, or None without a place.

    Neither the values at hand nor the error's own message is written: both may name people.
    """
    if machine is None:
        return None
    path = machine.store.with_suffix(".log")
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600))
        handler = logging.FileHandler(path, encoding="utf-8")
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    handler.handle(logging.makeLogRecord({"msg": "\n".join(_frames(fault))}))
    handler.close()
    return path


def _frames(fault: BaseException) -> list[str]:
    """The kind of the error, of those that led to it, and the places, innermost last."""
    told = []
    seen: BaseException | None = fault
    while seen is not None:
        told.append(type(seen).__name__)
        for frame in traceback.extract_tb(seen.__traceback__):
            told.append(f"  {frame.filename}:{frame.lineno} {frame.name}")
        seen = seen.__cause__ or seen.__context__
    return told
