"""The machine a measure was taken on, without its name."""

import os
import platform
import sqlite3
from pathlib import Path


def described() -> str:
    """Processor, cores, memory, and the versions that matter."""
    from cryptography.hazmat.backends.openssl import backend  # noqa: PLC0415 - the one OpenSSL that checks signatures

    versions = f"Python {platform.python_version()}, {backend.openssl_version_text()}, SQLite {sqlite3.sqlite_version}"
    return f"{_processor()}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}; {versions}"


def busy() -> str:
    """A warning when others are at work here: then two workers share what one had, and a disk makes everybody wait."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    return f"The machine was busy before this began (load {load:.1f}): do not trust these figures." if load > 1 else ""


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or "processor unknown"
    return next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "processor unknown"
    )
