//! Where rules end: what is just found, and what is just not.

#![expect(clippy::unwrap_used, reason = "what is not as expected has failed")]

use std::fmt::Write as _;

use crossfoot::check::{Asked, check};
use crossfoot::dataset::Files;
use crossfoot::finding::Finding;
use crossfoot::level::{CODES, Level};
use crossfoot::normalise;

const BASE: &str = r#"
[dataset]
title = "Aid to Ruritania"
currency = "USD"

[actor]
army = { name = "Army" }
navy = { name = "Navy" }
north = { name = "Northland" }
"#;

/// What is found under a code on the last day of January 2026.
fn found(code: &str, tables: &str) -> Vec<Finding> {
    let files = Files::from_texts([("a.toml".to_owned(), format!("{BASE}\n{tables}"))]);
    let dataset = normalise::read(&files).unwrap_or_else(|problems| panic!("{problems:?}\n{tables}"));
    let mut levels = dataset.levels().clone();
    for code in CODES {
        levels.set(code, Level::Warn);
    }
    let asked = Asked { reading: None, as_of: None, today: "2026-01-31".parse().unwrap(), levels };
    let check = check(&dataset, &files, &asked);
    check.findings.into_iter().map(|(_, finding)| finding).filter(|finding| finding.code() == code).collect()
}

fn titles(code: &str, tables: &str) -> Vec<String> {
    found(code, tables).iter().map(|finding| finding.fact.title()).collect()
}

fn count(code: &str, tables: &str) -> usize {
    found(code, tables).len()
}

/// A source, with further keys a line each.
fn source(id: &str, date: &str, more: &str) -> String {
    let date = if date.is_empty() { String::new() } else { format!("date = \"{date}\"\n") };
    format!("[source.{id}]\nname = \"{id}\"\n{date}{more}\n")
}

/// A claim of Northland's payments to the army, with further keys a line each.
fn claim(id: &str, figure: &str, source: &str, period: &str, more: &str) -> String {
    let period = if period.is_empty() { String::new() } else { format!(", period = \"{period}\"") };
    format!(
        "[[claim]]\nid = \"{id}\"\nfigure = \"{figure}\"\nsource = \"{source}\"\n\
         scope = {{ payer = \"north\", payee = \"army\"{period} }}\n{more}\n"
    )
}

#[test]
fn what_is_said_again_on_another_day_is_no_duplicate() {
    let twice = |figure: &str, period: &str, more: &str| {
        let sources = source("a", "", "") + &source("b", "", "");
        let first = claim("one", "$70 million", "a", "2019", "date = 2020");
        count("duplicate-claim", &(sources + &first + &claim("two", figure, "a", period, more)))
    };
    assert_eq!(twice("$70 million", "2019", "date = 2020\nvia = \"b\"\nnote = \"x\""), 1);
    assert_eq!(twice("US$ 70 million", "2019", "date = \"2020-06\""), 1);
    assert_eq!(twice("$70 million", "2019", ""), 1);
    assert_eq!(twice("$70 million", "2019", "date = 2021"), 0);
    assert_eq!(twice("$70,000,000", "2019", "date = 2020"), 0);
    assert_eq!(twice("$70 million", "2018", "date = 2020"), 0);
    assert_eq!(twice("$70 million", "", "date = 2020"), 0);
    assert_eq!(twice("$70 million", "2019", "date = 2020\nprices = 2015"), 0);
    assert_eq!(twice("$70 million", "2019", "date = 2020\nrepeats = \"one\""), 0);
    assert_eq!(twice("$70 million", "2019", "date = 2020\nsupersedes = \"one\""), 0);
    let withdrawn = "date = 2020\nwithdrawn = { date = 2021, reason = \"x\" }";
    assert_eq!(twice("$70 million", "2019", withdrawn), 0);
}

#[test]
fn comparisons_with_different_flows_are_no_duplicates() {
    let twice = |second: &str| {
        let claim =
            |id: &str, to: &str| claim(id, "twice", "a", "2019", &format!("relative-to = {{ {to} }}"));
        let claims = claim("one", "payee = \"navy\"") + &claim("two", second);
        count("duplicate-claim", &(source("a", "2020", "") + &claims))
    };
    assert_eq!(twice("payee = \"navy\""), 1);
    assert_eq!(twice("period = 2018"), 0);
}

