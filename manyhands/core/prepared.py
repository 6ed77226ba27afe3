"""Queries that every page asks: their SQL is put together once in a process, not for every request.

Django takes longer to write such a query than PostgreSQL to answer it. What is asked stays an ordinary
queryset; only the values that differ from call to call take their places in the finished SQL.

    kept = prepared_rows(lambda key: Session.objects.filter(session_key=key).values_list("data"), "a key")
    kept(cookie)
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)
Value = int | str
Row = tuple[Any, ...]


def prepared(build: Callable[..., QuerySet[M]], *marks: Value) -> Callable[..., list[M]]:
    """Ask for objects.

    :param build: makes the queryset for some values
    :param marks: as many, which stand nowhere else in the query: -1, -2
    """
    compiled = _made_once(build, marks)

    def ask(*values: Value) -> list[M]:
        queryset, sql, params = compiled()
        return list(queryset.raw(sql, _filled(params, marks, values)))

    return ask


def prepared_rows(build: Callable[..., QuerySet[Any, Any]], *marks: Value) -> Callable[..., list[Row]]:
    """Ask for rows of values. ``build`` and ``marks`` are those of :func:`prepared`."""
    compiled = _made_once(build, marks)

    def ask(*values: Value) -> list[Row]:
        _queryset, sql, params = compiled()
        with connection.cursor() as cursor:
            cursor.execute(sql, _filled(params, marks, values))
            rows: list[Row] = cursor.fetchall()
        return rows

    return ask


def _made_once(
    build: Callable[..., QuerySet[M, Any]], marks: tuple[Value, ...]
) -> Callable[[], tuple[QuerySet[M, Any], str, Row]]:
    @cache  # later, because models are not complete while their modules are loaded
    def compiled() -> tuple[QuerySet[M, Any], str, Row]:
        queryset = build(*marks)
        sql, params = queryset.query.sql_with_params()
        assert all(mark in params for mark in marks), "each value must be a parameter of the query"
        return queryset, sql, params

    return compiled


def _filled(params: Row, marks: tuple[Value, ...], values: tuple[Value, ...]) -> list[Any]:
    there = dict(zip(marks, values, strict=True))
    return [there.get(param, param) if isinstance(param, (int, str)) else param for param in params]
