"""``vip-cert serve``: the web application on this machine."""

from __future__ import annotations

import socket
from collections.abc import Sequence

from vip_cert_rules.cli import output
from vip_cert_rules.cli.arguments import Arguments
from vip_cert_rules.extras import needed
from vip_cert_rules.faults import Fault, InputError

ABOUT = """Serve the questions over HTTP, with a page to ask them on: evaluate, batch, rules, schemas, openapi.json.

It is open to whoever can reach the port: by default only this machine. A site of yours mounts the same application with
its own login: `vip_cert_rules.create_app`."""

EXAMPLES = """  vip-cert serve
  vip-cert serve --port 8080 --ruleset vip-service-manager --ruleset rules/own.yaml"""

MOST_PORT = 65535


def run(args: Sequence[str]) -> int:
    """Serves until it is interrupted."""
    parser = Arguments("serve", ABOUT, EXAMPLES, "[--host ADDRESS] [--port PORT] [--ruleset NAME|PATH]...")
    parser.add_argument("--host", metavar="ADDRESS", default="127.0.0.1", help="where to listen (default: 127.0.0.1)")
    parser.add_argument(
        "--port", metavar="PORT", default="8000", help="on which port (default: 8000; 0: any that is free)"
    )
    parser.add_argument(
        "--ruleset",
        metavar="NAME|PATH",
        action="append",
        help="rules that can be asked (default: all that are bundled)",
    )
    given = parser.read(args)
    if not (given.port.isascii() and given.port.isdigit() and int(given.port) <= MOST_PORT):
        raise InputError([Fault("wrong-form", "--port", f"`{given.port}` is no port", "a number from 0 to 65535")])
    uvicorn = needed("uvicorn", "web", "serving")
    create_app = needed("vip_cert_rules.web.app", "web", "serving", "starlette").create_app
    app = create_app(given.ruleset)
    config = uvicorn.Config(
        app, host=given.host, port=int(given.port), access_log=False, log_level="warning", server_header=False
    )
    server = uvicorn.Server(config)
    try:
        listening = config.bind_socket()
    except SystemExit:
        raise InputError([Fault("unwritable", "--port", f"{given.host}:{given.port} cannot be listened on")]) from None
    # asyncio does it only for sockets that say they are TCP; without it an answer waits for an acknowledgement
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    listening.listen(config.backlog)  # whoever reads the address can connect, and waits
    host, port = listening.getsockname()[:2]
    output.say(f"http://{host}:{port}/")
    output.flush()
    server.run(sockets=[listening])
    return 0
