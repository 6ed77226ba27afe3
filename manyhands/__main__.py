"""``python -m manyhands`` is the same program as ``bin/manyhands``."""

from manyhands.site.cli import main

main()
