"""What scripts may say, translated here and handed over in ``data-words``; ``%(name)s`` marks a value."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = dict[str, Promise]

WORDS: dict[str, Words] = {
    "copy": {"copied": _("Copied")},
    "theme": {
        "auto": _("Colours: automatic"),
        "light": _("Colours: light"),
        "dark": _("Colours: dark"),
    },
    "live": {
        "notices": _("Notices, %(count)s unread"),
        "none": _("Notices"),
    },
    "autosave": {
        "saving": _("Saving …"),
        "saved": _("Saved %(time)s"),
        "kept": _("No connection. What you typed is kept on this device and saved when the line is back."),
    },
    "uploader": {
        "waiting": _("Waiting for its turn"),
        "sending": _("%(sent)s of %(size)s · %(rate)s a second · %(left)s left"),
        "starting": _("Getting ready …"),
        "paused": _("Paused at %(sent)s of %(size)s. Nothing is lost."),
        "lost": _(
            "The line was lost at %(sent)s. Nothing is lost; it goes on by itself when the line is back."
        ),
        "done": _("Here, whole: %(size)s"),
        "seconds": _("%(count)s s"),
        "minutes": _("%(count)s min"),
        "hours": _("%(hours)s h %(minutes)s min"),
        "pause": _("Pause"),
        "resume": _("Resume"),
        "again": _("Try again"),
        "remove": _("Remove"),
        "pause_file": _("Pause %(name)s"),
        "resume_file": _("Resume %(name)s"),
        "again_file": _("Try %(name)s again"),
        "remove_file": _("Remove %(name)s"),
        "sign_in": _(
            "You were signed out. Sign in in another tab, then press “Try again”: what was sent is kept."
        ),
        "refused": _("The company’s computer answered %(status)s. Nothing is lost; try again in a minute."),
        "unreadable": _(
            "This browser can no longer read the file. Choose it once more: it goes on where it stopped."
        ),
        "choose_again": _(
            "%(name)s (%(size)s) was not whole yet: choose it again and it goes on where it stopped."
        ),
        "left_page": _("Files are still on their way."),
        "all_done": _("All files are here."),
    },
    "player": {
        "position": _("Position"),
        "play": _("Play"),
        "pause": _("Pause"),
        "at": _("%(time)s of %(total)s"),
        "loop": _("Loop"),
        "loop_on": _("Looping %(from)s to %(to)s"),
        "loop_off": _("No loop"),
        "from": _("Beginning of the loop"),
        "to": _("End of the loop"),
        "trouble": _(
            "It cannot be played just now. Reload the page; if that does not help, take the original below."
        ),
    },
    "composer": {
        "point": _("Press the place in the picture, or move with the arrow keys and press Enter."),
        "pointed": _("The place is marked."),
    },
    "relay": {
        "play": _("Play how it grew"),
        "pause": _("Pause"),
    },
    "picture": {
        "in": _("Larger"),
        "out": _("Smaller"),
        "fit": _("Whole picture"),
        "zoom": _("%(percent)s percent"),
    },
    "passkey": {
        "none": _("This browser has no passkeys."),
        "NotAllowedError": _("Nothing was done: it was cancelled, or took too long. You can try again."),
        "InvalidStateError": _("This device has a passkey of yours already."),
        "SecurityError": _(
            "Passkeys work at a name, not at a number, and over https (or at localhost). Nothing was done."
        ),
        "other": _("That did not work. Please try once more, or sign in another way."),
    },
    "chooser": {
        "found": _("%(count)s found. Use the arrow keys."),
        "none": _("Nothing found. You can name it as a source from outside."),
        "added": _("%(title)s is named as a source."),
        "removed": _("%(title)s is no longer named."),
    },
    "people": {
        "found": _("%(count)s found. Use the arrow keys."),
        "none": _("Nobody here is called so. A plain name will do."),
        "added": _("%(title)s is chosen."),
    },
}
