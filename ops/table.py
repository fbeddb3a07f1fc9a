"""Which table the tools work on."""

import os
import sys


def use_table() -> str:
    """Bind the adapters to the table that the environment names; ends the program if it names none."""
    from whapp.adapters.dynamodb.rows import bind  # noqa: PLC0415 - only once the path is set, see this package

    missing = [name for name in ("WHAPP_TABLE", "AWS_REGION") if not os.environ.get(name)]
    if missing:
        sys.exit(f"Set {' and '.join(missing)}; the stack's output TableName is the table.")
    bind(os.environ["WHAPP_TABLE"], os.environ["AWS_REGION"])
    return os.environ["WHAPP_TABLE"]
