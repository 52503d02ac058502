"""A user's tables for tests: a state that is nowhere, with an office that is held."""

from pathlib import Path

NAMES = "words,of,kind,sector,strength,valid_from,valid_to,source,drop\n"
HOLDERS = "id,name,aliases,country,org,office,title,start,end,start_precision,end_precision,source,drop\n"
STATES = "alpha3,name,status,start,end,capital,source,drop\n"
RURITANIA = {
    "states.csv": STATES + "RUR,Ruritania,un_member,1894,,Strelsau,desk,\n",
    "state_names.csv": NAMES
    + "Ruritania,RUR,name,,strong,,,desk,\n"
    + "Ruritanian,RUR,adjective,,strong,,,desk,\n"
    + "Strelsau,RUR,capital,,weak,,,desk,\n",
    "holders.csv": HOLDERS
    + "RUR-fritz-von-tarlenheim,Fritz von Tarlenheim,,RUR,,foreign_minister,Foreign Minister,"
    + "2019-05-01,,day,open,desk,\n",
}


def written(folder: Path, tables: dict[str, str]) -> Path:
    """The folder, with those tables in it."""
    folder.mkdir(exist_ok=True)
    for name, text in tables.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
