//! Laws of stage order: what is paid by a day was pledged by then, if the dataset says so.

use crossfoot::claim::Dataset;
use crossfoot::dataset::Files;
use crossfoot::normalise;
use crossfoot::output::{self, Terminal};
use crossfoot::report::{Selection, build};

use super::{Claim, EXACT, dataset_of, text, told};

const ORDER: &str = "[stage]\norder = [\"requested\", \"pledged\", \"paid\"]\n";

/// Claims that are said in 2020, in a dataset with this order of stages.
fn whole(order: &str, claims: &[Claim<'_>]) -> String {
    let scopes: Vec<String> = claims.iter().map(|(_, _, scope)| format!("{scope} | date = 2020")).collect();
    let dated: Vec<Claim<'_>> =
        claims.iter().zip(&scopes).map(|((id, figure, _), scope)| (*id, *figure, scope.as_str())).collect();
    text(EXACT, &dated) + order
}

fn files(order: &str, claims: &[Claim<'_>]) -> Vec<(String, String)> {
    vec![("claims.toml".to_owned(), whole(order, claims))]
}

fn dataset(order: &str, claims: &[Claim<'_>]) -> Dataset {
    dataset_of(files(order, claims))
}

/// The sentence of the report that begins with this.
fn sentence(claims: &[Claim<'_>], start: &str) -> String {
    let files = Files::from_texts(files(ORDER, claims));
    let dataset = normalise::read(&files).unwrap();
    let report = build(&dataset, &files, dataset.reading(None).unwrap(), &Selection::default());
    let terminal = Terminal { width: 10_000, colour: false };
    let page = output::render(&report, output::Format::Table, terminal);
    let line = page.lines().find(|line| line.trim_start().starts_with(start));
    line.unwrap_or_else(|| panic!("no {start}: {page}")).trim().to_owned()
}

const PLEDGED: Claim<'_> = ("pledge", "$100", "payee = \"open\", stage = \"pledged\", period = \"2020\"");
const PAID: Claim<'_> = ("pay", "$120", "payee = \"open\", period = \"2020\"");

#[test]
fn no_more_is_paid_than_was_pledged() {
    let claims = [PLEDGED, PAID];
    assert_eq!(
        told(&dataset(ORDER, &claims)),
        ["≠ pay pledge by 1/11", "+ pay", "+ pledge", "- pay", "- pledge"]
    );
    assert_eq!(
        sentence(&claims, "1 ≠ 2"),
        "1 ≠ 2: Open paid in 2020 ≥ 120 (pay); Open pledged in 2020 ≤ 100 (pledge); short by 20; they fit if every \
         figure is stretched by 9.09%; by the law that no more is paid than pledged; both from one source."
    );
    let without = told(&dataset("", &claims));
    assert!(without.is_empty());
}

#[test]
fn what_was_paid_by_an_earlier_day_was_pledged_by_a_later_one() {
    let claims = [
        ("pledge", "$100", "payee = \"open\", stage = \"pledged\", period = \"2020/2022\""),
        ("pay", "$120", "payee = \"a\", period = \"2020/2021\""),
    ];
    let conflict = "≠ pay pledge by 1/11";
    assert_eq!(told(&dataset(ORDER, &claims)).first().map(String::as_str), Some(conflict));
    // By 2021 less may have been pledged than is paid by 2022.
    let later = [claims[0], ("pay", "$120", "payee = \"a\", period = \"2020/2023\"")];
    assert!(told(&dataset(ORDER, &later)).is_empty());
    assert_eq!(sentence(&later, "1·2"), "1·2 (different stages)");
    // What was pledged before may be paid now.
    let starts_later = [claims[0], ("pay", "$120", "payee = \"a\", period = \"2021\"")];
    assert!(told(&dataset(ORDER, &starts_later)).is_empty());
    assert_eq!(sentence(&starts_later, "1·2"), "1·2 (different stages)");
    // A wider payee may be paid more.
    let wider = [("pledge", "$100", "payee = \"a\", stage = \"pledged\", period = \"2020\""), PAID];
    assert!(told(&dataset(ORDER, &wider)).is_empty());
    assert_eq!(sentence(&wider, "1·2"), "1·2 (different stages)");
}

#[test]
fn parts_paid_exceed_what_was_pledged_to_the_group() {
    let claims = [
        PLEDGED,
        ("x", "$60", "payee = \"a\", period = \"2020\""),
        ("y", "$60", "payee = \"b\", period = \"2020\""),
    ];
    assert_eq!(told(&dataset(ORDER, &claims)).first().map(String::as_str), Some("≠ pledge x y by 1/11"));
    assert_eq!(
        sentence(&claims, "2 ⊂ 1"),
        "2 ⊂ 1: x (60, 2020) is part of pledge (100, 2020), being narrower in payee, later in stage; by the law \
         that no more is paid than pledged."
    );
    assert_eq!(
        sentence(&claims, "1 + 2 + 3 ≠"),
        "1 + 2 + 3 ≠: A paid ≥ 60 (x); B paid ≥ 60 (y); A pledged ≥ A paid (law: no more paid than pledged); B \
         pledged ≥ B paid (law: no more paid than pledged); Open pledged ≤ 100 (pledge); all in 2020; short by 20; \
         they fit if every figure is stretched by 9.09%; all from one source."
    );
}

#[test]
fn laws_lead_from_stage_to_stage() {
    let requested = ("ask", "$100", "payee = \"open\", stage = \"requested\", period = \"2020\"");
    assert_eq!(
        told(&dataset(ORDER, &[requested, PAID])).first().map(String::as_str),
        Some("≠ ask pay by 1/11")
    );
    // The pledges fit with both sides, and say nothing of what lies between.
    let pledged = ("pledge", "at most $130", "payee = \"open\", stage = \"pledged\", period = \"2020\"");
    assert_eq!(
        told(&dataset(ORDER, &[requested, pledged, PAID])),
        ["≠ ask pay by 1/11", "+ ask pledge", "+ pay pledge", "- ask", "- pay"]
    );
    let spent = ("use", "$500", "payee = \"open\", stage = \"spent\", period = \"2020\"");
    assert!(told(&dataset(ORDER, &[requested, spent])).is_empty());
}

#[test]
fn a_law_may_hold_on_an_assumption() {
    let pledged = ("pledge", "$100 a year", "payee = \"a\", stage = \"pledged\", period = \"2020/2021\"");
    let paid = ("pay", "$120", "payee = \"a\", period = \"2020\"");
    assert_eq!(
        told(&dataset(ORDER, &[pledged, paid])).first().map(String::as_str),
        Some("≠? pay pledge by 1/11")
    );
    let unstated = ("pay", "$120", "payee = \"open\", stage = \"unstated\", period = \"2020\"");
    assert_eq!(
        told(&dataset(ORDER, &[PLEDGED, unstated])).first().map(String::as_str),
        Some("≠? pay pledge by 1/11")
    );
}
