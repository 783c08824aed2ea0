"""What a wheel of this project needs: the lines of the requirements files, each written once."""

from pathlib import Path

from hatchling.metadata.plugin.interface import MetadataHookInterface

APP = "requirements-app.txt"
FULL = "requirements.txt"


class RequirementsHook(MetadataHookInterface):
    """The app's requirements are the wheel's; those of training are its extra `train`."""

    def update(self, metadata: dict[str, object]) -> None:
        """Read the files into the metadata."""
        root = Path(self.root)
        metadata["dependencies"] = requirements(root / APP)
        metadata["optional-dependencies"] = {"train": requirements(root / FULL)}


def requirements(file: Path) -> list[str]:
    """Return a file's own requirements, without comments and without the files it includes."""
    lines = (line.partition(" #")[0].strip() for line in file.read_text().splitlines())
    return [line for line in lines if line and not line.startswith(("#", "-"))]
