//! Every example in the README and the manual does what the text says.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on has failed")]

use std::path::{Path, PathBuf};

use crossfoot::currency::Currency;
use crossfoot::dataset::Files;
use crossfoot::figure::{Comparative, Context, Figure, RelativeFigure};
use crossfoot::level::{CODES, Code, Level};
use crossfoot::normalise;
use crossfoot::number::Rational;
use crossfoot::period::{Date, FiscalYear, PeriodSpec};
use crossfoot::problem::{Fault, Problem};
use crossfoot::reading::{Magnitude, Reading};
use crossfoot::reconcile::Verdict;
use crossfoot::report::{Report, Selection, build};
use crossfoot::scope::Stage;

/// The README and the pages of the manual, with their paths.
fn pages() -> Vec<(PathBuf, String)> {
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir("docs").unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.extend(["README.md", "CONTRIBUTING.md"].map(PathBuf::from));
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), std::fs::read_to_string(path).unwrap())).collect()
}

fn page(name: &str) -> String {
    std::fs::read_to_string(Path::new("docs").join(name)).unwrap()
}

/// The cells of every row of the tables that start with this heading, without the code marks.
fn rows(page: &str, first_heading: &str) -> Vec<Vec<String>> {
    let cells = |line: &str| -> Vec<String> {
        let inner = line.trim().trim_start_matches('|').trim_end_matches('|');
        inner.split('|').map(|cell| cell.trim().trim_matches('`').to_owned()).collect()
    };
    let mut found = Vec::new();
    let mut wanted = false;
    for line in page.lines() {
        if !line.starts_with('|') {
            wanted = false;
        } else if cells(line)[0] == first_heading {
            wanted = true;
        } else if wanted && !line.starts_with("| ---") {
            found.push(cells(line));
        }
    }
    assert!(!found.is_empty(), "no table of {first_heading}");
    found
}

/// The fenced blocks in a language.
fn blocks<'a>(page: &'a str, language: &str) -> Vec<&'a str> {
    let fence = format!("```{language}\n");
    page.split(fence.as_str()).skip(1).map(|rest| rest.split("```").next().unwrap()).collect()
}

fn context() -> Context {
    Context { dataset_currency: Currency::from_code("USD").unwrap(), claim_currency: None }
}

/// The report of a dataset in memory, or what is wrong with it.
fn report(toml: &str) -> Result<Report, Vec<Fault>> {
    // The tables that the manual names are those that it shows.
    let manual = page("dataset.md");
    let tables = blocks(&manual, "csv");
    assert_eq!(tables.len(), 2);
    let tables = ["rates/rial.csv", "prices/shekel.csv"].into_iter().zip(tables);
    let files = [("claims.toml", toml)].into_iter().chain(tables);
    let files = Files::from_texts(files.map(|(path, text)| (path.to_owned(), text.to_owned())));
    let faults =
        |problems: Vec<Problem>| problems.into_iter().map(|problem| problem.fault).collect::<Vec<_>>();
    let dataset = normalise::read(&files).map_err(faults)?;
    Ok(build(&dataset, &files, dataset.reading(None).unwrap(), &Selection::default()))
}

#[test]
fn the_table_of_findings_is_that_of_the_program() {
    let row = |code: &Code| {
        let (level, _) = Level::WORDS.into_iter().find(|(_, level)| *level == code.level).unwrap();
        vec![code.name.to_owned(), level.to_owned(), code.summary.trim_matches('`').to_owned()]
    };
    let expected: Vec<Vec<String>> = CODES.iter().map(row).collect();
    assert_eq!(rows(&page("checks.md"), "code"), expected);
}

#[test]
fn toml_examples_are_valid() {
    for (path, text) in pages() {
        for block in blocks(&text, "toml") {
            if block.starts_with("# a dataset") {
                assert!(report(block).is_ok(), "{}: {:?}", path.display(), report(block).err());
            } else {
                let parsed = toml::de::DeTable::parse(block);
                assert!(parsed.is_ok(), "{}: {:?}\n{block}", path.display(), parsed.err());
            }
        }
    }
}

