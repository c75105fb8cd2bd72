//! Each kind of cause: where it is offered, and the near misses where it is not.

use crate::{Line, dataset_in, dataset_of, for_each_conflict, sentences, told};

fn causes(claims: &[Line<'_>]) -> Vec<String> {
    told(&dataset_of("", claims))
}

fn sentence(claims: &[Line<'_>]) -> Vec<String> {
    sentences(&dataset_of("", claims))
}

const NONE: [&str; 0] = [];

/// About A in 2020.
const A: &str = "payee = 'a', period = '2020'";
const B: &str = "payee = 'b', period = '2020'";
const AB: &str = "payee = 'ab', period = '2020'";
const ONLY_AB: &str = "payee = 'only-ab', period = '2020'";
const NET: &str = "payee = 'a', category = 'net', period = '2020'";
const GROSS: &str = "payee = 'a', category = 'gross', period = '2020'";

#[test]
fn a_publisher_who_says_something_else_later_revises() {
    let pair = |more: &'static str| {
        [("old", "$100 million", A, "source = 'x'\ndate = 2021"), ("new", "$150 million", A, more)]
    };
    let later = pair("source = 'x-again'\ndate = 2022");
    assert_eq!(causes(&later), [r#"new old: {"cause":"revision","older":"old","newer":"new","off-by":"0"}"#]);
    assert_eq!(
        sentence(&later),
        ["new may revise old rather than contradict it, coming later from the same publisher: then they fit"]
    );
    assert_eq!(causes(&pair("source = 'x-again'\ndate = 2021")), NONE);
    assert_eq!(causes(&pair("source = 'x-again'\ndate = '2021-05'")), NONE);
    assert_eq!(causes(&pair("source = 'x-again'")), NONE);
    assert_eq!(causes(&pair("source = 'y'\ndate = 2022")), NONE);
    // More in one year than in that and the next is a contradiction, however late it is told.
    let longer = "payee = 'a', period = '2020/2021'";
    let (old, new) = ("source = 'x'\ndate = 2021", "source = 'x'\ndate = 2022");
    assert_eq!(causes(&[("old", "$150 million", A, old), ("new", "$100 million", longer, new)]), NONE);
}

#[test]
fn a_slip_of_digits_garbles() {
    let pair = |one, two, more| [("one", one, A, "date = 2022"), ("two", two, A, more)];
    let found = pair("$852 million", "$552 million", "date = 2021");
    assert_eq!(
        causes(&found),
        [
            r#"one two: {"cause":"garbled-echo","claim":"one","original":"two","difference":"amount","currency":"USD","original-currency":"USD","off-by":"0"}"#
        ]
    );
    assert_eq!(sentence(&found), ["one may repeat two with a slip in its digits: then they fit"]);
    assert_eq!(causes(&pair("$1.84bn", "$1.48bn", "date = 2021")).len(), 1);
    // Whichever was first, where that is not known.
    assert_eq!(causes(&pair("$852 million", "$552 million", "")).len(), 2);
    assert_eq!(causes(&pair("$862 million", "$552 million", "date = 2021")), NONE);
    assert_eq!(causes(&pair("$852 million", "$5,520", "date = 2021")), NONE);
    assert_eq!(causes(&pair("about $852 million", "between $552 and $560 million", "date = 2021")), NONE);
    // One voice does not repeat itself wrongly on the same day.
    assert_eq!(causes(&pair("$852 million", "$552 million", "date = 2022\nsource = 'x'")), NONE);
}

#[test]
fn two_digits_garble_only_where_one_was_read_in_the_other() {
    let pair =
        |one_more, two_more| [("one", "$85 million", A, one_more), ("two", "$35 million", A, two_more)];
    assert_eq!(causes(&pair("date = 2022", "date = 2021")), NONE);
    assert_eq!(causes(&pair("date = 2022\nvia = 'z'", "date = 2021\nvia = 'w'")), NONE);
    for (one, two) in [("via = 'z'", "via = ['z', 'w']"), ("via = 'y'", ""), ("", "via = 'x'")] {
        let (one, two) = (format!("date = 2022\n{one}"), format!("date = 2021\n{two}"));
        let claims = [("one", "$85 million", A, one.as_str()), ("two", "$35 million", A, two.as_str())];
        assert_eq!(causes(&claims).len(), 1, "{one} {two}");
    }
}

/// In 2020 one euro was worth 1.1422 dollars on average, 1.0707 on the day when it was worth the least.
#[test]
fn a_mistaken_currency_garbles() {
    let claims =
        |one, two, three, more| [("one", one, A, ""), ("two", two, A, ""), ("three", three, A, more)];
    let of = |conflict: &str, claims: &[Line<'_>]| -> Vec<String> {
        let told = causes(claims);
        let of_it = told.iter().filter_map(|line| line.strip_prefix(conflict)?.strip_prefix(": "));
        of_it.filter(|facts| facts.contains("garbled-echo")).map(str::to_owned).collect()
    };
    // In euros, 100 million come to 113.6 to 114.8 million dollars.
    let found = claims("$100 million", "$114 million", "€100 million", "");
    let euros_meant = r#"{"cause":"garbled-echo","claim":"one","original":"three","difference":"currency","currency":"USD","original-currency":"EUR","off-by":"0"}"#;
    assert_eq!(of("one two", &found), [euros_meant]);
    // Where the two are all there is, either may have got it wrong.
    let dollars_meant = r#"{"cause":"garbled-echo","claim":"three","original":"one","difference":"currency","currency":"EUR","original-currency":"USD","off-by":"0"}"#;
    assert_eq!(of("one three", &found), [euros_meant, dollars_meant]);
    assert_eq!(sentence(&found)[0], "one may repeat three in the wrong currency, USD for EUR: then they fit");
    let none = |claims: &[Line<'_>]| assert_eq!(of("one two", claims), NONE);
    // In euros it is still too little, or far too much.
    none(&claims("$100 million", "$150 million", "€100 million", ""));
    none(&claims("$250 million", "$100 million", "€250 million", ""));
    none(&claims("$100 million", "$114 million", "€105 million", ""));
    none(&claims("$100 million (€90 million)", "$114 million", "€100 million", ""));
    none(&claims("$100 million", "$114 million", "€100 million a month", ""));
    none(&claims("$100 million", "$114 million", "€100 million", "source = 'x'"));
    // In what nothing prices, nobody knows.
    none(&claims("$100 million", "$114 million", "KPW 100 million", ""));
}

#[test]
fn the_same_figure_of_a_wider_scope_drifts() {
    let claims = |three, scope| {
        [("one", "$500 million", A, ""), ("two", "$100 million", A, ""), ("three", three, scope, "")]
    };
    let found = claims("about $500 million", AB);
    assert_eq!(
        causes(&found),
        [
            r#"one two: {"cause":"scope-drift","claim":"one","other":"three","dimension":"payee","from":{"id":"a","name":"A"},"to":{"id":"ab","name":"A, B and others"},"off-by":"0"}"#
        ]
    );
    assert_eq!(
        sentence(&found),
        [
            "one may speak of A, B and others rather than of A, as three gives the same figure for that payee: then they fit"
        ]
    );
    assert_eq!(causes(&claims("$510 million", AB)), NONE);
    assert_eq!(causes(&claims("at least $500 million", AB)), NONE);
    assert_eq!(causes(&claims("$500 million", "payee = 'c', period = '2020'")), NONE);
    assert_eq!(causes(&claims("$500 million", "payee = 'ab', stage = 'pledged', period = '2020'")), NONE);
    assert_eq!(causes(&claims("$500 million", "payee = 'ab', period = '2010'")), NONE);
}

#[test]
fn the_same_figure_drifts_only_where_that_resolves_the_conflict() {
    // Of A alone, the 100 million still contradict the 150 million.
    let claims =
        [("one", "$100 million", AB, ""), ("two", "$150 million", A, ""), ("three", "$100 million", A, "")];
    assert_eq!(causes(&claims), NONE);
    // Of B, they could not be compared with A at all.
    let claims =
        [("one", "$100 million", AB, ""), ("two", "$150 million", A, ""), ("three", "$100 million", B, "")];
    assert_eq!(causes(&claims), NONE);
}

#[test]
fn a_part_with_the_figure_of_its_whole_drifts() {
    let claims =
        |b| [("one", "$100 million", A, ""), ("two", b, B, ""), ("three", "about $100 million", AB, "")];
    assert_eq!(
        sentence(&claims("$60 million")),
        [
            "one may speak of A, B and others rather than of A, as three gives the same figure for that payee: then they fit",
            "three may speak of A rather than of A, B and others, as one gives the same figure for that payee: then they fit"
        ]
    );
    assert_eq!(
        causes(&[
            ("one", "$90 million", A, ""),
            ("two", "$60 million", B, ""),
            ("three", "$100 million", AB, "")
        ]),
        NONE
    );
}

#[test]
fn a_sum_is_told_of_one_of_its_parts() {
    let claims = |three, scope| {
        [("one", "at least $222 million", A, ""), ("two", "$68 million", A, ""), ("three", three, scope, "")]
    };
    assert_eq!(
        causes(&claims("$154 million", B)),
        [
            r#"one two: {"cause":"sum-to-one-part","claim":"one","part":"two","rest":"three","dimension":"payee","off-by":"0"}"#
        ]
    );
    let years = claims("$154 million", "payee = 'a', period = '2014/2019'");
    assert_eq!(
        causes(&years),
        [
            r#"one two: {"cause":"sum-to-one-part","claim":"one","part":"two","rest":"three","dimension":"time","off-by":"0"}"#
        ]
    );
    assert_eq!(
        sentence(&years),
        ["one may be a sum over two times told of one, as two and three add up to it: then they fit"]
    );
    assert_eq!(causes(&claims("$155 million", B)), NONE);
    assert_eq!(causes(&claims("$154 million", A)), NONE);
    assert_eq!(causes(&claims("$154 million", AB)), NONE);
    assert_eq!(causes(&claims("$154 million a year", B)), NONE);
}

#[test]
fn a_figure_of_another_year() {
    let claims = |three, scope, more| {
        [("one", "$1.237bn", A, "date = 2021"), ("two", "$1.6bn", A, ""), ("three", three, scope, more)]
    };
    let year_before = "payee = 'a', period = '2019'";
    let found = claims("$1.237bn", year_before, "date = 2020");
    assert_eq!(
        causes(&found),
        [
            r#"one two: {"cause":"other-time","claim":"one","other":"three","stated":{"start":"2020-01-01","end":"2021-01-01"},"of":{"start":"2019-01-01","end":"2020-01-01"},"off-by":"0"}"#
        ]
    );
    assert_eq!(
        sentence(&found),
        ["one may give the figure of 2019 for 2020, as three gives it for 2019: then they fit"]
    );
    assert_eq!(causes(&claims("$1.238bn", year_before, "")), NONE);
    assert_eq!(causes(&claims("$1.237bn", year_before, "date = 2022")), NONE);
    assert_eq!(causes(&claims("$1.237bn", "payee = 'b', period = '2019'", "date = 2020")), NONE);
    assert_eq!(causes(&claims("$1.237bn a year", year_before, "date = 2020")), NONE);
}

#[test]
fn the_same_figure_of_two_years_is_no_slip_in_either() {
    let year_before = "payee = 'a', period = '2019'";
    let both_years = "payee = 'a', period = '2019/2020'";
    let claims = |one, before| {
        [
            ("one", one, A, "date = 2021"),
            ("two", before, year_before, "date = 2020"),
            ("three", "$80 million", both_years, ""),
        ]
    };
    assert_eq!(causes(&claims("$50 million", "$50 million")), NONE);
    // Whatever their dates are.
    let mut undated = claims("$50 million", "$50 million");
    (undated[0].3, undated[1].3) = ("", "");
    assert_eq!(causes(&undated), NONE);
    // Only one can be of the other's time: 80 million are said of 2020 alone.
    let of_2020 = [
        ("one", "$50 million", A, "date = 2021"),
        ("two", "at least $80 million", A, ""),
        ("three", "$50 million", year_before, "date = 2020"),
    ];
    assert_eq!(causes(&of_2020).len(), 1);
}

#[test]
fn what_many_claims_say_together_has_no_causes() {
    use std::fmt::Write as _;
    let mut world = "[dataset]\ntitle = 'Many'\ncurrency = 'USD'\n".to_owned();
    let ids: Vec<String> = (0..15).map(|id| format!("m{id}")).collect();
    for id in ids.iter().map(String::as_str).chain(["p"]) {
        writeln!(world, "[actor.{id}]\nname = '{id}'").unwrap();
        writeln!(world, "[source.s-{id}]\nname = '{id}'").unwrap();
    }
    for source in ["x", "y", "z", "w"] {
        writeln!(world, "[source.{source}]\nname = '{source}'").unwrap();
    }
    let count = |members: usize, whole: &str| {
        let group = format!("{world}[actor.all-of-them]\nname = 'All'\nmembers = {:?}\n", &ids[..members]);
        let scopes: Vec<String> =
            ids[..members].iter().map(|id| format!("payee = '{id}', period = '2020'")).collect();
        let mut claims: Vec<Line<'_>> = scopes
            .iter()
            .zip(&ids)
            .map(|(scope, id)| (id.as_str(), "at least $10", scope.as_str(), ""))
            .collect();
        claims.push(("whole", whole, "payee = 'all-of-them', period = '2020'", ""));
        let mut conflicts = 0;
        for_each_conflict(&dataset_in(&group, "", &claims), |_, _, found| {
            assert_eq!(found, []);
            conflicts += 1;
        });
        conflicts
    };
    assert_ne!(count(12, "$100"), 0);
    assert_eq!(count(10, "$50"), 210);
}

#[test]
fn a_figure_by_another_unit_of_time() {
    let pair = |one, scope, two| [("one", one, scope, ""), ("two", two, A, "")];
    let found = pair("$30 million a year", A, "about $366 million");
    assert_eq!(
        causes(&found),
        [r#"one two: {"cause":"other-unit","claim":"one","told":"year","meant":"month","off-by":"0"}"#]
    );
    assert_eq!(sentence(&found), ["one may give an amount a month as an amount a year: then they fit"]);
    // Nearly fits: 12 × 30.5 = 366 against 379.5.
    assert_eq!(
        causes(&pair("$30 million a year", A, "$380 million")),
        [r#"one two: {"cause":"other-unit","claim":"one","told":"year","meant":"month","off-by":"9/497"}"#]
    );
    assert_eq!(causes(&pair("$36 million a year", A, "$366 million")), NONE);
    // A part may be anything below its whole, and an open end asks for nothing.
    assert_eq!(causes(&pair("$30 million a year", AB, "$360 million")), NONE);
    assert_eq!(causes(&pair("$30 million a year", A, "at least $360 million")), NONE);
    assert_eq!(causes(&pair("between $25 and $35 million a year", A, "$360 million")), NONE);
    assert_eq!(causes(&pair("$30 million a year", A, "hundreds of millions of dollars")), NONE);
}

#[test]
fn no_other_unit_where_a_rate_may_have_changed() {
    let undated = "payee = 'a'";
    let pair = |one, two, more| [("one", one, undated, "date = 2020"), ("two", two, undated, more)];
    assert_eq!(causes(&pair("$30 million a year", "$360 million a year", "date = 2020")).len(), 1);
    assert_eq!(causes(&pair("$30 million a year", "$360 million a year", "date = 2021")), NONE);
    let years = [
        ("one", "$360 million a year", "payee = 'a', period = '2018/2020'", ""),
        ("two", "$30 million", A, ""),
    ];
    assert_eq!(causes(&years), NONE);
}

#[test]
fn no_other_unit_where_a_comparison_states_the_factor() {
    let claims = |one, factor| {
        [
            ("one", one, A, ""),
            ("two", "$100 million a year", "payee = 'a', period = '2019'", ""),
            ("three", factor, A, "relative-to = { period = '2019' }"),
        ]
    };
    let units = |claims: &[Line<'_>]| {
        let told = causes(claims);
        told.iter().filter(|line| line.contains("other-unit")).count()
    };
    assert_eq!(units(&claims("$100 million a year", "quadrupled")), 0);
    assert_eq!(units(&claims("$100 million a year", "a quarter of")), 0);
    assert_eq!(units(&claims("$100 million a year", "four times")), 0);
    assert_ne!(units(&claims("$25 million a year", "the same as")), 0);
}

#[test]
fn a_sum_of_years_told_as_a_rate_and_a_rate_told_as_a_sum() {
    let years = "payee = 'a', period = '2016/2020'";
    let pair = |one, two| [("one", one, years, ""), ("two", two, years, "")];
    assert_eq!(
        causes(&pair("$500 million a year", "$500 million")),
        [
            r#"one two: {"cause":"other-unit","claim":"one","told":"year","meant":null,"off-by":"0"}"#,
            r#"one two: {"cause":"other-unit","claim":"two","told":null,"meant":"year","off-by":"0"}"#
        ]
    );
    assert_eq!(
        causes(&pair("$500 million a year", "$110 million a year")),
        [r#"one two: {"cause":"other-unit","claim":"one","told":"year","meant":null,"off-by":"47/1048"}"#]
    );
    assert_eq!(causes(&pair("$500 million a year", "$160 million a year")), NONE);
}

#[test]
fn a_lost_scale_word() {
    let pair = |one, scope, two| [("one", one, scope, ""), ("two", two, A, "")];
    let found = pair("$70", A, "about $72 million");
    assert_eq!(
        causes(&found),
        [
            r#"one two: {"cause":"lost-scale-word","claim":"one","factor":"1000000","off-by":"0"}"#,
            r#"one two: {"cause":"lost-scale-word","claim":"two","factor":"0.000001","off-by":"0"}"#
        ]
    );
    assert_eq!(
        sentence(&found),
        [
            "one may have lost a “million” (× 1,000,000): then they fit",
            "two may have a “million” too many (÷ 1,000,000): then they fit"
        ]
    );
    assert_eq!(
        causes(&pair("$70 million", A, "$74 billion")),
        [
            r#"one two: {"cause":"lost-scale-word","claim":"one","factor":"1000","off-by":"1/48"}"#,
            r#"one two: {"cause":"lost-scale-word","claim":"two","factor":"0.001","off-by":"1/48"}"#
        ]
    );
    assert_eq!(causes(&pair("$70 million", A, "$150 billion")), NONE);
    assert_eq!(causes(&pair("$70", A, "$7 million")), NONE);
    // A part: near its whole it is worth a word, and far below it anything fits.
    assert_eq!(causes(&pair("$400 million", AB, "$300 billion")).len(), 2);
    assert_eq!(causes(&pair("$400 million", AB, "$150 billion")), NONE);
    // Ranges are not told by a slip of a word, and what is open asks for nothing near.
    assert_eq!(causes(&pair("between $60 and $80 million", A, "$70 billion")).len(), 1);
    assert_eq!(causes(&pair("tens of millions of dollars", A, "$50")).len(), 1);
    assert_eq!(causes(&pair("at least $1 million", A, "$50")), NONE);
    assert_eq!(causes(&pair("at least $30 million", A, "$50")).len(), 2);
}

/// In 2021 one euro was worth 1.1827 dollars on average, from 1.1206 to 1.2338.
#[test]
fn an_exchange_rate_that_is_as_plausible() {
    let year = "payee = 'a', period = '2021'";
    let pair =
        |euros, more, dollars| [("one", euros, year, more), ("two", dollars, year, "date = 2021-12-31")];
    let by = |materiality: &str, claims: &[Line<'_>]| {
        crate::told(&dataset_of(&format!("materiality = '{materiality}'"), claims))
    };
    let told = |other: &str, which: &str, off_by: &str| {
        vec![format!(
            r#"one two: {{"cause":"exchange-rate","claim":"one","used":"305147/258000","other":"{other}","which":"{which}","off-by":"{off_by}"}}"#
        )]
    };
    // The nearest to the average that will do: 99.5 × 1.2338 = 122.76 and 100.5 × 1.2338 = 124.00.
    assert_eq!(by("1%", &pair("€100 million", "", "$124 million")), told("1.2338", "highest", "0"));
    // 100.5 × 1.2338 = 123.9969 against 131.5: (131.5 − 123.9969) ÷ (131.5 + 123.9969).
    let nearly = pair("€100 million", "", "$132 million");
    assert_eq!(causes(&nearly), told("1.2338", "highest", "75031/2554969"));
    assert_eq!(
        sentence(&nearly),
        [
            "one may have to be converted otherwise, × 1.2338 (the most that it can have come to in its time) rather than × about 1.18274: then they fit to within 2.94%"
        ]
    );
    assert_eq!(by("1%", &pair("€100 million", "", "$112 million")), told("1.1206", "lowest", "0"));
    // On 2022-09-28, 99.5 × 0.9565 = 95.17 and 100.5 × 0.9565 = 96.13.
    let stated = pair("€100 million", "date = 2022-09-28", "$95.7 million");
    assert_eq!(causes(&stated), told("0.9565", "when-stated", "0"));
    assert_eq!(
        sentence(&stated),
        [
            "one may have to be converted otherwise, × 0.9565 (the rate of when it was stated) rather than × about 1.18274: then they fit"
        ]
    );
    assert_eq!(causes(&pair("€100 million", "", "$95.7 million")), NONE);
    // At the rate that its own words imply.
    let implied = pair("€100 million ($140 million)", "", "$140 million");
    assert_eq!(causes(&implied), told("1.4", "implied", "0"));
    assert_eq!(
        sentence(&implied),
        [
            "one may have to be converted otherwise, × 1.4 (the rate that its own words imply) rather than × about 1.18274: then they fit"
        ]
    );
    assert_eq!(causes(&pair("€100 million (£140 million)", "", "$140 million")), NONE);
    // What no plausible rate brings together.
    assert_eq!(causes(&pair("€100 million", "date = 2022-09-28", "$200 million")), NONE);
    assert_eq!(causes(&pair("€100 million ($140 million)", "", "$200 million")), NONE);
    // Of one currency none was exchanged.
    assert_eq!(causes(&pair("$100 million", "date = 2022-09-28", "$120 million")), NONE);
    assert_eq!(causes(&pair("€100 million", "date = 2022-09-28", "€118 million")), NONE);
}

#[test]
fn more_net_than_gross() {
    let pair = |net, gross, scope| [("one", net, NET, ""), ("two", gross, scope, "")];
    let found = pair("$19.1bn", "$14.7bn", GROSS);
    assert_eq!(
        causes(&found),
        [
            r#"one two: {"cause":"net-against-gross","net":"one","gross":"two","part":{"id":"net","name":"Net"},"whole":{"id":"gross","name":"Gross"},"off-by":"0"}"#
        ]
    );
    assert_eq!(
        sentence(&found),
        [
            "one and two may measure different things, Net not being part of Gross as the two count it: then they fit"
        ]
    );
    assert_eq!(causes(&pair("$39bn", "$14.7bn", GROSS)), NONE);
    assert_eq!(causes(&pair("$9.9bn", "$14.7bn", GROSS)), NONE);
    assert_eq!(causes(&pair("$19.1bn", "$14.7bn", A)), NONE);
    let wider_payee = "payee = 'ab', category = 'gross', period = '2020'";
    assert_eq!(causes(&pair("$19.1bn", "$14.7bn", wider_payee)), NONE);
}

#[test]
fn a_total_that_leaves_something_over() {
    let claims = |whole, scope| {
        [("one", "$40 million", A, ""), ("two", "$40 million", B, ""), ("three", whole, scope, "")]
    };
    let found = claims("$100 million", ONLY_AB);
    assert_eq!(
        causes(&found),
        [
            r#"one three two: {"cause":"total-plus-something","whole":"three","dimension":"payee","group":{"id":"only-ab","name":"A and B"},"parts":["one","two"],"rest":"20000000","per":null,"currency":"USD","off-by":"0"}"#
        ]
    );
    assert_eq!(
        sentence(&found),
        [
            "A and B may have members that nobody lists, three being 20M USD more than one and two: then they fit"
        ]
    );
    assert_eq!(causes(&claims("$100 million", AB)), NONE);
    assert_eq!(causes(&claims("$170 million", ONLY_AB)), NONE);
    assert_eq!(causes(&claims("$60 million", ONLY_AB)), NONE);
    assert_eq!(causes(&claims("at least $100 million", "payee = 'only-ab', period = '2019/2020'")), NONE);
}

#[test]
fn no_more_than_a_handful_is_offered() {
    let mut claims = vec![("one", "$100 million", AB, ""), ("two", "$114 million", AB, "")];
    claims.extend([("three", "€100 million", AB, ""), ("four", "€100 million", AB, "")]);
    claims.extend([
        ("five", "$100 million", A, ""),
        ("six", "$100 million", "payee = 'ab', period = '2019'", ""),
    ]);
    let kinds = |claims: &[Line<'_>]| -> Vec<String> {
        let told = causes(claims);
        let of_the_two = told.iter().filter(|line| line.starts_with("one two: "));
        of_the_two.map(|line| line.split('"').nth(3).unwrap().to_owned()).collect()
    };
    assert_eq!(kinds(&claims), ["garbled-echo", "scope-drift", "other-time"]);
    claims.push(("seven", "$14 million", "payee = 'c', period = '2020'", ""));
    assert_eq!(kinds(&claims), ["garbled-echo", "scope-drift", "sum-to-one-part"]);
}

#[test]
fn comparisons_take_part() {
    let claims = |a, twice, more| {
        [
            ("one", a, A, ""),
            ("two", twice, A, "relative-to = { payee = 'b' }"),
            ("three", "$36 million", B, more),
        ]
    };
    assert_eq!(
        sentence(&claims("$70", "twice", "")),
        [
            "one may have lost a “million” (× 1,000,000): then they fit to within 0.24%",
            "three may have a “million” too many (÷ 1,000,000): then they fit to within 0.24%"
        ]
    );
    assert_eq!(causes(&claims("$36 million", "a thousand times", "")).len(), 2);
    assert_eq!(causes(&claims("$150 million", "twice", "")), NONE);
    let compared = |one_to, two_to| {
        [
            ("one", "twice", A, format!("source = 'x'\ndate = 2020\nrelative-to = {{ {one_to} }}")),
            ("two", "half", A, format!("source = 'x'\ndate = 2021\nrelative-to = {{ {two_to} }}")),
        ]
    };
    let told = |claims: [(&str, &str, &str, String); 2]| {
        let claims: Vec<Line<'_>> =
            claims.iter().map(|each| (each.0, each.1, each.2, each.3.as_str())).collect();
        sentence(&claims)
    };
    assert_eq!(
        told(compared("payee = 'b'", "payee = 'b'")),
        ["two may revise one rather than contradict it, coming later from the same publisher: then they fit"]
    );
    assert_eq!(told(compared("payee = 'b'", "payee = 'c'")), NONE);
}
