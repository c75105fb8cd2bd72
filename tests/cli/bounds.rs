//! The least and the most that claims allow of a flow.

use std::fs;

use crate::common::{BASE, directory, printed};
use crate::{THREE_CLAIMS, claim, ids, json, run, run_here, stdout};

#[test]
fn one_period_with_its_arithmetic() {
    let page =
        stdout(&run_here(&format!("bounds {THREE_CLAIMS} --payer iran --payee hamas --period 2022")).code(0));
    let expected = "\
Iran → Hamas
Iranian funding of Palestinian armed groups
Amounts in USD. Reading: the dataset's own (approximately 10%, as-written last-digit, materiality
  5%, carry 3 years, undated year, as-of 1 month)
The table uses only claims that are in no conflict

╭────────┬───────┬──────────╮
│ Period │ Least │ Most     │
├────────┼───────┼──────────┤
│ 2022   │ 69.5M │ no limit │
╰────────┴───────┴──────────╯

2022
  At least 69.5M: Hamas for “Military assistance” ≥ 69.5M (haniyeh-2022); taking it that the total
    of haniyeh-2022 fell within 2022.
  Leaving out nakhaleh-2023: 69.5M – 110M.
    At most 110M: Palestinian militant groups ≤ 110M (state-2020); taking it that the rate of 2020
      (state-2020) held in 2022.
  Leaving out state-2020: 135M – 165M.
    At least 135M: nakhaleh-2023 ≥ 135M; taking it that the rate of 2023 (nakhaleh-2023) held in
      2022.
    At most 165M: nakhaleh-2023 ≤ 165M; taking it that the rate of 2023 (nakhaleh-2023) held in
      2022.
";
    assert_eq!(page, expected);
}

#[test]
fn every_year_in_markdown() {
    let line = format!("bounds {THREE_CLAIMS} --payer iran --payee hamas -f markdown --reading short-carry");
    let expected = "\
# Iran → Hamas

Iranian funding of Palestinian armed groups.

Amounts in USD. Reading: “short-carry” (approximately 10%, as-written last-digit, materiality 5%, carry 1 year, \
undated year, as-of 1 month).

| Period | Least | Most |
| --- | --- | --- |
| 2020 | 0 | 110M |
| 2022 | 135M | 165M |
| 2023 | 135M | 165M |

## 2020

- At most 110M: Palestinian militant groups ≤ 110M (state-2020).

## 2022

- At least 135M: nakhaleh-2023 ≥ 135M; taking it that the rate of 2023 (nakhaleh-2023) held in 2022.
- At most 165M: nakhaleh-2023 ≤ 165M; taking it that the rate of 2023 (nakhaleh-2023) held in 2022.

## 2023

- At least 135M: nakhaleh-2023 ≥ 135M.
- At most 165M: nakhaleh-2023 ≤ 165M.
";
    assert_eq!(stdout(&run_here(&line).code(0)), expected);
}

#[test]
fn what_is_left_beside_a_part_names_what_it_rests_on() {
    let claims = claim("army", "$4 million", "herald", "army", "")
        + &claim("all", "$9 million", "gazette", "ruritania", "")
        + &claim("won", "KPW 9 million", "gazette", "ministry", "");
    let dir = directory(&[("claims/aid.toml", BASE.to_owned() + &claims)]);
    let page = stdout(&run(dir.path(), "bounds --payer north --payee ministry").code(0));
    assert!(page.contains("│ 2019   │ 0     │ 6M   │"), "{page}");
    let sentence =
        "  At most 6M: Army of Ruritania ≥ 3.5M (army); Ruritania ≤ 9.5M (all); which leaves 6M.\n";
    assert!(page.contains(sentence), "{page}");
    assert!(
        page.ends_with("\nLeft out\n  These bear on the flow too: won, in KPW, not convertible.\n"),
        "{page}"
    );
    let complete = BASE
        .replace("members = [\"army\", \"ministry\"]", "members = [\"army\", \"ministry\"]\ncomplete = true");
    let dir = directory(&[("claims/aid.toml", complete + &claims)]);
    let page = stdout(&run(dir.path(), "bounds --payer north --payee ministry").code(0));
    let sentence = "  At least 4M: Ruritania ≥ 8.5M (all); Army of Ruritania ≤ 4.5M (army); which leaves 4M; taking \
                    the\n    list of Ruritania to be complete.\n";
    assert!(page.contains(sentence), "{page}");
}

