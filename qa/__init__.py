"""Wenbao 问报: ask your newspapers, get the words that answer, quoted from where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qa.chat import Assistant

__all__ = ["Assistant"]


def __getattr__(name: str) -> Any:
    """Assistant on first use: `wenbao list` must not pay for the models."""
    if name == "Assistant":
        from qa.chat import Assistant

        return Assistant
    raise AttributeError(name)
