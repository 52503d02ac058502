import pytest

from readout.model.vocabulary import Realis


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway condemned the arrest of two priests in Belarus.", ("ACCUSE", ["NOR"], [])),
        ("Chile thanked Japan for its help after the flood.", ("SUPPORT", ["CHL"], ["JPN"])),
        ("Peru was accused by Ecuador of moving a border post.", ("ACCUSE", ["ECU"], ["PER"])),
        ("Kenya, which lost the vote, has expelled the Sudanese ambassador.", ("SANCTION", ["KEN"], ["SDN"])),
        ("Denmark and Sweden signed a fisheries agreement on Monday.", ("SUPPORT", ["DNK", "SWE"], [])),
        ("Turkish warplanes bombed Syrian positions near the river.", ("ASSAULT", ["TUR"], ["SYR"])),
        ("Greece urged Albania to free the mayor.", ("REQUEST", ["GRC"], ["ALB"])),
        ("Greece demanded that Albania free the mayor.", ("REQUEST", ["GRC"], ["ALB"])),
        ("Norway refused to let French troops cross the river.", ("REJECT", ["NOR"], ["FRA"])),
        ("Brazil sent 300 tonnes of rice to Haiti.", ("AID", ["BRA"], ["HTI"])),
        ("India recalled its ambassador from Canada.", ("SANCTION", ["IND"], ["CAN"])),
        ("Finland shared intelligence with Estonia.", ("COOPERATE", ["FIN"], ["EST"])),
        ("Iran seized a Greek tanker.", ("COERCE", ["IRN"], ["GRC"])),
        ("Egypt lifted the embargo on Qatar.", ("RETREAT", ["EGY"], ["QAT"])),
        ("Serbia sent troops to the border with Kosovo.", ("MOBILIZE", ["SRB"], ["XKX"])),
    ],
)
def test_the_words_name_type_and_both_sides(told, text, expected):
    assert expected in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "The Turkish foreign minister said the weather in Spain was fine.",
        "Officials in Norway noted that Iceland has many volcanoes.",
        "France and Italy share a long border.",
        "Statistics show that Brazil exports coffee, the ministry of agriculture of Japan said.",
    ],
)
def test_nothing_is_coded_where_nothing_happened(told, text):
    assert told(text) == []


class TestWhoActs:
    def test_through_control_the_asked_side_is_no_actor(self, told):
        assert told("Spain asked Morocco to visit the camp.") == [("REQUEST", ["ESP"], ["MAR"])]

    def test_through_coordination_the_second_verb_has_the_first_subject(self, told):
        assert ("SUPPORT", ["NOR"], ["ISL"]) in told("Norway met the Danish envoy and praised Iceland.")

    def test_a_noun_is_acted_out_by_its_possessor(self, told):
        assert told("The markets fell after Israel's airstrike on Lebanon.") == [("ASSAULT", ["ISR"], ["LBN"])]

    def test_a_noun_is_acted_out_by_the_country_before_it(self, told):
        assert told("The Russian withdrawal from Georgia took a week.") == [("RETREAT", ["RUS"], ["GEO"])]

    def test_a_noun_is_acted_out_by_whoever_follows_by(self, told):
        text = "It was the first visit to Cuba by Vietnamese President Nguyen Xuan Phuc."
        assert told(text) == [("CONSULT", ["VNM"], ["CUB"])]

    def test_a_light_verb_lends_its_subject(self, told):
        found = told("Polish Foreign Minister Zbigniew Rau held talks with his Czech counterpart.")
        assert found == [("CONSULT", ["POL"], ["CZE"])]

    def test_who_receives_a_call_is_its_recipient(self, told):
        found = told("Foreign Minister Qureshi of Pakistan received a phone call from the Omani foreign minister.")
        assert found == [("CONSULT", ["OMN"], ["PAK"])]

    def test_those_who_meet_are_both_actors(self, told):
        assert told("The Austrian and Hungarian chancellors met in Graz.")[0] == ("CONSULT", ["AUT", "HUN"], [])

    def test_of_three_countries_each_stands_in_its_place(self, told):
        found = told("Japan imposed sanctions on Russia after talks between China and Mongolia.")
        assert ("SANCTION", ["JPN"], ["RUS"]) in found
        assert ("CONSULT", ["CHN", "MNG"], []) in found

    def test_in_a_statement_without_a_subject_the_speaker_asks(self, told):
        text = '"It is imperative for Ethiopia to open the road," Sudanese Foreign Minister Mariam al-Mahdi said.'
        assert told(text) == [("REQUEST", ["SDN"], ["ETH"])]

    def test_what_is_given_in_a_call_goes_to_the_other_side(self, told):
        text = (
            "Foreign Minister Dlamini of Eswatini spoke with the foreign minister of Portugal.\n\n"
            '"I look forward to continuing cooperation on health," Dlamini said.'
        )
        assert ("AGREE", ["SWZ"], ["PRT"]) in told(text)


