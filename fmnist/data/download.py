"""Downloads, checked and kept in a cache folder."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from fmnist.data.dataset import TRAIN_FILES, WAYS_TO_GET
from fmnist.errors import DataError

BASE_URL: Final = "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"
# MD5 as published, of the gzip files. They guard against accidents on the way; that these are the
# official images is decided by the SHA-256 of their content, in fmnist.data.fingerprints.
REGISTRY: Final = {
    TRAIN_FILES[0]: "md5:8d4fb7e6c68d591d4c3dfef9ec88bf0d",
    TRAIN_FILES[1]: "md5:25c81989df183df01b3e8a0aad5dffbe",
}
CACHE_NAME: Final = "fmnist-dashboard"
TIMEOUT: Final = 30  # seconds without a byte
CHUNK: Final = 2**16  # bytes; pooch's own 1 KiB redraws the progress bar 26,000 times


def default_cache() -> Path:
    """Return the folder that keeps the downloaded files, whether or not it exists."""
    from platformdirs import user_cache_path  # noqa: PLC0415 - only where data is looked for

    return user_cache_path(CACHE_NAME)


def download_training_files() -> Path:
    """Download the training files (26 MB) from their publisher, as `download_files` does."""
    return download_files(REGISTRY, BASE_URL, default_cache(), ways=WAYS_TO_GET)


def download_files(
    registry: Mapping[str, str], base_url: str, folder: Path, *, ways: str, retries: int = 1
) -> Path:
    """Download files unless they are there already.

    Parameters
    ----------
    registry
        Checksum of each file, as pooch writes it ("md5:...").
    base_url
        Address that ends in "/" and to which file names are appended.
    folder
        Where to keep them.
    ways
        What else a person can do, for error messages: "name a folder ...".
    retries
        Further attempts after a failed one, a second apart.

    Returns
    -------
    Path
        The folder, which holds all files of the registry.

    Raises
    ------
    DataError
        No network, a wrong checksum, or a folder that cannot be written.
    """
    import pooch  # noqa: PLC0415 - it brings requests along, only needed without local files

    fetcher = pooch.create(
        path=folder, base_url=base_url, registry=dict(registry), retry_if_failed=retries
    )
    downloader = pooch.HTTPDownloader(progressbar=True, chunk_size=CHUNK, timeout=TIMEOUT)
    for file in registry:
        try:
            fetcher.fetch(file, downloader=downloader)
        except OSError as error:  # covers every exception of requests
            raise DataError(
                f"{file} could not be downloaded from {base_url} to {folder} "
                f"({type(error).__name__}). Look at the network and try again, or {ways}."
            ) from error
        except ValueError as error:
            raise DataError(
                f"{file} from {base_url} is not the published file: expected checksum "
                f"{registry[file]}, received another. Try again, or {ways}."
            ) from error
    return folder
