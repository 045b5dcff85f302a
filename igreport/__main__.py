"""`python -m igreport`."""

import sys

from igreport.cli.main import main

sys.exit(main())
