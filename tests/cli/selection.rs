//! Narrowing a report: by day, flow and reading.

use crate::common::{BASE, directory, printed};
use crate::{THREE_CLAIMS, claim, compared, ids, json, run, run_here};

#[test]
fn as_of_counts_what_was_said_and_not_yet_taken_back_on_the_last_day() {
    let claims =
        claim("first", "$1 million", "herald", "army", "withdrawn = { date = 2021-06-01, reason = \"?\" }")
            + &claim("second", "$2 million", "gazette", "army", "date = 2021-03-10")
            + &claim("third", "$3 million", "gazette", "army", "date = \"2022-05\"\nsupersedes = \"second\"")
            + &claim("dateless", "$2 million", "courier", "army", "");
    let dir = directory(&[("claims/aid.toml", BASE.to_owned() + &claims)]);
    for (day, known) in [
        ("2019-12-31", vec![]),
        ("2020", vec!["first"]),
        ("2021-03-09", vec!["first"]),
        ("2021-03-10", vec!["first", "second"]),
        ("2021-05-31", vec!["first", "second"]),
        ("2021-06-01", vec!["second"]),
        ("2022-05-30", vec!["second"]),
        ("2022-05", vec!["second", "third"]),
    ] {
        let report = json(run(dir.path(), &format!("report -f json --as-of {day}")));
        assert_eq!(compared(&report), known, "as of {day}");
        assert_eq!(report["as-of"], day);
    }
    let before = json(run(dir.path(), "report -f json --as-of 2022-04"));
    assert_eq!(ids(&before["left-out"]), ["first", "third", "dateless"]);
}

#[test]
fn filters_keep_what_bears_on_the_flow() {
    let claims = claim("army", "$4 million", "herald", "army", "")
        + &claim("ministry", "$5 million", "herald", "ministry", "")
        + &claim("all", "$9 million", "gazette", "ruritania", "")
        + &claim("arms", "$1 million", "courier", "army", "").replace('}', ", category = \"military\" }")
        + &claim("later", "$1 million", "courier", "army", "").replace("2019", "2021")
        + &claim("south", "$1 million", "courier", "army", "").replace("north", "south");
    let dir = directory(&[("claims/aid.toml", BASE.to_owned() + &claims)]);
    for (filters, left) in [
        ("", "all arms army later ministry south"),
        ("--payer north", "all arms army later ministry"),
        ("--payer south", "south"),
        ("--payee army", "all arms army later south"),
        ("--payee ministry", "all ministry"),
        ("--payee ruritania", "all arms army later ministry south"),
        ("--category military", "all arms army later ministry south"),
        ("--period 2021", "later"),
        ("--period 2018/2020 --payee ministry --payer north", "all ministry"),
        ("--period ../2018", ""),
    ] {
        let report = json(run(dir.path(), &format!("report -f json {filters}")));
        let mut kept = compared(&report);
        kept.sort_unstable();
        assert_eq!((kept.join(" ").as_str(), ids(&report["left-out"]).len()), (left, 0), "{filters}");
        let count = left.split_whitespace().count();
        assert_eq!(report["counts"]["claims"], count, "{filters}");
        assert_eq!(report["counts"]["filtered-out"], 6 - count, "{filters}");
    }
}

#[test]
fn what_the_dataset_lacks_is_refused_with_a_suggestion() {
    for (arguments, message) in [
        ("--reading generus", "the dataset has no reading `generus`\nhelp: did you mean `generous`?\n"),
        ("--reading x", "the dataset has no reading `x`\nhelp: it has `generous` and `short-carry`\n"),
        ("--payer irn", "--payer: the dataset has no actor `irn`\nhelp: did you mean `iran`?\n"),
        ("--payee nobody", "--payee: the dataset has no actor `nobody`\n"),
        (
            "--category milatary",
            "--category: the dataset has no category `milatary`\nhelp: did you mean `military`?\n",
        ),
        (
            "--period FY2020 --payer iran",
            "--period: it is not known when the fiscal year starts\nhelp: name a payer or payee that has a fiscal year, or \
             write the period in dates\n",
        ),
    ] {
        let ran = run_here(&format!("report {THREE_CLAIMS} {arguments}")).code(2).stdout_eq("");
        assert_eq!(printed(&ran).1, format!("error: {message}"), "{arguments}");
    }
    for arguments in
        ["--as-of yesterday", "--as-of 2020-13", "--period 2020-02-30", "--format pdf", "--payr x"]
    {
        run_here(&format!("report {THREE_CLAIMS} {arguments}")).code(2).stdout_eq("");
    }
}
