"""The checks.  Their packages are more than what the bot runs on."""

import sys
from importlib.util import find_spec

if find_spec("pytest") is None:
    sys.exit("What the checks need is not installed here. `./run test --version` sets it up; then try again.")
