"""The accord: written once, never changed, accepted as a row."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from manyhands.core.errors import RuleBroken
from manyhands.rights.actions import accept_accord, write_accord
from manyhands.rights.models import Accord, AccordAcceptance
from tests.make import NOON, make_member

pytestmark = pytest.mark.django_db


def test_there_is_one_from_the_start():
    accord = Accord.current()
    assert accord.number == 1
    for promise in ("stays yours", "may remix it", "not\nexclusive", "shared", "train", "leave at any time"):
        assert promise in accord.text


def test_accepting_it_twice_is_accepting_it_once():
    ana = make_member("ana")
    assert accept_accord(by=ana, at=NOON) == accept_accord(by=ana, at=NOON)
    assert AccordAcceptance.objects.count() == 1


def test_a_new_version_binds_nobody_before_they_accept_it():
    ana = make_member("ana")
    accept_accord(by=ana, at=NOON)
    second = write_accord("We share everything.", by=ana, at=NOON)
    assert (second.number, Accord.current()) == (2, second)
    accept_accord(by=ana, at=NOON)
    assert AccordAcceptance.objects.filter(member=ana).count() == 2


def test_an_accord_has_words():
    with pytest.raises(RuleBroken):
        write_accord(" \n", by=make_member(), at=NOON)


def test_what_was_accepted_never_changes():
    for statement in ("UPDATE rights_accord SET text = 'other'", "DELETE FROM rights_accord"):
        with pytest.raises(Exception, match="only ever added"), transaction.atomic():
            connection.cursor().execute(statement)
