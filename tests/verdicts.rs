//! The rules behind the verdicts on two claims, one small dataset each.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use crossfoot::dataset::Files;
use crossfoot::normalise;
use crossfoot::reconcile::{Dimension, Verdict};
use crossfoot::report::{Because, ComparedFacts, PairFacts, Report, Selection, build};
use crossfoot::scope::Relation;

/// Who there is, and whom and what claims can be about.
const WORLD: &str = r#"
    [dataset]
    title = "World"
    currency = "USD"
    [actor.state]
    name = "State"
    fiscal-year = { start = "10-01", named-after = "end" }
    [actor.a]
    name = "A"
    [actor.b]
    name = "B"
    [actor.c]
    name = "C"
    [actor.ab]
    name = "A, B and others"
    members = ["a", "b"]
    [actor.only-ab]
    name = "A and B"
    members = ["a", "b"]
    complete = true
    [actor.bc]
    name = "B, C and others"
    members = ["b", "c"]
    [actor.outer]
    name = "The group of AB, and others"
    members = ["ab"]
    [category.gross]
    name = "Gross"
    [category.net]
    name = "Net"
    part-of = "gross"
    [category.arms]
    name = "Arms"
    [source.x]
    name = "X"
    [source.y]
    name = "Y"
    [source.z]
    name = "Z"
    [source.x-later]
    name = "X again"
    publisher = "x"
    [source.reprint]
    name = "Reprint of X"
    derives-from = "x"
"#;

fn report(reading: &str, claims: &str) -> Report {
    let text = format!("{WORLD}\n[reading]\n{reading}\n{claims}");
    let files = Files::from_texts([("world.toml".to_owned(), text)]);
    let dataset = normalise::read(&files).unwrap();
    build(&dataset, &files, dataset.reading(None).unwrap(), &Selection::default())
}

/// A claim `id` with further keys; the source is x unless they say otherwise.
fn claim(id: &str, figure: &str, scope: &str, more: &str) -> String {
    let source = if more.contains("source") { "" } else { "source = 'x'\n" };
    let figure = if figure.starts_with('{') { figure.to_owned() } else { format!("\"{figure}\"") };
    format!(
        "[[claim]]\nid = '{id}'\nfigure = {figure}\nscope = {{ payer = 'state', {scope} }}\n{source}{more}\n"
    )
}

/// The pair of the claims `one` and `two`, if they bear on each other.
fn pair_of(report: Report) -> Option<PairFacts> {
    let wanted = |pair: &PairFacts| [&pair.first, &pair.second].iter().all(|id| *id == "one" || *id == "two");
    report.sections.into_iter().flat_map(|section| section.pairs).find(wanted)
}

fn pair(reading: &str, one: (&str, &str, &str), two: (&str, &str, &str)) -> Option<PairFacts> {
    let more =
        |more: &str| if more.contains("source") { more.to_owned() } else { format!("source = 'y'\n{more}") };
    let claims = claim("one", one.0, one.1, one.2) + &claim("two", two.0, two.1, &more(two.2));
    pair_of(report(reading, &claims))
}

/// The verdict on two claims, each given as figure, scope and further keys. Claims that stand in
/// different sections are not comparable.
fn verdict(reading: &str, one: (&str, &str, &str), two: (&str, &str, &str)) -> Verdict {
    pair(reading, one, two).map_or(Verdict::NotComparable, |pair| pair.verdict)
}

fn compared(pair: Option<PairFacts>) -> ComparedFacts {
    match pair.unwrap().because {
        Because::Compared(compared) => *compared,
        other => panic!("{other:?}"),
    }
}

