"""The command line's commands, one file each, or one for a few that belong together.

To add a command, write a file here with a function decorated by ``@click.command()``; there is no
list to keep. Its docstring is its help, an `FmnistError` that it raises becomes one sentence and
exit code 2. At the top a file imports nothing but click and the standard library, because
``--help`` loads them all: what a command needs, it imports when it runs.
"""
