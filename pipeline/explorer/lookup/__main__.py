"""Make a lookup in a process of its own, so that a server that answers is not held up."""

import sys
from pathlib import Path

from pipeline.errors import BilikError
from pipeline.explorer.lookup.make import make

if __name__ == "__main__":
    try:
        make(Path(sys.argv[1]), Path(sys.argv[2]))
    except BilikError as error:
        sys.exit(str(error))
