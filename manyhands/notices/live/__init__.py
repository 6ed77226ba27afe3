"""Live word of notices, over one line of server-sent events for each open page.

``hub`` knows the open lines of this process, ``listening`` hears from the database what to say on them,
``handler`` answers ``/live`` natively in the front: no thread of Django is held.
"""
