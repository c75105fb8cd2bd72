//! Real claims in eleven currencies and at the prices of several years, in `tests/money`: what is made of them, and
//! that it is what was published.
#![expect(clippy::unwrap_used, reason = "what is not as expected has failed")]

mod common;

use std::path::Path;
use std::sync::LazyLock;

use num_bigint::BigInt;
use num_rational::BigRational;
use serde_json::Value;
use snapbox::cmd::OutputAssert;
use snapbox::file;

use common::{BASE, crossfoot, directory, printed};

fn run(dir: &Path, line: &str, columns: &str) -> OutputAssert {
    let words = line.split_whitespace();
    crossfoot().env("COLUMNS", columns).args(words).current_dir(dir).assert().code(0).stderr_eq("")
}

fn here(line: &str, columns: &str) -> OutputAssert {
    run(Path::new(env!("CARGO_MANIFEST_DIR")), line, columns)
}

fn json(line: &str) -> Value {
    serde_json::from_str(&printed(&here(line, "80")).0).expect("the output is JSON")
}

static REPORT: LazyLock<Value> = LazyLock::new(|| json("report tests/money -f json"));
static AT_ANY_RATE: LazyLock<Value> = LazyLock::new(|| json("report tests/money -f json --reading range"));
static IN_2020_PRICES: LazyLock<Value> = LazyLock::new(|| json("report tests/money -f json --prices 2020"));

fn rows(report: &Value) -> impl Iterator<Item = &Value> {
    let sections = report["sections"].as_array().unwrap();
    let all = sections.iter().map(|section| &section["rows"]).chain([&report["alone"]]);
    all.flat_map(|rows| rows.as_array().unwrap())
}

fn row<'a>(report: &'a Value, id: &str) -> &'a Value {
    rows(report).find(|row| row["id"] == id).unwrap_or_else(|| panic!("no claim {id}"))
}

fn pair<'a>(report: &'a Value, ids: [&str; 2]) -> &'a Value {
    let sections = report["sections"].as_array().unwrap();
    let mut pairs = sections.iter().flat_map(|section| section["pairs"].as_array().unwrap());
    let is_it = |pair: &&Value| ids.iter().all(|id| pair["first"] == *id || pair["second"] == *id);
    pairs.find(is_it).unwrap_or_else(|| panic!("no pair of {ids:?}"))
}

fn verdict<'a>(report: &'a Value, ids: [&str; 2]) -> &'a str {
    pair(report, ids)["verdict"].as_str().unwrap()
}

/// The assumptions of a pair's verdict.
fn assumptions<'a>(report: &'a Value, ids: [&str; 2]) -> Vec<&'a str> {
    let pair = pair(report, ids);
    pair["assumptions"].as_array().unwrap().iter().map(|each| each["assumption"].as_str().unwrap()).collect()
}

/// A number as JSON has it: a decimal, or a fraction of whole numbers.
fn number(value: &Value) -> BigRational {
    let text = value.as_str().unwrap_or_else(|| panic!("no number: {value}"));
    decimal(text.split_once('/').map_or(text, |(numerator, _)| numerator))
        / decimal(text.split_once('/').map_or("1", |(_, denominator)| denominator))
}

fn decimal(text: &str) -> BigRational {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits: BigInt = format!("{whole}{part}").parse().unwrap();
    BigRational::new(digits, BigInt::from(10).pow(u32::try_from(part.len()).unwrap()))
}

/// A claim's amount in the report's money, its ends.
fn converted(report: &Value, id: &str) -> [BigRational; 2] {
    let converted = &row(report, id)["converted"];
    assert_eq!(converted["is"], "converted", "{id}");
    [number(&converted["low"]), number(&converted["high"])]
}

#[test]
fn the_table_is_as_kept() {
    here("report tests/money", "80").stdout_eq(file!["money/expected/report-80.txt"].raw());
    here("report tests/money", "160").stdout_eq(file!["money/expected/report-160.txt"].raw());
    here("report tests/money -f csv", "80").stdout_eq(file!["money/expected/report.csv"].raw());
}

