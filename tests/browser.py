"""A real browser for the tests: headless Chromium, told what to do over two pipes.

It speaks the Chrome DevTools Protocol with NUL between the messages, which is what
``--remote-debugging-pipe`` expects: no port and no library. A page never has a network.

The fixture ``page`` of conftest.py opens one; mark the test ``chromium``::

    @pytest.mark.chromium
    def test_enter_shows_the_next_question(page: Page, tmp_path: Path) -> None:
        page.open(tmp_path / "quiz.html")
        page.press("1", "Enter")
        page.wait_for("document.querySelector('h1').textContent == 'Question 2'")
"""

import base64
import json
import os
import select
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

# ./test names it where a system calls it differently.
PROGRAM = os.environ.get("CHROMIUM", "chromium")
PATIENCE = 30  # seconds for one answer of the browser

START = (
    "--headless",
    "--remote-debugging-pipe",
    "--no-sandbox",  # which root and most containers cannot have; the pages are our own
    "--disable-dev-shm-usage",  # containers give it 64 MB
    "--disable-gpu",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-extensions",
    "--disable-sync",
    "--no-first-run",
    "--force-color-profile=srgb",
    "--hide-scrollbars",
)

# Their "windowsVirtualKeyCode", by which Chromium acts on keys that write nothing.
NAMED_KEYS = {
    "Backspace": 8,
    "Tab": 9,
    "Enter": 13,
    "Escape": 27,
    "Space": 32,
    "PageUp": 33,
    "PageDown": 34,
    "End": 35,
    "Home": 36,
    "ArrowLeft": 37,
    "ArrowUp": 38,
    "ArrowRight": 39,
    "ArrowDown": 40,
    "Delete": 46,
}
TEXT_OF_KEYS = {"Enter": "\r", "Space": " "}
MODIFIERS = {"Alt": 1, "Control": 2, "Meta": 4, "Shift": 8}

UNHEARD = ("InlineTextBox", "generic")  # pieces of a line, and boxes without a meaning


class ScriptError(AssertionError):
    """What a script threw."""


class Node(NamedTuple):
    """What a screen reader is told of one thing on the page."""

    role: str
    name: str
    value: str
    states: dict[str, Any]  # "focused", "checked", "disabled", "level", "live" and the like