#[test]
fn scopes_decide_what_is_compared() {
    use Verdict::{Agree, Compatible, Conflict, NotComparable};
    let scope = |payee: &str| format!("payee = '{payee}', period = 2020");
    for (one, two, expected) in [
        ("a", "a", Conflict),
        ("a", "ab", Conflict),
        ("a", "outer", Conflict),
        ("a", "any", Conflict),
        ("only-ab", "ab", Conflict),
        ("ab", "a", Compatible),
        ("ab", "only-ab", Compatible),
        ("a", "b", NotComparable),
        ("ab", "bc", NotComparable),
        ("a", "bc", NotComparable),
    ] {
        // 7 million in the first scope, 5 million in the second.
        let (one_scope, two_scope) = (scope(one), scope(two));
        let found = verdict("", ("$7 million", &one_scope, ""), ("$5 million", &two_scope, ""));
        assert_eq!(found, expected, "{one} {two}");
    }
    let categories = |category: &str| format!("category = '{category}', period = 2020");
    let net_and_gross = |net: &str, gross: &str| {
        verdict("", (net, &categories("net"), ""), (gross, &categories("gross"), ""))
    };
    assert_eq!(net_and_gross("$9.9bn", "$19.1bn"), Compatible);
    assert_eq!(net_and_gross("$19.1bn", "$9.9bn"), Conflict);
    let arms = verdict("", ("$1bn", &categories("net"), ""), ("$2bn", &categories("arms"), ""));
    assert_eq!(arms, NotComparable);
    let same = verdict("", ("$5.1bn", "period = 2020", ""), ("between $5bn and $6bn", "period = 2020", ""));
    assert_eq!(same, Agree);
}

#[test]
fn overlapping_scopes_name_the_dimensions() {
    let found =
        pair("", ("$7", "payee = 'ab', period = 2020", ""), ("$5", "payee = 'a', period = '2020/2021'", ""));
    let Because::Scopes { dimensions } = found.unwrap().because else { panic!("compared") };
    let named: Vec<(Dimension, Relation)> =
        dimensions.iter().map(|each| (each.dimension, each.relation)).collect();
    assert_eq!(named, [(Dimension::Payee, Relation::Whole), (Dimension::Time, Relation::Part)]);
}

#[test]
fn stages_are_flows_of_their_own_and_units_are_converted() {
    let staged = |stage: &str| format!("stage = '{stage}', period = 2020");
    let verdict_of = |one: &str, two: &str| verdict("", ("$7", &staged(one), ""), ("$5", &staged(two), ""));
    assert_eq!(verdict_of("pledged", "pledged"), Verdict::Conflict);
    assert_eq!(verdict_of("pledged", "paid"), Verdict::NotComparable);
    assert_eq!(verdict_of("unstated", "paid"), Verdict::ConditionalConflict);
    assert_eq!(verdict_of("unstated", "pledged"), Verdict::NotComparable);
    let units = |one: (&str, &str), two: (&str, &str)| {
        verdict("", (one.0, "period = 2020", one.1), (two.0, "period = 2020", two.1))
    };
    assert_eq!(units(("€7", ""), ("€5", "")), Verdict::Conflict);
    // A euro was worth between 1.0707 and 1.2281 dollars in 2020, and 1.1422 on average.
    assert_eq!(units(("€7", ""), ("$5", "")), Verdict::Conflict);
    assert_eq!(units(("€7.0", ""), ("$9.0", "")), Verdict::ConditionalConflict);
    assert_eq!(units(("€7.0", ""), ("$8.3", "")), Verdict::Close);
    assert_eq!(units(("€7.0", ""), ("$8.0", "")), Verdict::Agree);
    // There are no rates of the North Korean won, nor of 2020 in the prices of 1900.
    assert_eq!(units(("KPW 7", ""), ("$5", "")), Verdict::NotComparable);
    assert_eq!(units(("KPW 7", ""), ("KPW 5", "")), Verdict::Conflict);
    assert_eq!(units(("$7", "prices = 1900"), ("$5", "")), Verdict::NotComparable);
    // By the consumer prices $7 of 2015 is $7.64 of 2020.
    assert_eq!(units(("$7", "prices = 2015"), ("$5", "")), Verdict::ConditionalConflict);
    assert_eq!(units(("$7", "prices = 2015"), ("$5", "prices = 2015")), Verdict::Conflict);
}

