"""One file a command: `HELP`, `add_arguments(parser)` and `run(arguments) -> int`, the exit code."""
