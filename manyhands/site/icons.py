"""The signs of the interface: strokes on a 24 × 24 ground, drawn by us, coloured by the words beside them."""

from __future__ import annotations

_SHEET = '<path d="M6 3h8l4 4v14H6zM14 3v4h4"/>'

SIGNS: dict[str, str] = {
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>',
    "menu": '<path d="M4 7h16M4 12h16M4 17h16"/>',
    "bell": '<path d="M6 17V11a6 6 0 0 1 12 0v6l1.5 1.5h-15zM10 21h4"/>',
    "heart": '<path d="M12 20S4 15 4 9.2A4.2 4.2 0 0 1 12 7a4.2 4.2 0 0 1 8 2.2C20 15 12 20 12 20z"/>',
    "close": '<path d="m6 6 12 12M18 6 6 18"/>',
    "check": '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v5.5M12 7.5v.1"/>',
    "alert": '<path d="M12 3.5 2.5 20h19zM12 10v4.5M12 17v.1"/>',
    "play": '<path class="solid" d="M7 4.5v15l13-7.5z"/>',
    "pause": '<path class="solid" d="M6 5h4v14H6zM14 5h4v14h-4z"/>',
    "loop": '<path d="M17 4l3 3-3 3M20 7H8a4 4 0 0 0-4 4M7 20l-3-3 3-3M4 17h12a4 4 0 0 0 4-4"/>',
    "sound": '<path d="M4 10v4h3.5L12 18V6l-4.5 4zM15.5 9a4.2 4.2 0 0 1 0 6M18 6.5a7.8 7.8 0 0 1 0 11"/>',
    "full": '<path d="M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "minus": '<path d="M5 12h14"/>',
    "fit": '<path d="M4 5h16v14H4zM9 10h6v4H9z"/>',
    "link": '<path d="M10 14a4 4 0 0 0 5.7 0l3.2-3.2a4 4 0 0 0-5.7-5.7L12 6.3"/>'
    '<path d="M14 10a4 4 0 0 0-5.7 0l-3.2 3.2a4 4 0 0 0 5.7 5.7l1.2-1.2"/>',
    "flag": '<path d="M5 21V4h13l-2.5 4.5L18 13H5"/>',
    "pencil": '<path d="m4 20 1-4.5L16 4.5l3.5 3.5L8.5 19zM13.5 7l3.5 3.5"/>',
    "more": '<path d="M5.5 12h.1M12 12h.1M18.5 12h.1" stroke-width="3"/>',
    "video": '<path d="M4 6h11v12H4zM15 10.5l5-3v9l-5-3"/>',
    "image": '<path d="M4 5h16v14H4zM4 16l4.5-5 4 4.5 2.5-2.5 5 5"/><circle cx="15.5" cy="9" r="1.3"/>',
    "text": '<path d="M6 4h12v16H6zM9 9h6M9 12.5h6M9 16h4"/>',
    "audio": '<path d="M4 11v2M8 7v10M12 4v16M16 8v8M20 10.5v3"/>',
    "attachment": _SHEET,
    "file": _SHEET,  # nobody has looked at it yet, or nobody may
    "older": '<path d="m10 6 6 6-6 6"/>',
    "newer": '<path d="m14 6-6 6 6 6"/>',
}
