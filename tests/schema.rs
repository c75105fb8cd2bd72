//! The schema for editors against the loader: it takes what the loader takes, knows the same keys and words,
//! and refuses what is wrong in shape.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "what is not as expected has failed")]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use crossfoot::dataset::Files;
use crossfoot::level;
use crossfoot::money::Amount;
use crossfoot::normalise;
use crossfoot::period::{Date, Duration, FiscalYear, PeriodError, PeriodErrorKind, PeriodSpec};
use crossfoot::problem::Fault;
use crossfoot::reading::Percent;
use jsonschema::Validator;
use proptest::prelude::*;
use serde_json::{Map, Number, Value, json};
use snapbox::cmd::OutputAssert;
use toml::de::{DeTable, DeValue};

use common::{BASE, crossfoot, directory, printed};

/// The schema that the command prints.
fn schema() -> Value {
    let codes: Vec<(&str, &str)> = level::CODES.iter().map(|code| (code.name, code.summary)).collect();
    crossfoot::schema::schema(&codes)
}

fn validator() -> Validator {
    let schema = schema();
    assert!(jsonschema::draft7::meta::is_valid(&schema));
    jsonschema::draft7::new(&schema).unwrap()
}

/// What editors make of TOML before they hold it against a schema; nothing where it is no TOML.
fn as_json(toml: &str) -> Option<Value> {
    DeTable::parse(toml).ok().map(|table| table_as_json(table.get_ref()))
}

fn table_as_json(table: &DeTable<'_>) -> Value {
    let members =
        table.iter().map(|(key, value)| (key.get_ref().to_string(), value_as_json(value.get_ref())));
    Value::Object(members.collect::<Map<_, _>>())
}

fn value_as_json(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => json!(text),
        DeValue::Integer(number) => json!(i64::from_str_radix(number.as_str(), number.radix()).unwrap()),
        DeValue::Float(float) => {
            float.as_str().parse().ok().and_then(Number::from_f64).map_or(Value::Null, Value::Number)
        }
        DeValue::Boolean(set) => json!(set),
        DeValue::Datetime(datetime) => json!(datetime.to_string()),
        DeValue::Array(items) => items.iter().map(|item| value_as_json(item.get_ref())).collect(),
        DeValue::Table(table) => table_as_json(table),
    }
}

/// What is wrong with some TOML by the schema.
fn errors(validator: &Validator, toml: &str) -> Vec<String> {
    let value = as_json(toml).unwrap_or_else(|| panic!("no TOML: {toml}"));
    validator.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

/// The codes of what is wrong with a dataset by the loader.
fn faults(files: &[(String, String)]) -> Vec<Fault> {
    let tables = [
        ("rates.csv", "date,base,quote,value\n2020,USD,IRR,42000\n"),
        ("old.csv", "date,base,quote,value\n1979,USD,IRR,70.475\n"),
        ("prices.csv", "currency,year,index\nIRR,2020,250.1\n"),
    ];
    let tables = tables.map(|(path, text)| (path.to_owned(), text.to_owned()));
    let files = files.iter().cloned().chain(tables);
    let problems = normalise::read(&Files::from_texts(files)).err().unwrap_or_default();
    problems.into_iter().map(|problem| problem.fault).collect()
}

/// The TOML files under a directory, with their texts.
fn toml_files(dir: &str) -> Vec<(String, String)> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut open = vec![here.join(dir)];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            let text = fs::read_to_string(&path).unwrap();
            found.push((path.strip_prefix(here).unwrap().to_string_lossy().into_owned(), text));
        }
    }
    found.sort();
    found
}

/// The TOML of the manual that is a dataset or a part of one, as `tests/docs.rs` runs it.
fn manual() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir("docs").unwrap().chain(fs::read_dir(".").unwrap()) {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "md") {
            continue;
        }
        let page = fs::read_to_string(&path).unwrap();
        let of_keys = path.ends_with("dataset.md") || path.ends_with("readings.md");
        for block in page.split("```toml\n").skip(1).map(|rest| rest.split("```").next().unwrap()) {
            if of_keys || block.starts_with("# a dataset") || block.starts_with("[[claim]]") {
                found.push((path.clone(), block.to_owned()));
            }
        }
    }
    found
}

