"""What the log is told of what was not foreseen."""

import traceback


def without_values(error: BaseException) -> str:
    """Where an error came from, without its message: that may hold what somebody wrote about a child."""
    frames = " < ".join(
        f"{frame.filename}:{frame.lineno}" for frame in reversed(traceback.extract_tb(error.__traceback__))
    )
    return f"{type(error).__name__} {getattr(error, 'sqlstate', '')} at {frames}"
