"""`python -m webapp.cli`: the service file, the Makefile and tools/appeal start the command this way."""

from webapp.cli.main import main

if __name__ == "__main__":
    main(prog_name="appeal")
