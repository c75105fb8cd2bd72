//! Looking exchange rates up, and the series that they come from.

use serde_json::{Value, json};

use crate::common::{BASE, directory, printed};
use crate::{claim, run, run_here, stdout};

fn json(line: &str) -> Value {
    crate::json(run_here(line))
}

/// What standard error says of a line that cannot be run.
fn refused(line: &str) -> String {
    printed(&run_here(line).code(2).stdout_eq("")).1
}

#[test]
fn one_rate_with_every_step() {
    let page = stdout(&run_here("rates ILS USD 2017").code(0).stderr_eq(""));
    let expected = "\
ILS → USD, 2017
Long numbers are rounded to ten digits; JSON has them in full

╭────────┬─────────────┬─────────────┬────────┬─────────┬──────────╮
│ Series │ Rate        │ Average     │ Lowest │ Highest │ Quoted   │
├────────┼─────────────┼─────────────┼────────┼─────────┼──────────┤
│ ecb    │ ILS per EUR │ 4.062152157 │ 3.8274 │ 4.3135  │ 255 days │
│ ecb    │ USD per EUR │ 1.129681176 │ 1.0385 │ 1.206   │ 255 days │
╰────────┴─────────────┴─────────────┴────────┴─────────┴──────────╯

Rate
  1 ILS = 1 ÷ 4.062152157 × 1.129681176 ≈ 0.2780991782 USD.
  Lowest 0.2586228365, highest 0.2880509187.
  The lowest and the highest are those of the daily rates of the two to each other.
";
    assert_eq!(page, expected);
}

#[test]
fn a_rate_in_json() {
    let found = json("rates usd eur 2020-10-26 -f json");
    let expected = json!({
        "format": "crossfoot-rates",
        "version": 1,
        "from": "USD",
        "to": "EUR",
        "rates": [{
            "time": {"start": "2020-10-26", "end": "2020-10-27"},
            "average": "10000/11819",
            "lowest": "10000/11819",
            "highest": "10000/11819",
            "steps": [{
                "base": "EUR",
                "quote": "USD",
                "series": "ecb",
                "average": "1.1819",
                "lowest": "1.1819",
                "highest": "1.1819",
                "quoted": 1,
                "each": "day",
                "divides": true,
                "official-only": false,
            }],
        }],
    });
    assert_eq!(found, expected);
    assert_eq!(json("rates EUR EUR 1950 -f json")["rates"][0]["steps"], json!([]));
}

#[test]
fn official_rates_are_marked() {
    let marked = stdout(&run_here("rates IRR USD 2017/2018").code(0));
    assert!(
        marked.contains("The rate of IRR was official only, and little was exchanged at it, 2018 – 2020: ")
    );
    assert!(marked.contains("Only averages are known, not the lowest and the highest."));
    assert!(!stdout(&run_here("rates IRR USD 2016/2017").code(0)).contains("official only"));
    let step = &json("rates SAR LBP 2020 -f json")["rates"][0]["steps"];
    assert_eq!(step[0]["official-only"], false);
    assert_eq!(step[1]["official-only"], true);
    assert_eq!(step[1]["lowest"], Value::Null);
    let years = stdout(&run_here("rates LBP USD").code(0));
    assert!(
        years.contains("│ 2020 │ 0.0006633499171 │ –      │ –       │ world-bank (official only) │"),
        "{years}"
    );
}

