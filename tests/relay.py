"""A network between a client and a server on the loopback address, which can go dead."""

import selectors
import socket
import threading
from types import TracebackType
from typing import Self

from benchmarks.ssh import LOOPBACK


class Relay:
    """Passes one connection on, both ways, until cut(): then nothing more comes through.

    Neither side is told, as when a cable is pulled. to: the port of the server.
    """

    def __init__(self, to: int) -> None:
        self._server = socket.create_server((LOOPBACK, 0))
        self._to, self._is_dead = to, threading.Event()
        self._wakes, self._woken = socket.socketpair()
        self._thread = threading.Thread(target=self._pass_on, daemon=True)

    @property
    def port(self) -> int:
        """Where the client connects to."""
        number: int = self._server.getsockname()[1]
        return number

    def cut(self) -> None:
        """Let the network go dead."""
        self._is_dead.set()

    def _pass_on(self) -> None:
        client, _ = self._server.accept()
        server = socket.create_connection((LOOPBACK, self._to))
        other = {client: server, server: client}
        with client, server, selectors.DefaultSelector() as selector:
            for one in (client, server, self._woken):
                selector.register(one, selectors.EVENT_READ)
            while True:
                for key, _ in selector.select():
                    from_ = key.fileobj
                    if not isinstance(from_, socket.socket) or from_ is self._woken:
                        return
                    data = from_.recv(65536)
                    if not data:
                        return
                    if not self._is_dead.is_set():
                        other[from_].sendall(data)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._wakes.close()
        self._thread.join()
        self._woken.close()
        self._server.close()