/// In 2019 one euro was worth 1.1195 dollars on average.
#[test]
fn what_is_in_another_currency_bounds_the_flow_at_the_rates_of_its_time() {
    let claims = claim("whole", "$20 million", "gazette", "ruritania", "")
        + &claim("euros", "€9 million", "herald", "ministry", "");
    let dir = directory(&[("claims/aid.toml", BASE.to_owned() + &claims)]);
    let page = stdout(&run(dir.path(), "bounds --payer north --payee ministry").code(0));
    let rate = "9.5155M; taking it that the average rate for\n    2019 held for euros.\n";
    for words in [
        "│ 2019   │ 9.5155M │ 10.635M │",
        &format!("  At least 9.5155M: euros ≥ EUR 8.5M × about 1.11947 = {rate}"),
        "  At most 10.635M: euros ≤ EUR 9.5M × about 1.11947 = 10.635M; taking it that the average rate for\n",
        "undated year, as-of 1 month, exchange average)\n",
    ] {
        assert!(page.contains(words), "{words}\n{page}");
    }
    assert!(!page.contains("Left out"), "{page}");
    // By its words alone it says no more than the lowest and the highest rate of the year do.
    let ranged = BASE.to_owned() + "[reading]\nexchange = \"range\"\n" + &claims;
    let dir = directory(&[("claims/aid.toml", ranged)]);
    let page = stdout(&run(dir.path(), "bounds --payer north --payee ministry").code(0));
    for words in
        ["│ 2019   │ ", "euros ≥ EUR 8.5M × 1.0889 = 9.2557M.\n", "euros ≤ EUR 9.5M × 1.1535 = 10.958M.\n"]
    {
        assert!(page.contains(words), "{words}\n{page}");
    }
}

#[test]
fn json_has_the_statements_behind_each_end() {
    let bounds = json(run_here(&format!(
        "bounds {THREE_CLAIMS} --payer iran --payee hamas --period 2022 --unit month -f json"
    )));
    assert_eq!((&bounds["format"], &bounds["version"]), (&"crossfoot-bounds".into(), &2.into()));
    assert_eq!(bounds["flow"]["payee"]["id"], "hamas");
    assert_eq!(ids(&bounds["claims"]), ["state-2020", "haniyeh-2022", "nakhaleh-2023"]);
    let period = &bounds["periods"][0];
    assert_eq!(
        (&period["length"], &period["undisputed"]["low"]["by-unit"]),
        (&"12".into(), &"17375000/3".into())
    );
    let low = &period["repairs"][1]["allowed"]["low"];
    assert_eq!((&low["value"], &low["claims"]), (&"135000000".into(), &serde_json::json!(["nakhaleh-2023"])));
    let statement = low["proof"][0]["statement"].as_u64().unwrap();
    let statement = &period["statements"][usize::try_from(statement).unwrap()];
    assert_eq!((&statement["figure-of"], &statement["low"]), (&"nakhaleh-2023".into(), &"135000000".into()));
    assert_eq!(period["undisputed"]["high"]["value"], serde_json::Value::Null);
}

#[test]
fn a_flow_that_no_claim_speaks_of() {
    let dir = directory(&[(
        "claims/aid.toml",
        BASE.to_owned() + &claim("army", "$4 million", "herald", "army", ""),
    )]);
    let page = stdout(&run(dir.path(), "bounds --payer south").code(0));
    assert!(page.contains("\nNo claim speaks of this flow in any year\n"), "{page}");
    let page = stdout(&run(dir.path(), "bounds --payer south --period 2019").code(0));
    assert!(page.contains("│ 2019   │ nothing is known │ –    │"), "{page}");
    let page = stdout(&run(dir.path(), "bounds --period 2019 -o -").code(0));
    assert!(
        page.starts_with("anyone → anyone\n") && page.contains("│ 2019   │ 3.5M  │ no limit │"),
        "{page}"
    );
    run(dir.path(), "bounds --period 2019 -o out.json").code(0).stdout_eq("");
    assert!(fs::read_to_string(dir.path().join("out.json")).unwrap().contains("\"crossfoot-bounds\""));
    let early = json(run(dir.path(), "bounds --payer north --period 2019 -f json --as-of 2019"));
    assert_eq!(early["periods"][0]["undisputed"]["low"]["value"], "0");
}

#[test]
fn what_cannot_be_asked_is_refused_with_a_suggestion() {
    for (arguments, message) in [
        ("--payer irn", "--payer: the dataset has no actor `irn`\nhelp: did you mean `iran`?\n"),
        ("--reading generus", "the dataset has no reading `generus`\nhelp: did you mean `generous`?\n"),
        ("--stage payed", "--stage: there is no stage `payed`\nhelp: did you mean `paid`?\n"),
        ("--unit years", "--unit: `years` is no unit of time\nhelp: did you mean `year`?\n"),
        (
            "--unit decade",
            "--unit: `decade` is no unit of time\nhelp: write one of `year`, `quarter`, `month`, `week` or `day`\n",
        ),
        (
            "--stage held --unit year",
            "--unit: what is held at a date has no rate\nhelp: leave --unit out, or ask for another --stage\n",
        ),
        (
            "--period ../2020",
            "--period: `../2020` is open at an end\nhelp: name both its ends, such as 2018/2020\n",
        ),
    ] {
        let ran = run_here(&format!("bounds {THREE_CLAIMS} {arguments}")).code(2).stdout_eq("");
        assert_eq!(printed(&ran).1, format!("error: {message}"), "{arguments}");
    }
    for arguments in ["--stage unstated", "--period never", "--as-of never", "--format csv"] {
        run_here(&format!("bounds {THREE_CLAIMS} {arguments}")).code(2).stdout_eq("");
    }
}
