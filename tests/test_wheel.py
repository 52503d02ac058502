import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_the_wheel_holds_all_data_and_nothing_of_the_workshop(tmp_path):
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("readout_diplomacy-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        metadata = archive.read(next(name for name in names if name.endswith("dist-info/METADATA"))).decode()
    source = ROOT / "src"
    data = {path.relative_to(source).as_posix() for path in (source / "readout/data").rglob("*") if path.is_file()}
    assert data <= names
    assert "readout/py.typed" in names
    assert {name.split("/")[0].split("-")[0] for name in names} == {"readout", "readout_diplomacy"}
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert any(name.endswith("licenses/NOTICE") for name in names)
    assert all("extra == 'train'" in line for line in metadata.splitlines() if "torch" in line)
