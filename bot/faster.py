"""What we make cheaper in the pinned Rasa without changing what it does. `bot.patches` applies and checks these too.

Each entry says what the stock code costs; measured on form turns with py-spy (docs/decisions/020-the-cost-of-a-turn.md).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import aiohttp
import yaml
from jsonschema import Draft7Validator, ValidationError
from rasa.core import processor
from rasa.core.actions import forms
from rasa.core.actions.action import RemoteAction
from rasa.core.policies import rule_policy
from rasa.core.processor import MessageProcessor
from rasa.engine.exceptions import GraphRunError
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.graph_components.providers.domain_provider import DomainProvider
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.utils.schemas.events import EVENT_SCHEMA, EVENTS_SCHEMA
from rasa.utils.endpoints import DEFAULT_REQUEST_TIMEOUT, EndpointConfig
from ruamel.yaml.resolver import implicit_resolvers

from bot import trackers

IDLE_CONNECTION = 15.0  # seconds; well under what the action server grants, so that it never hangs up on us first


class PatchDoesNotFitError(RuntimeError):
    """The installed Rasa is not the one our patches were written for."""


def expected() -> dict[Callable[..., Any], list[str]]:
    """What is replaced or relied on here, and the parameters it must have."""
    return {
        **trackers.expected(),
        RemoteAction._validate_action_result: ["self", "result"],
        RemoteAction.action_response_format_spec: [],
        EndpointConfig.session: ["self"],
        Event.resolve_by_type: ["type_name", "default"],
        DaskGraphRunner.run: ["self", "inputs", "targets"],
        DaskGraphRunner._build_dask_graph: ["self", "schema"],
        DomainProvider.load: ["config", "model_storage", "resource", "execution_context", "kwargs"],
        MessageProcessor._log_slots: ["tracker"],
    }


def apply() -> None:
    """Puts the cheaper parts in place; twice does no harm."""
    RemoteAction._validate_action_result = action_result_check()  # type: ignore[method-assign]
    trackers.apply()
    DaskGraphRunner.run = run_graph  # type: ignore[method-assign]
    EndpointConfig.session = session  # type: ignore[method-assign]
    DomainProvider.load = classmethod(load_domain)  # type: ignore[method-assign]
    MessageProcessor._log_slots = staticmethod(lambda tracker: None)  # type: ignore[method-assign] # every slot, as one text
    for module in WITH_COPIES_FOR_THE_LOG:
        module.copy = NotCopied  # type: ignore[attr-defined]
    if not hasattr(Event.resolve_by_type, "cache_info"):  # stock: lists every kind of event for each event of a reply
        Event.resolve_by_type = staticmethod(lru_cache(maxsize=64)(Event.resolve_by_type))  # type: ignore[method-assign]


class NotCopied:
    """In the place of the module `copy` where Rasa copies for debug lines alone, which nobody sees and `bot.quiet` would bare."""

    @staticmethod
    def deepcopy(value: Any) -> Any:
        """The thing itself."""
        return value


WITH_COPIES_FOR_THE_LOG = (processor, forms, rule_policy)


def action_result_check() -> Callable[[RemoteAction, Any], bool]:
    """The stock check looks at its own schema on every reply (64 % of a form turn), then tries 23 kinds for every event.

    Here the schemas are looked at once, and an event is held against the one kind whose name it bears: no other could fit.
    """
    whole = RemoteAction.action_response_format_spec()
    Draft7Validator.check_schema(whole)
    if whole["properties"].get("events") is not EVENTS_SCHEMA or EVENTS_SCHEMA != {"type": "array", "items": EVENT_SCHEMA}:
        raise PatchDoesNotFitError("Rasa describes an action server's reply in another way: read bot/faster.py again.")
    of_all = {key: value for key, value in EVENT_SCHEMA.items() if key != "oneOf"}
    kinds = {kind["properties"]["event"]["const"]: kind for kind in EVENT_SCHEMA["oneOf"]}
    if len(kinds) != len(EVENT_SCHEMA["oneOf"]):
        raise PatchDoesNotFitError("Rasa has two kinds of event under one name: read bot/faster.py again.")
    frame = Draft7Validator({**whole, "properties": {**whole["properties"], "events": {"type": "array", "items": of_all}}})
    by_name = {name: Draft7Validator(kind) for name, kind in kinds.items()}

    def check(self: RemoteAction, result: Any) -> bool:
        error = next(frame.iter_errors(result), None)
        if error is not None:
            raise _misfit(list(error.absolute_path), error.validator)
        for place, event in enumerate(result.get("events", ())):
            kind = by_name.get(event["event"])
            error = next(kind.iter_errors(event), None) if kind else None
            if kind is None or error is not None:
                raise _misfit(["events", place], error.validator if error else "oneOf")
        return True

    return check


def _misfit(place: list[Any], rule: str) -> ValidationError:
    """The stock message quotes the reply, which holds what a person said; this one does not."""
    return ValidationError(f"The action server's reply does not fit at {place}: {rule}")


def run_graph(self: DaskGraphRunner, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
    """Runs the same nodes in the order they need each other. Dask plans anew for every message and starts an executor.

    The order for each set of targets is found once. A failing node raises what it raises in the stock runner.
    """
    wanted = targets or self._graph_schema.target_names
    plans: dict[tuple[str, ...], list[tuple[str, tuple[str, ...]]]] = self.__dict__.setdefault("_plans", {})
    plan = plans.get(tuple(wanted))
    if plan is None:
        plan = plans[tuple(wanted)] = _in_order(self._build_dask_graph(self._graph_schema.minimal_graph_schema(wanted)))
    done: dict[str, Any] = {name: (name, value) for name, value in (inputs or {}).items()}
    clash = next((name for name, _ in plan if name in done), None)
    if clash:
        raise GraphRunError(f"The input {clash} has the name of a node.")
    for name, needs in plan:
        try:
            done[name] = self._instantiated_nodes[name](*(done.get(need, need) for need in needs))
        except RuntimeError as error:
            raise GraphRunError("Error running runner.") from error
    return dict(done[name] for name in wanted)


def _in_order(graph: dict[str, tuple[Any, ...]]) -> list[tuple[str, tuple[str, ...]]]:
    """Every node after those it needs; what is no node comes from outside."""
    found: dict[str, tuple[str, ...]] = {}

    def visit(name: str) -> None:
        if name in graph and name not in found:
            needs = graph[name][1:]
            for need in needs:
                visit(need)
            found[name] = needs

    for name in graph:
        visit(name)
    return list(found.items())


class PlainYaml(yaml.CSafeLoader):
    """Reads what Rasa wrote: plain words mean what they mean to Rasa (`yes` is text), but the parser is the one in C."""

    yaml_implicit_resolvers: dict[Any, Any] = {}


for _versions, _tag, _form, _first in implicit_resolvers:
    if (1, 2) in _versions:
        PlainYaml.add_implicit_resolver(_tag, _form, _first)


def load_domain(
    cls: type[DomainProvider], config: Any, model_storage: Any, resource: Any, execution_context: Any, **kwargs: Any
) -> DomainProvider:
    """The domain of the model, read once. The stock code reads it four times in Python and checks again what training
    had checked: a third of the time from start to first reply."""
    with model_storage.read_from(resource) as folder:
        written = (folder / "domain.yml").read_text(encoding="utf-8")
    return cls(model_storage, resource, Domain.from_dict(yaml.load(written, Loader=PlainYaml)))  # noqa: S506 - a safe loader


def session(self: EndpointConfig) -> aiohttp.ClientSession:
    """A session on connections that stay open: the stock one opens and closes a connection for every action."""
    loop = asyncio.get_event_loop()
    kept: tuple[Any, aiohttp.TCPConnector] | None = self.__dict__.get("_kept")
    if kept is None or kept[0] is not loop or kept[1].closed:
        kept = self.__dict__["_kept"] = (loop, aiohttp.TCPConnector(keepalive_timeout=IDLE_CONNECTION))
    auth = aiohttp.BasicAuth(self.basic_auth["username"], self.basic_auth["password"]) if self.basic_auth else None
    return aiohttp.ClientSession(
        connector=kept[1], connector_owner=False, headers=self.headers, auth=auth,
        timeout=aiohttp.ClientTimeout(total=DEFAULT_REQUEST_TIMEOUT), trust_env=False,
    )  # fmt: skip