#[test]
fn the_table_in_constant_prices_is_as_kept() {
    let report = here("report tests/money --prices 2020", "100");
    report.stdout_eq(file!["money/expected/prices-2020.txt"].raw());
}

#[test]
fn the_table_at_any_rate_is_as_kept() {
    let report = here("report tests/money --reading range", "100");
    report.stdout_eq(file!["money/expected/range.txt"].raw());
}

#[test]
fn bounds_and_explanations_are_as_kept() {
    let line = "bounds tests/money --payer united-kingdom --payee eu --category net --period 2012";
    here(line, "80").stdout_eq(file!["money/expected/bounds-united-kingdom.txt"].raw());
    let line = "bounds tests/money --payer russia --category defence --stage budgeted --period 2015";
    here(line, "80").stdout_eq(file!["money/expected/bounds-russia.txt"].raw());
    here("explain iran-2019 tests/money", "80").stdout_eq(file!["money/expected/iran-2019.txt"].raw());
    here("explain eu-framework tests/money", "80").stdout_eq(file!["money/expected/eu-framework.txt"].raw());
    here("explain russia-2025 tests/money", "80").stdout_eq(file!["money/expected/russia-2025.txt"].raw());
}

#[test]
fn nothing_is_found_that_nobody_has_looked_at() {
    here("check tests/money", "80");
    let counts = &REPORT["counts"];
    assert_eq!(counts["claims"], 55);
    let units: std::collections::BTreeSet<&str> =
        rows(&REPORT).map(|row| row["currency"].as_str().unwrap()).collect();
    let all = ["DEM", "EGP", "EUR", "GBP", "ILS", "IRR", "JPY", "RUB", "SAR", "UAH", "USD"];
    assert_eq!(units.into_iter().collect::<Vec<_>>(), all);
}

/// What these come to is reckoned here, from the published rates alone.
#[test]
fn published_amounts_come_out() {
    let [low, high] = converted(&REPORT, "kiel");
    let at = |amount: &str, rate: &str| decimal(amount) * decimal(rate);
    assert_eq!([low, high], [at("114150000000", "1.0466"), at("114250000000", "1.0466")]);
    assert_eq!(at("114200000000", "1.0466"), decimal("119521720000"));

    // By the annual rate of the World Bank, 3.59955554812834 shekels to the dollar.
    let shekels = |amount: &str| decimal(amount) / decimal("3.59955554812834");
    assert_eq!(converted(&REPORT, "pa-2017"), [shekels("1239528423.5"), shekels("1239528424.5")]);
    let dollars = shekels("1239528424");
    assert!(dollars > decimal("344355000") && dollars < decimal("344357000"), "{dollars}");
    // The budget's own dollars were made at 3.6.
    assert!((dollars / decimal("344313451") - decimal("1")) < decimal("0.000124"));

    // The roubles of the dataset's own table, and the euros of the same day.
    let roubles = |amount: &str| decimal(amount) / decimal("107.7409");
    assert_eq!(converted(&REPORT, "russia-2025"), [roubles("13450000000000"), roubles("13550000000000")]);
    let euros = |amount: &str| decimal(amount) * decimal("1.0562");
    assert_eq!(converted(&REPORT, "russia-2025-in-euros"), [euros("119825000000"), euros("119835000000")]);

    // By the peg of the riyal.
    let riyals = |amount: &str| decimal(amount) / decimal("3.75");
    assert_eq!(converted(&REPORT, "saudi-2019"), [riyals("1105500000000"), riyals("1106500000000")]);
}

