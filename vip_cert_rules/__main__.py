"""``python -m vip_cert_rules``: the command line without the script that an installer puts on the path."""

from __future__ import annotations

import sys

from vip_cert_rules.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
