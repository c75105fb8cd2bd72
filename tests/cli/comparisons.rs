//! Claims that say how one flow compares with another.

use serde_json::{Value, json as value};
use tempfile::TempDir;

use crate::common::{BASE, directory, printed};
use crate::{claim, compared, json, pair, run, stdout};

fn dataset(claims: &[String]) -> TempDir {
    directory(&[("claims/aid.toml", BASE.to_owned() + &claims.concat())])
}

fn row(report: &Value, id: &str) -> Value {
    let sections = report["sections"].as_array().into_iter().flatten();
    let rows = sections.map(|section| &section["rows"]).chain([&report["alone"]]);
    let mut rows = rows.flat_map(|rows| rows.as_array().into_iter().flatten());
    rows.find(|row| row["id"] == id).unwrap_or_else(|| panic!("no row of {id}")).clone()
}

#[test]
fn a_comparison_is_told_by_what_differs_in_the_other_flow() {
    let dir = dataset(&[
        claim("amount", "$10 million", "gazette", "ministry", ""),
        claim("payee", "about twice as much as", "herald", "army", "relative-to = { payee = \"ministry\" }"),
        claim("period", "up 30% from", "herald", "army", "relative-to = { period = 2018 }"),
        claim("payer", "$16.7 billion short of", "herald", "army", "relative-to = { payer = \"south\" }"),
        claim("stage", "nearly half of", "herald", "army", "relative-to = { stage = \"pledged\" }"),
        claim("category", "at least 93% of", "herald", "army", "relative-to = { category = \"military\" }"),
        claim(
            "rate",
            "up to $5 a month more than",
            "herald",
            "army",
            "relative-to = { period = \"2017/2018\" }",
        ),
    ]);
    let report = json(run(dir.path(), "report -f json"));
    let factor = |low: Option<&str>, high: Option<&str>| value!({ "low": low, "high": high });
    for (id, low, high) in [
        ("payee", Some("1.8"), Some("2.2")),
        ("period", Some("1.295"), Some("1.305")),
        ("stage", Some("0.45"), Some("0.5")),
        ("category", Some("0.93"), None),
    ] {
        let row = row(&report, id);
        assert_eq!(row["relative"]["factor"], factor(low, high), "{id}");
        assert_eq!(row["relative"]["difference"], Value::Null, "{id}");
        assert_eq!(row["interval"], factor(None, None), "{id}");
        assert_eq!((&row["per"], &row["constraints"]), (&Value::Null, &value!([])), "{id}");
    }
    assert_eq!(
        row(&report, "payer")["relative"]["difference"],
        value!({ "low": "-16750000000", "high": "-16650000000", "per": null })
    );
    assert_eq!(
        row(&report, "rate")["relative"]["difference"],
        value!({ "low": "0", "high": "5", "per": "month" })
    );
    assert_eq!(row(&report, "amount")["relative"], Value::Null);
    let to = &row(&report, "payee")["relative"]["to"];
    assert_eq!(to["payer"]["id"], "north");
    assert_eq!(to["payee"]["id"], "ministry");
    assert_eq!(to["category"]["id"], "all");
    assert_eq!(to["stage"], "paid");
    assert_eq!(to["period"]["written"], "2019");
    assert_eq!(row(&report, "period")["relative"]["to"]["period"]["written"], "2018");

    let table = stdout(&run(dir.path(), "report").code(0));
    for words in [
        "1.8 – 2.2 × Northland → Ministry of",
        "1.295 – 1.305 × 2018",
        "16.65bn – 16.75bn less than Southland",
        "0.45 – 0.5 × pledged",
        "≥ 0.93 × Military aid",
        "0 – 5 a month more than 2017/2018",
    ] {
        assert!(table.contains(words), "{words}: {table}");
    }
}

