//! The tables of rates and prices that a dataset names.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::common::{BASE, directory, printed, write};
use crate::{claim, json, run, stdout};

/// A dataset with a claim and these settings, and other files beside it.
fn dataset(settings: &str, others: &[(&str, &str)]) -> TempDir {
    let claims = format!("{settings}\n{BASE}{}", claim("one", "$4 million", "herald", "army", ""));
    let dir = directory(&[("claims/aid.toml", claims)]);
    for (path, text) in others {
        write(&dir.path().join(path), text);
    }
    dir
}

const RATES: &str = "[rates]\nfiles = \"rates.csv\"\n";

/// What is wrong: the file, line, column and code of each problem.
fn problems(dir: &Path) -> Vec<String> {
    let short = stdout(&run(dir, "check -f short").code(2));
    let told = short.lines().filter_map(|line| {
        let (place, rest) = line.split_once(": error[")?;
        Some(format!("{} {}", place.trim_start_matches("claims/"), rest.split(']').next()?))
    });
    told.collect()
}

/// What is wrong with a table of rates.
fn of_table(table: &str) -> Vec<String> {
    problems(dataset(RATES, &[("claims/rates.csv", table)]).path())
}

#[test]
fn a_table_may_be_written_as_programs_write_csv() {
    for table in [
        "date,base,quote,value\n2020-06-24,USD,IRR,190500\n",
        "date,base,quote,value\n2020-06-24,USD,IRR,190500",
        "\u{feff}date,base,quote,value\r\n\r\n2020-06,USD,IRR,190500.25\r\n\r\n\r\n",
        "\"value\",\"quote\",\"high\",\"base\",\"date\",\"low\"\n\"1.5\",\"IRR\",\"2\",\"USD\",\"2020\",\"1\"\n,,,,,\n \n",
        " date , base , quote , value , low , high \n 2020 , USD , IRR , 0.5 , , \n2020-01,USD,IRR,1,1,1\n",
        // A year, a month and a day of it, and the same day of another pair.
        "date,base,quote,value\n2020,USD,IRR,1\n2020-06,USD,IRR,2\n2020-06-24,USD,IRR,3\n2020-06-24,EUR,IRR,3\n",
    ] {
        let dir = dataset(RATES, &[("claims/rates.csv", table)]);
        run(dir.path(), "report").code(0).stderr_eq("");
    }
    let prices = "index,year,currency\n100,2015,ILS\n99.5,2016,ILS\n100,2015,IRR\n";
    let dir = dataset("[prices]\nfiles = [\"tables/ils.CSV\"]\n", &[("claims/tables/ils.CSV", prices)]);
    run(dir.path(), "report").code(0).stderr_eq("");
}

#[test]
fn each_cell_that_cannot_be_used_is_pointed_at() {
    let rows = [
        ("2020/2021,USD,IRR,1,,", &["1 bad-rate"][..]),
        ("24.06.2020,USD,IRR,1,,", &["1 unreadable-date"]),
        ("2020-Q3,USD,IRR,1,,", &["1 unreadable-date"]),
        ("2020-02-30,usd,IRR,\"4,2\",,", &["1 unreadable-date", "12 unknown-currency", "21 bad-rate"]),
        ("2020,USD,USD,1,,", &["10 bad-rate"]),
        ("2020,USD,IRR,0,,", &["14 bad-rate"]),
        ("2020,USD,IRR,-1,,", &["14 bad-rate"]),
        ("2020,USD,IRR,1e3,,", &["14 bad-rate"]),
        ("2020,USD,IRR,NaN,,", &["14 bad-rate"]),
        ("2020,USD,IRR,12345678901234567890123456789,,", &["14 bad-rate"]),
        ("2020,USD,IRR,,,", &["1 bad-rate"]),
        ("2020,USD,IRR,2,1,", &["16 bad-rate"]),
        ("2020,USD,IRR,2,,3", &["17 bad-rate"]),
        ("2020,USD,IRR,2,4,3", &["16 bad-rate"]),
        ("2020,USD,IRR,2,2.1,3", &["16 bad-rate"]),
        ("2020,USD,IRR,3.1,2,3", &["20 bad-rate"]),
        ("2020,USD,IRR,3,x,0", &["16 bad-rate", "18 bad-rate"]),
        ("2020,USD,IRR", &["1 bad-table"]),
        ("2020,USD,IRR,4,2,,", &["1 bad-table"]),
        ("2020,USD,IRR,\"4\"2,,", &["17 bad-table"]),
        ("2020,USD,IRR,\"4,,", &["14 bad-table"]),
        ("é,USD,IRR,x,,", &["1 unreadable-date", "11 bad-rate"]),
    ];
    for (row, expected) in rows {
        let table = format!("date,base,quote,value,low,high\r\n\r\n{row}\r\n");
        let expected: Vec<String> = expected.iter().map(|at| format!("rates.csv:3:{at}")).collect();
        assert_eq!(of_table(&table), expected, "{row}");
    }
}

