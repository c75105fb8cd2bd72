//! What `crossfoot explain` tells of claims and conflicts.

use std::collections::BTreeSet;
use std::path::Path;

use crossfoot::explain::Found;
use crossfoot::explain::{ClaimFacts, Explained, find};
use crossfoot::normalise;
use crossfoot::output::{Format, Terminal, explain_claim, explain_conflict, render};
use num_bigint::BigInt;
use num_rational::BigRational;
use serde_json::Value;
use snapbox::file;

use crate::common::{BASE, directory};
use crate::{KEPT, THREE_CLAIMS, claim, run, run_here, stdout};

/// So wide that nothing is wrapped.
const WIDE: Terminal = Terminal { width: 100_000, colour: false };

#[test]
fn a_rate_without_a_period() {
    run_here("explain state-2020").code(0).stderr_eq("").stdout_eq(file!["explain/state-2020.txt"]);
}

#[test]
fn a_total_without_a_period() {
    run_here("explain haniyeh-2022").code(0).stderr_eq("").stdout_eq(file!["explain/haniyeh-2022.txt"]);
}

#[test]
fn a_magnitude() {
    run_here("explain gantz-2022").code(0).stderr_eq("").stdout_eq(file!["explain/gantz-2022.txt"]);
}

#[test]
fn a_figure_given_in_numbers() {
    run_here("explain hamas-letter-2021")
        .code(0)
        .stderr_eq("")
        .stdout_eq(file!["explain/hamas-letter-2021.txt"]);
}

#[test]
fn an_echo_in_another_currency() {
    run_here("explain headtopics-on-letters")
        .code(0)
        .stderr_eq("")
        .stdout_eq(file!["explain/headtopics-on-letters.txt"].raw());
}

#[test]
fn a_claim_that_was_replaced() {
    run_here("explain ministry tests/datasets/every-verdict")
        .code(0)
        .stderr_eq("")
        .stdout_eq(file!["explain/ministry.txt"]);
}

#[test]
fn a_conditional_conflict() {
    let told = run_here("explain nakhaleh-2023+state-2020").code(0).stderr_eq("");
    let told = told.stdout_eq(file!["explain/state-2020+nakhaleh-2023.txt"]);
    let turned = run_here("explain state-2020+nakhaleh-2023").code(0);
    assert_eq!(stdout(&told), stdout(&turned));
}

#[test]
fn a_conflict_without_assumptions() {
    run_here("explain army+army-doubled tests/datasets/every-verdict")
        .code(0)
        .stderr_eq("")
        .stdout_eq(file!["explain/army+army-doubled.txt"]);
}

#[test]
fn rules_are_told_with_where_they_come_from() {
    let strict = stdout(&run_here("explain state-2020 --reading strict").code(0));
    for words in ["approximately = 5%, from [reading.strict]", "carry = 1 year, from [reading.strict]"] {
        assert!(strict.replace("\n    ", " ").contains(words), "{strict}");
    }
    let total = stdout(&run_here("explain haniyeh-2022 --reading strict").code(0)).replace("\n    ", " ");
    assert!(total.contains("undated = year, crossfoot's default"), "{total}");
    let own = stdout(&run_here("explain state-2020").code(0));
    assert!(own.contains("approximately = 10%, from [reading]"), "{own}");
}

#[test]
fn what_ends_the_carrying_of_a_rate_is_named() {
    let rate = |id: &str, figure: &str, source: &str| {
        claim(id, figure, source, "army", "").replace(", period = 2019", "")
    };
    let claims = [
        rate("first", "$4 million a year", "herald"),
        rate("second", "$9 million a year", "gazette")
            .replace("source = \"gazette\"", "source = \"herald\"\ndate = 2022"),
        rate("other", "$5 million a year", "gazette"),
    ];
    let dir = directory(&[("claims/aid.toml", BASE.to_owned() + &claims.concat())]);
    let first = stdout(&run(dir.path(), "explain first").code(0));
    for line in [
        "  But not after 2021-12-31: the same publisher states another rate in second.\n",
        "  So it is tried in 2017 – 2021.\n",
    ] {
        assert!(first.contains(line), "{line}\n{first}");
    }
    let second = stdout(&run(dir.path(), "explain second").code(0));
    assert!(
        second.contains("  But not before 2022-01-01: the same publisher states another rate in first.\n"),
        "{second}"
    );
}

