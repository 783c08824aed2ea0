"""The publisher's download of the training files, checked and kept in a cache folder."""

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


def download_training_files(
    cache: Path | None = None,
    *,
    base_url: str = BASE_URL,
    registry: Mapping[str, str] = REGISTRY,
    retries: int = 1,
) -> Path:
    """Download the training images and labels (26 MB) unless they are in the cache already.

    Parameters
    ----------
    cache
        Folder to keep them in; default `default_cache`.
    base_url
        Address that ends in "/" and to which file names are appended.
    registry
        Checksum of each file, as pooch writes it ("md5:...").
    retries
        Further attempts after a failed one, a second apart.

    Returns
    -------
    Path
        The cache folder, which holds all files of the registry.

    Raises
    ------
    DataError
        No network, a wrong checksum, or a folder that cannot be written.
    """
    import pooch  # noqa: PLC0415 - it brings requests along, only needed without local files

    folder = default_cache() if cache is None else cache
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
                f"({type(error).__name__}). Look at the network and try again, or {WAYS_TO_GET}."
            ) from error
        except ValueError as error:
            raise DataError(
                f"{file} from {base_url} is not the published file: expected checksum "
                f"{registry[file]}, received another. Try again, or {WAYS_TO_GET}."
            ) from error
    return folder