#[test]
fn the_header_names_the_columns() {
    for (table, expected) in [
        ("", &["1:1"][..]),
        ("\n\n", &["1:1"]),
        ("date,base,quote,value\n", &["1:1"]),
        ("date;base;quote;value\n2020;USD;IRR;1\n", &["1:1"]),
        ("date\tbase\tquote\tvalue\n", &["1:1"]),
        ("date,base,quote\n2020,USD,IRR\n", &["1:1"]),
        ("date,base,quote,value,base\n2020,USD,IRR,1,EUR\n", &["1:23"]),
        ("date,base,quote,value,remarks\n2020,USD,IRR,1,x\n", &["1:23"]),
        ("2020,USD,IRR,1\n", &["1:1", "1:1", "1:1", "1:1", "1:1", "1:6", "1:10", "1:14"]),
        ("date,base,quote,value\n2020,USD,I\0R,1\n", &["2:11"]),
        ("date,bse,quote,Value,values\n2020,USD,IRR,1,1\n", &["1:6", "1:16", "1:22"]),
    ] {
        let expected: Vec<String> = expected.iter().map(|at| format!("rates.csv:{at} bad-table")).collect();
        assert_eq!(of_table(table), expected, "{table}");
    }
}

#[test]
fn a_rate_stands_once_whichever_way_it_is_given() {
    let first = "date,base,quote,value\n2020,USD,IRR,2\n";
    for (row, code) in [("2020,USD,IRR,2", true), ("2020,IRR,USD,0.5", true), ("2021,IRR,USD,0.5", false)] {
        let settings = "[rates]\nfiles = [\"rates.csv\", \"more.csv\"]\n";
        let more = format!("date,base,quote,value\n{row}\n");
        let dir = dataset(settings, &[("claims/rates.csv", first), ("claims/more.csv", &more)]);
        if code {
            assert_eq!(problems(dir.path()), ["more.csv:2:1 duplicate-rate"], "{row}");
            let (_, told) = printed(&run(dir.path(), "report").code(2));
            assert!(told.contains("claims/rates.csv:2:1") && told.contains("first here"), "{told}");
        } else {
            run(dir.path(), "report").code(0);
        }
    }
    let prices =
        "currency,year,index\nILS,2015,100\nILS,02015,100\nILS,2015-01,100\nUSD,2015,100\nILS,2015,101\n";
    let dir = dataset("[prices]\nfiles = \"ils.csv\"\n", &[("claims/ils.csv", prices)]);
    assert_eq!(
        problems(dir.path()),
        ["ils.csv:3:5 bad-rate", "ils.csv:4:5 bad-rate", "ils.csv:6:1 duplicate-rate"]
    );
}