#[test]
fn a_historic_currency_is_named_or_asked_for() {
    let claims = [
        claim("named", "about DM 5 million", "herald", "army", ""),
        claim("asked", "7 million Turkish lira", "gazette", "army", "currency = \"TRL\""),
        claim("not-asked", "7 million Turkish lira", "gazette", "ministry", ""),
    ];
    let dir = directory(&[("claims/aid.toml", BASE.to_owned() + &claims.concat())]);
    for (id, line) in [
        ("named", "  “DM” names the currency, DEM.\n"),
        ("asked", "  “Turkish lira” may stand for 2 currencies; here it is the claim's `currency`, TRL.\n"),
        ("not-asked", "  “Turkish lira” names the currency, TRY.\n"),
    ] {
        let told = stdout(&run(dir.path(), &format!("explain {id}")).code(0).stderr_eq(""));
        assert!(told.contains(line), "{line}\n{told}");
    }
}

#[test]
fn an_accepted_conflict_says_why() {
    let known = "\n[[known-conflict]]\nclaims = [\"army\", \"again\"]\nreason = \"Counted\\ntwice\"\n";
    let claims = [
        claim("army", "$4 million", "herald", "army", ""),
        claim("again", "$9 million", "gazette", "army", ""),
    ];
    let dir = directory(&[("claims/aid.toml", BASE.to_owned() + &claims.concat() + known)]);
    let told = stdout(&run(dir.path(), "explain again+army").code(0).stderr_eq(""));
    assert!(told.ends_with("\nAccepted\n  It is accepted: Counted twice\n"), "{told}");
    assert!(!told.contains("[[known-conflict]]"), "{told}");
}

#[test]
fn conflicts_are_known_by_their_ids() {
    let told = stdout(&run_here("explain nakhaleh-2023+state-2020").code(0));
    let id = told.lines().find_map(|line| line.strip_prefix("Its id: ")).unwrap().trim_end_matches('.');
    assert_eq!(told, stdout(&run_here(&format!("explain {id}")).code(0)));
    assert!(
        stdout(&run_here("explain state-2020").code(0))
            .contains(&format!("  {id}: a conditional conflict of "))
    );
}

#[test]
fn codes_need_no_dataset() {
    let dir = directory::<&str>(&[]);
    let told = stdout(&run(dir.path(), "explain cycle").code(0).stderr_eq(""));
    assert_eq!(told.trim_end(), crossfoot::explanation::find("cycle").unwrap().trim_end());
    run(dir.path(), "explain cycl").code(2).stdout_eq("");
    run(dir.path(), "explain --code cycl")
        .code(2)
        .stdout_eq("")
        .stderr_eq("error: there is no code `cycl`\nhelp: did you mean `cycle`?\n");
}

#[test]
fn a_claim_may_be_called_like_a_code() {
    let dir = directory(&[(
        "claims/aid.toml",
        BASE.to_owned() + &claim("cycle", "$4 million", "herald", "army", ""),
    )]);
    let told = stdout(&run(dir.path(), "explain cycle").code(0).stderr_eq(""));
    assert!(told.starts_with("cycle\nAid to Ruritania\n"), "{told}");
    assert!(
        told.ends_with("\nThere is a code of this name as well: crossfoot explain --code cycle\n"),
        "{told}"
    );
    let code = stdout(&run(dir.path(), "explain --code cycle").code(0).stderr_eq(""));
    assert_eq!(code.trim_end(), crossfoot::explanation::find("cycle").unwrap().trim_end());
}