#[test]
fn good_files_are_valid() {
    let validator = validator();
    let mut seen = 0;
    for dir in ["claims", "tests/datasets", "src/commands/init"] {
        for (path, text) in toml_files(dir) {
            assert_eq!(errors(&validator, &text), [""; 0], "{path}");
            seen += 1;
        }
    }
    assert!(seen > 10, "{seen}");
    let blocks = manual();
    assert!(blocks.len() >= 8, "{}", blocks.len());
    for (path, block) in blocks {
        assert_eq!(errors(&validator, &block), [""; 0], "{}\n{block}", path.display());
    }
}

/// Whether the schema refuses a file that has just this fault.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Sees {
    /// Wherever it is.
    Always,
    /// In its fixture, but not in every place or form.
    Here,
    /// Not in its fixture, where it takes more than the shape of one file.
    No,
    /// There is no file, or no TOML in it, to hold against a schema.
    NoToml,
}

const CODES: [(&str, Sees); 54] = [
    ("dataset-missing", Sees::NoToml),
    ("unreadable-file", Sees::NoToml),
    ("not-utf8", Sees::NoToml),
    ("symbolic-link", Sees::NoToml),
    ("file-too-large", Sees::NoToml),
    ("empty-dataset", Sees::No),
    ("no-dataset-table", Sees::No),
    ("syntax", Sees::NoToml),
    ("unknown-key", Sees::Always),
    ("missing-key", Sees::Always),
    // A TOML date under a key that takes a text is a text in JSON.
    ("wrong-type", Sees::Here),
    // JSON has one kind of number, and 60.5e9 is a whole one.
    ("float-amount", Sees::No),
    // An empty `reason` may say that a conflict is known and nothing of it is.
    ("empty-text", Sees::Here),
    ("duplicate-table", Sees::No),
    ("setting-in-new-claims", Sees::NoToml),
    ("duplicate-id", Sees::No),
    // It does not see a conflict of the same claims twice.
    ("listed-twice", Sees::Here),
    // It does not see characters that cannot be seen.
    ("unusable-id", Sees::Here),
    ("unknown-id", Sees::No),
    ("cycle", Sees::No),
    ("groups-too-large", Sees::NoToml),
    ("too-many-origins", Sees::NoToml),
    // The parts of a category name it, not the other way round.
    ("complete-without-members", Sees::Here),
    ("unknown-word", Sees::Always),
    ("unknown-code", Sees::Always),
    // It counts no digits.
    ("bad-percentage", Sees::Here),
    // It does not count to a hundred years.
    ("bad-duration", Sees::Here),
    // Which of two numbers is the lower one takes both.
    ("bad-magnitude", Sees::No),
    ("unknown-currency", Sees::Always),
    ("bad-amount", Sees::Here),
    ("no-amount", Sees::Always),
    ("low-above-high", Sees::No),
    ("no-currency", Sees::Always),
    ("currency-mismatch", Sees::No),
    ("unreadable-figure", Sees::No),
    ("no-relative-to", Sees::No),
    // It sees it where the figure is in numbers.
    ("amount-relative-to", Sees::No),
    ("relative-to-itself", Sees::No),
    ("amount-overflow", Sees::No),
    // It has no calendar: 2023-02-30 and an interval the wrong way round pass.
    ("unreadable-date", Sees::Here),
    ("unreadable-period", Sees::Here),
    ("unreadable-fiscal-year", Sees::Always),
    ("unplaced-period", Sees::No),
    ("bad-year", Sees::Always),
    // It sees it where the figure is in numbers.
    ("stock-with-rate", Sees::No),
    // It sees that there is no period, not that words state no rate.
    ("steady-without-period", Sees::Here),
    ("links-to-itself", Sees::No),
    // A claim that compares its flow with another can contradict itself.
    ("conflict-of-one", Sees::No),
    ("order-of-one", Sees::Always),
    // It knows no steps that lead out of a directory.
    ("bad-table-path", Sees::Here),
    ("bad-table", Sees::No),
    ("bad-rate", Sees::No),
    ("duplicate-rate", Sees::No),
    ("not-in-series", Sees::No),
];

