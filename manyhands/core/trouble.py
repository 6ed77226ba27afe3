"""What stops a command and only the operator can put right."""

from __future__ import annotations


class Trouble(Exception):
    """Ends a command with one sentence that says what to do, and an exit code; never with a traceback."""

    def __init__(self, sentence: str, *, exit_code: int = 1) -> None:
        super().__init__(sentence)
        self.exit_code = exit_code


PORT_TAKEN = 3
DATA_NEWER = 4
NO_SPACE = 5
ALREADY_RUNNING = 6
TRY_AGAIN = 75  # as in sysexits.h: it may be better in a moment
SETTING_WRONG = 7