#[test]
fn toml_fragments_fit_into_a_dataset() {
    let frame = r#"
        [dataset]
        title = "Frame"
        currency = "USD"
        [actor.iran]
        name = "Iran"
        [actor.hamas]
        name = "Hamas"
        [source.letter]
        name = "Letter"
        [[claim]]
        id = "state-2020"
        figure = "$1"
        source = "letter"
        scope = { payer = "iran" }
        [[claim]]
        id = "nakhaleh-2023"
        figure = "$1"
        source = "letter"
        scope = { payer = "iran" }
    "#;
    for name in ["checks.md", "dataset.md", "readings.md"] {
        for block in blocks(&page(name), "toml") {
            if !block.starts_with("# a dataset") {
                let whole = format!("{frame}\n{block}");
                assert!(report(&whole).is_ok(), "{name}: {:?}\n{block}", report(&whole).err());
            }
        }
    }
}

#[test]
fn figures_say_what_the_manual_says() {
    let open = |end: Option<String>| end.unwrap_or_else(|| "–".to_owned());
    for row in rows(&page("figures.md"), "Figure") {
        let figure = match Figure::parse(&row[0], &context()) {
            Ok(figure) => figure,
            Err(error) => {
                assert_eq!(row[3], "refused", "{}: {}", row[0], error.message());
                continue;
            }
        };
        let interval = figure.interval(&Reading::default()).unwrap();
        let read = [
            open(interval.low.map(|low| low.to_string())),
            open(interval.high.map(|high| high.to_string())),
            figure.currency().to_string(),
            figure.per().map(|per| per.word().to_owned()).unwrap_or_default(),
        ];
        assert_eq!(read[..], row[1..], "{}", row[0]);
    }
}

#[test]
fn figures_are_refused_as_the_manual_says() {
    for row in rows(&page("figures.md"), "Refused") {
        let error = Figure::parse(&row[0], &context()).expect_err(&row[0]);
        assert!(!error.help().is_empty(), "{}", row[0]);
    }
}

#[test]
fn comparisons_say_what_the_manual_says() {
    for row in rows(&page("figures.md"), "Comparison") {
        let figure = RelativeFigure::parse(&row[0], &context()).expect(&row[0]);
        let (low, high, unit) = match figure.under(&Reading::default()) {
            Comparative::Factor { low, high } => (low, high, "times".to_owned()),
            Comparative::Difference { low, high } => (low, high, figure.currency().unwrap().to_string()),
        };
        let open = |end: Option<Rational>| end.map_or_else(|| "–".to_owned(), |end| end.to_string());
        assert_eq!([open(low), open(high), unit][..], row[1..], "{}", row[0]);
    }
    for row in rows(&page("figures.md"), "Not compared") {
        let error = RelativeFigure::parse(&row[0], &context()).expect_err(&row[0]);
        assert!(!error.help().is_empty(), "{}", row[0]);
    }
}

