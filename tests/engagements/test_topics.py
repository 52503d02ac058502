import pytest

from readout.engagements.topic_lexicon import Area, check_areas, topic_words
from readout.engagements.topics import MOST, meeting_label, topics_of
from readout.ingest import document_from
from readout.model.errors import FactsError
from readout.model.vocabulary import Strength


@pytest.fixture
def read(reader):
    """The topics of a whole text, and its words."""

    def topics(text):
        parsed = reader.parser.parse(document_from(text, published="2020-05-05"))
        return topics_of(parsed, [sentence.span for sentence in parsed.sentences]), parsed

    return topics


def labels(read, text):
    return [topic.label for topic in read(text)[0]]


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("the fight against Covid-19", "Covid-19"),
        ("measures against the coronavirus pandemic", "Covid-19"),
        ("the donation of two million doses of vaccine", "vaccine donation"),
        ("stability and security in the region", "regional stability"),
        ("regional connectivity", "regional connectivity"),
        ("Peruvian-Chilean relations", "bilateral relationship"),
        ("ties between the two countries", "bilateral relationship"),
        ("the peace process in Mali", "Malian peace process"),
        ("the Malian peace process", "Malian peace process"),
        ("the situation in Myanmar", "situation in Myanmar"),
        ("Iran's nuclear programme", "Iranian nuclear programme"),
        ("the lifting of sanctions", "sanctions"),
        ("gas transit through the Balkans", "gas transit"),
        ("the exchange of prisoners", "prisoners and detainees"),
        ("the reform of the Security Council", "UN reform"),
        ("the demarcation of the border", "border"),
        ("fishing rights", "fisheries"),
        ("visa facilitation", "consular matters"),
        ("the next round of talks", "next meeting"),
        ("talks between India and Nepal", "Indian-Nepali talks"),
        ("export controls", "export controls"),
        ("lifting the restrictions on exports", "export controls"),
        ("lifting the restrictions on imports", "tariffs"),
        ("how relations had been damaged", "bilateral relationship"),
        ("non-tariff barriers", "barriers to trade"),
        ("the balance of trade", "trade balance"),
        ("a single currency", "common currency"),
        ("wind power and solar energy", "renewable energy"),
        ("the dam on the river", "dams"),
        ("the trade in narcotics", "organised crime and drugs"),
        ("missile launches by North Korea", "North Korean nuclear and missile threat"),
        ("the situation on the Korean Peninsula", "Korean Peninsula"),
        ("an early warning system", "early warning mechanism"),
        ("the state of forests", "forests"),
        ("cooperation within ASEAN", "ASEAN"),
        ("the future of Mercosur", "Mercosur"),
        ("the security of the Sahel", "Sahel"),
        ("the training of Fijian soldiers", "military training"),
        ("travel bans", "travel restrictions"),
        ("bringing relations back to normal", "normalisation of relations"),
        ("guns that must fall silent", "ceasefire"),
    ],
)
def test_words_that_a_reader_would_join_have_one_label(read, words, label):
    assert labels(read, f"The ministers discussed {words}.") == [label]


@pytest.mark.parametrize(
    ("words", "never"),
    [
        ("The ministers discussed roads in the Sahel.", "Sahel"),
        ("The ministers discussed non-tariff barriers.", "tariffs"),
        ("The ministers discussed travel bans on tourists.", "sanctions"),
        ("The ministers recalled the war of independence.", "sovereignty and territorial integrity"),
        ("The ministers said that the guns had fallen silent.", "arms supplies"),
        ("The ministers said that water is for Egypt a question of life.", "situation in Egypt"),
        ("The ministers discussed the peace talks in Doha.", "Qatari peace process"),
        ("At the invitation of the king, the ministers discussed tourism.", "invitation"),
    ],
)
def test_words_that_mean_something_else_give_no_topic(read, words, never):
    assert never not in labels(read, words)


def test_what_an_agreement_is_told_to_cover_is_a_topic(read):
    assert labels(read, "They signed agreements which cover fisheries and tourism.") == ["fisheries", "tourism"]


def test_what_a_side_means_to_further_is_a_topic_in_its_own_words(read):
    assert labels(read, "The minister wants to launch a lighthouse registry.") == ["lighthouse registry"]


def test_what_a_clause_begins_with_is_its_topic(read):
    assert labels(read, "On Syria, the ministers called for patience.") == ["situation in Syria"]
    assert labels(read, "Turning to Syria, the minister called for patience.") == ["situation in Syria"]
    assert labels(read, "On Tuesday, the minister called for patience.") == []


def test_regret_is_no_apology(read):
    assert labels(read, "The ambassador expressed regret over the remarks.") == []


def test_stability_and_connectivity_of_a_region_are_two_topics(read):
    found = labels(read, "They exchanged views on regional connectivity and regional stability.")
    assert found == ["regional connectivity", "regional stability"]


def test_every_topic_has_words_of_the_text_that_are_its_own(read):
    topics, parsed = read(
        "The envoys reviewed trade, the border and aid to flood victims, and raised the murder of a judge."
    )
    assert [parsed.words(topic.spans[0]) for topic in topics][:2] == ["trade", "border"]
    assert all(topic.spans for topic in topics)


def test_a_topic_told_twice_is_one_with_both_places_and_the_stronger_verb(read):
    topics, parsed = read(
        "The leaders discussed climate change. The president warned that global warming threatens the islands."
    )
    (climate,) = topics
    assert [parsed.words(span) for span in climate.spans] == ["climate change", "global warming"]
    assert climate.strength is Strength.WARNED