#[test]
fn dates_that_meet_are_in_order() {
    let pair = |key: &str, first: &str, second: &str| {
        let sources = source("a", first, "") + &source("b", second, "");
        let claims = claim("one", "$70 million", "a", "2010", "")
            + &claim("two", "$70 million", "b", "2010", &format!("{key} = \"one\""));
        sources + &claims
    };
    for (key, code) in [("repeats", "echo-before-original"), ("supersedes", "supersedes-later")] {
        for (first, second, expected) in [
            ("2020-06-24", "2020-06-23", 1),
            ("2020-06-24", "2020-06-24", 0),
            ("2020-06-24", "2020", 0),
            ("2020", "2019/2020", 0),
            ("2020", "2019", 1),
            ("", "2019", 0),
            ("2020", "", 0),
        ] {
            assert_eq!(count(code, &pair(key, first, second)), expected, "{code} {first} {second}");
        }
    }
}

#[test]
fn origins_are_marked_where_they_are_named() {
    let tables = source("a", "2021", "")
        + &source("b", "2018", "")
        + &source("c", "2020", "derives-from = [\"b\", \"a\"]")
        + &claim("one", "$70 million", "c", "2010", "");
    let found = found("origin-after-source", &tables);
    assert_eq!(found.len(), 1);
    let text = format!("{BASE}\n{tables}");
    assert_eq!(text.get(found[0].places[0].range()), Some("\"a\""));
}

#[test]
fn tomorrow_has_come_somewhere() {
    let dated =
        |date: &str| count("future-date", &(source("a", date, "") + &claim("one", "$1", "a", "2010", "")));
    assert_eq!(dated("2026-02-01"), 0);
    assert_eq!(dated("2026-02-02"), 1);
    assert_eq!(dated("2026"), 0);
    assert_eq!(dated("2020/2030"), 0);
    let more = "date = 2062\nexchange = 2063-01-01\nwithdrawn = { date = 2064, reason = \"x\" }";
    let tables = source("a", "", "") + &claim("one", "$1", "a", "2099", more);
    assert_eq!(
        titles("future-date", &tables),
        [
            "the claim `one` is dated 2062, which has not come yet",
            "the exchange rate of `one` is that of 2063-01-01, which has not come yet",
            "the withdrawal of `one` is dated 2064, which has not come yet",
        ]
    );
}

#[test]
fn a_period_that_has_begun_can_be_paid_for() {
    let paid = |date: &str, period: &str, stage: &str| {
        let claim = claim("one", "$70 million", "a", period, "");
        let claim = claim.replace("army\"", &format!("army\", stage = \"{stage}\""));
        count("period-after-claim", &(source("a", date, "") + &claim))
    };
    assert_eq!(paid("2020-12-31", "2021", "paid"), 1);
    assert_eq!(paid("2021-01-01", "2021", "paid"), 0);
    assert_eq!(paid("2020", "2020-12/2025", "paid"), 0);
    assert_eq!(paid("", "2021", "paid"), 0);
    for (stage, expected) in [("spent", 1), ("held", 1), ("unstated", 1), ("pledged", 0), ("committed", 0)] {
        assert_eq!(paid("2020", "2021", stage), expected, "{stage}");
    }
}

#[test]
fn words_that_are_copied_are_those_of_another_voice() {
    let copied = |sources: &str, second: &str, period: &str, more: &str| {
        let claims =
            claim("one", "Roughly $73.5 million", "a", "2019", "") + &claim("two", second, "b", period, more);
        count("suspected-echo", &(sources.to_owned() + &claims))
    };
    let apart = source("a", "2020", "") + &source("b", "2021", "");
    assert_eq!(copied(&apart, "roughly  $73.5 million", "2019", ""), 1);
    assert_eq!(copied(&apart, "about $73.5 million", "2019", ""), 0);
    assert_eq!(copied(&apart, "roughly $73.5 million", "2018", ""), 0);
    assert_eq!(copied(&apart, "roughly $73.5 million", "", ""), 0);
    assert_eq!(copied(&apart, "roughly $73.5 million", "2019", "repeats = \"one\""), 0);
    assert_eq!(copied(&apart, "roughly $73.5 million", "2019", "supersedes = \"one\""), 0);
    let of_one = source("a", "2020", "publisher = \"p\"") + &source("b", "2021", "publisher = \"p\"");
    assert_eq!(copied(&of_one, "roughly $73.5 million", "2019", ""), 0);
    let derived = source("a", "2020", "") + &source("b", "2021", "derives-from = \"a\"");
    assert_eq!(copied(&derived, "roughly $73.5 million", "2019", ""), 0);
    let siblings = source("o", "2019", "")
        + &source("a", "2020", "derives-from = \"o\"")
        + &source("b", "2021", "derives-from = \"o\"");
    assert_eq!(copied(&siblings, "roughly $73.5 million", "2019", ""), 0);
}