#[test]
fn a_comparison_stands_with_the_claims_of_both_its_flows() {
    let dir = dataset(&[
        claim("army", "$10 million", "gazette", "army", ""),
        claim("ministry", "$20 million", "gazette", "ministry", ""),
        claim("other", "$1 million", "gazette", "south", ""),
    ]);
    let apart = json(run(dir.path(), "report -f json"));
    assert_eq!(apart["sections"], value!([]));
    let dir = dataset(&[
        claim("army", "$10 million", "gazette", "army", ""),
        claim("ministry", "$20 million", "gazette", "ministry", ""),
        claim("other", "$1 million", "gazette", "south", ""),
        claim("half", "half of", "herald", "army", "relative-to = { payee = \"ministry\" }"),
    ]);
    let report = json(run(dir.path(), "report -f json"));
    assert_eq!(compared(&report), ["half", "army", "ministry", "other"]);
    assert_eq!(report["sections"].as_array().unwrap().len(), 1);
    for other in ["army", "ministry"] {
        let pair = pair(&report, "half", other);
        assert_eq!(pair["verdict"], "not-comparable");
        assert_eq!((&pair["because"], &pair["claim"]), (&value!("relative"), &value!("half")));
    }
    let table = stdout(&run(dir.path(), "report").code(0));
    assert!(table.contains("half states how one flow compares with another"), "{table}");
}

#[test]
fn a_repeated_comparison_is_an_echo() {
    let to = "relative-to = { payee = \"ministry\" }";
    let echo = |figure: &str, more: &str| {
        let dir = dataset(&[
            claim("original", "twice", "herald", "army", to),
            claim("echo", figure, "gazette", "army", &format!("repeats = \"original\"\n{more}")),
        ]);
        let report = json(run(dir.path(), "report -f json"));
        let pair = pair(&report, "original", "echo");
        (pair["verdict"].clone(), pair["differences"].clone())
    };
    assert_eq!(echo("double", to), (value!("echo"), value!([])));
    assert_eq!(echo("about twice", to), (value!("echo"), value!([])));
    assert_eq!(echo("three times", to), (value!("garbled-echo"), value!(["amount"])));
    assert_eq!(echo("$5 million more than", to), (value!("garbled-echo"), value!(["amount"])));
    assert_eq!(echo("$5 million", ""), (value!("garbled-echo"), value!(["amount"])));
    let another = "relative-to = { payer = \"south\" }";
    assert_eq!(echo("twice", another), (value!("garbled-echo"), value!(["payer", "payee"])));
    let earlier = "relative-to = { payee = \"ministry\", period = 2017 }";
    assert_eq!(echo("twice", earlier), (value!("garbled-echo"), value!(["period"])));
}

#[test]
fn a_comparison_is_no_echo_of_an_amount_in_a_source_that_it_derives_from() {
    let derived = "\n[source.copy]\nname = \"Copy\"\ndate = 2021\nderives-from = [\"herald\"]\n";
    let to = "relative-to = { payee = \"ministry\" }";
    let dir = dataset(&[
        derived.to_owned(),
        claim("amount", "$5 million", "herald", "army", ""),
        claim("told", "twice", "herald", "army", to),
        claim("elsewhere", "twice", "copy", "army", "relative-to = { payer = \"south\" }"),
        claim("again", "double", "copy", "army", to),
    ]);
    let report = json(run(dir.path(), "report -f json"));
    assert_eq!(row(&report, "elsewhere")["standing"], value!({ "is": "active" }));
    assert_eq!(row(&report, "again")["standing"], value!({ "is": "echo", "of": "told", "differences": [] }));
}

#[test]
fn a_replaced_comparison_has_no_factor() {
    let to = "relative-to = { payee = \"ministry\" }";
    let dir = dataset(&[
        claim("old", "twice", "herald", "army", to),
        claim("new", "three times", "gazette", "army", &format!("supersedes = \"old\"\n{to}")),
    ]);
    let report = json(run(dir.path(), "report -f json"));
    let pair = pair(&report, "old", "new");
    assert_eq!((&pair["verdict"], &pair["factor"]), (&value!("revised"), &Value::Null));
}