class TestMood:
    def test_a_promise_is_an_agreement(self, told):
        assert told("Germany pledged to send buses to Moldova.") == [("AGREE", ["DEU"], ["MDA"])]

    def test_an_announced_gift_is_an_agreement(self, told):
        assert told("Germany will provide aid to Moldova.") == [("AGREE", ["DEU"], ["MDA"])]
        assert told.last[0].realis is Realis.ACTUAL

    def test_an_announced_withdrawal_is_a_concession(self, told):
        assert told("Armenia will withdraw its troops from Azerbaijan.") == [("CONCEDE", ["ARM"], ["AZE"])]

    def test_a_meeting_to_come_is_future(self, told):
        assert told("The Swiss president will meet the president of Ghana.") == [("CONSULT", ["CHE"], ["GHA"])]
        assert told.last[0].realis is Realis.FUTURE

    def test_a_visit_called_off_is_hypothetical(self, told):
        assert told("The Swiss president postponed a visit to Ghana.") == [("CONSULT", ["CHE"], ["GHA"])]
        assert told.last[0].realis is Realis.HYPOTHETICAL

    def test_a_threat_on_a_condition_is_one_threat(self, told):
        text = "Algeria threatened to expel the Moroccan envoy if the road is not opened."
        assert told(text) == [("THREATEN", ["DZA"], ["MAR"])]

    def test_what_is_said_to_follow_an_attack_is_a_threat(self, told):
        text = "The Estonian president said that Estonia would respond decisively if Russia closed the bridge."
        assert ("THREATEN", ["EST"], ["RUS"]) in told(text)

    def test_what_one_will_not_do_is_a_rejection(self, told):
        assert told("Bulgaria will not lift the ban on Ukraine.") == [("REJECT", ["BGR"], ["UKR"])]

    def test_a_denied_attack_is_no_attack(self, told):
        found = told("Rwanda denied that it had attacked Burundi.")
        assert found == [("REJECT", ["RWA"], ["BDI"])]

    def test_what_did_not_happen_is_negated(self, told):
        assert told("Turkey did not bomb Syria.") == [("ASSAULT", ["TUR"], ["SYR"])]
        assert told.last[0].realis is Realis.NEGATED

    def test_what_is_only_possible_is_not_told(self, told):
        assert told("Turkey might bomb Syria if the talks fail.") == []

    def test_a_forecast_of_what_others_do_is_no_event(self, told):
        assert told("The French foreign minister said that Turkey will bomb Syria.") == []

    def test_what_happened_years_ago_is_historical(self, told):
        told("In 1994 France sent troops to Rwanda.", published="2021-07-09")
        assert [event.realis for event in told.last] == [Realis.HISTORICAL]


