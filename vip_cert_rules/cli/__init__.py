"""The command line `vip-cert`: one module per command."""
