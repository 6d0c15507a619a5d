"""What is made cheaper in Rasa does what the stock code does."""

from __future__ import annotations

import ast
import asyncio
import copy
from pathlib import Path
from typing import Any

import dask
import pytest
import yaml
from aiohttp import web
from jsonschema import ValidationError, validate
from rasa.core.actions.action import RemoteAction
from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.graph_components.providers.domain_provider import DomainProvider
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.slots import AnySlot, TextSlot
from rasa.shared.utils.io import read_yaml, write_yaml
from rasa.shared.utils.schemas.events import EVENT_SCHEMA
from rasa.utils.endpoints import EndpointConfig

from bot import faster, patches

patches.apply()
ROOT = Path(__file__).resolve().parents[2]
ACTION = RemoteAction("action_any", None)
SCHEMA = RemoteAction.action_response_format_spec()


@pytest.mark.parametrize("name", [kind["properties"]["event"]["const"] for kind in EVENT_SCHEMA["oneOf"]])
@pytest.mark.parametrize(
    "extra", [{}, {"name": "x", "value": 1}, {"name": 3, "value": 1}, {"entities": [{}]}, {"timestamp": "now"}]
)
def test_an_event_is_taken_or_refused_as_by_the_stock_check(name: str, extra: dict[str, Any]) -> None:
    reply = {"events": [{"event": name, **extra}]}
    assert _passes(lambda: ACTION._validate_action_result(reply)) == _passes(lambda: validate(reply, SCHEMA))


@pytest.mark.parametrize(
    "reply", [{}, {"events": []}, {"responses": []}, {"events": None}, {"events": [1]}, {"events": [{}]}, None]
)
def test_a_reply_is_taken_or_refused_as_by_the_stock_check(reply: Any) -> None:
    assert _passes(lambda: ACTION._validate_action_result(reply)) == _passes(lambda: validate(reply, SCHEMA))


@pytest.mark.parametrize("slot", [TextSlot("story", [{"type": "from_text"}], initial_value="a"), AnySlot("notes", [])])
def test_a_copied_slot_is_like_it_and_apart_from_it(slot: Any) -> None:
    made = copy.copy(slot)
    assert type(made) is type(slot)
    assert made.__dict__ == slot.__dict__
    made.value = "b"
    assert slot.value != "b"


@pytest.mark.parametrize("kind", [UserUttered, SlotSet, BotUttered, ActionExecuted])
def test_an_event_is_found_by_its_name(kind: Any) -> None:
    for _ in range(2):
        assert Event.resolve_by_type(kind.type_name) is kind
        assert Event.resolve_by_type("no such event", default=BotUttered) is BotUttered
        with pytest.raises(ValueError, match="no such event"):
            Event.resolve_by_type("no such event")


class Adds(GraphComponent):
    """Adds one to its input, or both inputs."""

    @classmethod
    def create(cls, *args: Any, **more: Any) -> Adds:
        return cls()

    def run(self, one: int, other: int = 1) -> int:
        return one + other

    def fail(self, one: int) -> int:
        raise RuntimeError("no")


def _graph(tmp_path: Path, **nodes: tuple[dict[str, str], str]) -> DaskGraphRunner:
    made = {
        name: SchemaNode(
            needs=needs, uses=Adds, constructor_name="create", fn=fn, config={}, eager=True, is_target=name == "last"
        )
        for name, (needs, fn) in nodes.items()
    }
    schema = GraphSchema(made)
    return DaskGraphRunner.create(schema, LocalModelStorage(tmp_path), ExecutionContext(schema, "model"))


def test_the_domain_of_a_model_is_read_as_the_stock_code_reads_it(tmp_path: Path) -> None:
    stock = Domain.from_path(str(ROOT / "domain.yml"))
    storage, resource = LocalModelStorage(tmp_path), Resource("domain")
    DomainProvider(storage, resource)._persist(stock)
    ours = DomainProvider.load({}, storage, resource, None).provide_inference()
    assert ours.as_dict() == stock.as_dict()
    assert ours.fingerprint() == stock.fingerprint()


VALUES = [
    "yes",
    "no",
    "on",
    "true",
    "True",
    "null",
    "~",
    "",
    "12",
    "1.5",
    "1e3",
    "0x1F",
    "2024-01-05",
    "a: b",
    "- £5",
    True,
    None,
    3,
]


@pytest.mark.parametrize("value", VALUES)
def test_a_value_in_a_domain_comes_back_as_it_was(value: Any, tmp_path: Path) -> None:
    path = tmp_path / "one.yml"
    write_yaml({"responses": {"utter_one": [{"text": value}]}}, path)
    written = path.read_text(encoding="utf-8")
    ours = yaml.load(written, Loader=faster.PlainYaml)  # noqa: S506 - a safe loader
    assert ours == read_yaml(written) == {"responses": {"utter_one": [{"text": value}]}}


def test_the_graph_runs_in_order_and_gives_what_dask_gives(tmp_path: Path) -> None:
    runner = _graph(
        tmp_path, last=({"one": "left", "other": "right"}, "run"), right=({"one": "left"}, "run"), left=({"one": "given"}, "run")
    )
    for given in (1, 5, 1):
        stock = runner._build_dask_graph(runner._graph_schema)
        stock["given"] = ("given", given)
        assert runner.run(inputs={"given": given}, targets=["last"]) == dict(dask.get(stock, ["last"]))
    assert runner.run(inputs={"given": 1}, targets=["left"]) == {"left": 2}
    assert runner.run(inputs={"given": 1}) == {"last": 5}


def test_the_graph_says_what_is_wrong_as_before(tmp_path: Path) -> None:
    runner = _graph(tmp_path, last=({"one": "given"}, "fail"))
    with pytest.raises(GraphRunError, match="Missing input"):
        runner.run()
    with pytest.raises(GraphRunError, match="name of a node"):
        runner.run(inputs={"last": 1})
    with pytest.raises(Exception, match="node last"):
        runner.run(inputs={"given": 1})


def test_calls_of_the_action_server_share_a_connection_and_survive_its_restart() -> None:
    peers: list[Any] = []

    async def answer(request: web.Request) -> web.Response:
        peers.append(request.transport.get_extra_info("peername"))
        return web.json_response({"events": []})

    async def serve(port: int) -> web.AppRunner:
        app = web.Application()
        app.router.add_post("/webhook", answer)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        return runner

    async def play() -> None:
        runner = await serve(0)
        port = runner.addresses[0][1]
        endpoint = EndpointConfig(f"http://127.0.0.1:{port}/webhook")
        for _ in range(3):
            assert await endpoint.request(json={}) == {"events": []}
        await runner.cleanup()
        runner = await serve(port)
        assert await endpoint.request(json={}) == {"events": []}
        await runner.cleanup()

    asyncio.run(play())
    assert len(set(peers[:3])) == 1
    assert len(peers) == 4


def _passes(check: Any) -> bool:
    try:
        check()
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("module", faster.WITH_COPIES_FOR_THE_LOG, ids=lambda module: module.__name__)
def test_what_is_not_copied_goes_to_debug_lines_alone(module: Any) -> None:
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))

    def uses(root: ast.AST) -> int:
        return sum(isinstance(node, ast.Name) and node.id == "copy" for node in ast.walk(root))

    lines = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == "structlogger.debug"]
    assert uses(tree) == sum(map(uses, lines)) > 0