#[test]
fn qualifiers_of_the_manual_are_all_read() {
    let words = [
        "about",
        "around",
        "roughly",
        "approximately",
        "some",
        "circa",
        "close to",
        "nearly",
        "almost",
        "just under",
        "just over",
        "a little more than",
        "at least",
        "more than",
        "over",
        "no less than",
        "upwards of",
        "a minimum of",
        "at most",
        "up to",
        "as much as",
        "less than",
        "under",
        "no more than",
        "a maximum of",
        "~",
        ">",
        "≥",
        "<",
        "≤",
    ];
    let text = page("figures.md").replace('\n', " ");
    for word in words {
        assert!(text.contains(word) || text.contains(&capitalised(word)), "the manual lacks {word}");
        let figure = format!("{word} $5 million");
        assert!(Figure::parse(&figure, &context()).is_ok(), "{figure}");
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[test]
fn periods_are_placed_as_the_manual_says() {
    let fiscal = FiscalYear::new("10-01", "end").unwrap();
    let date = Date::parse("2023-04-17").unwrap();
    for row in rows(&page("readings.md"), "Period") {
        let days = PeriodSpec::parse(&row[0]).unwrap().resolve(Some(&fiscal), Some(&date)).unwrap();
        assert_eq!(days.to_string(), row[1], "{}", row[0]);
    }
}

#[test]
fn readings_have_the_defaults_of_the_manual() {
    let report = report(
        "[dataset]\ntitle = 'T'\ncurrency = 'USD'\n[actor.a]\nname = 'A'\n[source.s]\nname = 'S'\n\
         [[claim]]\nid = 'c'\nfigure = '$1'\nsource = 's'\nscope = { payer = 'a' }\n",
    )
    .unwrap();
    let keys = rows(&page("readings.md"), "Key");
    let default = |key: &str| keys.iter().find(|row| row[0] == key).map(|row| row[1].clone());
    for (key, value) in &report.reading.keys {
        assert_eq!(default(key).as_deref(), Some(value.as_str()), "{key}");
    }
    for magnitude in Magnitude::ALL {
        let (low, high) = magnitude.default_range();
        assert_eq!(default(magnitude.key()), Some(format!("{low}–{high}")), "{}", magnitude.key());
    }
    assert_eq!(keys.len(), report.reading.keys.len() + Magnitude::ALL.len());
}

#[test]
fn magnitudes_are_read_as_the_manual_says() {
    for row in rows(&page("readings.md"), "Key").iter().filter(|row| row[1].contains('–')) {
        let interval =
            Figure::parse(&row[2], &context()).expect(&row[2]).interval(&Reading::default()).unwrap();
        let (low, high) = row[1].split_once('–').unwrap();
        assert_eq!(interval.low.map(|end| end.to_string()), Some(format!("{low}000000")), "{}", row[2]);
        assert_eq!(interval.high.map(|end| end.to_string()), Some(format!("{high}000000")), "{}", row[2]);
    }
}

#[test]
fn the_manual_knows_every_verdict_stage_and_problem() {
    let marks = rows(&page("verdicts.md"), "Mark");
    for verdict in Verdict::ALL {
        assert!(marks.iter().any(|row| row[0] == verdict.mark() && row[1] == verdict.word()), "{verdict:?}");
    }
    assert_eq!(marks.len(), Verdict::ALL.len());
    let dataset = page("dataset.md");
    for stage in Stage::ALL {
        assert!(dataset.contains(&format!("`{stage}`")), "{stage}");
    }
    let codes: Vec<String> =
        rows(&page("problems.md"), "code").into_iter().map(|row| row[0].clone()).collect();
    assert_eq!(codes, Fault::CODES);
}

#[test]
fn the_example_of_a_message_is_one() {
    let error = Figure::parse("$70 milion", &context()).unwrap_err();
    let shown = format!("error[{}]: {}", Fault::Figure(error.clone()).code(), error.message());
    assert!(page("problems.md").contains(&shown), "{shown}");
}

#[test]
fn links_between_pages_lead_somewhere() {
    for (path, text) in pages() {
        // What looks like a link in an example is none.
        let text: String = text.split("```").step_by(2).collect();
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let file = target.split('#').next().unwrap();
            if file.is_empty() || file.starts_with("http") {
                continue;
            }
            assert!(path.parent().unwrap().join(file).exists(), "{}: {target}", path.display());
        }
    }
}

/// Runs the commands of console blocks and compares what they print.
#[test]
fn console_blocks_print_what_they_show() {
    let mut run = 0;
    for (path, text) in pages() {
        for block in blocks(&text, "console") {
            for example in block.split("$ crossfoot ").skip(1) {
                let (command, expected) = example.split_once('\n').unwrap();
                let output = std::process::Command::new(env!("CARGO_BIN_EXE_crossfoot"))
                    .args(command.split(' '))
                    .env("COLUMNS", "80")
                    .env("NO_COLOR", "1")
                    .output()
                    .unwrap();
                let printed = String::from_utf8(output.stdout).unwrap();
                assert_eq!(printed, expected, "{}: crossfoot {command}", path.display());
                run += 1;
            }
        }
    }
    assert!(run > 0, "no page shows a command");
}
