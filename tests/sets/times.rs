//! Conflicts through other periods, and on assumptions about time.

use crate::{EXACT, FINE, kept, of, read_as, told};

#[test]
fn a_year_is_what_the_other_leaves_of_two() {
    let claims = [
        ("both", "$100", "payee = \"a\", period = \"2019/2020\""),
        ("first", "$30", "payee = \"a\", period = 2019"),
        ("second", "$60", "payee = \"a\", period = 2020"),
    ];
    assert_eq!(
        of(&claims),
        [
            "≠ both first second by 1/19",
            "+ both first",
            "+ both second",
            "+ first second",
            "- both",
            "- first",
            "- second"
        ]
    );
}

/// The rate and the two totals meet only in 2021, of which the third claim speaks.
#[test]
fn rates_are_carried_into_the_year_that_another_claim_speaks_of() {
    let claims = [
        ("part-a", "$60 a year", "payee = \"a\" | date = 2020"),
        ("part-b", "$60 a year", "payee = \"b\" | date = 2022"),
        ("whole", "$100", "payee = \"open\", period = 2021"),
    ];
    assert_eq!(
        of(&claims),
        [
            "≠? part-a part-b whole by 1/11",
            "+ part-a part-b",
            "+ part-a whole",
            "+ part-b whole",
            "- part-a",
            "- part-b",
            "- whole"
        ]
    );
    assert_eq!(read_as(&format!("{EXACT}carry = \"0 years\"\n"), &claims), FINE);
}

#[test]
fn rates_of_one_year_are_in_conflict_by_their_words() {
    let claims = [
        ("part-a", "$60 a year", "payee = \"a\" | date = 2020"),
        ("part-b", "$60 a year", "payee = \"b\" | date = 2020"),
        ("whole", "$100 a year", "payee = \"open\" | date = 2020"),
    ];
    assert_eq!(
        of(&claims),
        [
            "≠ part-a part-b whole by 1/11",
            "+ part-a part-b",
            "+ part-a whole",
            "+ part-b whole",
            "- part-a",
            "- part-b",
            "- whole"
        ]
    );
}

/// A steady rate holds in every year of its period, also in one that nobody else speaks of.
#[test]
fn a_steady_rate_holds_in_years_that_nobody_speaks_of() {
    let claims = [
        ("both", "at most $19", "payee = \"a\", period = \"2018/2019\""),
        ("first", "at least $19", "payee = \"a\", period = 2018"),
        ("rate", "at least $1 a year", "payee = \"a\", period = \"2018/2019\" | steady = true"),
    ];
    assert_eq!(
        of(&claims),
        [
            "≠ both first rate by 1/39",
            "+ both first",
            "+ both rate",
            "+ first rate",
            "- both",
            "- first",
            "- rate"
        ]
    );
}

/// Without that it is an average, and one year may have had it all.
#[test]
fn an_average_need_not_hold_in_every_year() {
    let claims = [
        ("both", "at most $19", "payee = \"a\", period = \"2018/2019\""),
        ("first", "at least $19", "payee = \"a\", period = 2018"),
        ("rate", "at least $1 a year", "payee = \"a\", period = \"2018/2019\""),
    ];
    assert_eq!(of(&claims), FINE);
}

/// A fiscal year lies in two calendar years, and no calendar year lies in it.
#[test]
fn fiscal_years_against_calendar_years() {
    let claims = [
        ("fiscal", "at least $250", "payee = \"a\", period = \"2019-07/2020-06\""),
        ("year-1", "at most $120", "payee = \"a\", period = 2019"),
        ("year-2", "at most $110", "payee = \"a\", period = 2020"),
    ];
    assert_eq!(
        of(&claims),
        [
            "≠ fiscal year-1 year-2 by 1/24",
            "+ fiscal year-1",
            "+ fiscal year-2",
            "+ year-1 year-2",
            "- fiscal",
            "- year-1",
            "- year-2"
        ]
    );
}

/// What is said to have flowed, whenever it was, is part of all that flowed until then.
#[test]
fn undated_totals_bound_all_time_until_then_from_below() {
    let claims = [
        ("part-a", "$60", "payee = \"a\" | date = 2020"),
        ("part-b", "$60", "payee = \"b\" | date = 2019"),
        ("so-far", "$100", "payee = \"open\", period = \"../2020\""),
    ];
    let conflict = [
        "≠ part-a part-b so-far by 1/11",
        "+ part-a part-b",
        "+ part-a so-far",
        "+ part-b so-far",
        "- part-a",
        "- part-b",
        "- so-far",
    ];
    assert_eq!(of(&claims), conflict);
    // As the total of 2019 it says nothing else; the words are enough.
    assert_eq!(read_as(&format!("{EXACT}undated = \"open\"\n"), &claims), conflict);
}

#[test]
fn undated_totals_are_those_of_a_year_on_an_assumption() {
    let claims = [
        ("part-a", "$60", "payee = \"a\" | date = 2020"),
        ("part-b", "$60", "payee = \"b\" | date = 2020"),
        ("whole", "$100", "payee = \"open\", period = 2020"),
    ];
    assert_eq!(
        of(&claims),
        [
            "≠? part-a part-b whole by 1/11",
            "+ part-a part-b",
            "+ part-a whole",
            "+ part-b whole",
            "- part-a",
            "- part-b",
            "- whole"
        ]
    );
    assert_eq!(read_as(&format!("{EXACT}undated = \"open\"\n"), &claims), FINE);
}

#[test]
fn stocks_add_up_on_their_day_and_bound_no_flow() {
    let held = |figure| {
        of(&[
            ("flow", "$1", "payee = \"open\", period = 2020"),
            ("held-a", "$60", "payee = \"a\", stage = \"held\", period = 2020"),
            ("held-b", "$60", "payee = \"b\", stage = \"held\", period = \"2020-12-31\""),
            ("held-both", figure, "payee = \"open\", stage = \"held\", period = \"2020-12-31\""),
        ])
    };
    assert_eq!(held("$120"), FINE);
    assert_eq!(
        held("$100"),
        [
            "≠ held-a held-b held-both by 1/11",
            "+ held-a held-b",
            "+ held-a held-both",
            "+ held-b held-both",
            "- held-a",
            "- held-b",
            "- held-both"
        ]
    );
}

/// A rate cannot both be steady and have its first month left out: that shows nothing about the others,
/// and hides nothing.
#[test]
fn assumptions_that_contradict_each_other_hide_no_conflict() {
    let claims = [
        ("c0", "$0", "payee = \"any\", period = 2019"),
        ("c1", "at most $0 a year", "payee = \"a\", period = 2019"),
        ("c2", "at most $0", "payee = \"a\", period = \"2018-02/2018-12\""),
        ("c3", "$1 a year", "payee = \"open\", period = \"2018/2019\""),
    ];
    assert_eq!(of(&claims), ["≠? c0 c3 by 1", "+ c0 c1 c2", "+ c1 c2 c3", "- c0", "- c3"]);
}

#[test]
fn three_claims_of_one_article() {
    assert_eq!(
        told(&kept("three-claims")),
        [
            "≠? nakhaleh-2023 state-2020 by 5/49",
            "+ haniyeh-2022 nakhaleh-2023",
            "+ haniyeh-2022 state-2020",
            "- nakhaleh-2023",
            "- state-2020"
        ]
    );
}