fn sees(code: &str) -> Sees {
    CODES.iter().find(|(each, _)| *each == code).map(|&(_, sees)| sees).unwrap()
}

#[test]
fn every_code_is_decided() {
    assert_eq!(CODES.map(|(code, _)| code)[..], *Fault::CODES);
}

#[test]
fn what_is_wrong_in_shape_is_refused_and_the_rest_is_not() {
    let validator = validator();
    for (code, sees) in CODES {
        let files = toml_files(&format!("tests/codes/{code}"));
        if sees == Sees::NoToml {
            assert!(files.iter().all(|(_, text)| as_json(text).is_none()), "{code} has TOML");
            continue;
        }
        assert!(!files.is_empty(), "{code} has no file");
        let errors: Vec<String> = files.iter().flat_map(|(_, text)| errors(&validator, text)).collect();
        let expected = matches!(sees, Sees::Always | Sees::Here);
        assert_eq!(!errors.is_empty(), expected, "{code}: {errors:?}");
    }
}

/// A dataset of one file with every table and key, and nothing wrong with it.
#[expect(clippy::too_many_lines, reason = "one file, not a procedure")]
fn every_key() -> String {
    let text = r#"
        [dataset]
        title = "Every key"
        currency = "USD"
        [reading]
        approximately = "10%"
        as-written = "last-digit"
        materiality = "5 %"
        carry = "3 years"
        undated = "year"
        as-of = "1 month"
        exchange = "average"
        magnitudes = { couple = [2, 3], few = [2, 5], several = [3, 9], handful = [3, 6], single-digit = [1, 9], dozens = [12, 99], scores = [20, 99], tens = [10, 99], low-tens = [10, 39], mid-tens = [40, 69], high-tens = [70, 99], hundreds = [100, 999], low-hundreds = [100, 399], mid-hundreds = [400, 699], high-hundreds = [700, 999], unnumbered = [2, 999] }
        [reading.strict]
        approximately = "2.5%"
        as-written = "0%"
        materiality = "1%"
        carry = "18 months"
        undated = "open"
        as-of = "0 days"
        exchange = "range"
        magnitudes = { several = [3, 5] }
        [stage]
        order = ["pledged", "committed", "paid"]
        [check]
        conflict = "warn"
        close = "deny"
        [rates]
        files = ["rates.csv", "old.csv"]
        prefer = { ILS = "world-bank", EUR = "ecb" }
        [prices]
        files = "prices.csv"
        [actor.iran]
        name = "Iran"
        fiscal-year = { start = "03-21", named-after = "start" }
        [actor.groups]
        name = "Groups"
        members = ["hamas", "jihad"]
        complete = true
        [actor.hamas]
        name = "Hamas"
        complete = false
        [actor.jihad]
        name = "Islamic Jihad"
        members = []
        [category.aid]
        name = "Aid"
        complete = true
        [category.military]
        name = "Military aid"
        part-of = "aid"
        complete = false
        [category.weapons]
        name = "Weapons"
        part-of = ["military", "all"]
        [source.letter]
        name = "Letter"
        publisher = "ministry"
        kind = "letter"
        date = 2020
        url = "https://letter.example"
        note = "In Persian."
        [source.herald]
        name = "Herald"
        date = 2021-06-24
        derives-from = ["letter"]
        [source.gazette]
        name = "Gazette"
        date = "2018/2021-03"
        derives-from = "letter"
        [[claim]]
        id = "words"
        figure = "roughly 100 million a year"
        source = "herald"
        via = ["gazette", "herald"]
        date = "2021-06"
        currency = "USD"
        prices = 2015
        exchange = 2020-01-31
        steady = true
        scope = { payer = "iran", payee = "groups", category = "military", stage = "paid", period = "FY2018/FY2019" }
        url = "https://herald.example"
        note = "On page 3."
        withdrawn = { date = 2022-01-05, reason = "Corrected." }
        [[claim]]
        id = "numbers"
        figure = { low = "68000000.50", high = 70000000, currency = "USD", per = "year" }
        source = "letter"
        via = "gazette"
        scope = { payer = "iran", payee = "any", category = "all", stage = "pledged", period = "2018-Q1/.." }
        steady = false
        repeats = "words"
        [[claim]]
        id = "again"
        figure = { low = 1 }
        currency = "EUR"
        source = "letter"
        scope = { payer = "iran", stage = "held", period = 2019-12-31 }
        supersedes = "numbers"
        [[claim]]
        id = "twice"
        figure = "twice as much as"
        source = "letter"
        scope = { payer = "iran", payee = "hamas", period = 2019 }
        relative-to = { payer = "iran", payee = "jihad", category = "military", stage = "committed", period = "../2018" }
        [[known-conflict]]
        claims = ["words", "numbers"]
        reason = "Looked at."
    "#;
    text.lines().map(str::trim_start).collect::<Vec<_>>().join("\n")
}

