from readout.facts import load_ontology


def test_the_ontology_has_the_sixteen_types_with_their_modes() -> None:
    ontology = load_ontology()
    assert len(ontology.event_types) == 16
    assert ontology.modes["CONSULT", "phone"] == 1.5
    assert ontology.event_types["ACCUSE"].score == -3
    assert "diplomatic" in ontology.contexts


def test_a_cameo_code_has_name_score_and_plover_type() -> None:
    row = load_ontology().cameo["0841"]
    assert (row.event_type, row.mode, row.goldstein) == ("RETREAT", "release", 7.0)


def test_a_cameo_code_that_plover_dropped_has_no_type() -> None:
    assert load_ontology().cameo["010"].event_type is None


def test_a_cameo_code_of_two_types_has_both() -> None:
    assert load_ontology().cameo["08"].event_types == ("CONCEDE", "RETREAT")
