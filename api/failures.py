"""How unforeseen errors are logged."""

import traceback


def without_values(error: BaseException) -> str:
    """An error's type and where it came from, without its message: that may quote what somebody wrote about a child."""
    frames = " < ".join(
        f"{frame.filename}:{frame.lineno}" for frame in reversed(traceback.extract_tb(error.__traceback__))
    )
    return f"{type(error).__name__} {getattr(error, 'sqlstate', '')} at {frames}"
