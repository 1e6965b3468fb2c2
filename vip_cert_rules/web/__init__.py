"""The questions over HTTP: an ASGI application that an existing site mounts, and a page to ask them on."""
