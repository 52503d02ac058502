"""An archive for assistants, over the Model Context Protocol (https://modelcontextprotocol.io).

`server.py` speaks the protocol, `tools.py` has what an assistant may do, `arguments.py` and `answers.py` say in which
form; nothing here changes an archive.
"""
