//! Tables of payees and categories, whose rows and columns are added up.

use crate::{FINE, of};

/// Rows are `a` and `b`, columns food and arms, and there is nothing else.
fn margins(food: &str) -> Vec<String> {
    of(&[
        ("arms", "$60", "payee = \"closed\", category = \"arms\", period = 2020"),
        ("food", food, "payee = \"closed\", category = \"food\", period = 2020"),
        ("row-a", "$70", "payee = \"a\", category = \"aid\", period = 2020"),
        ("row-b", "$30", "payee = \"b\", category = \"aid\", period = 2020"),
    ])
}

#[test]
fn margins_that_add_up() {
    assert_eq!(margins("$40"), FINE);
}

/// What the rows come to is not what the columns come to.
#[test]
fn margins_that_do_not_add_up() {
    assert_eq!(
        margins("$42"),
        [
            "≠ arms food row-a row-b by 1/101",
            "+ arms food row-a",
            "+ arms food row-b",
            "+ arms row-a row-b",
            "+ food row-a row-b",
            "- arms",
            "- food",
            "- row-a",
            "- row-b"
        ]
    );
}

/// A field that its row and its column allow, and the rest of the table does not.
#[test]
fn a_field_that_only_the_whole_table_rules_out() {
    let claims = [
        ("arms", "$60", "payee = \"closed\", category = \"arms\", period = 2020"),
        ("field", "$5", "payee = \"a\", category = \"arms\", period = 2020"),
        ("row-b", "$50", "payee = \"b\", category = \"aid\", period = 2020"),
    ];
    assert_eq!(
        of(&claims),
        [
            "≠ arms field row-b by 1/23",
            "+ arms field",
            "+ arms row-b",
            "+ field row-b",
            "- arms",
            "- field",
            "- row-b"
        ]
    );
}
