"""`readout completion`: the script by which a shell completes commands, options and files."""

import click

COMPLETED_BY = "_READOUT_COMPLETE"  # the variable by which click is asked, made of the command's name
SHELLS = ("bash", "zsh", "fish")


@click.command(short_help="Print the script by which your shell completes `readout`.")
@click.argument("shell", type=click.Choice(SHELLS), metavar="SHELL", help="bash (4.4 or newer), zsh or fish.")
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the script by which a shell completes the commands, options and files of `readout` on Tab.
    SHELL is bash (4.4 or newer), zsh or fish. Put it where the shell looks, and open a new shell.

    \b
    Examples:
      readout completion bash > ~/.local/share/bash-completion/completions/readout
      readout completion zsh > ~/.zfunc/_readout      (with fpath+=~/.zfunc before compinit in ~/.zshrc)
      readout completion fish > ~/.config/fish/completions/readout.fish
      source <(readout completion bash)               (only for this shell)

    Exit status: 0; 2 wrong usage.
    """
    from click.shell_completion import get_completion_class

    script = get_completion_class(shell)
    assert script is not None
    click.echo(script(ctx.find_root().command, {}, "readout", COMPLETED_BY).source())
