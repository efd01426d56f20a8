"""What is installed away from the checkout works, rules and all."""

import json
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_the_rules_travel_inside(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for path in (ROOT / "rules").rglob("*.yaml"):
        assert f"tonecheck/_shipped/rules/{path.relative_to(ROOT / 'rules')}" in names
    assert all(name.startswith(("tonecheck/", "tonecheck-")) for name in names)


def test_a_clean_environment_checks_a_message(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "env"
    venv.create(environment, with_pip=True)
    pip = [str(environment / "bin" / "pip"), "install", "--quiet", str(wheel)]
    subprocess.run(pip, check=True, capture_output=True, cwd=tmp_path)
    done = subprocess.run(
        [str(environment / "bin" / "tonecheck"), "check", "--format", "json", "-"],
        input="再不还钱就打断你的腿".encode(),
        capture_output=True,
        cwd=tmp_path,
        check=False,
    )
    assert done.returncode == 1, done.stderr.decode()
    assert json.loads(done.stdout)[0]["decision"] == "block"
    where = "import tonecheck; print(tonecheck.__file__)"
    python = [str(environment / "bin" / "python"), "-c", where]
    found = subprocess.run(python, capture_output=True, text=True, cwd=tmp_path, check=True)
    assert str(environment) in found.stdout
