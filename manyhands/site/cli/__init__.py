"""The command ``manyhands``: one file per command, loaded only when it is called."""

from __future__ import annotations

import errno
import importlib
import sys

import click

from manyhands.config.env import SettingWrong
from manyhands.core.errors import RuleBroken
from manyhands.core.trouble import NO_SPACE, SETTING_WRONG, Trouble

COMMANDS = (
    "run", "web", "worker", "migrate", "doctor", "member", "search", "verify", "backup", "restore", "demo",
)  # fmt: skip


class Commands(click.Group):
    """Finds ``manyhands x`` in ``cli/x.py`` as the function ``command``."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(f"manyhands.site.cli.{cmd_name}").command
        return command if isinstance(command, click.Command) else None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name=None, version="0.1.0", prog_name="manyhands")
def program() -> None:
    """Run and look after a company."""


def main() -> None:
    """What stops a command is one sentence and an exit code; a traceback means a bug of ours."""
    try:
        program()
    except (Trouble, RuleBroken) as refusal:
        click.echo(f"manyhands: {refusal}", err=True)
        sys.exit(getattr(refusal, "exit_code", 1))
    except SettingWrong as wrong:
        click.echo(f"manyhands: {wrong}", err=True)
        sys.exit(SETTING_WRONG)
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EDQUOT}:
            raise
        click.echo(f"manyhands: The disk is full ({error.filename or error}); make room first.", err=True)
        sys.exit(NO_SPACE)