#[test]
fn what_is_wrong_with_a_comparison_is_said_at_its_place() {
    for (figure, more, code, at) in [
        ("twice", "", "no-relative-to", "\"twice\""),
        ("twice Qatar's", "", "unreadable-figure", "twice"),
        ("twice the total of Qatar", "relative-to = { payee = \"ministry\" }", "unreadable-figure", "Qatar"),
        (
            "three times more than",
            "relative-to = { payee = \"ministry\" }",
            "unreadable-figure",
            "three times more than",
        ),
        ("twice a year", "relative-to = { payee = \"ministry\" }", "unreadable-figure", "a year"),
        (
            "$5 million",
            "relative-to = { payee = \"ministry\" }",
            "amount-relative-to",
            "{ payee = \"ministry\" }",
        ),
        ("twice", "relative-to = {}", "relative-to-itself", "{}"),
        ("twice", "relative-to = { payee = \"army\" }", "relative-to-itself", "{ payee = \"army\" }"),
        ("twice", "relative-to = { payee = \"amry\" }", "unknown-id", "\"amry\""),
        ("twice", "relative-to = { pyee = \"army\", payer = \"south\" }", "unknown-key", "pyee"),
        ("twice", "relative-to = { payee = 5 }", "wrong-type", "5"),
        ("twice", "relative-to = \"ministry\"", "wrong-type", "\"ministry\""),
        ("twice", "relative-to = { period = \"last year\" }", "unreadable-period", "last year"),
        ("twice", "relative-to = { payee = \"ministry\" }\nsteady = true", "steady-without-period", "true"),
    ] {
        let dir = dataset(&[claim("one", figure, "herald", "army", more)]);
        let (_, message) = printed(&run(dir.path(), "report").code(2).stdout_eq(""));
        assert!(message.starts_with(&format!("error[{code}]: ")), "{figure} {more}: {message}");
        assert!(message.contains("error: 1 problem"), "{figure} {more}: {message}");
        let lines: Vec<&str> = message.lines().collect();
        let marks = lines.iter().position(|line| line.contains('^')).unwrap();
        let (start, length) = (lines[marks].find('^').unwrap(), lines[marks].matches('^').count());
        assert_eq!(&lines[marks - 1][start..start + length], at, "{message}");
    }
}

#[test]
fn a_comparison_in_numbers_is_refused() {
    let more = "relative-to = { payee = \"ministry\" }";
    let numbers = claim("one", "FIGURE", "herald", "army", more)
        .replace("\"FIGURE\"", "{ low = 1, high = 2, currency = \"USD\" }");
    let dir = dataset(&[numbers]);
    let (_, message) = printed(&run(dir.path(), "report").code(2).stdout_eq(""));
    assert!(message.starts_with("error[amount-relative-to]: "), "{message}");
}

#[test]
fn comparisons_are_in_every_format() {
    let dir = dataset(&[
        claim("share", "two thirds of", "herald", "army", "relative-to = { payee = \"ministry\" }"),
        claim("less", "$5 less than", "herald", "army", "relative-to = { payee = \"ministry\" }"),
    ]);
    let page = stdout(&run(dir.path(), "report -f markdown").code(0));
    assert!(page.contains("about 0.6667 × Northland → Ministry of Finance"), "{page}");
    let table = stdout(&run(dir.path(), "report -f csv").code(0));
    let mut lines = table.lines();
    let header: Vec<&str> = lines.next().unwrap().split(',').collect();
    let cells: Vec<Vec<&str>> = lines.map(|line| line.split(',').collect()).collect();
    let cell = |row: usize, name: &str| cells[row][header.iter().position(|column| *column == name).unwrap()];
    assert_eq!((cell(0, "id"), cell(1, "id")), ("less", "share"));
    assert_eq!(cell(1, "relative_to"), "north ministry all paid 2019");
    assert_eq!((cell(1, "factor_low"), cell(1, "factor_high")), ("2/3", "2/3"));
    assert_eq!((cell(1, "low"), cell(1, "difference_low")), ("", ""));
    assert_eq!((cell(0, "difference_low"), cell(0, "difference_high")), ("-5.5", "-4.5"));
}

#[test]
fn a_comparison_without_a_period_is_about_the_year_of_its_date() {
    let text = "\n[[claim]]\nid = \"one\"\nfigure = \"twice\"\nsource = \"SOURCE\"\n\
                scope = { payer = \"north\", payee = \"army\" }\nrelative-to = { payee = \"ministry\" }\n";
    for (source, words) in [("herald", "no period, said 2020"), ("courier", "no period and no date")] {
        let dir = dataset(&[text.replace("SOURCE", source)]);
        let table = stdout(&run(dir.path(), "report").code(0));
        assert!(table.contains(words), "{table}");
    }
}
