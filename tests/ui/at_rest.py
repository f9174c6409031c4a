"""Pilots that wait until an app is at rest, and not for a time."""

from __future__ import annotations

import asyncio
from typing import Any

from textual import events
from textual.app import App
from textual.keys import _character_to_key, key_to_character
from textual.pilot import Pilot

from threadreader.ui.keys import KEY_NAMES


def send_key(app: App[Any], key: str) -> None:
    """Sends a key, by its name or as the character it types, and waits for nothing."""
    assert app._driver is not None
    name = _character_to_key(key) if len(key) == 1 else key
    shown = KEY_NAMES.get(name, "")
    char = shown if len(shown) == 1 and shown.isascii() else key_to_character(name)
    event = events.Key(name, char)
    event.set_sender(app)
    app._driver.send_message(event)


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Types keys one after the other; each has done all it does before the next."""
    for key in keys:
        send_key(pilot.app, key)
        await settle(pilot)


async def settle(pilot: Pilot[Any], delay: float | None = None) -> None:
    """Waits until every part has done what it was told, and all is painted."""
    if delay is not None:
        await asyncio.sleep(delay)
    quiet = 0
    for _ in range(1000):
        await pilot._wait_for_screen()
        quiet = 0 if _is_busy(pilot.app) else quiet + 1
        if quiet == 2:
            return
    raise AssertionError("it never comes to rest")


def _is_busy(app: App[Any]) -> bool:
    screen = app.screen
    if not screen.is_running or screen._compositor.size != app.size:
        return True
    screen._on_timer_update()
    parts = [app, *app.screen_stack, *screen.walk_children()]
    return any(part.message_queue_size or part._next_callbacks for part in parts)