#[test]
fn stocks_compare_on_the_same_day_only() {
    let on = |day: &str| format!("stage = 'held', period = '{day}'");
    let verdict_of =
        |reading: &str, one: &str, two: &str| verdict(reading, ("$7", &on(one), ""), ("$5", &on(two), ""));
    assert_eq!(verdict_of("", "2020-06-30", "2020-06-30"), Verdict::Conflict);
    assert_eq!(verdict_of("", "2020-06-30", "2020-06"), Verdict::Conflict);
    assert_eq!(verdict_of("", "2020-06-30", "2020-07-15"), Verdict::ConditionalConflict);
    assert_eq!(verdict_of("as-of = '0 days'", "2020-06-30", "2020-07-15"), Verdict::NotComparable);
    assert_eq!(verdict_of("", "2020-06-30", "2020-09-30"), Verdict::NotComparable);
    let flow = verdict("", ("$7", &on("2020"), ""), ("$5", "period = 2020", ""));
    assert_eq!(flow, Verdict::NotComparable);
}

#[test]
fn rates_are_multiplied_by_the_length_of_their_period() {
    let total = |figure: &str, period: &str| {
        let scope = format!("period = '{period}'");
        let shared =
            compared(pair("as-written = '0%'", (figure, &scope, ""), ("at least $1", &scope, ""))).shared;
        let shared = shared.unwrap();
        assert_eq!(shared.high.clone(), shared.low.clone(), "the open end adds nothing");
        shared.low.unwrap().to_string()
    };
    assert_eq!(total("$12 a year", "2018/2020"), "36");
    assert_eq!(total("$366 a year", "2020-01"), "31");
    assert_eq!(total("$365 a year", "2019-01"), "31");
    // A quarter of leap year 2020 and three quarters of 2021, by days.
    assert_eq!(total("$66,795 a year", "2020-10/2021-09"), "66749");
    assert_eq!(total("$66,795 a year", "FY2020"), "66841");
    assert_eq!(total("$10 a month", "2020-01/2020-02-14"), "430/29");
    assert_eq!(total("$10 a quarter", "2020-Q1/2020-Q3"), "30");
    assert_eq!(total("$7 a week", "2020"), "366");
    assert_eq!(total("$1 a day", "2019/2020"), "731");
}

#[test]
fn carried_rates_meet_within_their_reach() {
    let verdict_of = |carry: &str, one: &str, two: &str| {
        let reading = format!("carry = '{carry}'");
        verdict(
            &reading,
            ("$7 a year", "", &format!("date = {one}")),
            ("$5 a year", "", &format!("date = {two}")),
        )
    };
    assert_eq!(verdict_of("3 years", "2020", "2020-05-01"), Verdict::Conflict);
    assert_eq!(verdict_of("3 years", "2020", "2023"), Verdict::ConditionalConflict);
    assert_eq!(verdict_of("3 years", "2020", "2026"), Verdict::ConditionalConflict);
    assert_eq!(verdict_of("3 years", "2020", "2027"), Verdict::NotComparable);
    assert_eq!(verdict_of("0 years", "2020", "2021"), Verdict::NotComparable);
    // Both years of a date that spans two are an assumption.
    assert_eq!(verdict_of("0 years", "'2020/2021'", "2021"), Verdict::ConditionalConflict);
}

#[test]
fn carried_rates_are_tried_over_stated_periods_in_proportion() {
    let rate = |period: &str, figure: &str| {
        let scope = format!("period = '{period}'");
        compared(pair("as-written = '0%'", ("$12 a month", "", "date = 2020"), (figure, &scope, "")))
    };
    let clash = rate("2021-03/2021-08", "$50");
    let proof = clash.proof.unwrap();
    assert_eq!(proof.terms.iter().map(|term| term.bound.to_string()).collect::<Vec<_>>(), ["72", "50"]);
    assert_eq!((proof.shortfall.to_string(), proof.stretch.to_string()), ("22".into(), "11/61".into()));
    // Of a longer period the rate reaches only a part: 2017 to 2023.
    let part = rate("2010/2023", "$500");
    assert_eq!(part.relation, Relation::Part);
    assert_eq!(part.proof.unwrap().terms.first().unwrap().bound.to_string(), "1008");
}