#[test]
fn each_copy_is_held_against_the_earliest() {
    let tables = source("a", "2021", "")
        + &source("b", "2020", "")
        + &source("c", "2022", "")
        + &claim("one", "$73.5 million", "a", "2019", "")
        + &claim("two", "$73.5 million", "b", "2019", "")
        + &claim("three", "$73.5 million", "c", "2019", "");
    assert_eq!(
        titles("suspected-echo", &tables),
        [
            "`one` has the very words of `two` and may be copied from it",
            "`three` has the very words of `two` and may be copied from it",
        ]
    );
}

#[test]
fn a_figure_told_more_exactly_is_no_other_one() {
    let restated = |first: &str, second: &str, period: &str, more: &str| {
        let sources = source("a", "2020", "publisher = \"p\"") + &source("b", "2021", "publisher = \"p\"");
        let claims = claim("one", first, "a", period, "") + &claim("two", second, "b", period, more);
        count("restated-without-supersedes", &(sources + &claims))
    };
    assert_eq!(restated("$70 million", "$71 million", "2019", ""), 1);
    assert_eq!(restated("$70 million", "$72 million", "2019", ""), 1);
    assert_eq!(restated("about $70 million", "$71.3 million", "2019", ""), 0);
    assert_eq!(restated("more than $70 million", "$71 million", "2019", ""), 0);
    assert_eq!(restated("$70 million", "$70 million", "2019", ""), 0);
    assert_eq!(restated("at least $70 million", "up to $80 million", "2019", ""), 0);
    assert_eq!(restated("no more than $80 million", "more than $70 million", "2019", ""), 0);
    assert_eq!(restated("at least $70 million", "$60 to $80 million", "2019", ""), 1);
    assert_eq!(restated("$70 million", "$71 million", "", ""), 0);
    assert_eq!(restated("$70 million", "$6 million a month", "2019", ""), 0);
    assert_eq!(restated("$70 million", "$71 million", "2019", "supersedes = \"one\""), 0);
    assert_eq!(restated("$70 million", "$71 million", "2019", "repeats = \"one\""), 0);
    // That is a conflict, and told as one.
    assert_eq!(restated("$70 million", "$90 million", "2019", ""), 0);
}

#[test]
fn stated_rates_are_held_against_those_that_were_quoted() {
    let off = |figure: &str, date: &str, period: &str| {
        let tables = source("a", "", "") + &claim("one", figure, "a", period, &format!("date = \"{date}\""));
        titles("equivalent-off-rate", &tables).join("\n")
    };
    // A dollar was 3.2056 shekels on the last day of 2020 and 3.862 in March, by the euro rates.
    assert_eq!(
        off("NIS 330 million ($10.1 million)", "2020", ""),
        "the amounts of `one` imply 32.46 to 32.89 ILS for 1 USD; by ecb it was 3.21 to 3.86"
    );
    for sound in ["$100 million", "$86 million", "$103 million", "up to $110 million", "JP¥9 million"] {
        let is_sound = off(&format!("NIS 330 million ({sound})"), "2020", "").is_empty();
        assert_eq!(is_sound, sound != "JP¥9 million", "{sound}");
    }
    // A tenth beyond what was quoted is not too much, more is.
    assert_eq!(off("NIS 330 million ($112 million)", "2020", ""), "");
    assert_ne!(off("NIS 330 million ($120 million)", "2020", ""), "");
    // It may be the rate of the claim or of the flow.
    assert_ne!(off("NIS 330 million ($72 million)", "2020", ""), "");
    assert_eq!(off("NIS 330 million ($72 million)", "2020", "2006"), "");
    // Of averages a quarter; and where a rate was official only, anything goes.
    assert_eq!(off("SAR 375 million ($85 million)", "2019", ""), "");
    assert_ne!(off("SAR 375 million ($75 million)", "2019", ""), "");
    assert_eq!(off("IRR 130 billion ($1 million)", "2019", ""), "");
}

