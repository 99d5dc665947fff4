"""`python -m texts`: what is missing in the words, one line each; exit status 1 if anything is."""

import sys

from texts.completeness import faults

found = faults()
sys.stdout.writelines(f"{fault}\n" for fault in found)
sys.exit(1 if found else 0)