#[test]
fn averages_bind_their_parts_only_if_steady() {
    let part =
        |more: &str| verdict("", ("$10 a year", "period = '2018/2020'", more), ("$25", "period = 2019", ""));
    assert_eq!(part(""), Verdict::ConditionalConflict);
    assert_eq!(part("steady = true"), Verdict::Conflict);
    // Within the three years' total of 30 there is room for 25 in one of them.
    let open = verdict("", ("at most $10 a year", "period = '2018/2020'", ""), ("$25", "period = 2019", ""));
    assert_eq!(open, Verdict::ConditionalConflict);
    // A total across years, held against the whole years around it.
    let across = |more: &str| {
        let average = ("$10 a year", "period = '2018/2020'", more);
        verdict("as-written = '0%'", average, ("$30", "period = '2018-07/2019-06'", ""))
    };
    assert_eq!(across("steady = true"), Verdict::Conflict);
    assert_eq!(across(""), Verdict::ConditionalConflict);
}

#[test]
fn undated_totals_bind_from_below() {
    let verdict_of = |reading: &str, total: &str| {
        verdict(reading, (total, "", "date = 2020-05-01"), ("$50", "period = 2020", ""))
    };
    assert_eq!(verdict_of("", "$70"), Verdict::ConditionalConflict);
    assert_eq!(verdict_of("", "$50"), Verdict::Agree);
    assert_eq!(verdict_of("undated = 'open'", "$70"), Verdict::NotComparable);
    // By its date at least so much had flowed.
    let until = verdict("", ("$70", "", "date = 2020-12-31"), ("$50", "period = '../2020'", ""));
    assert_eq!(until, Verdict::Conflict);
    let undated = verdict("", ("$70", "", ""), ("$50", "period = '../2020'", ""));
    assert_eq!(undated, Verdict::Compatible);
}

#[test]
fn ends_that_lie_close_together_are_tried_as_one() {
    let verdict_of = |reading: &str, one: &str, two: &str| {
        let scope = |period: &str| format!("period = '{period}'");
        verdict(reading, ("$70", &scope(one), ""), ("$50", &scope(two), ""))
    };
    assert_eq!(verdict_of("", "../2022-08-20", "../2022-08-01"), Verdict::ConditionalConflict);
    assert_eq!(verdict_of("as-of = '1 week'", "../2022-08-20", "../2022-08-01"), Verdict::Compatible);
    assert_eq!(verdict_of("", "2019-01-15/2020", "2019/2020-12-20"), Verdict::ConditionalConflict);
    assert_eq!(verdict_of("", "2020-01", "2020-02"), Verdict::NotComparable);
    assert_eq!(verdict_of("", "2020-01-16/2020-02-15", "2020-02"), Verdict::NotComparable);
}

#[test]
fn a_publisher_that_restates_a_rate_ends_the_old_one() {
    let claims = |later: &str, source: &str| {
        claim("one", "$7 a year", "", "date = 2020")
            + &claim("later", later, "", &format!("date = 2022\nsource = '{source}'"))
            + &claim("two", "$5 a year", "", "date = 2025\nsource = 'z'")
    };
    let verdict_of = |later: &str, source: &str| {
        pair_of(report("", &claims(later, source))).map_or(Verdict::NotComparable, |pair| pair.verdict)
    };
    // Carried three years, 2020 and 2025 meet in 2022 and 2023.
    assert_eq!(verdict_of("$9 a year", "x-later"), Verdict::NotComparable);
    assert_eq!(verdict_of("$9 a year", "y"), Verdict::ConditionalConflict);
    assert_eq!(verdict_of("$7 a year", "x-later"), Verdict::ConditionalConflict);
}

#[test]
fn a_restatement_long_ago_does_not_keep_a_rate_from_being_carried_back() {
    let claims = claim("old", "$100 a year", "", "date = 2010")
        + &claim("one", "$200 a year", "", "date = 2025")
        + &claim("two", "$50", "period = 2024", "source = 'y'");
    assert_eq!(pair_of(report("", &claims)).unwrap().verdict, Verdict::ConditionalConflict);
}