#[test]
fn a_day_of_2020_is_at_its_own_rate() {
    let own = "[[claim]]\nid = \"euros\"\nfigure = \"€12.7M\"\nsource = \"herald\"\nexchange = 2020-10-26\n\
               scope = { payer = \"north\", payee = \"army\", period = 2019 }\n\
               [[claim]]\nid = \"dollars\"\nfigure = \"$15.0M\"\nsource = \"gazette\"\n\
               scope = { payer = \"north\", payee = \"army\", period = 2019 }\n";
    let dir = directory(&[("claims/aid.toml", format!("{BASE}{own}"))]);
    let report: Value = serde_json::from_str(&printed(&run(dir.path(), "report -f json", "80")).0).unwrap();
    let rate = decimal("1.1819");
    assert_eq!(converted(&report, "euros"), [decimal("12650000") * &rate, decimal("12750000") * &rate]);
    assert_eq!(decimal("12700000") * rate, decimal("15010130"));
    assert_eq!(verdict(&report, ["euros", "dollars"]), "agree");
}

/// Amounts that a source states in dollars beside its own lie within what its own come to at the rates of the time.
#[test]
fn stated_dollars_are_within_the_converted_ones() {
    let mut within = Vec::new();
    for row in rows(&AT_ANY_RATE).filter(|row| row["converted"]["is"] == "converted") {
        for stated in row["equivalents"].as_array().unwrap().iter().filter(|each| each["currency"] == "USD") {
            let [low, high] = converted(&AT_ANY_RATE, row["id"].as_str().unwrap());
            let ends = ["low", "high"].map(|end| number(&stated["interval"][end]));
            if low <= ends[1] && ends[0] <= high {
                within.push(row["id"].as_str().unwrap());
            } else {
                // Its rate of 3.6 was rounded.
                assert_eq!(row["id"], "pa-2017");
            }
        }
    }
    within.sort_unstable();
    assert_eq!(
        within,
        ["japan-makes-up", "pa-2017-prisoners", "pa-2019", "russia-2015", "russia-2025", "saudi-2019"]
    );
}

#[test]
fn currencies_agree_and_do_not() {
    for (one, other, expected, assumed) in [
        // Beyond any rate of the time, or at the one of a day.
        ("kiel", "trump", "conflict", &[][..]),
        ("kiel-rounded", "trump", "conflict", &[]),
        ("russia-2015", "russia-2015-caravel", "conflict", &[]),
        ("russia-2025", "russia-2025-ap", "conflict", &[]),
        ("russia-2025-in-euros", "russia-2025-ap", "conflict", &[]),
        // Only at the average.
        ("russia-2015", "russia-2015-sipri", "conditional-conflict", &["average-rate"]),
        (
            "lend-lease",
            "lend-lease-in-2016-dollars",
            "conditional-conflict",
            &["average-prices", "price-index"],
        ),
        ("uk-net-2012", "uk-net-five-years", "conditional-conflict", &["average-rate", "steady-rate"]),
        ("suez-certificates", "suez-certificates-at-later-rate", "conditional-conflict", &["average-rate"]),
        // At an official rate.
        ("iran-2019", "iran-2019-wsj", "conditional-conflict", &["average-rate", "official-rate"]),
        ("kiel", "bbc", "close", &[]),
        ("kiel-rounded", "bbc", "close", &["average-rate"]),
        ("pa-2017", "pa-2017-pmw-in-dollars", "close", &["average-rate"]),
        ("kiel", "washington-post", "agree", &[]),
        ("russia-2025", "russia-2025-cnn", "agree", &[]),
        ("saudi-2019", "saudi-2019-in-dollars", "agree", &["average-rate"]),
        ("suez-certificates", "suez-certificates-in-dollars", "agree", &["average-rate"]),
        // In one currency nothing is assumed of rates.
        ("kiel", "kiel-rounded", "agree", &[]),
        ("uk-a-week", "uk-gross-2014", "close", &[]),
        ("pa-2017", "pa-2017-pmw", "close", &[]),
        ("pa-2019-five-months", "pa-2019", "compatible", &[]),
        ("eu-framework", "eu-framework-revised", "close", &[]),
        ("iran-2019-rferl", "iran-2019-wsj", "conflict", &[]),
    ] {
        let pair = [one, other];
        assert_eq!(verdict(&REPORT, pair), expected, "{pair:?}");
        let mut found = assumptions(&REPORT, pair);
        found.sort_unstable();
        found.dedup();
        assert_eq!(found, assumed, "{pair:?}");
    }
}