#[test]
fn where_no_table_has_rates_those_of_claims_are_held_against_each_other() {
    let off = |claims: &[(&str, &str, &str, &str)]| {
        let mut tables = source("a", "", "");
        for (id, figure, date, period) in claims {
            tables.push_str(&claim(id, figure, "a", period, &format!("date = \"{date}\"")));
        }
        titles("equivalent-off-rate", &tables).join("\n")
    };
    let (sound, odd) = ("NIS 330 million ($100 million)", "NIS 331 million ($10.1 million)");
    assert_eq!(off(&[("one", odd, "1950", "")]), "");
    // Of two, the one that stands later is told; among more, the one that is alone.
    assert!(off(&[("one", odd, "1950", ""), ("two", sound, "1950", "")]).starts_with("the amounts of `two`"));
    let three = off(&[
        ("one", odd, "1950", ""),
        ("two", sound, "1950", ""),
        ("three", "$101 million (NIS 329 million)", "1950", ""),
    ]);
    assert_eq!(
        three,
        "the amounts of `one` imply 32.56 to 32.99 ILS for 1 USD, those of `three` 3.24 to 3.28"
    );
    // A quarter off is not enough, nor is what other years say.
    assert_eq!(off(&[("one", sound, "1950", ""), ("two", "NIS 405 million ($100 million)", "1950", "")]), "");
    assert_ne!(off(&[("one", sound, "1950", ""), ("two", "NIS 425 million ($100 million)", "1950", "")]), "");
    assert_eq!(off(&[("one", sound, "1948", ""), ("two", odd, "1950", "")]), "");
    assert_ne!(off(&[("one", sound, "1949", ""), ("two", odd, "1950", "")]), "");
    // It may be the rate of the claim or of the flow; of a long period it may be any.
    assert_eq!(off(&[("one", sound, "1950", ""), ("two", odd, "1950", "1935")]), "");
    assert_eq!(off(&[("one", sound, "1950", ""), ("two", odd, "1950", "1935/1950")]), "");
    assert_eq!(
        off(&[("one", sound, "1950", ""), ("two", "up to NIS 331 million (up to $10 million)", "1950", "")]),
        ""
    );
    assert_ne!(
        off(&[("one", sound, "1950", ""), ("two", "NIS 331 million (more than $200 million)", "1950", "")]),
        ""
    );
    assert_eq!(off(&[("one", sound, "1950", ""), ("two", "NIS 331 million (€10 million)", "1950", "")]), "");
}

#[test]
fn many_odd_rates_are_told_in_time() {
    let mut tables = source("a", "2020", "");
    for at in 0..3_000_u64 {
        let figure = format!("NIS {} million ($1 million)", (at + 1) * (at + 1));
        let _infallible = write!(tables, "{}", claim(&format!("c{at}"), &figure, "a", "", ""));
    }
    // Looking stops at the nearest ones; what they all say decides.
    assert!(count("equivalent-off-rate", &tables) > 0);
}

#[test]
fn a_source_needs_a_date_only_where_somebody_takes_it() {
    let missing = |more: &str, period: &str| {
        let sources = source("a", "", "") + &source("b", "", "");
        let tables = sources + &claim("one", "$70 million", "a", period, more);
        titles("source-without-date", &tables).join("\n") + &titles("undated-claim", &tables).join("\n")
    };
    assert_eq!(missing("date = 2020", "2019"), "");
    assert_eq!(missing("", "2019"), "the source `a` has no date");
    assert_eq!(missing("", ""), "nothing places the claim `one` in time");
    assert_eq!(missing("date = 2020\nvia = \"b\"", "2019"), "the source `b` has no date");
}

#[test]
fn one_link_is_enough_to_look_a_claim_up() {
    let url = "url = \"https://a.example\"";
    let missing = |sources: String, more: &str| {
        titles("source-without-url", &(sources + &claim("one", "$70 million", "a", "2019", more)))
    };
    let all = |on_source: &str, on_nearest: &str, on_furthest: &str| {
        source("a", "2020", on_source) + &source("b", "2020", on_nearest) + &source("c", "2020", on_furthest)
    };
    let via = "via = [\"b\", \"c\"]";
    assert_eq!(missing(all(url, "", ""), ""), [""; 0]);
    assert_eq!(missing(all("", "", ""), url), [""; 0]);
    assert_eq!(missing(all("", "", ""), ""), ["the source `a` has no link, and no other leads to `one`"]);
    assert_eq!(missing(all("", "", ""), via), ["the source `b` has no link, and no other leads to `one`"]);
    assert_eq!(missing(all("", "", url), via), [""; 0]);
    assert_eq!(missing(all(url, "", ""), via), [""; 0]);
}

