"""The part of `./redress bench` about the queue: whole pages, over HTTP, with a million cases, on both databases."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from commands.measure import Row, percentile, row, table, timed
from commands.paths import say
from commands.servers import scratch_database

CASES = 1_000_000
PASSWORD = "only-for-the-benchmark"  # noqa: S105 - of a database that is thrown away
MANAGER = "bench"
TEAM, SMALL_TEAM = "Team 7", "Small team"
OF_A_TEAM = {"seven": TEAM, "small": SMALL_TEAM}  # caseworkers, who see not every case
SEEN_BY_A_TEAM = (
    "first page", "any status", "closed", "newest first", "newest of any status", "by day due", "a rare outcome, any status",
    "rated high, any status", "over 90 days old", "mine", "a common flag", "two adjustments", "a page deep down",
    "search of a word in every third case, any status", "search of a word in one of 3,300, any status",
    "home with the office in numbers",
)  # fmt: skip
TIMES, PLAIN_TIMES = 20, 3
AT_MOST = 100  # ms
DEEP = 0.5  # how far down the plain page with OFFSET lies, as a share of all cases


def rows(here: Path, *, cases: int = CASES) -> list[Row]:
    """The pages of both databases, each beside the plain way to do the same in the same database."""
    found = on_one("SQLite", f"sqlite:///{here / 'queue.db'}", cases)
    with scratch_database("redress_bench") as address:
        return found + on_one("PostgreSQL", address, cases)


def on_one(name: str, address: str, cases: int) -> list[Row]:
    """Makes the cases and measures every kind of page."""
    from commands import bench_data
    from intake_api.app import create_app
    from intake_api.clock import utc_now
    from intake_api.db import migrate
    from intake_api.settings import Settings
    from intake_api.staff import service
    from intake_api.staff.roles import Role

    migrate.upgrade(address)
    app = create_app(Settings(database_url=address, secret_key="for the benchmark", public_url="http://127.0.0.1"))  # noqa: S106
    began = time.monotonic()
    bench_data.fill(app.state.engine, cases=cases, now=utc_now())
    say(f"{name}: {cases:,} made-up cases in {time.monotonic() - began:.0f} s")
    with app.state.sessions() as session:
        service.add_user(session, username=MANAGER, password=PASSWORD, now=utc_now(), role=Role.MANAGER)
        for username, team in OF_A_TEAM.items():
            service.add_user(session, username=username, password=PASSWORD, now=utc_now(), role=Role.CASEWORKER, team=team)
        session.commit()
    with _served(app) as url:
        with _browser(url, MANAGER) as client:
            times = {kind: _times(client, path) for kind, path in _pages(client).items()}
        for username, team in OF_A_TEAM.items():
            with _browser(url, username) as client:
                pages = {kind: path for kind, path in _pages(client).items() if kind in SEEN_BY_A_TEAM}
                times |= {f"{team}: {kind}": _times(client, path) for kind, path in pages.items()}
    every = [ms for many in times.values() for ms in many]
    plain = _plain(app.state.engine, cases)
    found = [_row(f"queue of {cases:,}, {name}: {kind}", many, plain.get(kind)) for kind, many in times.items()]
    app.state.engine.dispose()
    found.append(row(f"queue of {cases:,}, {name}: all these pages, p95", percentile(every, 0.95), "ms", at_most=AT_MOST))
    say(table(found))  # the other database takes minutes more
    return found


def _row(name: str, times: list[float], plain: tuple[str, float] | None) -> Row:
    value = percentile(times, 0.95)
    if plain is None:
        return row(f"{name}, p95", value, "ms", at_most=AT_MOST)
    return row(f"{name}, p95 (baseline: {plain[0]})", value, "ms", baseline=plain[1], at_most=AT_MOST)


def _times(client: httpx.Client, path: str) -> list[float]:
    client.get(path).raise_for_status()
    return [timed(lambda: client.get(path).raise_for_status()) for _ in range(TIMES)]


def _pages(client: httpx.Client) -> dict[str, str]:
    """Kind of page to address. Words are searched for first, as a person does, and their pages measured."""
    from commands.bench_data import WORDS

    pages = {
        "first page": "", "any status": "status=any", "closed": "status=closed", "newest first": "sort=newest",
        "newest of any status": "status=any&sort=newest", "oldest first": "sort=oldest", "by day due": "sort=due",
        "one service of few cases": "service=swindon", "a common outcome": "outcome=premature",
        "a rare outcome": "outcome=joint_working", "a rare outcome, any status": "status=any&outcome=joint_working",
        "risk of harm": "risk=harm", "rated high, any status": "status=any&risk=high", "over 90 days old": "age=over_90",
        "overdue": "due=overdue", "due today": "due=today", "mine": "assignee=me", "nobody's": "assignee=nobody",
        "one colleague's, any status": "status=any&assignee=7", "a common flag": "flag=check_awareness",
        "a rare flag": "flag=leap_day_arguable", "an adjustment": "adjustment=bsl",
        "two adjustments": "adjustment=bsl&adjustment=large_print",
        "five filters at once": "outcome=premature&due=overdue&flag=representative&adjustment=large_print&assignee=nobody",
    }  # fmt: skip
    found = {kind: f"/staff/cases?{query}" for kind, query in pages.items()}
    deepest = client.get("/staff/cases", params={"status": "any", "after": "200000000000000000.0"}).raise_for_status()
    found["a page deep down"] = str(deepest.url)
    for kind, word in WORDS.items():
        found[f"search of a word {kind}, open"] = _search(client, word, "")
        found[f"search of a word {kind}, any status"] = _search(client, word, "status=any")
    found["search of two common words, any status"] = _search(client, "a7 b77", "status=any")
    found["home with the office in numbers"] = "/staff"
    return found


def _search(client: httpx.Client, word: str, state: str) -> str:
    page = client.get("/staff/cases").text
    token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
    sent = client.post("/staff/cases/search", data={"csrf_token": token, "words": word, "state": state})
    if sent.status_code != 303:
        sent.raise_for_status()
    return str(sent.headers["location"])


def _plain(engine: Any, cases: int) -> dict[str, tuple[str, float]]:
    """What a page costs the plain way: the order worked out and skipped through with OFFSET, words looked for with LIKE."""
    from sqlalchemy import text

    order = "ORDER BY CASE WHEN priority = 0 THEN 0 ELSE 1 END, due_on, priority, received_at, id LIMIT 25"
    deep = f"SELECT id, reference FROM cases {order} OFFSET {int(cases * DEEP)}"  # noqa: S608
    count = "(SELECT count(*) FROM cases WHERE status <> 'closed')"
    first = f"SELECT id, reference, {count} FROM cases WHERE status <> 'closed' {order}"  # noqa: S608
    like = f"SELECT id, reference FROM cases WHERE CAST(record AS text) LIKE '%Sample777%' {order}"  # noqa: S608
    with engine.connect() as connection:

        def run(statement: str) -> float:
            return min(timed(lambda: connection.execute(text(statement)).all()) for _ in range(PLAIN_TIMES))

        slow = {"first page": ("sorted and counted", run(first)), "a page deep down": ("OFFSET", run(deep))}
        searching = ("LIKE", run(like))
    return {**slow, "search of a word in one of 3,300, any status": searching}


@contextmanager
def _served(app: Any) -> Iterator[str]:
    """The application behind a real server in this process."""
    import uvicorn

    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_config=None, access_log=False, ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)


@contextmanager
def _browser(url: str, username: str) -> Iterator[httpx.Client]:
    """A browser in which this member of staff has logged in."""
    with httpx.Client(base_url=url, headers={"Origin": "http://127.0.0.1"}, timeout=120, trust_env=False) as client:
        page = client.get("/staff/login").text
        token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
        form = {"csrf_token": token, "username": username, "password": PASSWORD}
        if client.post("/staff/login", data=form).status_code != 303:
            raise RuntimeError("The benchmark could not log in.")
        yield client