@pytest.mark.parametrize(
    ("sentence", "strength"),
    [
        ("The minister mentioned tourism.", Strength.RAISED),
        ("The minister said that tourism has grown.", Strength.RAISED),
        ("The ministers discussed tourism.", Strength.DISCUSSED),
        ("The key topic of the meeting was tourism.", Strength.DISCUSSED),
        ("The minister stressed the importance of tourism.", Strength.STRESSED),
        ("The ministers agreed on steps to promote tourism.", Strength.AGREED),
        ("The minister warned of losses in tourism.", Strength.WARNED),
    ],
)
def test_the_word_above_a_topic_tells_how_strongly_it_is_put(read, sentence, strength):
    (topic,) = read(sentence)[0]
    assert (topic.label, topic.strength) == ("tourism", strength)


def test_a_verb_joined_by_and_does_not_govern_what_the_other_one_does(read):
    topics, _ = read("The leaders condemned terrorism and discussed tourism.")
    assert [topic.strength for topic in topics] == [Strength.WARNED, Strength.DISCUSSED]


def test_an_area_told_without_its_place_joins_the_only_one_told_with_it(read):
    (topic,) = read("They discussed the peace process in Mali. They stressed that the peace process needs time.")[0]
    assert topic.label == "Malian peace process"
    assert len(topic.spans) == 2


def test_an_area_without_its_place_stays_when_there_are_two(read):
    found = labels(read, "They discussed the Malian peace process, the Somali peace process and peace efforts.")
    assert found == ["Malian peace process", "Somali peace process", "peace process"]


def test_a_state_alone_is_a_topic_when_it_is_discussed(read):
    assert labels(read, "They exchanged views on Libya.") == ["situation in Libya"]


def test_a_state_that_is_thanked_or_called_upon_is_none(read):
    assert labels(read, "The minister thanked Libya. The minister called on Libya.") == []


def test_what_no_area_covers_keeps_its_own_words_without_article(read):
    assert labels(read, "The ministers discussed the ancient lighthouse registry.") == ["ancient lighthouse registry"]


def test_a_noun_alone_takes_in_what_it_is_for(read):
    assert labels(read, "The ministers discussed the contract for lighthouses.") == ["contract for lighthouses"]


def test_states_told_in_a_row_are_a_topic_each(read):
    found = labels(read, "They exchanged views on the situation in Libya and Chad.")
    assert found == ["situation in Libya", "situation in Chad"]


def test_a_general_area_gives_way_to_a_more_exact_one_of_the_same_place(read):
    assert labels(read, "They discussed the situation in Mali and the Malian peace process.") == [
        "Malian peace process"
    ]


@pytest.mark.parametrize("words", ["important issues", "further steps", "various matters", "the situation"])
def test_nouns_that_say_nothing_are_no_topics(read, words):
    assert labels(read, f"The ministers discussed {words}.") == []


def test_a_proper_name_of_a_process_is_a_topic(read):
    found = labels(read, "They expressed support for the Brazzaville Roundtable Dialogue and for the Lagos Charter.")
    assert found == ["Brazzaville Roundtable Dialogue", "Lagos Charter"]


def test_what_an_office_looks_after_is_no_topic(read):
    found = labels(read, "The minister for tourism and the secretary of defence cooperation discussed fisheries.")
    assert found == ["fisheries"]


def test_a_relative_clause_that_describes_a_topic_gives_none(read):
    found = labels(read, "They discussed the tariffs that had hurt tourism.")
    assert found == ["tariffs"]


def test_a_condition_gives_no_topic(read):
    assert labels(read, "They discussed tariffs. They would meet again if tourism recovers.")[:1] == ["tariffs"]
    assert "tourism" not in labels(read, "They discussed tariffs if tourism recovers.")


def test_a_long_account_keeps_the_topics_that_are_put_strongest(read):
    many = (
        "tourism, fisheries, agriculture, migration, sanctions, elections, human rights, climate change, "
        "corruption, debt, piracy, minorities, railways, vaccines, taxation, intellectual property, espionage, youth, "
        "the Arctic, deterrence, drones and disinformation"
    )
    found = labels(read, f"The ministers mentioned {many}. They warned of terrorism.")
    assert len(found) == MOST
    assert "counter-terrorism" in found


@pytest.mark.parametrize(
    ("label", "others", "met"),
    [
        ("fisheries", ["tourism", "fisheries"], "fisheries"),
        ("peace process", ["Malian peace process"], "Malian peace process"),
        ("Malian peace process", ["Somali peace process"], None),
        ("peace process", ["Malian peace process", "Somali peace process"], None),
        ("lighthouse registry", ["ancient lighthouse registry"], "ancient lighthouse registry"),
        ("regional stability", ["regional connectivity"], None),
        ("Saint Mary Abbey", ["Abbey restoration"], None),
        ("Hagia Triada", ["Hagia Triada Monastery"], "Hagia Triada Monastery"),
        ("situation in Mali", ["Malian peace process"], "Malian peace process"),
        ("situation in Mali", ["Somali peace process"], None),
    ],
)
def test_labels_meet_where_a_reader_would_join_them(label, others, met):
    assert meeting_label(label, others) == met


def test_there_are_more_than_a_hundred_and_twenty_areas():
    assert len(topic_words().areas) >= 120


@pytest.mark.parametrize(
    ("areas", "problem"),
    [
        ((Area("tea", ("tea",)), Area("tea", ("leaf",))), "second area"),
        ((Area("tea", ("tea",)), Area("drinks", ("tea",))), "also in 'tea'"),
        ((Area("tea", ("* tea",)),), "begins with a wildcard"),
        ((Area("tea", ("tea",), only_placed=True),), "no label"),
    ],
)
def test_a_wrong_area_is_named_with_its_problem(areas, problem):
    with pytest.raises(FactsError, match=problem) as raised:
        check_areas(areas, "topics.yaml")
    assert raised.value.key.startswith("areas[")
