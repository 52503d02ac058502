"""`python -m readout` is the `readout` command."""

from readout.cli import cli

if __name__ == "__main__":
    cli(prog_name="readout")