#[test]
fn all_tables_are_told_of_in_one_run() {
    let settings = "[rates]\nfiles = [\"a.csv\", \"none.csv\", \"b.csv\"]\n[prices]\nfiles = \"c.csv\"\n";
    let others = [
        ("claims/a.csv", "date,base,quote,value\n2020,USD,IRR,x\n2021,USD,IRR,y\n"),
        ("claims/b.csv", "date,base,quote,rate\n2020,USD,IRR,1\n"),
        ("claims/c.csv", "currency,year,index\nILS,15,1\n"),
    ];
    let dir = dataset(settings, &others);
    let mut expected = vec!["aid.toml:2:19 unreadable-file", "a.csv:2:14 bad-rate", "a.csv:3:14 bad-rate"];
    expected.extend(["b.csv:1:1 bad-table", "b.csv:1:17 bad-table", "c.csv:2:5 bad-rate"]);
    assert_eq!(problems(dir.path()), expected);
}

#[test]
fn so_much_may_be_wrong_that_the_rest_is_not_told() {
    let rows = "2020,USD,IRR,\"1,5\"\n".repeat(5_000);
    let found = of_table(&format!("date,base,quote,value\n{rows}"));
    assert_eq!(found.len(), 101);
    assert_eq!(found.iter().filter(|each| *each == "rates.csv:101:1 bad-table").count(), 1, "{found:?}");
}

#[test]
fn tables_lie_in_the_dataset() {
    let sound = "date,base,quote,value\n2020,USD,IRR,1\n";
    for (named, code) in [
        ("../rates.csv", "bad-table-path"),
        ("more/../rates.csv", "bad-table-path"),
        ("/etc/rates.csv", "bad-table-path"),
        ("C:\\\\rates.csv", "bad-table-path"),
        ("\\\\\\\\server\\\\rates.csv", "bad-table-path"),
        ("aid.toml", "bad-table-path"),
        (".csv", "bad-table-path"),
        ("none.csv", "unreadable-file"),
        ("folder.csv", "unreadable-file"),
        ("rates.csv/x.csv", "unreadable-file"),
        ("", "empty-text"),
    ] {
        let settings = format!("[rates]\nfiles = [\"{named}\"]\n");
        let dir = dataset(&settings, &[("rates.csv", sound), ("claims/folder.csv/x", "")]);
        write(&dir.path().join("claims/rates.csv"), sound);
        assert_eq!(problems(dir.path()), [format!("aid.toml:2:10 {code}")], "{named}");
    }
    let dir = dataset("[rates]\nfiles = [\"./rates.csv\", \"rates.csv\"]\n", &[("claims/rates.csv", sound)]);
    assert_eq!(problems(dir.path()), ["aid.toml:2:25 listed-twice"]);
    let dir = dataset(RATES, &[]);
    fs::write(dir.path().join("claims/rates.csv"), b"date,base\n2020,\xe9").unwrap();
    assert_eq!(problems(dir.path()), ["aid.toml:2:9 not-utf8"]);
    // A dataset of one file has its tables beside it.
    let dir = dataset("[rates]\nfiles = \"rates/rial.csv\"\n", &[("claims/rates/rial.csv", sound)]);
    run(dir.path(), "report claims/aid.toml").code(0).stderr_eq("");
    run(&dir.path().join("claims"), "report aid.toml").code(0).stderr_eq("");
}

#[cfg(unix)]
#[test]
fn no_link_leads_out_of_the_dataset() {
    let sound = "date,base,quote,value\n2020,USD,IRR,1\n";
    let settings = "[rates]\nfiles = [\"link.csv\", \"rates/rial.csv\"]\n";
    let dir = dataset(settings, &[("outside/rial.csv", sound)]);
    let link = |target: &str, name: &str| {
        std::os::unix::fs::symlink(target, dir.path().join("claims").join(name)).unwrap();
    };
    link("../outside/rial.csv", "link.csv");
    link("../outside", "rates");
    let found = problems(dir.path());
    let expected = ["aid.toml:2:10 symbolic-link", "aid.toml:2:22 symbolic-link"];
    assert!(expected.iter().all(|each| found.iter().any(|found| found == each)), "{found:?}");
}

