"""Whapp asks one willing neighbour at a time, and searches on until somebody says yes."""

import gc
import os

__version__ = "0.1.0"

# Loading makes no garbage, yet looking for it takes a fifth of a cold start. `Bootstrap.warm_up` looks again.
if "AWS_LAMBDA_FUNCTION_NAME" in os.environ:
    gc.disable()
