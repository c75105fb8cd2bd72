//! How long a report takes and how much memory, from the text of the files to the rendered report.
//!
//! `cargo bench --bench report` prints a tree: for each step and number of claims the time and, as
//! `max alloc`, the peak memory. The datasets are made up here, the same in every run.
//!
//! `toml` is the yardstick: the toml crate parsing the same files, its tables dropped right away.
//! `load` does that too, and then reads every figure, date and reference. The quotient of their
//! medians is what crossfoot adds; compare it within one run, as machines are not equally fast all day.
//! Counting allocations slows loading down more than parsing, so the true quotient is somewhat lower.

use std::fmt::Write as _;
use std::hint::black_box;

use crossfoot::claim::Dataset;
use crossfoot::dataset::Files;
use crossfoot::normalise;
use crossfoot::output::{self, Format, Terminal};
use crossfoot::report::{self, Report, Selection};
use divan::{AllocProfiler, Bencher};

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

/// Numbers of claims.
const SIZES: [usize; 2] = [10_000, 100_000];

fn main() {
    divan::main();
}

#[divan::bench(args = SIZES, sample_count = 20, sample_size = 1, max_time = 10)]
fn toml(bencher: Bencher<'_, '_>, claims: usize) {
    let texts = texts(claims);
    bencher.bench_local(|| {
        for (_, text) in &texts {
            black_box(toml::de::DeTable::parse(text).expect("the made-up files are valid"));
        }
    });
}

#[divan::bench(args = SIZES, sample_count = 20, sample_size = 1, max_time = 10)]
fn load(bencher: Bencher<'_, '_>, claims: usize) {
    let files = Files::from_texts(texts(claims));
    bencher.bench_local(|| loaded(&files));
}

#[divan::bench(args = SIZES, sample_count = 20, sample_size = 1, max_time = 10)]
fn build(bencher: Bencher<'_, '_>, claims: usize) {
    let files = Files::from_texts(texts(claims));
    let dataset = loaded(&files);
    bencher.bench_local(|| built(&dataset, &files));
}

#[divan::bench_group(sample_count = 20, sample_size = 1, max_time = 5)]
mod render {
    use divan::Bencher;

    use super::{Format, SIZES, rendered};

    #[divan::bench(args = SIZES)]
    fn table(bencher: Bencher<'_, '_>, claims: usize) {
        rendered(bencher, claims, Format::Table);
    }

    #[divan::bench(args = SIZES)]
    fn markdown(bencher: Bencher<'_, '_>, claims: usize) {
        rendered(bencher, claims, Format::Markdown);
    }

    #[divan::bench(args = SIZES)]
    fn csv(bencher: Bencher<'_, '_>, claims: usize) {
        rendered(bencher, claims, Format::Csv);
    }

    #[divan::bench(args = SIZES)]
    fn json(bencher: Bencher<'_, '_>, claims: usize) {
        rendered(bencher, claims, Format::Json);
    }
}

fn loaded(files: &Files) -> Dataset {
    normalise::read(files).expect("the made-up files are valid")
}

fn built(dataset: &Dataset, files: &Files) -> Report {
    let reading = dataset.reading(None).expect("every dataset has a reading");
    report::build(dataset, files, reading, &Selection::default())
}

fn rendered(bencher: Bencher<'_, '_>, claims: usize, format: Format) {
    let files = Files::from_texts(texts(claims));
    let report = built(&loaded(&files), &files);
    let terminal = Terminal { width: 120, colour: false };
    bencher.bench_local(|| output::render(&report, format, terminal));
}

/// Claims that can bear on each other: they share a payer, and payees of one group.
const CLAIMS_A_COMPONENT: usize = 10;
const CLAIMS_A_FILE: usize = 2_500;
const CATEGORIES: usize = 20;

/// The files of a dataset: about 300 bytes a claim, a source for every third and six actors for every ten.
fn texts(claims: usize) -> Vec<(String, String)> {
    let mut chance = Chance(1);
    let mut files = vec![
        ("dataset.toml".to_owned(), HEADER.to_owned()),
        ("actors.toml".to_owned(), actors(claims / CLAIMS_A_COMPONENT)),
        ("categories.toml".to_owned(), categories()),
        ("sources.toml".to_owned(), sources(claims / 3, &mut chance)),
    ];
    for start in (0..claims).step_by(CLAIMS_A_FILE) {
        let mut text = String::new();
        for position in start..claims.min(start + CLAIMS_A_FILE) {
            claim(&mut text, position, claims / 3, &mut chance);
        }
        files.push((format!("claims/{start:06}.toml"), text));
    }
    files
}

const HEADER: &str = r#"
[dataset]
title = "Made-up payments"
currency = "USD"

[reading]
approximately = "10%"
materiality = "5%"

[reading.strict]
approximately = "5%"
materiality = "1%"
"#;

