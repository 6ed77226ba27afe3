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
    "lens": {
        "position": _("Position, close by"),
        "width": _("%(seconds)s seconds wide"),
        "off": _("No longer close by"),
    },
    "stems": {
        "play": _("Play the stems together"),
        "pause": _("Pause the stems"),
        "at": _("%(time)s of %(total)s"),
        "loading": _("Fetching stem %(number)s of %(total)s"),
        "trouble": _(
            "They cannot be played just now. Reload the page; if that does not help, take them below."
        ),
    },
    "captions": {
        "captions": _("captions"),
        "on": _("captions: %(language)s"),
        "off": _("No captions"),
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
    "recorder": {
        "idle": _("Ready when you are"),
        "asking": _("Your browser asks whether it may listen: say yes there."),
        "ready": _("Listening"),
        "recording": _("Recording"),
        "paused": _("Paused"),
        "record": _("Record"),
        "stop": _("Stop"),
        "pause": _("Pause"),
        "go_on": _("Go on"),
        "clips": _("Too loud: it will crackle. Step back, or turn the microphone down."),
        "decibels": _("%(count)s decibels"),
        "take": _("Take %(count)s"),
        "listen": _("Listen to %(name)s"),
        "safe": _("Safe on the server as you go."),
        "sending": _("Being sent: %(count)s s to go"),
        "lost": _("No line: the last %(count)s s wait here and go up when it is back. Keep this page open."),
        "signed_out": _("You are signed out: sign in on another tab, and it goes on here. Nothing is lost."),
        "refused": _("The server takes no more of this take. What it has is kept."),
        "done": _("Here, whole"),
        "here": _("Here, whole"),
        "waits": _("Waits for you, whole"),
        "keeping": _("One moment …"),
        "not_kept": _("It could not be finished. Reload this page: what arrived is offered again."),
        "drop_sure": _("Really drop it?"),
        "denied": _(
            "The browser may not listen: allow the microphone (and camera) for this site beside the address, "
            "then press Record again."
        ),
        "none": _(
            "There is no such device: connect a microphone (or a camera, for film), then press Record again."
        ),
        "busy": _("Another program holds the microphone or camera: close it there, then press Record again."),
        "other": _("The microphone could not be opened: reload the page, or choose another one below."),
        "lost_device": _(
            "The microphone or camera was disconnected; what you recorded is safe. "
            "Connect it again, then press Record for a new take."
        ),
        "insecure": _(
            "Browsers record at https addresses alone: open this site by https, or upload a recording."
        ),
        "unsupported": _(
            "This browser cannot record: take a current Firefox, Chrome or Safari, or upload a recording."
        ),
    },
}
