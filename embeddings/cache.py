"""cache_folder: where a program keeps what it can make again."""

import os
import sys
from pathlib import Path


def cache_folder() -> Path:
    """Wenbao's folder among the user's caches, as the system has them; it need not exist yet."""
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "wenbao"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "wenbao"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "wenbao"