#[test]
fn each_year_that_has_rates() {
    let found = json("rates DEM USD -f json");
    let rates = found["rates"].as_array().unwrap();
    assert_eq!(rates.len(), 2025 - 1960 + 1);
    let series = |rate: &Value| -> Vec<String> {
        let steps = rate["steps"].as_array().unwrap();
        steps.iter().map(|step| step["series"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(series(&rates[1998 - 1960]), ["world-bank"]);
    assert_eq!(series(&rates[1999 - 1960]), ["fixed", "ecb"]);
    let page = stdout(&run_here("rates EUR USD").code(0));
    assert!(page.starts_with("EUR → USD, by year\n"), "{page}");
    assert!(
        page.contains("│ 2025 │ ") && !page.contains("│ 1998 │ ") && !page.contains("│ 2026 │ "),
        "{page}"
    );
}

#[test]
fn what_is_missing_is_told() {
    assert_eq!(
        refused("rates RUB USD 2022-03"),
        "error: there is no exchange rate of RUB for all of 2022-03\n\
         help: `ecb` has it for 2005-04-01 – 2022-03-01; `world-bank` has it for 1993 and 1996 – 2020; \
         a dataset can bring its own tables, under [rates]\n"
    );
    assert_eq!(
        refused("rates USD KPW"),
        "error: there is no exchange rate of KPW for all of any year\n\
         help: no series has it; a dataset can bring its own tables, under [rates]\n"
    );
    assert!(refused("rates EUR USD 1998").contains("exchange rate of EUR for all of 1998"));
    assert!(refused("rates EUR USD 2026-11/2026-12").contains("`ecb` has it for 1999-01-04 – 2026-10-30"));
}

#[test]
fn what_cannot_be_asked_is_refused() {
    for (line, words) in [
        ("rates EURO USD", "there is no currency `EURO`"),
        ("rates EUR U\u{202e}D", "there is no currency `U\\u{202e}D`"),
        ("rates EUR USD FY2020", "the period: `FY2020` says no days by itself"),
        ("rates EUR USD 2020/..", "the period: `2020/..` says no days by itself"),
        ("rates EUR USD ../2020", "the period: `../2020` says no days by itself"),
        ("rates EUR USD 2020-13", "the period: "),
        ("rates EUR", "<TO>"),
        ("rates EUR USD 2020 --list", "--list"),
        ("rates --dataset no-such-directory", "no-such-directory"),
    ] {
        let message = refused(line);
        assert!(message.contains(words), "{line}: {message}");
    }
}

#[test]
fn series_with_their_sources() {
    let page = stdout(&run_here("rates --list").code(0).stderr_eq(""));
    assert_eq!(page, stdout(&run_here("rates").code(0)));
    for words in [
        "European Central Bank",
        "CC BY 4.0",
        "public domain",
        "  2005-04-01 – 2022-03-01: RUB.",
        "  1999-01-04 – 2008-12-09 and 2018-02-01 – 2026-10-30: ISK.",
        "  1960 – 1970 and 2004 – 2020: IQD.",
        "  1913 – 2025: USD.",
        "  1.95583 DEM = 1 EUR from 1999 on.",
        "  1000000 TRL = 1 TRY.",
        "  LBP, 2019 – 2020: ",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let listed = json("rates --list -f json");
    let ids: Vec<&Value> =
        listed["series"].as_array().unwrap().iter().map(|series| &series["series"]).collect();
    assert_eq!(ids, ["ecb", "world-bank", "us-cpi", "gdp-deflator"]);
    for series in listed["series"].as_array().unwrap() {
        for key in ["title", "provider", "licence", "package", "made", "unit"] {
            assert!(series[key].as_str().is_some_and(|text| !text.is_empty()), "{key}: {series}");
        }
    }
    let rial = json!([{"start": "1960-01-01", "end": "2021-01-01"}]);
    assert_eq!(listed["series"][1]["coverage"]["IRR"], rial);
    assert_eq!(listed["tables"], json!([]));
}

#[test]
fn tables_of_a_dataset_go_first() {
    let settings = "[rates]\nfiles = \"rial.csv\"\nprefer = { ILS = \"world-bank\" }\n";
    let claims = format!("{settings}{BASE}{}", claim("one", "$4 million", "herald", "army", ""));
    let table =
        "date,base,quote,value,low,high\n2021,USD,IRR,250000,210000,300000\n2022-01,USD,IRR,280000,,\n";
    let dir = directory(&[("claims/aid.toml", claims), ("claims/rial.csv", table.to_owned())]);
    let json = |line: &str| crate::json(run(dir.path(), line));
    let rial = json("rates IRR USD 2021 --dataset claims -f json");
    assert_eq!(rial["rates"][0]["average"], "0.000004");
    assert_eq!(rial["rates"][0]["highest"], "1/210000");
    assert_eq!(rial["rates"][0]["steps"][0]["series"], "rial.csv");
    assert_eq!(rial["rates"][0]["steps"][0]["official-only"], false);
    run(dir.path(), "rates IRR USD 2021").code(2);
    let shekel = json("rates ILS USD 2017 --dataset claims -f json");
    assert_eq!(shekel["rates"][0]["steps"][0]["average"], "3.59955554812834");
    let listed = stdout(&run(dir.path(), "rates --list --dataset claims").code(0));
    assert!(listed.contains("  rial.csv: IRR per USD, 2 lines, 2021-01-01 – 2022-01-31.\n"), "{listed}");
}
