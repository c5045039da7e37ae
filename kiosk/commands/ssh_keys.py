"""Public keys of SSH, as people hand them in: one file, one key, nothing else in it."""

import subprocess
from pathlib import Path

from kiosk.practice.errors import Refusal
from kiosk.practice.values import dataclass

KINDS = {
    "ssh-ed25519",
    "sk-ssh-ed25519@openssh.com",
    "ecdsa-sha2-nistp256",
    "ecdsa-sha2-nistp384",
    "ecdsa-sha2-nistp521",
    "sk-ecdsa-sha2-nistp256@openssh.com",
    "ssh-rsa",
}
LONGEST = 16_384  # bytes of a file; a key of 8192 bits takes 1,400
FEWEST_RSA_BITS = 2048


@dataclass(frozen=True)
class PublicKey:
    """One key. kind, blob: as they stand in the file. fingerprint: for comparing by voice."""

    kind: str
    blob: str
    fingerprint: str


def read_key(path: Path) -> PublicKey:
    """The key in a file, as OpenSSH reads it. Raises Refusal for all that is not just one key."""
    line = _only_line(path)
    words = line.split()
    if len(words) < 2 or words[0] not in KINDS:
        raise Refusal(f"{path}: it does not begin as a public key does, such as ssh-ed25519 AAAA…")
    kind, blob = words[:2]
    bits, fingerprint = _as_openssh_reads(path, f"{kind} {blob}")
    if kind == "ssh-rsa" and bits < FEWEST_RSA_BITS:
        raise Refusal(f"{path}: {bits} bits are too few. Make a new one: ssh-keygen -t ed25519.")
    return PublicKey(kind, blob, fingerprint)


def _only_line(path: Path) -> str:
    try:
        with path.open("rb") as file:
            text = file.read(LONGEST + 1).decode("ascii", "replace")
    except OSError as fault:
        raise Refusal(f"{path} cannot be read: {fault.strerror}.") from fault
    if "PRIVATE KEY" in text:
        raise Refusal(f"{path} is the private half, which stays with its owner. Take {path}.pub.")
    lines = [one for one in text.splitlines() if one.strip() and not one.startswith("#")]
    if len(text) > LONGEST or len(lines) != 1:
        raise Refusal(f"{path}: it must hold one public key, on one line.")
    return lines[0]


def _as_openssh_reads(path: Path, line: str) -> tuple[int, str]:
    """Bits and fingerprint, as ssh-keygen tells them: '256 SHA256:… no comment (ED25519)'."""
    command = ["ssh-keygen", "-l", "-f", "-"]
    try:
        told = subprocess.run(command, input=f"{line}\n", capture_output=True, text=True)
    except FileNotFoundError:
        raise Refusal("ssh-keygen is missing. Install OpenSSH's client first.") from None
    words = told.stdout.split()
    if told.returncode or len(words) < 2 or not words[0].isdigit():
        raise Refusal(f"{path}: OpenSSH cannot read this key. It may have been cut off.")
    return int(words[0]), words[1]
