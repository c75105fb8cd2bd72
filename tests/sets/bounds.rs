//! The least and most that claims allow of one flow.

use crossfoot::bounds::{Flow, LeftOut};
use crossfoot::dataset::Files;
use crossfoot::normalise;
use crossfoot::period::{Date, DayRange, Per};
use crossfoot::report::bounds::{AllowedOver, Bounds, EndFacts, Question, build};
use crossfoot::scope::{Node, Stage};

use super::{Claim, EXACT, text};

/// Claims on payments of `p`, said in 2020: id, figure, and the rest of the scope.
fn ask_about(
    more: &str,
    claims: &[Claim<'_>],
    (payee, stage): (&str, Stage),
    period: Option<&str>,
    unit: Option<Per>,
) -> Bounds {
    let scopes: Vec<String> = claims.iter().map(|(_, _, scope)| format!("{scope} | date = 2020")).collect();
    let dated: Vec<Claim<'_>> =
        claims.iter().zip(&scopes).map(|((id, figure, _), scope)| (*id, *figure, scope.as_str())).collect();
    let text = text(EXACT, &dated) + more;
    let files = Files::from_texts(vec![("claims.toml".to_owned(), text)]);
    let dataset = normalise::read(&files).expect("valid");
    let node = |id: &str| dataset.actors().find(id).unwrap();
    let flow = Flow { payer: node("p"), payee: node(payee), category: Node::EVERYTHING, stage };
    let days = |text: &str| -> DayRange { Date::parse(text).unwrap().days() };
    let period = period.map(|text| (text.to_owned(), days(text)));
    let question = Question { flow, period, unit, as_of: None, prices: None };
    build(&dataset, &files, dataset.reading(None).unwrap(), &question)
}

/// "60 – ∞", of what is paid to somebody over a period.
fn paid(claims: &[Claim<'_>], payee: &str, period: &str) -> String {
    shown(&ask_about("", claims, (payee, Stage::Paid), Some(period), None))
}

fn shown(bounds: &Bounds) -> String {
    range(bounds.periods.first().unwrap().undisputed.as_ref())
}

fn range(allowed: Option<&AllowedOver>) -> String {
    let Some(allowed) = allowed else { return "undecided".to_owned() };
    let end = |end: &EndFacts| {
        assert!(end.decided);
        let value = end.value.as_ref().map_or_else(|| "∞".to_owned(), ToString::to_string);
        let taking = if end.assumptions.is_empty() { "" } else { "?" };
        let complete = if end.taken_as_complete.is_empty() { "" } else { "!" };
        format!("{value}{taking}{complete}")
    };
    format!("{} – {}", end(&allowed.low), end(&allowed.high))
}

const A: Claim<'_> = ("x", "$60", "payee = \"a\", period = \"2020\"");
const B: Claim<'_> = ("y", "$70", "payee = \"b\", period = \"2020\"");

#[test]
fn a_group_is_at_least_its_parts_and_at_most_if_it_is_complete() {
    assert_eq!(paid(&[A, B], "closed", "2020"), "130 – 130!");
    assert_eq!(paid(&[A, B], "open", "2020"), "130 – ∞");
    assert_eq!(paid(&[A, B], "bc", "2020"), "70 – ∞");
    assert_eq!(paid(&[A, B], "c", "2020"), "0 – ∞");
    assert_eq!(paid(&[A, B], "a", "2021"), "0 – ∞");
}

#[test]
fn what_is_left_of_a_whole_beside_its_part() {
    let whole = ("z", "$100", "payee = \"open\", period = \"2020\"");
    assert_eq!(paid(&[A, whole], "b", "2020"), "0 – 40");
    assert_eq!(paid(&[A, whole], "open", "2020"), "100 – 100");
    assert_eq!(paid(&[("z", "$100", "payee = \"closed\", period = \"2020\""), A], "b", "2020"), "40! – 40");
    let bounds = ask_about("", &[A, whole], ("b", Stage::Paid), Some("2020"), None);
    let high = &bounds.periods.first().unwrap().undisputed.as_ref().unwrap().high;
    assert_eq!(high.claims, ["x", "z"]);
    let terms: Vec<String> = high
        .proof
        .iter()
        .map(|term| {
            format!("{} {:?} {} × {}", term.claim.as_ref().unwrap(), term.end, term.multiplier, term.bound)
        })
        .collect();
    assert_eq!(terms, ["x Low 1 × 60", "z High 1 × 100"]);
}

#[test]
fn totals_and_rates_over_parts_of_their_time() {
    let total = ("x", "$60", "payee = \"a\", period = \"2019/2020\"");
    assert_eq!(paid(&[total], "a", "2020"), "0 – 60");
    assert_eq!(paid(&[total], "a", "2019/2020"), "60 – 60");
    assert_eq!(paid(&[total], "a", "2018/2021"), "60 – ∞");
    let average = ("x", "$366 a year", "payee = \"a\", period = \"2019/2020\"");
    assert_eq!(paid(&[average], "a", "2019/2020"), "732 – 732");
    assert_eq!(paid(&[average], "a", "2020"), "366? – 366?");
    assert_eq!(paid(&[average], "a", "2020-01"), "31? – 31?");
    let carried = ("x", "$366 a year", "payee = \"a\"");
    assert_eq!(paid(&[carried], "a", "2020"), "366 – 366");
    assert_eq!(paid(&[carried], "a", "2020-02"), "29? – 29?");
    assert_eq!(paid(&[carried], "a", "2023"), "366? – 366?");
    assert_eq!(paid(&[carried], "a", "2024"), "0 – ∞");
    // Over a period that begins before the time over which the rate is tried, the rest is open.
    assert_eq!(paid(&[carried], "a", "2016/2017"), "366? – ∞");
}

#[test]
fn amounts_by_a_unit_of_time() {
    let total = ("x", "$120", "payee = \"a\", period = \"2019/2020\"");
    let bounds = ask_about("", &[total], ("a", Stage::Paid), Some("2019/2020"), Some(Per::Month));
    let period = bounds.periods.first().unwrap();
    assert_eq!(period.length.as_ref().unwrap().to_string(), "24");
    let high = &period.undisputed.as_ref().unwrap().high;
    assert_eq!(high.by_unit.as_ref().unwrap().to_string(), "5");
}

#[test]
fn conflicts_leave_ways_out() {
    let claims = [A, ("w", "$90", "payee = \"a\", period = \"2020\""), B];
    let bounds = ask_about("", &claims, ("closed", Stage::Paid), Some("2020"), None);
    let period = bounds.periods.first().unwrap();
    assert_eq!(range(period.undisputed.as_ref()), "70 – ∞");
    let ways: Vec<String> = period
        .repairs
        .iter()
        .map(|repair| {
            format!("{}: {} {}", repair.leave_out.join(" "), range(repair.allowed.as_ref()), repair.differs)
        })
        .collect();
    assert_eq!(ways, ["w: 130 – 130! true", "x: 160 – 160! true"]);
    let elsewhere = ask_about("", &claims, ("b", Stage::Paid), Some("2020"), None);
    assert!(elsewhere.periods.first().unwrap().repairs.is_empty());
}

#[test]
fn laws_bound_a_flow_of_another_stage() {
    let order = "[stage]\norder = [\"pledged\", \"paid\"]\n";
    let pledged = ("x", "$60", "payee = \"open\", stage = \"pledged\", period = \"2020\"");
    let paid = ("y", "$20", "payee = \"a\", period = \"2020\"");
    let ask = |more: &str, claims: &[_], payee, stage| {
        shown(&ask_about(more, claims, (payee, stage), Some("2020"), None))
    };
    assert_eq!(ask(order, &[pledged, paid], "b", Stage::Paid), "0 – 40");
    assert_eq!(ask(order, &[pledged, paid], "a", Stage::Pledged), "20 – 60");
    assert_eq!(ask("", &[pledged, paid], "b", Stage::Paid), "0 – ∞");
    // A law binds whoever asks, though nobody states an amount of the stage asked about.
    assert_eq!(ask(order, &[pledged], "b", Stage::Paid), "0 – 60");
}

#[test]
fn what_is_held_is_held_on_a_day() {
    let claims = [("x", "$60", "payee = \"a\", stage = \"held\", period = \"2020-06-30\"")];
    let ask = |period| ask_about("", &claims, ("a", Stage::Held), period, None);
    assert_eq!(shown(&ask(Some("2020-06"))), "60 – 60");
    assert_eq!(shown(&ask(Some("2020"))), "0 – ∞");
    let times: Vec<String> = ask(None).periods.iter().map(|period| period.flow.time.to_string()).collect();
    assert_eq!(times, ["2020-06-30"]);
}

#[test]
fn years_are_those_that_claims_speak_of() {
    let claims = [
        ("x", "$60", "payee = \"a\", period = \"2012/2013\""),
        ("y", "$5 a year", "payee = \"open\""),
        ("z", "$5 a year", "payee = \"c\", period = \"2001\""),
        ("u", "$7", "payee = \"b\", period = \"../2009\""),
    ];
    let years = |payee: &str, claims: &[_]| -> Vec<String> {
        let bounds = ask_about("", claims, (payee, Stage::Paid), None, None);
        bounds.periods.iter().map(|period| period.flow.time.to_string()).collect()
    };
    assert_eq!(years("a", &claims), ["2012", "2013", "2020"]);
    assert_eq!(years("b", &claims), ["2009", "2020"]);
    let long = [("x", "$60", "payee = \"a\", period = \"1901/2000\"")];
    assert_eq!(years("a", &long).len(), 30);
    assert_eq!(years("a", &long).first().map(String::as_str), Some("1971"));
    assert_eq!(ask_about("", &long, ("a", Stage::Paid), None, None).earlier_years, 70);
}

#[test]
fn other_units_and_claims_without_a_time_are_named() {
    let claims = [
        A,
        ("e", "KPW 5", "payee = \"a\", period = \"2020\""),
        ("f", "KPW 5", "payee = \"a\", period = \"2019\""),
    ];
    let unplaced = "[source.t]\nname = \"T\"\n[[claim]]\nid = \"u\"\nfigure = \"$5 a year\"\nsource = \"t\"\n\
                    scope = { payer = \"p\", payee = \"a\" }\n[[claim]]\nid = \"v\"\nfigure = \"$5\"\nprices = 1900\n\
                    source = \"t\"\nscope = { payer = \"p\", payee = \"a\", period = 2020 }\n";
    let bounds = ask_about(unplaced, &claims, ("a", Stage::Paid), Some("2020"), None);
    assert_eq!(shown(&bounds), "60 – 60");
    let left_out: Vec<(&str, LeftOut)> =
        bounds.left_out.iter().map(|each| (each.claim.as_str(), each.because)).collect();
    let (gone, unplaced) = (LeftOut::NotConvertible, LeftOut::Unplaced);
    assert_eq!(left_out, [("e", gone), ("u", unplaced), ("v", gone)]);
}

#[test]
fn claims_in_other_money_count_as_converted() {
    // On that day a euro was 1.1819 dollars.
    let claims = [
        ("whole", "up to €100", "payee = \"open\", period = \"2020-10-26\""),
        ("part", "at least $20", "payee = \"b\", period = \"2020-10-26\""),
    ];
    let bounds = ask_about("", &claims, ("a", Stage::Paid), Some("2020-10-26"), None);
    assert_eq!(shown(&bounds), "0 – 98.19");
    assert!(bounds.left_out.is_empty());
}
