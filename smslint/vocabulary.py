"""Words that people type and that files carry, where a command can ask for them without loading what they are about."""

from __future__ import annotations

from typing import Final

PROGRAMS: Final = ("confirmation", "help", "stop")
"""The parts that a text can have in an opt-in programme."""
KINDS: Final = ("marketing", "transactional", "otp")
"""What a message is for."""
FAIL_LEVELS: Final = ("error", "warning", "info", "never")
"""From which severity on findings make a command fail."""
DIRECTIVE: Final = "smslint:"
"""What every directive in a comment begins with."""
COMPARED: Final = "LEN005"
"""The rule that compares translations, once all files were checked."""
STALE_DAYS: Final = 90
"""The age in days beyond which a price is called old: AWS's price for Peru rose eightfold between 2022 and 2026."""
BASELINE: Final = ".smslint-baseline.json"
"""The file name of a baseline."""
OCTOPODS_API: Final = "https://api.octopods.io"
"""The address of the Octopods API."""