#[test]
fn what_is_unknown_is_refused() {
    for (what, help) in [
        ("state-202", "did you mean `state-2020`?"),
        ("state-2020+nakhaleh-202", "did you mean `state-2020+nakhaleh-2023`?"),
        (
            "zzzzzzzzzzzzzzzzz",
            "name a claim or a conflict by its id, a conflict by its claims joined with +, or a code",
        ),
    ] {
        run_here(&format!("explain {what} {THREE_CLAIMS}"))
            .code(2)
            .stdout_eq("")
            .stderr_eq(format!("error: there is no claim, conflict or code `{what}`\nhelp: {help}\n"));
    }
    run_here(&format!("explain haniyeh-2022+state-2020 {THREE_CLAIMS}")).code(2).stdout_eq("").stderr_eq(
        "error: `haniyeh-2022+state-2020` is no conflict\nhelp: compatible: haniyeh-2022 (69.5M – 70.5M, 2022) is part \
         of state-2020 (90M – 110M, 2022), being narrower in payee and category; taking it that the rate of 2020 \
         (state-2020) held in 2022 and the total of haniyeh-2022 fell within 2022\n",
    );
    run_here("explain --code state-2020")
        .code(2)
        .stdout_eq("")
        .stderr_eq("error: there is no code `state-2020`\n");
}

#[test]
fn hostile_text_stays_on_its_line() {
    let base = BASE.replace("name = \"Herald\"", "name = \"Her\\nFORGED\\u001b[31mald\"");
    let base = base.replace("name = \"Army of Ruritania\"", "name = \"Ar\\rFORGED\\u202emy\"");
    let claims = [
        claim("army", "$4 million", "herald", "army", "note = \"\"\"Note\nFORGED\\u009b\"\"\""),
        claim("again", "$9 million", "herald", "army", ""),
    ];
    let dir = directory(&[("claims/aid.toml", base + &claims.concat())]);
    for what in ["army", "army+again"] {
        let told = stdout(&run(dir.path(), &format!("explain {what}")).code(0).stderr_eq(""));
        assert!(told.contains("FORGED"), "{told}");
        assert!(!told.lines().any(|line| line.trim_start().starts_with("FORGED")), "{told}");
        assert!(!told.contains(['\u{1b}', '\u{9b}', '\u{202e}', '\r']), "{told}");
    }
}

/// A number as it is told: with separators, a decimal or a fraction.
fn parsed(told: &str) -> Option<BigRational> {
    let digits = told.replace(',', "").replace('−', "-");
    let whole = |digits: &str| digits.parse::<BigInt>().ok();
    if let Some((numerator, denominator)) = digits.split_once('/') {
        let denominator = whole(denominator).filter(|denominator| denominator > &BigInt::ZERO)?;
        return Some(BigRational::new(whole(numerator)?, denominator));
    }
    let (before, after) = digits.split_once('.').unwrap_or((&digits, ""));
    let places = u32::try_from(after.len()).ok()?;
    Some(BigRational::new(whole(&format!("{before}{after}"))?, BigInt::from(10).pow(places)))
}

fn number(told: &str) -> BigRational {
    parsed(told).unwrap_or_else(|| panic!("{told} is no number"))
}

/// The number that a line ends with, or that stands in front of what it is about; a currency may stand before it.
fn result(line: &str) -> BigRational {
    let end = line.rsplit(" = ").next().unwrap();
    let mut words = end.split(' ').skip_while(|word| word.chars().all(|c| c.is_ascii_uppercase()));
    number(words.next().unwrap().trim_end_matches('.'))
}

/// Every text in a JSON value that is a number.
fn numbers(value: &Value, found: &mut BTreeSet<BigRational>) {
    match value {
        Value::String(text) => found.extend(parsed(text)),
        Value::Array(values) => values.iter().for_each(|value| numbers(value, found)),
        Value::Object(values) => values.values().for_each(|value| numbers(value, found)),
        _ => {}
    }
}