#[test]
fn a_rate_up_to_a_year_ends_where_the_next_one_starts() {
    let verdict_of = |period: &str, source: &str| {
        let claims = claim("one", "$200 a year", &format!("period = '{period}'"), "date = 2017")
            + &claim("two", "$800 a year", "", &format!("date = 2017\nsource = '{source}'"));
        pair_of(report("", &claims)).map_or(Verdict::NotComparable, |pair| pair.verdict)
    };
    // Carried three years back, the rate of 2017 would meet the other in 2014 and 2015.
    for period in ["2012/2015", "../2015", "../2015-06"] {
        assert_eq!(verdict_of(period, "x"), Verdict::NotComparable, "{period}");
        assert_eq!(verdict_of(period, "y"), Verdict::ConditionalConflict, "{period}");
    }
    // Up to the very year that the other is of, they are of one time.
    assert_eq!(verdict_of("../2017", "x"), Verdict::ConditionalConflict);
    // It goes back only into time that the rate before it does not reach.
    let before = |source: &str| {
        let claims = claim("one", "$200 a year", "", "date = 2012")
            + &claim(
                "two",
                "$800 a year",
                "period = '../2015'",
                &format!("date = 2017\nsource = '{source}'"),
            );
        pair_of(report("", &claims)).map_or(Verdict::NotComparable, |pair| pair.verdict)
    };
    assert_eq!(before("x"), Verdict::NotComparable);
    assert_eq!(before("y"), Verdict::ConditionalConflict);
}

#[test]
fn rates_of_one_year_meet_in_that_year() {
    let found =
        pair("", ("$1.000 million a day", "", "date = 2019"), ("$365 million a year", "", "date = 2019"));
    let found = found.unwrap();
    assert_eq!(found.verdict, Verdict::Agree);
    assert!(compared(Some(found)).assumptions.is_empty());
}

