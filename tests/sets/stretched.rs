//! Sets that fit when they are stretched a little.

use crate::read_as;

const READING: &str = "as-written = \"0%\"\nmateriality = \"5%\"\n";

#[test]
fn parts_a_little_too_large_are_close() {
    let claims = [
        ("x", "$52", "payee = \"a\", period = 2020"),
        ("y", "$52", "payee = \"b\", period = 2020"),
        ("z", "$100", "payee = \"open\", period = 2020"),
    ];
    assert_eq!(read_as(READING, &claims), ["≈ x y z by 1/51"]);
}

/// 105 and 95 are 5% from each other's middle.
#[test]
fn exactly_the_materiality_is_close() {
    let pair = |more| {
        read_as(
            READING,
            &[("x", more, "payee = \"a\", period = 2020"), ("y", "$95", "payee = \"open\", period = 2020")],
        )
    };
    assert_eq!(pair("$105"), ["≈ x y by 0.05"]);
    assert_eq!(pair("$105.01"), ["≠ x y by 1001/20001", "+ x", "+ y", "- x", "- y"]);
}

#[test]
fn a_close_pair_hides_no_larger_conflict_that_holds_it() {
    let claims = [
        ("part", "$103", "payee = \"a\", period = 2020"),
        ("rest", "$20", "payee = \"b\", period = 2020"),
        ("whole", "$100", "payee = \"open\", period = 2020"),
    ];
    assert_eq!(
        read_as(READING, &claims),
        [
            "≠ part rest whole by 23/223",
            "≈ part whole by 3/203",
            "+ part rest",
            "+ part whole",
            "+ rest whole",
            "- part",
            "- rest",
            "- whole"
        ]
    );
}

/// By their words three claims, on an assumption already two of them.
#[test]
fn an_assumed_conflict_hides_no_larger_one_by_words() {
    let claims = [
        ("part", "$150 a year", "payee = \"a\", period = \"2019/2020\""),
        ("rest", "$1", "payee = \"a\", period = 2019"),
        ("whole", "$100", "payee = \"open\", period = 2020"),
    ];
    assert_eq!(
        read_as(READING, &claims),
        [
            "≠ part rest whole by 199/401",
            "≠? part rest by 149/151",
            "≠? part whole by 0.2",
            "+ rest whole",
            "+ part",
            "- part",
            "- rest whole"
        ]
    );
}