#[test]
fn what_hostile_cells_hold_is_shown_safely() {
    let table = "date,base,quote,value\n2020,USD,IRR,\u{1b}[31m\u{202e}1\n2021,=cmd(),IRR,1\n2022,USD,IRR,::error::1\n";
    let dir = dataset(RATES, &[("claims/rates.csv", table)]);
    for line in ["report", "check", "check -f github", "check -f json", "check -f sarif", "check -f short"] {
        let (out, error) = printed(&run(dir.path(), line).code(2));
        for text in [out, error] {
            assert!(!text.contains(['\u{1b}', '\u{202e}']), "{line}: {text}");
            assert!(!text.lines().any(|line| line.trim_start().starts_with("::error::1")), "{line}: {text}");
        }
    }
}

#[test]
fn tables_are_left_as_they_are() {
    let table = "date,base,quote,value\r\n2020,USD,IRR,1\r\n";
    let others =
        [("claims/rates.csv", table), ("claims/unnamed.csv", "\0"), ("page.md", ""), ("new.toml", "")];
    let dir = dataset(&format!("{RATES}[check]\nunsorted-file = \"warn\"\n"), &others);
    run(dir.path(), "report -o claims/rates.csv").code(2).stdout_eq("");
    run(dir.path(), "report -o page.md").code(0);
    run(dir.path(), "check --fix").code(0);
    let new = claim("two", "$5 million", "gazette", "army", "");
    write(&dir.path().join("new.toml"), new);
    run(dir.path(), "check --new new.toml -f short").code(0);
    for (path, text) in &others[..2] {
        assert_eq!(fs::read_to_string(dir.path().join(path)).unwrap(), *text);
    }
}

#[test]
fn tables_that_new_claims_name_are_not_read() {
    let dir = dataset("", &[("claims/rates.csv", "nothing of use\n")]);
    let new = format!("{RATES}{}", claim("two", "$5 million", "gazette", "army", ""));
    write(&dir.path().join("new.toml"), new);
    let (text, _) = printed(&run(dir.path(), "check --new new.toml -f short").code(2));
    assert_eq!(text.lines().filter(|line| line.contains("error[")).count(), 1, "{text}");
    assert!(text.starts_with("new.toml:1:1: error[setting-in-new-claims]: `[rates]`"), "{text}");
}

#[test]
fn a_series_is_preferred_by_its_name() {
    let dir = dataset("[rates]\nprefer = { ILS = \"world-bank\", EUR = \"ecb\" }\n", &[]);
    run(dir.path(), "report").code(0).stderr_eq("");
    for (prefer, expected) in [
        ("ILS = \"worldbank\"", "18 unknown-word"),
        ("ILS = \"us-cpi\"", "18 unknown-word"),
        ("ils = \"ecb\"", "12 unknown-currency"),
        ("IRR = \"ecb\"", "18 not-in-series"),
        ("XAU = \"world-bank\"", "18 not-in-series"),
        ("IRR = 1", "18 wrong-type"),
    ] {
        let dir = dataset(&format!("[rates]\nprefer = {{ {prefer} }}\n"), &[]);
        assert_eq!(problems(dir.path()), [format!("aid.toml:2:{expected}")], "{prefer}");
    }
}

#[test]
fn a_reading_says_how_amounts_are_exchanged() {
    let settings = "[reading]\nexchange = \"range\"\n[reading.plain]\nexchange = \"average\"\n[reading.other]\ncarry = \"1 year\"\n";
    let dir = dataset(settings, &[]);
    for (arguments, expected) in [("", "range"), ("--reading plain", "average"), ("--reading other", "range")]
    {
        let report = json(run(dir.path(), &format!("report -f json {arguments}")));
        assert_eq!(report["reading"]["exchange"], expected, "{arguments}");
        let page = stdout(&run(dir.path(), &format!("report -f markdown {arguments}")).code(0));
        assert!(page.contains(&format!("as-of 1 month, exchange {expected})")), "{page}");
    }
    // What nobody declares is not said where nothing is converted.
    let dir = dataset("", &[]);
    assert_eq!(json(run(dir.path(), "report -f json"))["reading"]["exchange"], "average");
    assert!(!stdout(&run(dir.path(), "report").code(0)).contains("exchange"));
    let dir = dataset("[reading]\nexchange = \"mean\"\n", &[]);
    assert_eq!(problems(dir.path()), ["aid.toml:2:12 unknown-word"]);
    let dir = dataset("[reading]\nexchange = 2020-01-01\n", &[]);
    assert_eq!(problems(dir.path()), ["aid.toml:2:12 wrong-type"]);
}

