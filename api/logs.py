"""How the log is written: lines for people, or JSON for machines, with the request that each belongs to."""

import json
import logging
import sys
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from multiprocessing import current_process

REQUEST_ID: ContextVar[str | None] = ContextVar("request_id", default=None)


class LogFormat(StrEnum):
    """The formats that there are."""

    TEXT = "text"
    JSON = "json"


class Text(logging.Formatter):
    """A line with the process that wrote it; the service manager adds the time."""

    def format(self, record: logging.LogRecord) -> str:
        said = f"{record.levelname} [{current_process().name} {record.process}] {record.name}: {record.getMessage()}"
        return said if record.exc_info is None else f"{said}\n{self.formatException(record.exc_info)}"


class Json(logging.Formatter):
    """An object a line."""

    def format(self, record: logging.LogRecord) -> str:
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "worker": current_process().name,
            "process": record.process,
            "request_id": REQUEST_ID.get(),
            "error": self.formatException(record.exc_info) if record.exc_info else None,
        }
        return json.dumps({name: value for name, value in told.items() if value is not None}, ensure_ascii=False)


def write_logs(form: LogFormat) -> None:
    """Write the log of this process to stderr, from warnings on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Json() if form is LogFormat.JSON else Text())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
