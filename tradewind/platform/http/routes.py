"""The list of all routes with their audiences, read from the URL configuration itself."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from django.conf import settings
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, get_resolver
from ninja.operation import PathView

from tradewind.platform.http.audience import Audience, Kind

_path_views: WeakKeyDictionary[Callable[..., Any], PathView | None] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Route:
    """One URL pattern (Django syntax, leading slash), its methods, and whom it serves.

    `methods` is empty for Django views, which decide for themselves. `audience` is None when
    nobody declared one. `view` is the function that was decorated.
    """

    pattern: str
    name: str
    methods: frozenset[str]
    audience: Audience | None
    view: Callable[..., Any]


def routes(urlconf: str | None = None) -> Iterator[Route]:
    """Every route of `urlconf` (default: the mall's), one per django-ninja operation."""
    seen = set()
    for route in _walk(get_resolver(urlconf).url_patterns, "/", ()):
        # django-ninja repeats a path for each named operation on it.
        key = (route.pattern, route.methods, route.view)
        if key not in seen:
            seen.add(key)
            yield route


def undeclared_routes(urlconf: str | None = None) -> list[str]:
    """Patterns that say no audience; a test holds this list empty."""
    return sorted(
        f"{' '.join(sorted(route.methods))} {route.pattern}".strip()
        for route in routes(urlconf)
        if route.audience is None
    )


def marked(request: HttpRequest, view: Callable[..., Any]) -> Any:
    """The callable that carries the marks of this request's route (audience, throttles).

    For django-ninja that is the operation of the request's method; None when there is none.
    """
    path_view = _path_view(view)
    if path_view is None:
        return getattr(view, "view_class", view)
    for operation in path_view.operations:
        if request.method in operation.methods:
            return operation.view_func
    return None


def methods_of(view: Callable[..., Any]) -> frozenset[str]:
    """The methods django-ninja answers at this path; empty for Django views."""
    path_view = _path_view(view)
    operations = path_view.operations if path_view else ()
    return frozenset(method for operation in operations for method in operation.methods)


def audience_of(view: Callable[..., Any], route_name: str) -> Audience | None:
    """What `view` declares, or what ``DECLARED_AUDIENCES`` says of a route that isn't ours."""
    found: Audience | None = getattr(view, "audience", None)
    if found is None:
        declared: Mapping[str, str] = settings.DECLARED_AUDIENCES
        kind = declared.get(route_name)
        found = Audience(Kind(kind)) if kind else None
    return found


def _walk(
    patterns: list[URLPattern | URLResolver], prefix: str, namespaces: tuple[str, ...]
) -> Iterator[Route]:
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from _walk(pattern.url_patterns, path, inner)
        else:
            name = ":".join((*namespaces, pattern.name or ""))
            yield from _of_pattern(path, name, pattern.callback)


def _of_pattern(path: str, name: str, view: Callable[..., Any]) -> Iterator[Route]:
    path_view = _path_view(view)
    if path_view is None:
        target = getattr(view, "view_class", view)
        yield Route(path, name, frozenset(), audience_of(target, name), target)
        return
    for operation in path_view.operations:
        function = operation.view_func
        methods = frozenset(operation.methods)
        yield Route(path, name, methods, audience_of(function, name), function)


def _path_view(view: Callable[..., Any]) -> PathView | None:
    # django-ninja gives Django a closure over the PathView and no other way back to it.
    try:
        return _path_views[view]
    except KeyError:
        found = None
        if inspect.isfunction(view) and view.__module__ == PathView.__module__:
            found = inspect.getclosurevars(view).nonlocals.get("self")
        _path_views[view] = found
        return found
    except TypeError:
        return None