#[test]
fn every_claim_and_conflict_is_told_as_json_has_it() {
    for name in KEPT {
        let (files, dataset) = normalise::load(Path::new(name));
        let dataset = dataset.unwrap();
        let reading = dataset.reading(None).unwrap();
        let explained = Explained::new(&dataset, &files, reading, None);
        let json: Value = serde_json::from_str(&render(&explained.report, Format::Json, WIDE)).unwrap();
        let mut known = BTreeSet::new();
        numbers(&json, &mut known);
        let sections = json["sections"].as_array().unwrap();
        let rows = sections.iter().flat_map(|section| section["rows"].as_array().unwrap());
        let rows = rows.chain(json["alone"].as_array().unwrap()).chain(json["left-out"].as_array().unwrap());
        let mut claims = 0;
        for row in rows {
            let id = row["id"].as_str().unwrap();
            let Found::Claim(found, section) = find(&explained, id) else { panic!("{id} is not found") };
            let facts = ClaimFacts::new(&dataset, reading, None, found, section).unwrap();
            claim_is_told_as_in(
                row,
                &known,
                &explain_claim(&explained, (found, section), &facts, &files, WIDE),
            );
            claims += 1;
        }
        assert_eq!(claims, dataset.claims().len());
        let sets = sections.iter().map(|section| &section["sets"]).filter(|sets| !sets.is_null());
        for conflict in sets.flat_map(|sets| sets["conflicts"].as_array().unwrap()) {
            let id = conflict["id"].as_str().unwrap();
            let Found::Conflict(at) = find(&explained, id) else { panic!("{id} is not found") };
            conflict_is_told_as_in(conflict, &explain_conflict(&explained, &at, &files, WIDE));
        }
    }
}

fn claim_is_told_as_in(row: &Value, known: &BTreeSet<BigRational>, told: &str) {
    let says = told.lines().find_map(|line| line.trim().strip_prefix("So it says: ")).unwrap();
    if row["relative"].is_null() {
        let (low, high) = (row["interval"]["low"].as_str(), row["interval"]["high"].as_str());
        let ends: Vec<BigRational> = says
            .split(' ')
            .filter(|word| word.starts_with(|c: char| c.is_ascii_digit()))
            .map(number)
            .collect();
        // The year of constant prices comes last.
        let stated: Vec<BigRational> = low.into_iter().chain(high).map(number).collect();
        let stated =
            if stated.len() == 2 && stated[0] == stated[1] { vec![stated[0].clone()] } else { stated };
        assert_eq!(ends[..stated.len()], stated[..], "{says}");
    }
    // What nothing places in time bounds nothing.
    let bounds = told.split("\nWhat it says of which time\n").nth(1).unwrap_or_default();
    let bounds = bounds.split("\n\n").next().unwrap();
    for line in bounds.lines().filter(|line| line.contains(": at least ") || line.contains(": at most ")) {
        let (_, ends) = line.split_once(": ").unwrap();
        let ends = ends.split(", taking it that ").next().unwrap().split(", by its words").next().unwrap();
        for end in ends.split(" and at most ") {
            let end = end.trim_start_matches("at least ").trim_start_matches("at most ");
            assert!(known.contains(&result(end)), "{line}");
        }
    }
}

fn conflict_is_told_as_in(conflict: &Value, told: &str) {
    let line = |start: &str| {
        let line = told.lines().find_map(|line| line.trim().strip_prefix(start));
        result(line.unwrap_or_else(|| panic!("no {start} in {told}")))
    };
    let (lows, highs, short) = (line("At least: "), line("At most: "), line("Short by: "));
    assert_eq!(&lows - &highs, short, "{told}");
    let proof = |key: &str| number(conflict["proof"][key].as_str().unwrap());
    // All may be told so many times over.
    assert_eq!(&lows * proof("shortfall"), &short * proof("lows"), "{told}");
    assert_eq!(&highs * proof("shortfall"), &short * proof("highs"), "{told}");
    if let Some(stretch) = conflict["stretch"].as_str()
        && let Some(told) = told.lines().find_map(|line| line.trim().strip_prefix("Stretch: "))
    {
        let exact = told.split(" = ").nth(1).unwrap().split(' ').next().unwrap();
        assert_eq!(number(exact), number(stretch), "{told}");
    }
    for claim in conflict["claims"].as_array().unwrap() {
        let heading = format!("\n\n{}\n  ", claim.as_str().unwrap());
        assert!(told.contains(&heading), "{heading} in {told}");
    }
}
