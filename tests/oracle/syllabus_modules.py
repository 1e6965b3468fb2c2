"""The modules of the L1 syllabus for account managers, written by hand from the headings as printed.

Part, chapter, section. 2.4 and 2.5 have no sections and are modules themselves; in 2.2 the numbers go from 5 to 7.
"""

from __future__ import annotations

MODULES = (
    # part 1
    "1.1.1", "1.1.2", "1.1.3", "1.1.4",
    "1.2.1", "1.2.2", "1.2.3", "1.2.4", "1.2.5", "1.2.6", "1.2.7",
    "1.3.1", "1.3.2", "1.3.3", "1.3.4",
    "1.4.1", "1.4.2", "1.4.3", "1.4.4", "1.4.5", "1.4.6", "1.4.7",
    "1.5.1", "1.5.2", "1.5.3",
    "1.6.1", "1.6.2",
    "1.7.1", "1.7.2", "1.7.3", "1.7.4", "1.7.5", "1.7.6", "1.7.7", "1.7.8",
    "1.8.1", "1.8.2", "1.8.3", "1.8.4", "1.8.5", "1.8.6",
    # part 2
    "2.1.1", "2.1.2", "2.1.3", "2.1.4", "2.1.5",
    "2.2.1", "2.2.2", "2.2.3", "2.2.4", "2.2.5", "2.2.7",
    "2.3.1", "2.3.2", "2.3.3", "2.3.4",
    "2.4",
    "2.5",
    # part 3, where the text breaks off
    "3.1.1", "3.1.2",
)  # fmt: skip
