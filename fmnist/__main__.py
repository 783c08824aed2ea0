"""The command line: python -m fmnist COMMAND; --help lists the commands."""

import errno
import importlib
import os
import pkgutil
import sys
from typing import Final

import click

from fmnist import commands, paths
from fmnist.commands.options import LEFT_OUT
from fmnist.errors import FmnistError

MORE: Final = ("keras", "tensorflow", "tf2onnx", "pooch", "tqdm")
"""What the app does without; `requirements.txt`, or a wheel's extra, brings it."""
OF_THE_MACHINE: Final = frozenset(
    {errno.EACCES, errno.EDQUOT, errno.ENOSPC, errno.EPERM, errno.EROFS}
)
FULL: Final = os.strerror(errno.ENOSPC)  # h5py names it in words alone


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Train, check and compare the Fashion-MNIST models of the dashboard."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # TensorFlow's greetings are no errors


@cli.result_callback()
@click.pass_context
def finish(context: click.Context, *_results: object) -> None:
    """End with exit code 2 where something was left out, which is told already."""
    if context.meta.get(LEFT_OUT):
        context.exit(2)


def find_commands() -> dict[str, click.Command]:
    """Return every command of the files in `fmnist.commands`, by the name that a person types."""
    modules = [
        importlib.import_module(f"{commands.__name__}.{found.name}")
        for found in pkgutil.iter_modules(commands.__path__)
    ]
    found = [each for module in modules for each in vars(module).values()]
    return {str(each.name): each for each in found if isinstance(each, click.Command)}


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; every expected error is one sentence and exit code 2."""
    for name, command in find_commands().items():
        cli.add_command(command, name)
    try:
        cli(arguments, prog_name="python -m fmnist")
    except FmnistError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(2)
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] not in MORE:
            raise
        click.echo(f"Error: {_what_to_install(error.name.partition('.')[0])}", err=True)
        sys.exit(2)
    except OSError as error:
        if not (error.errno in OF_THE_MACHINE or FULL in str(error)):
            raise
        why = error.strerror or error
        told = f"{error.filename}: {why}" if error.filename else f"{why}"
        click.echo(
            f"Error: {told}. Free some room or correct the permissions, then try again.", err=True
        )
        sys.exit(2)


def start_dashboard() -> None:
    """Start the app: the program `fmnist-dashboard`."""
    main(["dashboard", *sys.argv[1:]])


def _what_to_install(package: str) -> str:
    source = "-r requirements.txt" if paths.IS_CHECKOUT else "'fmnist-dashboard[train]'"
    return (
        f"This command needs {package}, which is not installed here; the app alone does without. "
        f"Install it with: pip install {source}"
    )


if __name__ == "__main__":
    main()
