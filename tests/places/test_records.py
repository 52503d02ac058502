TEXT = (
    "NAIROBI, 3 March 2020 (Agency) -- Kenyan Foreign Minister Raychelle Omamo met her Ethiopian counterpart in "
    "Mombasa on Monday. Ethiopia and Kenya signed an agreement on trade in Mombasa."
)


def test_the_country_of_a_place_is_in_the_record_with_the_words_it_was_read_from(reader):
    record = reader.read(TEXT)
    placed = [item for item in (*record.events, *record.engagements) if item.place == "Mombasa"]
    assert record.engagements[0] in placed
    for item in placed:
        assert item.place_country == "KEN"
        assert [span.of(record.document.text) for span in item.evidence["place_country"].spans] == ["Mombasa"]


def test_a_venue_has_no_country(reader):
    record = reader.read(TEXT.replace("Mombasa", "the Tulip Palace"))
    assert {item.place_country for item in (*record.events, *record.engagements)} == {None}
