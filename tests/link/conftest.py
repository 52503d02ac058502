"""Readouts of both sides, in words of our own about contacts that took place, read once."""

from functools import cache

import pytest

import readout

READOUTS = {
    "canada": (
        "2021-02-10", "Prime Minister of Canada",
        "Prime Minister Justin Trudeau spoke today with the Prime Minister of India, Narendra Modi.\n\n"
        "The two leaders discussed the COVID-19 pandemic and the supply of vaccines. Prime Minister Trudeau stressed "
        "the importance of climate change and of trade and investment. The leaders agreed to stay in touch.",
    ),
    "india": (
        "2021-02-10", "Prime Minister's Office of India",
        "Prime Minister Narendra Modi received a telephone call from the Prime Minister of Canada, Mr. Justin Trudeau, "
        "on Wednesday.\n\nMr. Trudeau told Prime Minister Modi about the vaccines that Canada needs. Prime Minister "
        "Modi underlined that the fight against climate change concerns all. The two leaders agreed to cooperate "
        "against terrorism.",
    ),
    "japan": (
        "2019-07-09", "Ministry of Foreign Affairs of Japan",
        "Foreign Minister Taro Kono received a telephone call from the Minister of Foreign Affairs of the Republic of "
        "Korea, Ms. Kang Kyung-wha, on Monday.\n\nMinister Kono stressed the importance of export controls. The two "
        "ministers discussed the nuclear programme of North Korea.",
    ),
    "korea": (
        "2019-07-09", "Ministry of Foreign Affairs of the Republic of Korea",
        "Foreign Minister Kang Kyung-wha received a telephone call from the Foreign Minister of Japan, Mr. Taro Kono, "
        "on Tuesday.\n\nMinister Kang urged Japan to lift the export controls. The two ministers discussed the North "
        "Korean nuclear programme.",
    ),
    "egypt": (
        "2019-09-16", "Ministry of Foreign Affairs of Egypt",
        "Foreign Minister Sameh Shoukry met the Foreign Minister of Ethiopia, Gedu Andargachew, in Cairo on Sunday.\n\n"
        "Minister Shoukry warned of the effects of the Grand Ethiopian Renaissance Dam. He stressed that water "
        "security is vital for Egypt.",
    ),
    "ethiopia": (
        "2019-09-16", "Ministry of Foreign Affairs of Ethiopia",
        "Foreign Minister Gedu Andargachew met the Foreign Minister of Egypt, Sameh Shoukry, in Khartoum on Sunday.\n\n"
        "Minister Gedu said that the Grand Ethiopian Renaissance Dam harms nobody. He highlighted trade and "
        "investment between Ethiopia and Egypt.",
    ),
}  # fmt: skip


@pytest.fixture(scope="session")
def readout_of(reader):
    """The record of one side's readout, by the name of the side."""

    @cache
    def read(side: str) -> readout.Record:
        published, publisher, text = READOUTS[side]
        return reader.read(
            readout.document_from(text, published=published, publisher=publisher, source_id=f"{side}.txt")
        )

    return read