/// Every key of every table in the schema, with the schema of what it takes; paths as in TOML, `*` for ids.
fn keys(schema: &Value) -> BTreeMap<String, &Value> {
    fn walk<'a>(path: &str, schema: &'a Value, found: &mut BTreeMap<String, &'a Value>) {
        let deeper = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
        for (key, takes) in schema["properties"].as_object().into_iter().flatten() {
            found.insert(deeper(key), takes);
            walk(&deeper(key), takes, found);
        }
        for inner in [&schema["additionalProperties"], &schema["items"]] {
            if inner.is_object() {
                walk(&deeper("*"), inner, found);
            }
        }
    }
    let mut found = BTreeMap::new();
    walk("", schema, &mut found);
    found
}

#[test]
fn every_key_is_explained_and_shown() {
    let schema = schema();
    let validator = |schema: &Value| jsonschema::draft7::new(schema).unwrap();
    let keys = keys(&schema);
    assert!(keys.len() > 90, "{}", keys.len());
    for (path, takes) in keys {
        let description = takes["description"].as_str().unwrap_or_else(|| panic!("{path} is not explained"));
        assert!(description.ends_with('.'), "{path}: {description}");
        assert!(!description.contains("  "), "{path}: {description}");
        let own = validator(takes);
        if let Some(default) = takes.get("default") {
            assert!(own.is_valid(default), "{path}: {default}");
        }
        if path.contains('.') {
            let examples = takes["examples"].as_array().unwrap_or_else(|| panic!("{path} is not shown"));
            assert!(!examples.is_empty(), "{path}");
            for example in examples {
                assert!(own.is_valid(example), "{path}: {example}");
            }
        }
    }
}

/// The text of the file with the bytes at a place replaced.
fn replaced(text: &str, place: &Range<usize>, by: &str) -> String {
    format!("{}{by}{}", &text[..place.start], &text[place.end..])
}