#[test]
fn a_verdict_that_rests_on_a_complete_list_names_it() {
    let named = |one: &str, two: &str| {
        let scope = |payee: &str| format!("payee = '{payee}', period = 2020");
        let compared = compared(pair("", ("$7", &scope(one), ""), ("$5", &scope(two), "")));
        compared.taken_as_complete.into_iter().map(|group| group.id).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(named("only-ab", "ab"), "only-ab");
    assert_eq!(named("a", "only-ab"), "");
    assert_eq!(named("ab", "outer"), "");
}

#[test]
fn an_echo_of_an_echo_repeats_both() {
    let claims = claim("origin", "$50", "period = 2020", "")
        + &claim("one", "$90", "period = 2020", "source = 'y'\nrepeats = 'origin'")
        + &claim("two", "$90", "period = 2020", "source = 'z'\nrepeats = 'one'");
    let report = report("", &claims);
    let verdicts: Vec<(String, String, Verdict)> = report
        .sections
        .into_iter()
        .flat_map(|section| section.pairs)
        .map(|pair| (pair.first, pair.second, pair.verdict))
        .collect();
    let of = |a: &str, b: &str| {
        let wanted = |(x, y, _): &&(String, String, Verdict)| [x, y].iter().all(|id| *id == a || *id == b);
        verdicts.iter().find(wanted).unwrap().2
    };
    assert_eq!(of("one", "two"), Verdict::Echo);
    assert_eq!(of("origin", "one"), Verdict::GarbledEcho);
    assert_eq!(of("origin", "two"), Verdict::GarbledEcho);
}

#[test]
fn circles_through_repeats_and_derived_sources_end() {
    // `two` says that it repeats `one`, whose source derives from the source of `two`.
    let claims = claim("one", "$50", "period = 2020", "source = 'reprint'")
        + &claim("two", "$50", "period = 2020", "source = 'x'\nrepeats = 'one'");
    assert_eq!(pair_of(report("", &claims)).unwrap().verdict, Verdict::Echo);
}

#[test]
fn materiality_makes_a_small_clash_close() {
    let verdict_of = |materiality: &str| {
        let reading = format!("as-written = '0%'\nmateriality = '{materiality}'");
        verdict(&reading, ("$105", "period = 2020", ""), ("$95", "period = 2020", ""))
    };
    // (105 − 95) / (105 + 95) = 5%.
    assert_eq!(verdict_of("5%"), Verdict::Close);
    assert_eq!(verdict_of("4.99%"), Verdict::Conflict);
}

#[test]
fn open_ends_that_a_verdict_rests_on_are_named() {
    let rests_on = |one: &str, two: &str| {
        compared(pair("", (one, "period = 2020", ""), (two, "period = 2020", ""))).rests_on_open_end
    };
    assert_eq!(rests_on("more than $7bn", "$85bn").as_deref(), Some("one"));
    assert_eq!(rests_on("$30 million", "up to $100 million").as_deref(), Some("two"));
    assert_eq!(rests_on("more than $700 million", "$700 million"), None);
    let whole = pair(
        "",
        ("$7", "payee = 'a', period = 2020", ""),
        ("more than $5", "payee = 'ab', period = 2020", ""),
    );
    assert_eq!(compared(whole).rests_on_open_end.as_deref(), Some("two"));
}

#[test]
fn voices_are_counted_by_origin() {
    let sources = |source: &str| {
        let one = ("$7", "period = 2020", "");
        compared(pair("", one, ("$7", "period = 2020", &format!("source = '{source}'")))).independent_sources
    };
    assert_eq!(sources("y"), 2);
    assert_eq!(sources("x-later"), 1);
    assert_eq!(sources("x"), 1);
}

#[test]
fn echoes_say_the_same_or_are_garbled() {
    let echo = |figure: &str, scope: &str| {
        let found =
            pair("", ("$7 million", "payee = 'a', period = 2020", ""), (figure, scope, "source = 'reprint'"));
        match found.unwrap().because {
            Because::Repeats { echo, differences, .. } => {
                assert_eq!(echo, "two");
                differences.iter().map(|difference| difference.word()).collect::<Vec<_>>().join(" ")
            }
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(echo("$7 million", "payee = 'a', period = 2020"), "");
    assert_eq!(echo("about $7 million", "payee = 'a', period = 2020"), "");
    assert_eq!(echo("$70 million", "payee = 'a', period = 2020"), "amount");
    assert_eq!(echo("€7 million", "payee = 'a', period = 2020"), "currency");
    assert_eq!(echo("€6.2 million ($7 million)", "payee = 'a', period = 2020"), "");
    // Told in another currency it comes to the same at a rate of 2020, or it does not.
    assert_eq!(echo("€6.2 million", "payee = 'a', period = 2020"), "");
    assert_eq!(echo("€9 million", "payee = 'a', period = 2020"), "currency");
    assert_eq!(echo("$7 million a year", "payee = 'ab', period = 2020"), "rate payee");
    assert_eq!(echo("$7 million", "payee = 'a', period = '2020/2021'"), "period");
}

#[test]
fn an_echo_takes_no_part_in_conflicts() {
    let claims = claim("one", "$7", "period = 2020", "")
        + &claim("echo", "$7", "period = 2020", "source = 'y'\nrepeats = 'one'")
        + &claim("two", "$5", "period = 2020", "source = 'y'");
    let report = report("", &claims);
    let verdicts: Vec<Verdict> =
        report.sections.iter().flat_map(|s| &s.pairs).map(|pair| pair.verdict).collect();
    assert_eq!(verdicts.iter().filter(|&&verdict| verdict == Verdict::Conflict).count(), 1);
    assert_eq!(verdicts.iter().filter(|&&verdict| verdict == Verdict::Echo).count(), 1);
}

#[test]
fn a_revision_shows_the_factor() {
    let claims = claim("one", "$50 million", "period = 2020", "")
        + &claim("two", "$75 million", "period = 2020", "source = 'y'\nsupersedes = 'one'");
    let found = pair_of(report("", &claims)).unwrap();
    assert_eq!(found.verdict, Verdict::Revised);
    let Because::Supersedes { old, new, factor } = found.because else { panic!("not a revision") };
    assert_eq!((old.as_str(), new.as_str(), factor.unwrap().to_string().as_str()), ("one", "two", "1.5"));
}

#[test]
fn amounts_of_28_digits_are_compared_exactly() {
    let figure = |amount: &str| format!("{{ low = '{amount}', high = '{amount}', currency = 'USD' }}");
    let (one, two) = (figure("9999999999999999999999999999"), figure("9999999999999999999999999998"));
    let found = pair("materiality = '0%'", (&one, "period = 2020", ""), (&two, "period = 2020", ""));
    assert_eq!(found.as_ref().unwrap().verdict, Verdict::Conflict);
    assert_eq!(compared(found).proof.unwrap().shortfall.to_string(), "1");
}