/// For each component a payer, and groups within groups to pay.
fn actors(components: usize) -> String {
    let mut text = String::new();
    for component in 0..components {
        let _infallible = write!(
            text,
            r#"
[actor.ministry-{component:05}]
name = "Ministry of Number {component}"

[actor.front-{component:05}]
name = "United Front of Number {component}"
members = ["council-{component:05}", "guard-{component:05}"]

[actor.council-{component:05}]
name = "Council of Number {component}"
members = ["east-{component:05}", "west-{component:05}"]
complete = true

[actor.east-{component:05}]
name = "Eastern Branch of Number {component}"

[actor.west-{component:05}]
name = "Western Branch of Number {component}"

[actor.guard-{component:05}]
name = "Guard of Number {component}"
"#
        );
    }
    text
}

/// Each category beside the first four is part of an earlier one.
fn categories() -> String {
    let mut text = String::new();
    for category in 0..CATEGORIES {
        let whole = if category < 4 { "all".to_owned() } else { format!("category-{:02}", category / 4) };
        let _infallible = write!(
            text,
            r#"
[category.category-{category:02}]
name = "Category of Number {category}"
part-of = "{whole}"
"#
        );
    }
    text
}

fn sources(count: usize, chance: &mut Chance) -> String {
    let mut text = String::new();
    for source in 0..count {
        let publisher = chance.below(500);
        let (year, month, day) = (2010 + chance.below(14), 1 + chance.below(12), 1 + chance.below(28));
        let _infallible = write!(
            text,
            r#"
[source.source-{source:05}]
name = "Report of Number {source} on what was paid to whom"
publisher = "publisher-{publisher:03}"
kind = "news agency"
date = {year}-{month:02}-{day:02}
url = "https://www.example.org/{year}/{month:02}/{day:02}/what-the-ministries-paid-and-to-whom-{source}"
"#
        );
        if source > 0 && chance.below(4) == 0 {
            let origin = chance.below(source);
            let _infallible = writeln!(text, "derives-from = \"source-{origin:05}\"");
        }
    }
    text
}

fn claim(text: &mut String, position: usize, sources: usize, chance: &mut Chance) {
    let component = position / CLAIMS_A_COMPONENT;
    let payee = ["front", "front", "council", "council", "east", "west", "guard"];
    let payee = chance.of(&payee);
    let source = chance.below(sources);
    let figure = figure(chance);
    let _infallible = write!(
        text,
        r#"
[[claim]]
id = "claim-{position:06}"
figure = {figure}
source = "source-{source:05}"
scope = {{ payer = "ministry-{component:05}", payee = "{payee}-{component:05}""#
    );
    if chance.below(3) == 0 {
        let _infallible = write!(text, r#", category = "category-{:02}""#, chance.below(CATEGORIES));
    }
    let year = 2012 + chance.below(10);
    let period = [
        String::new(),
        String::new(),
        format!(r#", period = "{year}""#),
        format!(r#", period = "{year}/{}""#, year + 3),
        format!(r#", period = "{year}-07/{}-06""#, year + 1),
    ];
    let _infallible = writeln!(text, "{} }}", chance.of(&period));
    if chance.below(2) == 0 {
        let _infallible = writeln!(text, r#"via = "source-{:05}""#, chance.below(sources));
    }
    if chance.below(4) == 0 {
        let _infallible = writeln!(text, "date = {}-{:02}-14", 2014 + chance.below(10), 1 + chance.below(12));
    }
    if chance.below(3) > 0 {
        let _infallible = writeln!(
            text,
            r#"note = "Paragraph {} of the report; whether it counts what was paid in kind is not said.""#,
            chance.below(200)
        );
    }
    if chance.below(2) == 0 {
        let _infallible = writeln!(
            text,
            r#"url = "https://news.example.com/world/{year}/ministry-{component}-paid-again-{position}.html""#
        );
    }
}

/// A value of the key `figure`.
fn figure(chance: &mut Chance) -> String {
    let whole = 2 + chance.below(900);
    let tenth = chance.below(10);
    let more = whole + 1 + chance.below(90);
    let words = match chance.below(10) {
        0 => format!("${whole} million"),
        1 => format!("roughly ${}.{tenth} billion a year", whole / 100),
        2 => format!("between {whole} and {more}.5 million dollars"),
        3 => format!("at least ${whole}m"),
        4 => "tens of millions of dollars per year".to_owned(),
        5 => format!("NIS {} million (${whole}.{tenth} million)", whole * 3),
        6 => format!("more than {whole},{more:03},000 US dollars annually"),
        7 => format!("an estimated ${whole}.{tenth}–{more} million a month"),
        8 => format!("up to ${whole} million every quarter"),
        _ => {
            return format!(
                r#"{{ low = "{whole}000000", high = "{more}000000", currency = "USD", per = "year" }}"#
            );
        }
    };
    format!("\"{words}\"")
}

/// Numbers that look random and are the same in every run: Knuth's linear congruential generator.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % bound
    }

    fn of<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        let choice = self.below(choices.len());
        choices.get(choice).expect("the bound keeps within the choices")
    }
}
