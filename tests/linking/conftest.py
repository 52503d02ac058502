from tests.store.conftest import address, archive, postgresql_address, postgresql_server

__all__ = ["address", "archive", "postgresql_address", "postgresql_server"]