class Chromium:
    """The browser's process. It ends when its pipes are closed, thus also when the tests die."""

    def __init__(self, home: Path) -> None:
        self._complaints = home / "chromium.log"
        pipes = 'exec "$0" "$@" 3<&0 4>&1 </dev/null >/dev/null'
        with self._complaints.open("wb") as log:
            self._process = subprocess.Popen(
                ["sh", "-c", pipes, PROGRAM, *START, f"--user-data-dir={home / 'profile'}"],
                env={**os.environ, "HOME": str(home)},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
            )
        self._read = b""
        self._number = 0
        self.on_event: dict[str, Callable[[str, dict[str, Any]], None]] = {}  # by session

    def call(self, method: str, session: str = "", **parameters: Any) -> dict[str, Any]:
        """Do what the protocol calls ``method`` and return its result."""
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(message).encode() + b"\0")
        self._process.stdin.flush()
        return self._answer(method)

    def wait_until(self, is_so: Callable[[], bool], what: str) -> None:
        """Read events until one of them made it so."""
        end = time.monotonic() + PATIENCE
        while not is_so():
            self._hear(self._message(end, what))

    def close(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(timeout=PATIENCE)

    def _answer(self, method: str) -> dict[str, Any]:
        end = time.monotonic() + PATIENCE
        while True:
            message = self._message(end, method)
            if message.get("id") != self._number:
                self._hear(message)
                continue
            assert "error" not in message, f"{method}: {message['error']['message']}"
            result: dict[str, Any] = message["result"]
            return result

    def _hear(self, message: dict[str, Any]) -> None:
        heard = self.on_event.get(message.get("sessionId", ""))
        if heard is not None:
            heard(message["method"], message["params"])

    def _message(self, end: float, what: str) -> dict[str, Any]:
        assert self._process.stdout is not None
        pipe = self._process.stdout.fileno()
        while b"\0" not in self._read:
            ready, _, _ = select.select([pipe], [], [], max(0.0, end - time.monotonic()))
            more = os.read(pipe, 1 << 20) if ready else b""
            assert more, f"{what}: Chromium said nothing.\n{self._complaints.read_text('utf-8')}"
            self._read += more
        text, _, self._read = self._read.partition(b"\0")
        message: dict[str, Any] = json.loads(text)
        return message


class Page:
    """A tab with storage of its own and without a network.

    ``complaints`` holds what the console showed as warning or error and what scripts threw;
    ``requests`` every address that the page asked for, its own among them.
    """

    def __init__(self, chromium: Chromium) -> None:
        self._chromium = chromium
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self._loaded = False
        self._context = chromium.call("Target.createBrowserContext")["browserContextId"]
        target = chromium.call(
            "Target.createTarget", url="about:blank", browserContextId=self._context
        )["targetId"]
        attached = chromium.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        chromium.on_event[self._session] = self._on_event
        for domain in ("Page", "Runtime", "Log", "Network", "Accessibility"):
            self.call(f"{domain}.enable")
        self.call(
            "Network.emulateNetworkConditions",
            offline=True,
            latency=0,
            downloadThroughput=-1,
            uploadThroughput=-1,
        )
        self.resize(1280, 800)

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Do what the protocol calls ``method`` in this page, and return its result."""
        return self._chromium.call(method, self._session, **parameters)

    def open(self, path: Path) -> None:
        """Open a file and wait until it is loaded."""
        self._loaded = False
        failed = self.call("Page.navigate", url=path.resolve().as_uri()).get("errorText")
        assert failed is None, f"{path}: {failed}"
        self._chromium.wait_until(lambda: self._loaded, f"loading {path}")

    def evaluate(self, expression: str) -> Any:
        """The value of a JavaScript expression, awaited where it is a promise."""
        done = self.call(
            "Runtime.evaluate",
            expression=expression,
            returnByValue=True,
            awaitPromise=True,
            userGesture=True,
        )
        if (thrown := done.get("exceptionDetails")) is not None:
            raise ScriptError(_told(thrown))
        return done["result"].get("value")

    def wait_for(self, expression: str) -> None:
        """Wait until a JavaScript expression is true."""
        came = self.evaluate(
            "new Promise(come => { const end = Date.now() + 10000; const look = () =>"
            f" ({expression}) ? come(true) : Date.now() > end ? come(false)"
            " : setTimeout(look, 10); look() })"
        )
        assert came, f"not within ten seconds: {expression}"

    def press(self, *keys: str) -> None:
        """Press keys one after the other: ``a``, ``Enter``, ``Shift+Tab``, ``Control+Home``."""
        for key in keys:
            *held, name = key.split("+") if len(key) > 1 else [key]
            self._press(name, sum(MODIFIERS[each] for each in held))

    def type(self, text: str) -> None:
        """Press the key of each character."""
        for character in text:
            self._press("Enter" if character == "\n" else character, 0)

    def resize(self, width: int, height: int) -> None:
        """Give the page another size, in CSS pixels."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    def prefer(self, **features: str) -> None:
        """Set what the reader prefers: ``prefer(**{"prefers-color-scheme": "dark"})``."""
        listed = [{"name": name, "value": value} for name, value in features.items()]
        self.call("Emulation.setEmulatedMedia", features=listed)

    def screenshot(self, path: Path) -> None:
        """Write what is seen as PNG."""
        shot = self.call("Page.captureScreenshot", format="png")
        path.write_bytes(base64.b64decode(shot["data"]))

    def accessible(self) -> list[Node]:
        """What a screen reader would find, in the order of reading."""
        listed = self.call("Accessibility.getFullAXTree")["nodes"]
        nodes = {node["nodeId"]: node for node in listed}
        left, found = [listed[0]["nodeId"]], []
        while left:
            node = nodes[left.pop()]
            left.extend(reversed(node.get("childIds", ())))
            if not node["ignored"] and node["role"]["value"] not in UNHEARD:
                found.append(_node(node))
        return found

    def close(self) -> None:
        """Close the page and forget what it stored."""
        self._chromium.call("Target.disposeBrowserContext", browserContextId=self._context)
        del self._chromium.on_event[self._session]

    def _press(self, name: str, modifiers: int) -> None:
        key = " " if name == "Space" else name
        event: dict[str, Any] = {"key": key, "code": _code(name), "modifiers": modifiers}
        event["windowsVirtualKeyCode"] = _number(name)
        text = TEXT_OF_KEYS.get(name, name if len(name) == 1 else "")
        if text and not modifiers & ~MODIFIERS["Shift"]:
            event["text"] = text
        self.call("Input.dispatchKeyEvent", type="keyDown", **event)
        event.pop("text", None)
        self.call("Input.dispatchKeyEvent", type="keyUp", **event)

    def _on_event(self, event: str, told: dict[str, Any]) -> None:
        match event:
            case "Page.loadEventFired":
                self._loaded = True
            case "Network.requestWillBeSent":
                self.requests.append(told["request"]["url"])
            case "Runtime.exceptionThrown":
                self.complaints.append(_told(told["exceptionDetails"]))
            case "Runtime.consoleAPICalled" if told["type"] in ("warning", "error", "assert"):
                said = (each.get("value", each.get("description")) for each in told["args"])
                self.complaints.append(" ".join(map(str, said)))
            case "Log.entryAdded" if told["entry"]["level"] in ("warning", "error"):
                self.complaints.append(told["entry"]["text"])


def _code(name: str) -> str:
    if len(name) > 1:
        return name
    if name.isascii() and name.isalpha():
        return f"Key{name.upper()}"
    return f"Digit{name}" if name.isascii() and name.isdigit() else ""


def _number(name: str) -> int:
    if len(name) > 1:
        return NAMED_KEYS[name]
    # The code of another character would be taken for a key: that of "." is the number of Delete.
    return ord(name.upper()) if name.isascii() and name.isalnum() else 0


def _told(thrown: dict[str, Any]) -> str:
    exception = thrown.get("exception", {})
    return str(exception.get("description", exception.get("value", thrown["text"])))


def _node(node: dict[str, Any]) -> Node:
    role, name, value = (
        str(node.get(part, {}).get("value", "")) for part in ("role", "name", "value")
    )
    states = {each["name"]: each["value"].get("value") for each in node.get("properties", ())}
    return Node(role, name, value, states)
