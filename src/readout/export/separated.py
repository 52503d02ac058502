"""Lines of cells divided by tabs, of the columns that `data/columns/<format>.yaml` describes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Generic, TypeVar

from readout.export.table_columns import described_tables
from readout.model.errors import FactsError

TAB = "\t"
LINE_END = "\n"
QUOTE = '"'
Cell = str | int | float | None
Item = TypeVar("Item")


class Layout(Generic[Item]):
    """The columns of a format, and what gives the cell of each.

    Args:
        file: Name of the file of columns.
        tables: Titles of its tables whose columns stand side by side.
        values: From the name of a column to the function that gives its cell.
        quoted: Whether a cell with a quotation mark is put into quotation marks, the marks in it doubled (RFC 4180).
            Of a format that knows no quoting every such mark becomes an apostrophe.

    Raises:
        FactsError: A column has no function, or a function no column.
    """

    def __init__(
        self,
        file: str,
        tables: Sequence[str],
        values: Mapping[str, Callable[[Item], Cell]],
        *,
        quoted: bool,
    ) -> None:
        described = described_tables(file)
        self.columns = [column.name for table in tables for column in described[table]]
        known = {column.name for columns in described.values() for column in columns}
        for missing in (*sorted(set(self.columns) - values.keys()), *sorted(values.keys() - known)):
            raise FactsError(f"columns/{file}.yaml", missing, "the file and the code must both have this column")
        self._values = [values[column] for column in self.columns]
        self._escape = _quoted if quoted else _unquoted

    def header(self) -> str:
        return self._line(self.columns)

    def line(self, item: Item) -> str:
        """One line with its end."""
        return self._line(value(item) for value in self._values)

    def _line(self, cells: Iterable[Cell]) -> str:
        texts = (" ".join(str(cell).split()) for cell in ("" if cell is None else cell for cell in cells))
        return TAB.join(map(self._escape, texts)) + LINE_END


def _quoted(text: str) -> str:
    return QUOTE + text.replace(QUOTE, QUOTE * 2) + QUOTE if QUOTE in text else text


def _unquoted(text: str) -> str:
    return text.replace(QUOTE, "'")