#[test]
fn what_no_rate_covers_is_said_and_not_compared() {
    let alone: Vec<&str> =
        REPORT["alone"].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap()).collect();
    for (one, other) in [("iran-2020", "iran-2020-in-dollars"), ("ukraine-2025", "ukraine-2025-in-dollars")] {
        assert_eq!(row(&REPORT, one)["converted"]["is"], "not-convertible");
        assert!(alone.contains(&one) && alone.contains(&other), "{one} is compared");
        let page = printed(&here("report tests/money", "400")).0;
        assert!(page.contains(&format!("{one} is not convertible: there is no exchange rate of ")), "{page}");
    }
}

#[test]
fn amounts_at_constant_prices_come_out() {
    // The law has prices rise by 2% a year; seven years of it, each by its days, are in the dataset's own index.
    let days = [365, 365, 366, 365, 365, 365, 366];
    let mut index = decimal("1.061208");
    let mut average = decimal("0");
    for each in days {
        average += &index * decimal(&each.to_string());
        index *= decimal("1.02");
    }
    average /= decimal("2557");
    let converted = &row(&REPORT, "eu-framework")["converted"];
    let steps = converted["steps"].as_array().unwrap();
    assert_eq!(steps.len(), 2, "from the prices of 2011, then to dollars");
    let euros = number(&converted["average"]) / number(&steps[1]["average"]);
    assert_eq!(euros, average);
    // So €959.99 billion at the prices of 2011 are €1,082 billion at those of the years.
    let current = decimal("959990000000") * average;
    assert!(current > decimal("1081000000000") && current < decimal("1083000000000"), "{current}");
    let verdict = verdict(&REPORT, ["eu-framework-revised", "eu-framework-in-current-prices"]);
    assert_eq!(verdict, "close");

    // A whole table at the prices of one year: what is at prices of another has one step, in its own money.
    let steps = row(&IN_2020_PRICES, "lend-lease-in-2016-dollars")["converted"]["steps"].as_array().unwrap();
    assert_eq!(steps.len(), 1);
    let [low, high] = self::converted(&IN_2020_PRICES, "lend-lease-in-2016-dollars");
    // The consumer price index was 240.007 in 2016 and 258.811 in 2020.
    let times = decimal("258.811") / decimal("240.007");
    assert_eq!([low, high], [decimal("179500000000") * &times, decimal("180500000000") * &times]);
    assert_eq!(IN_2020_PRICES["prices"], 2020);
}

/// What cannot be at any rate cannot be at the average; what can be at the average can be at some rate.
#[test]
fn the_average_is_one_of_the_rates() {
    let sets = |report: &Value, verdict: &str| -> Vec<Value> {
        let sections = report["sections"].as_array().unwrap().iter();
        let all = sections.flat_map(|section| section["sets"]["conflicts"].as_array().unwrap().iter());
        all.filter(|set| set["verdict"] == verdict).map(|set| set["claims"].clone()).collect()
    };
    let plain = sets(&REPORT, "conflict");
    assert_eq!(plain, sets(&AT_ANY_RATE, "conflict"));
    let (conditional, at_any_rate) =
        (sets(&REPORT, "conditional-conflict"), sets(&AT_ANY_RATE, "conditional-conflict"));
    assert!(at_any_rate.iter().all(|set| conditional.contains(set)), "{at_any_rate:?}");
    assert!(at_any_rate.len() < conditional.len());
}