class TestDetails:
    def test_a_sum_of_people_or_doses_is_the_quantity(self, told):
        told("Austria donated 1.5 million masks to Tunisia.")
        quantity = told.last[0].quantity
        assert (quantity.value, quantity.unit) == (1_500_000, "masks")
        assert quantity.span.of(told.text) == "1.5 million masks"

    def test_money_has_its_currency_as_unit(self, told):
        told("Norway gave $20 million in aid to Zambia.")
        assert (told.last[0].quantity.value, told.last[0].quantity.unit) == (20_000_000, "USD")

    def test_the_day_of_its_own_clause_is_the_date(self, told):
        told("Spain expelled a Bolivian diplomat on Tuesday.", published="2021-07-09")
        assert told.last[0].date == "2021-07-06"

    def test_without_any_time_it_is_the_day_of_publication(self, told):
        told("Spain expelled a Bolivian diplomat.", published="2021-07-09")
        assert told.last[0].date == "2021-07-09"
        assert told.last[0].evidence["date"].by == "date of publication"

    def test_the_place_stands_as_written(self, told):
        told("The Czech and Polish foreign ministers met in Vienna.")
        assert told.last[0].place == "Vienna"

    def test_a_phone_call_has_its_mode_code_and_score(self, told):
        told("The Czech president had a telephone conversation with the president of Poland.")
        event = told.last[0]
        assert (event.mode, event.cameo, event.goldstein) == ("phone", "041", 1.0)


class TestClaims:
    def test_what_the_report_says_itself_nobody_claims(self, told):
        told("Rwanda shelled a Burundian village.")
        assert told.last[0].claimed_by is None

    def test_what_a_ministry_says_the_ministry_claims(self, told):
        told("Rwandan troops shelled a village of Burundi, the foreign ministry of Burundi said.")
        claims = {statement.id: statement for statement in told.statements}
        shelling = next(event for event in told.last if event.event_type == "ASSAULT")
        assert claims[shelling.claimed_by].speakers == ("BDI-foreign-ministry",)


class TestOnceAReport:
    def test_what_is_told_again_becomes_a_mention(self, told):
        text = "Peru expelled the Bolivian consul.\n\nPeru expelled the Bolivian consul over a letter."
        assert told(text) == [("SANCTION", ["PER"], ["BOL"])]
        assert len(told.last[0].mentions) == 2

    def test_a_headline_leads_no_event_that_the_text_tells_again(self, told):
        text = "Peru expels Bolivian consul\n\nPeru expelled the Bolivian consul on Monday, a newspaper wrote."
        assert told(text) == [("SANCTION", ["PER"], ["BOL"])]
        assert told.last[0].trigger.start > text.index("\n")

    def test_the_same_text_gives_the_same_events(self, told):
        text = "Peru expelled the Bolivian consul and thanked Chile."
        told(text)
        before = told.last
        told(text)
        assert told.last == before


class TestClassifier:
    TEXT = "Norway dismissed a proposal by Iceland."

    def test_it_overrules_a_row_when_it_is_very_sure_of_a_weak_one(self, told, sure):
        text = "Norway warned Iceland about the ice."
        assert told(text) == [("THREATEN", ["NOR"], ["ISL"])]
        assert told(text, scorer=sure("REQUEST")) == [("REQUEST", ["NOR"], ["ISL"])]
        assert told.last[0].by.endswith("relation model")

    def test_its_doubt_lowers_the_confidence_of_a_weak_row(self, told, sure):
        told("Norway honoured Iceland on Monday.", scorer=sure("SUPPORT"))
        agreed = told.last[0].confidence
        told("Norway honoured Iceland on Monday.")
        assert told.last[0].confidence < agreed

    def test_it_is_not_asked_about_a_row_that_decides(self, told, sure):
        told(self.TEXT, scorer=sure("AID"))
        assert [event.event_type for event in told.last] == ["REJECT"]

    def test_it_may_name_what_an_unknown_verb_does_between_two_countries(self, told, sure):
        text = "Norway bamboozled Iceland."
        assert told(text) == []
        assert told(text, scorer=sure("ACCUSE")) == [("ACCUSE", ["NOR"], ["ISL"])]

    def test_it_makes_no_event_of_what_was_merely_said(self, told, sure):
        assert told("Norway said that Iceland has many volcanoes.", scorer=sure("ACCUSE")) == []


def test_whoever_something_is_told_according_to_is_no_recipient(told):
    found = told("According to the Chilean government, Peru condemned Bolivia on Monday.")
    assert found == [("ACCUSE", ["PER"], ["BOL"])]
