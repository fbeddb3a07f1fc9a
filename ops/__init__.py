"""What operations do by hand, at a terminal: `python -m ops.role`, `python -m ops.import_groups`.

They work on the table that the environment names: WHAPP_TABLE, AWS_REGION, and credentials as the SDK finds them.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_CODE = str(ROOT / "layers" / "core" / "python")
if _CODE not in sys.path:
    sys.path.insert(0, _CODE)
