"""Door: programs, our own pages and links pass; other sites' pages and other sites' names don't."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from service.door import Door

HERE = "127.0.0.1:7860"


@pytest.fixture(scope="module")
def client() -> TestClient:
    app = FastAPI()
    app.api_route("/", methods=["GET", "POST"])(lambda: "here")
    app.add_middleware(Door, names=["News.example.org"])
    return TestClient(app)


@pytest.mark.parametrize(
    "host",
    [HERE, "localhost", "[::1]:7860", "192.168.1.5", "newsdesk:80", "newsdesk.local", "news.example.org", ""],
)
def test_a_name_of_its_own_passes(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).json() == "here"


@pytest.mark.parametrize(
    "host", ["evil.example:7860", "evil.example.", "127.0.0.1.evil.example", "a.news.example.org"]
)
def test_another_sites_name_is_refused_and_the_remedy_told(client: TestClient, host: str) -> None:
    response = client.get("/", headers={"host": host})
    assert response.status_code == 403
    assert "--name" in response.json()["error"]


@pytest.mark.parametrize(
    ("method", "headers"),
    [
        ("POST", {}),  # a program
        ("POST", {"origin": f"http://{HERE}"}),
        ("POST", {"sec-fetch-site": "same-origin", "origin": "https://proxied.example"}),
        ("GET", {"sec-fetch-site": "none", "sec-fetch-mode": "navigate"}),
        ("GET", {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}),  # a link
        ("GET", {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}),
    ],
)
def test_programs_our_own_pages_and_links_pass(
    client: TestClient, method: str, headers: dict[str, str]
) -> None:
    assert client.request(method, "/", headers={"host": HERE, **headers}).json() == "here"


@pytest.mark.parametrize(
    ("method", "headers"),
    [
        ("POST", {"origin": "http://evil.example"}),
        ("POST", {"origin": "null"}),
        ("POST", {"origin": "http://127.0.0.1:3000"}),
        ("GET", {"sec-fetch-site": "cross-site", "sec-fetch-mode": "cors"}),
        ("GET", {"sec-fetch-site": "same-site", "sec-fetch-mode": "no-cors"}),
        ("GET", {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"}),
        ("POST", {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}),  # a form
    ],
)
def test_another_sites_page_is_refused(client: TestClient, method: str, headers: dict[str, str]) -> None:
    response = client.request(method, "/", headers={"host": HERE, **headers})
    assert response.status_code == 403
    assert "another site" in response.json()["error"]


def test_no_other_sites_page_may_show_ours_within_itself(client: TestClient) -> None:
    assert (
        client.get("/", headers={"host": HERE}).headers["content-security-policy"] == "frame-ancestors 'self'"
    )