/// The rate that a claim on 2019 is converted at: who says so, and the average that it says.
fn rate_of(settings: &str, figure: &str, others: &[(&str, &str)], arguments: &str) -> (String, String) {
    let claims = format!("{settings}\n{BASE}{}", claim("one", figure, "herald", "army", ""));
    let dollars = claim("dollars", "$4 million", "gazette", "army", "");
    let dir = directory(&[("claims/aid.toml", claims + &dollars)]);
    for (path, text) in others {
        write(&dir.path().join(path), text);
    }
    let report = json(run(dir.path(), &format!("report -f json {arguments}")));
    let rows = report["sections"][0]["rows"].as_array().unwrap();
    let row = rows.iter().find(|row| row["id"] == "one").unwrap();
    let step = &row["converted"]["steps"][0];
    let text = |key: &str| step[key].as_str().unwrap().to_owned();
    (text("series"), text("average"))
}

#[test]
fn claims_are_converted_at_the_dataset_s_own_rates() {
    let table = "value,quote,base,date\n130000,IRR,USD,2019\n90000.5,IRR,USD,2018\n";
    let others = [("claims/rates/rial.csv", table)];
    let settings = "[rates]\nfiles = [\"./rates/rial.csv\"]\n";
    let own = ("rates/rial.csv".to_owned(), "130000".to_owned());
    assert_eq!(rate_of(settings, "IRR 520 billion", &others, ""), own);
    assert_eq!(rate_of(settings, "IRR 520 billion", &others, "claims/aid.toml"), own);
    assert_eq!(rate_of("", "IRR 520 billion", &others, "").0, "world-bank");
    // What no table prices is converted as without any.
    assert_eq!(rate_of(settings, "ILS 14 million", &others, "").0, "ecb");
    assert_eq!(
        rate_of("[rates]\nprefer = { ILS = \"world-bank\" }\n", "ILS 14 million", &[], "").0,
        "world-bank"
    );
}

/// What is named is asked for, whatever git makes of it.
#[test]
fn a_table_that_git_ignores_is_read() {
    let others = [("claims/rates.csv", "date,base,quote,value\n2020,USD,IRR,x\n"), (".gitignore", "*.csv\n")];
    let dir = dataset(RATES, &others);
    let git = std::process::Command::new("git").arg("init").arg("-q").current_dir(dir.path()).status();
    if git.is_ok_and(|status| status.success()) {
        assert_eq!(problems(dir.path()), ["rates.csv:2:14 bad-rate"]);
    }
}

#[cfg(unix)]
#[test]
fn the_name_of_a_table_is_shown_safely() {
    let settings = "[rates]\nfiles = \"\\u001b[31m\\u202e::error::|`<b>.csv\"\n";
    let name = "claims/\u{1b}[31m\u{202e}::error::|`<b>.csv";
    let claims = format!("{settings}\n{BASE}{}", claim("one", "IRR 52 billion", "herald", "army", ""));
    let more = claim("two", "$9 million", "gazette", "army", "");
    let dir = directory(&[("claims/aid.toml", claims + &more)]);
    for table in ["date,base,quote,value\n2019,USD,IRR,130000\n", "date,base\n"] {
        write(&dir.path().join(name), table);
        for line in [
            "report",
            "report -f markdown",
            "report -f csv",
            "report -f json",
            "explain one",
            "check",
            "check -f github",
        ] {
            let (out, error) = printed(&run(dir.path(), line));
            for text in [out, error] {
                assert!(!text.contains(['\u{1b}', '\u{202e}']), "{line}: {text}");
            }
        }
    }
}
