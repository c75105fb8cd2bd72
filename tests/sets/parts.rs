//! Parts and wholes.

use crate::{FINE, of};

#[test]
fn two_parts_that_together_exceed_their_whole() {
    let claims = [
        ("x", "$60", "payee = \"a\", period = 2020"),
        ("y", "$60", "payee = \"b\", period = 2020"),
        ("z", "$100", "payee = \"open\", period = 2020"),
    ];
    assert_eq!(of(&claims), ["≠ x y z by 1/11", "+ x y", "+ x z", "+ y z", "- x", "- y", "- z"]);
}

#[test]
fn three_parts_that_together_exceed_their_whole() {
    let claims = [
        ("w", "at most $100", "payee = \"abc\", period = 2020"),
        ("x", "$40", "payee = \"a\", period = 2020"),
        ("y", "at least $30", "payee = \"b\", period = 2020"),
        ("z", "$50", "payee = \"c\", period = 2020"),
    ];
    assert_eq!(
        of(&claims),
        ["≠ w x y z by 1/11", "+ w x y", "+ w x z", "+ w y z", "+ x y z", "- w", "- x", "- y", "- z"]
    );
}

#[test]
fn a_part_counts_once_however_many_tell_of_it() {
    let claims = [
        ("w", "$100", "payee = \"open\", period = 2020"),
        ("x1", "$60", "payee = \"a\", period = 2020"),
        ("x2", "between $55 and $60", "payee = \"a\", period = 2020"),
    ];
    assert_eq!(of(&claims), FINE);
}

const TOO_SMALL: [(&str, &str); 2] = [("x", "$30"), ("y", "$40")];

#[test]
fn parts_too_small_for_a_whole_without_others() {
    let [x, y] = TOO_SMALL;
    let claims = [
        (x.0, x.1, "payee = \"a\", period = 2020"),
        (y.0, y.1, "payee = \"b\", period = 2020"),
        ("z", "$100", "payee = \"closed\", period = 2020"),
    ];
    assert_eq!(of(&claims), ["≠ x y z by 3/17", "+ x y", "+ x z", "+ y z", "- x", "- y", "- z"]);
}

#[test]
fn others_make_up_the_rest_of_a_whole() {
    let [x, y] = TOO_SMALL;
    let claims = [
        (x.0, x.1, "payee = \"a\", period = 2020"),
        (y.0, y.1, "payee = \"b\", period = 2020"),
        ("z", "$100", "payee = \"open\", period = 2020"),
    ];
    assert_eq!(of(&claims), FINE);
}

/// Each of three is in two of the sums: half of what the sums come to is all that there can be.
#[test]
fn overlapping_groups_bound_their_union_by_halves() {
    let claims = [
        ("sum1", "at most $10", "payee = \"closed\", period = 2020"),
        ("sum2", "at most $10", "payee = \"bc\", period = 2020"),
        ("sum3", "at most $10", "payee = \"ac\", period = 2020"),
        ("total", "at least $16", "payee = \"abc\", period = 2020"),
    ];
    assert_eq!(
        of(&claims),
        [
            "≠ sum1 sum2 sum3 total by 1/31",
            "+ sum1 sum2 sum3",
            "+ sum1 sum2 total",
            "+ sum1 sum3 total",
            "+ sum2 sum3 total",
            "- sum1",
            "- sum2",
            "- sum3",
            "- total"
        ]
    );
    let mut fitting = claims;
    fitting[3].1 = "at least $15";
    assert_eq!(of(&fitting), FINE);
}

#[test]
fn groups_that_only_overlap_are_told_apart_by_their_common_part() {
    let claims = [
        ("common", "at least $9", "payee = \"b\", period = 2020"),
        ("one", "at most $10", "payee = \"closed\", period = 2020"),
        ("other", "at most $10", "payee = \"bc\", period = 2020"),
        ("rest", "at least $3", "payee = \"a\", period = 2020"),
    ];
    assert_eq!(
        of(&claims),
        [
            "≠ common one rest by 1/11",
            "+ common one other",
            "+ common other rest",
            "+ one other rest",
            "- common",
            "- one",
            "- rest"
        ]
    );
}

#[test]
fn claims_that_bound_nothing_are_in_no_conflict() {
    let claims = [
        ("floor", "at least $0", "payee = \"a\", period = 2020"),
        ("less", "up to $5", "payee = \"a\", period = 2020"),
        ("more", "more than $5", "payee = \"open\", period = 2020"),
        ("most", "at least $1 billion", "payee = \"any\", period = 2020"),
    ];
    assert_eq!(of(&claims), FINE);
}

/// One cent too much among trillions.
#[test]
fn a_cent_decides() {
    let whole = |figure| {
        of(&[
            ("all", figure, "payee = \"open\", period = 2020"),
            ("large", "exactly $1,000,000,000,000.00", "payee = \"a\", period = 2020"),
            ("small", "exactly $100.01", "payee = \"b\", period = 2020"),
        ])
    };
    assert_eq!(whole("exactly $1,000,000,000,100.01"), FINE);
    assert_eq!(
        whole("exactly $1,000,000,000,100.00"),
        [
            "≠ all large small by 1/200000000020001",
            "+ all large",
            "+ all small",
            "+ large small",
            "- all",
            "- large",
            "- small"
        ]
    );
}