#[test]
fn what_was_withdrawn_supersedes_nothing_and_may_be_followed() {
    let old = source("a", "2020", "") + &claim("old", "$70 million", "a", "2019", "");
    let new = |id: &str, more: &str| {
        claim(id, "$60 million", "a", "2019", &format!("supersedes = \"old\"\n{more}"))
    };
    let withdrawn = "withdrawn = { date = 2021, reason = \"x\" }";
    assert_eq!(
        titles("superseded-twice", &(old.clone() + &new("one", "") + &new("two", "") + &new("three", ""))),
        ["`one` and `two` both supersede `old`", "`one` and `three` both supersede `old`"]
    );
    assert_eq!(count("superseded-twice", &(old + &new("one", withdrawn) + &new("two", ""))), 0);
    let referring = |old: &str, new: &str| {
        let old = source("a", "2020", "") + &claim("old", "$70 million", "a", "2019", old);
        let new = claim("new", "$70 million", "a", "2019", &format!("repeats = \"old\"\n{new}"));
        count("withdrawn-claim-referenced", &(old + &new))
    };
    assert_eq!(referring(withdrawn, ""), 1);
    assert_eq!(referring("", ""), 0);
    assert_eq!(referring(withdrawn, withdrawn), 0);
    assert_eq!(referring("", withdrawn), 0);
}

#[test]
fn what_was_read_is_no_older_than_what_was_said() {
    let read = |of_source: &str, of_via: &str, more: &str| {
        let sources = source("a", of_source, "") + &source("b", of_via, "");
        titles(
            "via-before-source",
            &(sources + &claim("one", "$1", "a", "2010", &format!("via = \"b\"\n{more}"))),
        )
    };
    assert_eq!(read("2020", "2020-06", ""), [""; 0]);
    assert_eq!(read("", "2019", ""), [""; 0]);
    assert_eq!(read("2020", "2019", ""), ["`one` was read in `b`, which is older than the claim's source"]);
    assert_eq!(read("", "2019", "date = 2020"), ["`one` was read in `b`, which is older than the claim"]);
    // What the source reports may be old; the source itself may not be read before it was published.
    assert_eq!(
        read("2022", "2021", "date = 2020"),
        ["`one` was read in `b`, which is older than the claim's source"]
    );
}

#[test]
fn withdrawals_of_the_same_time_are_in_order() {
    let withdrawn = |date: &str| {
        let more = format!("withdrawn = {{ date = \"{date}\", reason = \"x\" }}");
        count(
            "withdrawn-before-claim",
            &(source("a", "2020-06", "") + &claim("one", "$1", "a", "2010", &more)),
        )
    };
    assert_eq!([withdrawn("2020-05-31"), withdrawn("2020-06-01"), withdrawn("2020")], [1, 0, 0]);
}

#[test]
fn paragraphs_are_no_slips() {
    let texts = |more: &str| {
        let mended = |finding: &Finding| {
            let fixes: Vec<String> = finding.fixes().iter().map(|fix| format!("{fix:?}")).collect();
            fixes.join(" ").rsplit_once("text: ").map(|(_, text)| text.trim_end_matches(" }").to_owned())
        };
        let tables = source("a", "2020", more) + &claim("one", "$1", "a", "2010", "");
        found("padded-text", &tables).iter().filter_map(mended).collect::<Vec<String>>()
    };
    assert_eq!(texts("note = \"\"\"\n  One.\n\n  Two.\n\"\"\""), [""; 0]);
    assert_eq!(texts("note = \"One.  Two.\""), [""; 0]);
    assert_eq!(texts("note = \" One.  Two.\""), ["\"One.  Two.\""]);
    assert_eq!(texts("kind = \"annual\\treport \""), ["\"annual report\""]);
    assert_eq!(texts("kind = \"annual  report\""), ["\"annual report\""]);
    assert_eq!(texts("kind = \"annual\u{a0}report\""), [""; 0]);
    assert_eq!(texts("url = \" https://a.example \""), ["\"https://a.example\""]);
}
