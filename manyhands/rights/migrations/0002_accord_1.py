"""The first accord. A company that wants another writes a second one: what was accepted never changes."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone

from manyhands.core.append_only import append_only

TEXT = """\
This is what we promise each other: you, everyone who makes things here, and the company that runs this place.
It is short so that it can be read.

## 1. Your work stays yours

You keep every right in what you make. Publish it elsewhere, sell it, put it on a record of your own: you need
nobody's leave. Nothing in this accord is exclusive.

## 2. You give only what is yours to give

You made what you upload, or you say where each part of it came from: which work here, or what from outside and
under which licence. For a part that is not yours, its own licence counts, and this accord reaches only as far
as that licence allows.

## 3. Everyone here may remix it

Every member may take what you publish here, change it, join it with other things, and publish what comes of it
here, provided that they name your work as a source. You may do the same with theirs. Nobody needs to ask, nobody
pays for it, and a remix, once published, stays allowed.

## 4. Outside, the licence counts that you chose

For everyone who is not a member the licence beside the work counts. If it says *accord only*, people outside must
ask you. You may choose another licence later; what was granted before stays granted for what was there then.

## 5. The company may use it in productions, and shares what it earns

The company may use your work, whole, in part or changed, in what is produced here (records, books, films, shows),
and may show, perform, broadcast, sell and advertise those productions, everywhere and in any form. The right is not
exclusive, and it is for productions: the company does not sell your work by itself, and does not pass this right on,
except to those who bring a production to its audience.

What a production earns is shared with everyone whose work is in it, also where it is there through somebody's
remix. How it is shared is proposed in public, stays open for objections for at least 14 days, and can be recomputed
by anyone who is paid. What a call says it pays, it pays.

## 6. You are named

Wherever your work is used here or in a production, you are named by the name that you chose. If you do not want to be
connected with something that was made from your work, say so, and your name is taken off.

## 7. No machine learns from it unless you say so

Nobody may use your work to train a machine-learning model unless you said yes at that very work. Silence means no.

## 8. You may leave at any time

You may take back a work, or leave altogether and take everything with you. From then on nobody makes new remixes or
productions of it. What others made of it before stays, with a marker where your work was; productions that contain it
stay as they are; and what they earn is still shared with you.

## 9. If you are not of age

You may take part from the age that this company names. Before money is paid, a parent or guardian has to agree.

## 10. When this accord changes

A new version binds you only after you have accepted it, and only for what you publish from then on. Every version
stays readable here.
"""


def write(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("rights", "Accord").objects.create(number=1, text=TEXT, language="en", at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [("rights", "0001_initial"), ("core", "0002_ground")]
    operations = [
        migrations.RunPython(write, migrations.RunPython.noop),
        *append_only("rights_accord"),
    ]