/// Where the keys and values of a file stand: each path with the place of its last key and of its value.
fn places(text: &str) -> Vec<(String, Range<usize>, Range<usize>)> {
    fn walk(path: &str, table: &DeTable<'_>, found: &mut Vec<(String, Range<usize>, Range<usize>)>) {
        for (key, value) in table {
            let path = format!("{path}.{}", key.get_ref());
            found.push((path.clone(), key.span(), value.span()));
            deeper(&path, value.get_ref(), found);
        }
    }
    fn deeper(path: &str, value: &DeValue<'_>, found: &mut Vec<(String, Range<usize>, Range<usize>)>) {
        match value {
            DeValue::Table(table) => walk(path, table, found),
            DeValue::Array(items) => items.iter().for_each(|item| deeper(path, item.get_ref(), found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    walk("", DeTable::parse(text).unwrap().get_ref(), &mut found);
    found
}

/// The loader tells the keys of a table once it has one too many.
#[test]
fn the_schema_and_the_loader_know_the_same_keys() {
    let file = every_key();
    assert_eq!(faults(&[("all.toml".to_owned(), file.clone())]), []);
    assert_eq!(errors(&validator(), &file), [""; 0]);
    let schema = schema();
    let mut of_schema: BTreeSet<BTreeSet<String>> = BTreeSet::new();
    let tables = keys(&schema);
    let all =
        tables.values().copied().flat_map(|takes| [takes, &takes["items"], &takes["additionalProperties"]]);
    for table in all.chain([&schema]) {
        if let Some(properties) = table["properties"].as_object() {
            of_schema.insert(properties.keys().cloned().collect());
        }
    }
    let mut of_loader: BTreeSet<BTreeSet<String>> = BTreeSet::new();
    for (_, key, _) in places(&file) {
        for fault in faults(&[("all.toml".to_owned(), replaced(&file, &key, "zzz"))]) {
            if let Fault::UnknownKey { known, .. } = fault {
                of_loader.insert(known.into_iter().map(str::to_owned).collect());
            }
        }
    }
    // Words in `magnitudes` and codes in `[check]` are no keys to the loader.
    of_schema.retain(|keys| !keys.contains("unnumbered") && !keys.contains("conflict"));
    assert_eq!(of_schema, of_loader);
}

#[test]
fn the_schema_and_the_loader_know_the_same_words() {
    let file = every_key();
    let schema = schema();
    let keys = keys(&schema);
    let words = |value: &Value| -> BTreeSet<String> {
        value.as_array().into_iter().flatten().map(|word| word.as_str().unwrap().to_owned()).collect()
    };
    let mut compared = 0;
    for (path, _, value) in places(&file) {
        for fault in faults(&[("all.toml".to_owned(), replaced(&file, &value, "\"zzz\""))]) {
            let Fault::NotOneOf { key, allowed, .. } = fault else { continue };
            if key == "as-written" {
                continue;
            }
            let key = if key == "level" { "conflict" } else { key };
            // The `exchange` of a reading is another key than that of a claim.
            let found = keys.iter().find(|(each, takes)| {
                each.ends_with(&format!(".{key}")) && (key != "exchange" || takes.get("enum").is_some())
            });
            let takes = found.unwrap_or_else(|| panic!("no {path}")).1;
            let each = &takes["additionalProperties"]["enum"];
            let of_schema = words(if each.is_null() { &takes["enum"] } else { each });
            assert_eq!(of_schema, allowed.into_iter().map(str::to_owned).collect(), "{path}");
            compared += 1;
        }
    }
    assert!(compared >= 7, "{compared}");
    let magnitudes = keys["reading.magnitudes"]["properties"].as_object().unwrap();
    let renamed = file.replace("unnumbered = ", "zzz = ");
    let [Fault::NotOneOf { allowed, .. }] = &faults(&[("all.toml".to_owned(), renamed)])[..] else {
        panic!()
    };
    assert_eq!(
        magnitudes.keys().map(String::as_str).collect::<BTreeSet<_>>(),
        allowed.iter().copied().collect()
    );
}

/// A file changed in one place, and what the two make of it.
struct Changed {
    what: String,
    text: String,
    by_schema: Vec<String>,
    by_loader: Vec<Fault>,
}

/// Every key misspelt, and every value replaced by values of all types.
fn changed(validator: &Validator, files: &[(String, String)]) -> Vec<Changed> {
    const VALUES: [&str; 16] = [
        "1.5",
        "true",
        "false",
        "0",
        "-1",
        "2020",
        "\"\"",
        "\" \"",
        "\"zzz\"",
        "\"2020\"",
        "[]",
        "[1.5]",
        "[\"zzz\", \"zzz\"]",
        "{}",
        "{ zzz = 1 }",
        "07:32:00",
    ];
    let mut found = Vec::new();
    for (index, (name, text)) in files.iter().enumerate() {
        for (path, key, value) in places(text) {
            let misspelt = ("zzz", replaced(text, &key, "zzz"));
            let retyped = VALUES.iter().map(|by| (*by, replaced(text, &value, by)));
            for (by, changed) in retyped.chain([misspelt]) {
                // Headers of tables cannot be values, nor can two keys be one.
                let Some(json) = as_json(&changed) else { continue };
                let mut files = files.to_vec();
                files[index].1.clone_from(&changed);
                found.push(Changed {
                    what: format!("{name}: {path} → {by}"),
                    by_schema: validator.iter_errors(&json).map(|error| error.to_string()).collect(),
                    by_loader: faults(&files),
                    text: changed,
                });
            }
        }
    }
    found
}

#[test]
fn the_schema_and_the_loader_refuse_the_same_changes() {
    let validator = validator();
    let datasets = [
        vec![("all.toml".to_owned(), every_key())],
        toml_files("src/commands/init"),
        toml_files("tests/datasets/three-claims"),
    ];
    let (mut both, mut neither) = (0, 0);
    for files in datasets {
        assert_eq!(faults(&files), []);
        for Changed { what, by_schema, by_loader, .. } in changed(&validator, &files) {
            if !by_schema.is_empty() {
                assert_ne!(by_loader, [], "only the schema refuses {what}: {by_schema:?}");
                both += 1;
                continue;
            }
            neither += usize::from(by_loader.is_empty());
            for fault in by_loader {
                let is_time = matches!(&fault, Fault::WrongType { found: "a date or time", .. });
                let in_shape = sees(fault.code()) == Sees::Always
                    || matches!(fault, Fault::WrongType { .. } | Fault::FloatAmount { .. }) && !is_time
                    || matches!(&fault, Fault::EmptyText { key } if key != "reason");
                assert!(!in_shape, "only the loader refuses {what}: {fault:?}");
            }
        }
    }
    assert!(both > 2_000 && neither > 100, "{both} {neither}");
}

#[test]
fn what_the_schema_refuses_is_refused_by_the_report() {
    let validator = validator();
    let files = [("all.toml".to_owned(), every_key())];
    let changes = changed(&validator, &files);
    // Running the program on each takes too long.
    for Changed { what, text, .. } in changes.iter().filter(|each| !each.by_schema.is_empty()).step_by(40) {
        let dir = directory(&[("claims/all.toml", text)]);
        let ran = crossfoot().arg("report").current_dir(dir.path()).assert().code(2).stdout_eq("");
        assert!(printed(&ran).1.starts_with("error["), "{what}");
    }
}

/// What the schema sees of claims beyond types.
#[test]
fn values_are_held_against_their_form() {
    let validator = validator();
    let claim = |lines: &str| {
        let rest = [
            ("id = ", "\"one\""),
            ("figure = ", "\"$5 million a year\""),
            ("source = ", "\"herald\""),
            ("scope = ", "{ payer = \"north\" }"),
        ];
        let rest = rest.iter().filter(|(key, _)| !lines.lines().any(|line| line.starts_with(key)));
        let rest: Vec<String> = rest.map(|(key, value)| format!("{key}{value}")).collect();
        format!("[[claim]]\n{}\n{lines}\n", rest.join("\n"))
    };
    for line in [
        "figure = { low = \"60.5\", high = 70, currency = \"USD\" }",
        "figure = { low = \"060.50\", currency = \"USD\", per = \"week\" }",
        "date = 2020",
        "date = \"2020-06\"",
        "date = 2020-06-24",
        "date = \" 2018-06/2020-01-15 \"",
        "scope = { payer = \"north\", period = \"2020-Q3/2021-01\" }",
        "scope = { payer = \"any\", period = \"../2022-06-01\" }",
        "scope = { payer = \"north\", period = 2018 }",
        "prices = 0x7df",
        "via = []",
    ] {
        assert_eq!(errors(&validator, &claim(line)), [""; 0], "{line}");
        let whole = BASE.to_owned() + &claim(line);
        assert_eq!(faults(&[("all.toml".to_owned(), whole)]), [], "{line}");
    }
    for line in [
        "figure = { low = 60.5, currency = \"USD\" }",
        "figure = { low = -1, currency = \"USD\" }",
        "figure = { low = \"1,000\", currency = \"USD\" }",
        "figure = { low = \"1.\", currency = \"USD\" }",
        "figure = { low = \"1\", currency = \"usd\" }",
        "figure = { low = \"1\" }",
        "figure = { currency = \"USD\" }",
        "figure = { low = 1, currency = \"USD\", per = \"years\" }",
        "figure = { low = 1, currency = \"USD\" }\nrelative-to = { period = 2018 }",
        "figure = { low = 1, currency = \"USD\", per = \"year\" }\nsteady = true",
        "figure = \"twice\"\nrelative-to = {}",
        "figure = \"twice\"\nrelative-to = { period = 2018 }\nsteady = true",
        "scope = { payer = \"north\", stage = \"held\" }\nfigure = { low = 1, currency = \"USD\", per = \"year\" }",
        "scope = { payer = \"north\", period = \"FY2018/2020\" }",
        "scope = { payer = \"north\", period = \"../..\" }",
        "scope = { payer = \"north\", period = \"2020-Q5\" }",
        "scope = { payer = \"north\", period = 18 }",
        "scope = { payer = \"the north\" }",
        "date = \"2020-13\"",
        "date = \"2020-06-32\"",
        "date = \"2020-Q3\"",
        "date = \"2018/..\"",
        "date = 2020-06-24T07:32:00Z",
        "date = 999",
        "prices = 20",
        "prices = \"2015\"",
        "via = [\"herald\", \"herald\"]",
        "steady = \"true\"",
        "withdrawn = { date = 2020 }",
        "note = \"\"",
    ] {
        assert_ne!(errors(&validator, &claim(line)), [""; 0], "{line}");
        let whole = BASE.to_owned() + &claim(line);
        assert_ne!(faults(&[("all.toml".to_owned(), whole)]), [], "{line}");
    }
}

/// What the schema of a key makes of a text.
fn takes(path: &str) -> impl Fn(&str) -> bool {
    let schema = schema();
    let validator = jsonschema::draft7::new(keys(&schema)[path]).unwrap();
    move |text| validator.is_valid(&json!(text))
}

/// All that a pattern cannot see of times is the calendar.
#[test]
fn times_are_taken_that_the_loader_takes() {
    let (is_date, is_period) = (takes("claim.*.date"), takes("claim.*.scope.period"));
    let calendar = |error: PeriodError| {
        use PeriodErrorKind::{NoSuchDay, Reversed, YearZero};
        matches!(error.kind(), Reversed | NoSuchDay { .. } | YearZero)
    };
    let end = "(FY|-)?[012][09][0-9]{2}(-Q?[0-9]|-[0-3][0-9]){0,2}|[.]{2}";
    let text = format!(" ?({end})(/({end})){{0,2}} ?");
    let text = proptest::string::string_regex(&text).unwrap();
    proptest!(|(text in text)| {
        let (date, period) = (Date::parse(&text), PeriodSpec::parse(&text));
        prop_assert!(is_date(&text) || date.is_err(), "{}", text);
        prop_assert!(!is_date(&text) || date.map_or_else(calendar, |_| true), "{}", text);
        prop_assert!(is_period(&text) || period.is_err(), "{}", text);
        prop_assert!(!is_period(&text) || period.map_or_else(calendar, |_| true), "{}", text);
    });
}

#[test]
fn rules_and_amounts_are_taken_that_the_loader_takes() {
    let (percentage, as_written) = (takes("reading.materiality"), takes("reading.as-written"));
    let (duration, first_day) = (takes("reading.carry"), takes("actor.*.fiscal-year.start"));
    let amount = takes("claim.*.figure.low");
    proptest!(|(
        percent in " ?[0-9]{1,3}([.][0-9]{0,2})? ?%?",
        length in " ?[0-9]{0,3} {0,2}(year|quarter|month|week|day|decade)s{0,2} ?",
        first in " ?[01][0-9]-?[0-3][0-9] ?",
        digits in " ?-?[0-9]{0,4}[.,]?[0-9]{0,4} ?",
    )| {
        let is_percent = Percent::parse(&percent).is_some();
        prop_assert_eq!(percentage(&percent), is_percent, "{}", percent);
        prop_assert_eq!(as_written(&percent), is_percent, "{}", percent);
        prop_assert_eq!(duration(&length), Duration::parse(&length).is_some(), "{}", length);
        prop_assert_eq!(first_day(&first), FiscalYear::new(&first, "end").is_ok(), "{}", first);
        prop_assert_eq!(amount(&digits), Amount::from_digits(digits.trim()).is_ok(), "{}", digits);
    });
}

#[test]
fn tables_are_held_against_their_form() {
    let validator = validator();
    for (toml, good) in [
        ("", true),
        ("[reading]\ncarry = \"100 years\"\nas-written = \"2.5%\"", true),
        ("[reading.strict]\nas-of = \"2 weeks\"", true),
        ("[reading]\ncarry = \"3\"", false),
        ("[reading]\ncarry = \"3 decades\"", false),
        ("[reading]\napproximately = \"100%\"", false),
        ("[reading]\napproximately = 10", false),
        ("[reading]\nas-written = \"exact\"", false),
        ("[reading.strict.deeper]\ncarry = \"1 year\"", false),
        ("[reading]\nmagnitudes = { tens = [10, 20, 30] }", false),
        ("[reading]\nmagnitudes = { zillions = [10, 20] }", false),
        ("[stage]\norder = [\"pledged\", \"paid\"]", true),
        ("[stage]\norder = [\"pledged\", \"held\"]", false),
        ("[stage]\norder = [\"paid\", \"paid\"]", false),
        ("[actor.any]\nname = \"Anyone\"", false),
        ("[actor.all]\nname = \"All\"", true),
        ("[category.all]\nname = \"All\"", false),
        ("[category.any]\nname = \"Any\"", true),
        ("[source.any]\nname = \"Any\"", true),
        ("[actor.\"two words\"]\nname = \"Two\"", false),
        ("[actor.\"\"]\nname = \"None\"", false),
        ("[actor.a]\nname = \"A\"\ncomplete = true\nmembers = []", false),
        ("[actor.a]\nname = \"A\"\nfiscal-year = { start = \"02-29\", named-after = \"end\" }", false),
        ("[actor.a]\nname = \"A\"\nfiscal-year = { start = \"04-31\", named-after = \"end\" }", false),
        ("[actor.a]\nname = \"A\"\nfiscal-year = { start = \"04-30\", named-after = \"middle\" }", false),
        ("[actor]\na = 1", false),
        ("[claim]\nid = \"one\"", false),
        ("[known-conflict]\nclaims = []", false),
        ("[[known-conflict]]\nclaims = [\"a\", \"b\"]\nreason = \"\"", true),
        ("[[known-conflict]]\nclaims = [\"a\", \"a\"]\nreason = \"\"", false),
        ("[[known-conflict]]\nclaims = [\"a\"]\nreason = \"\"", true),
        ("[[known-conflict]]\nclaims = []\nreason = \"\"", false),
        ("[[known-conflict]]\nclaims = \"a\"\nreason = \"\"", false),
        ("[check]\nclose = \"warn\"\nconflict = \"deny\"", true),
        ("[check]\nconflict = \"error\"", false),
        ("[check]\nconflicts = \"warn\"", false),
        ("[notes]\na = 1", false),
    ] {
        assert_eq!(errors(&validator, toml).is_empty(), good, "{toml}");
    }
}

#[test]
fn the_levels_of_known_rules_are_named() {
    let schema =
        crossfoot::schema::schema(&[("undated-claim", "claim without a date"), ("no-url", "No page.")]);
    let rules = schema["properties"]["check"]["properties"].as_object().unwrap();
    assert_eq!(rules.keys().collect::<Vec<_>>(), ["no-url", "undated-claim"]);
    assert!(
        rules["undated-claim"]["description"].as_str().unwrap().starts_with("Claim without a date. `deny`")
    );
    assert!(rules["no-url"]["description"].as_str().unwrap().starts_with("No page. `deny`"));
    let validator = jsonschema::draft7::new(&schema).unwrap();
    assert!(validator.is_valid(&json!({ "check": { "no-url": "allow" } })));
    assert!(!validator.is_valid(&json!({ "check": { "no-urls": "allow" } })));
}

fn run(dir: &Path, line: &str) -> OutputAssert {
    crossfoot().args(line.split(' ')).current_dir(dir).assert()
}

#[test]
fn the_command_prints_the_schema_or_writes_it() {
    let dir = directory::<&str>(&[]);
    let ran = run(dir.path(), "schema").code(0).stderr_eq("");
    let (text, _) = printed(&ran);
    assert!(text.ends_with("}\n"));
    let value: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value["$schema"], "http://json-schema.org/draft-07/schema#");
    jsonschema::draft7::new(&value).unwrap();
    run(dir.path(), "schema -o crossfoot.schema.json").code(0).stdout_eq("").stderr_eq("");
    assert_eq!(fs::read_to_string(dir.path().join("crossfoot.schema.json")).unwrap(), text);
    run(dir.path(), "schema --output nowhere/schema.json").code(2).stdout_eq("");
    run(dir.path(), "schema claims").code(2).stdout_eq("");
}
