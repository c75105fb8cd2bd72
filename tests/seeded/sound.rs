//! A large dataset in which nothing is to be found.
//!
//! What was paid is drawn first; every figure is then what a source would say of it. So there is an amount for
//! each flow with which all that is claimed holds.

use std::fmt::Write as _;

use crate::dataset::Dataset;

/// Who pays; the last one counts in fiscal years.
pub(crate) const PAYERS: [(&str, &str); 7] = [
    ("boreal", "Kingdom of Boreal"),
    ("caspia", "Republic of Caspia"),
    ("dunmark", "Dünmark"),
    ("estovar", "Estovar"),
    ("fjellreich", "Fjellreich"),
    ("grenzland", "Großgrenzland"),
    ("usonia", "Usonia"),
];

const COUNTRIES: [(&str, &str); 8] = [
    ("aurelia", "Aurélia"),
    ("brzeg", "Województwo Brzeg"),
    ("côte-verte", "Côte-Verte"),
    ("filastin", "فلسطين الجديدة"),
    ("ithaki", "Ιθάκη"),
    ("nippara", "日原国"),
    ("tashvar", "Ташвар"),
    ("zion-hills", "גבעות ציון"),
];

const YEARS: std::ops::Range<u32> = 2018..2022;

/// A generator that gives the same numbers everywhere and for ever.
struct Numbers(u64);

impl Numbers {
    /// A number from `low` to just below `high`.
    fn draw(&mut self, low: u32, high: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let number = u32::try_from(self.0 >> 40).expect("24 bits are left");
        low + number % (high - low)
    }
}

/// The dataset.
pub(crate) fn sound() -> Dataset {
    let mut dataset = Dataset::default();
    dataset.add(
        "0-dataset.toml",
        "[dataset]\ntitle = \"Aid to eight countries\"\ncurrency = \"USD\"\n\n\
         [category.aid]\nname = \"Aid of any kind\"\n\n\
         [category.training]\nname = \"Training of teachers\"\npart-of = \"aid\"\n",
    );
    actors(&mut dataset);
    sources(&mut dataset);
    let mut numbers = Numbers(2_026);
    for (position, &(country, _)) in COUNTRIES.iter().enumerate() {
        for year in YEARS {
            let file = format!("{year}/{country}.toml");
            dataset.add(&file, &claims(position, year, &mut numbers));
        }
    }
    dataset
}

fn actors(dataset: &mut Dataset) {
    let mut text = String::new();
    for (id, name) in PAYERS {
        let fiscal_year =
            if id == "usonia" { "fiscal-year = { start = \"10-01\", named-after = \"end\" }\n" } else { "" };
        write!(text, "[actor.{id}]\nname = \"{name}\"\n{fiscal_year}\n").unwrap();
    }
    let donors: Vec<String> = PAYERS.iter().take(6).map(|(id, _)| format!("\"{id}\"")).collect();
    write!(text, "[actor.donors]\nname = \"All donors of the pact\"\nmembers = [{}]\n\n", donors.join(", "))
        .unwrap();
    dataset.add("actors/payers.toml", &text);
    for (position, (id, name)) in COUNTRIES.into_iter().enumerate() {
        let complete = if position % 2 == 0 { "complete = true\n" } else { "" };
        let text = format!(
            "[actor.\"{id}\"]\nname = \"{name}\"\nmembers = [\"{id}-health\", \"{id}-school\"]\n{complete}\n\
             [actor.\"{id}-health\"]\nname = \"{name}: hospitals\"\n\n\
             [actor.\"{id}-school\"]\nname = \"{name}: teachers\"\n"
        );
        dataset.add(&format!("actors/payees/{id}.toml"), &text);
    }
}

fn sources(dataset: &mut Dataset) {
    let mut source = |id: &str, name: &str, publisher: &str, date: &str| {
        let text = format!(
            "[source.{id}]\nname = \"{name}\"\npublisher = \"{publisher}\"\ndate = {date}\n\
             url = \"https://{publisher}.example/{id}\"\n"
        );
        dataset.add(&format!("sources/{publisher}.toml"), &text);
    };
    for year in YEARS {
        let after = year + 1;
        for (id, name) in PAYERS {
            let name = format!("Accounts of {name} for {year}");
            source(&format!("accounts-{id}-{year}"), &name, id, &format!("{after}-04-15"));
        }
        source(
            &format!("audit-{year}-draft"),
            &format!("Audit {year}, draft"),
            "auditors",
            &after.to_string(),
        );
        let last = (year + 2).to_string();
        source(&format!("audit-{year}-final"), &format!("Audit {year}, final"), "auditors", &last);
        for (id, name) in
            [("tribune", "La Tribüne"), ("wire", "Wire service"), ("monthly", "Économie mensuelle")]
        {
            let date = format!("\"{after}-06\"");
            source(&format!("{id}-{year}"), &format!("{name}, year {year}"), id, &date);
        }
    }
}

/// What is said about one country and one year.
fn claims(position: usize, year: u32, numbers: &mut Numbers) -> String {
    let (country, _) = COUNTRIES[position];
    let payer = PAYERS[position % 6].0;
    let other = PAYERS[(position + 1) % 6].0;
    let (health, school) = (numbers.draw(120, 400), numbers.draw(120, 400));
    let euros = 10 * numbers.draw(3, 20);
    let fiscal = numbers.draw(20, 99);
    let both = health + school;
    let mut text = String::new();
    let mut claim = |id: &str, figure: &str, source: &str, more: &str, payer: &str, scope: &str| {
        write!(
            text,
            "[[claim]]\nid = \"{country}-{year}-{id}\"\nfigure = \"{figure}\"\nsource = \"{source}-{year}\"\n\
             {more}scope = {{ payer = \"{payer}\", payee = \"{country}{scope} }}\n\n"
        )
        .unwrap();
    };
    let of = |payee: &str| format!("{payee}\", period = {year}");
    let accounts = format!("accounts-{payer}");
    claim("health", &format!("${health} million"), &accounts, "", payer, &of("-health"));
    let via = format!("via = \"wire-{year}\"\nnote = \"Seen on a wire; naïve à souhait.\"\n");
    claim("health-press", &format!("about ${health} million"), "tribune", &via, payer, &of("-health"));
    let repeats = format!("repeats = \"{country}-{year}-health-press\"\n");
    claim("health-wire", &format!("about ${health} million"), "wire", &repeats, payer, &of("-health"));
    claim("school", &format!("${school} million"), &accounts, "", payer, &of("-school"));
    let training = format!("some ${} million a month", school / 24);
    let scope = format!("-school\", category = \"training\", period = {year}");
    claim("training", &training, "monthly", "steady = true\n", payer, &scope);
    let (more, difference) =
        if health >= school { ("more", health - school) } else { ("less", school - health) };
    let relative = format!("relative-to = {{ payee = \"{country}-school\" }}\n");
    let figure = format!("${difference} million {more} than");
    claim("compared", &figure, "monthly", &relative, payer, &of("-health"));
    claim("least", &format!("no less than ${both} million"), "tribune", "", "donors", &of(""));
    let withdrawn = format!("withdrawn = {{ date = {}-09-01, reason = \"A slip.\" }}\n", year + 1);
    claim("total-wire", &format!("${both} billion"), "wire", &withdrawn, payer, &of(""));
    let pledged = format!("\", stage = \"pledged\", period = {year}");
    claim("pledge", &format!("at least ${both} million"), &accounts, "", payer, &pledged);
    claim("pledge-press", &format!("up to ${} million", both + 50), "tribune", "", payer, &pledged);
    let in_euros = format!("€{euros} million (${} million)", euros / 10 * 11);
    claim("euros", &in_euros, &format!("accounts-{other}"), "", other, &of("-health"));
    claim("euros-press", &format!("roughly €{euros} million"), "tribune", "", other, &of("-health"));
    let fiscal_year = format!("-health\", period = \"FY{year}\"");
    claim("fiscal", &format!("${fiscal} million"), "accounts-usonia", "", "usonia", &fiscal_year);
    claim("fiscal-press", &format!("an estimated ${fiscal} million"), "tribune", "", "usonia", &fiscal_year);
    // The sources of an audit are named after its state, too.
    for (state, total, supersedes) in [("draft", both - 9, false), ("final", both, true)] {
        let supersedes = if supersedes {
            format!("supersedes = \"{country}-{year}-audit-draft\"\n")
        } else {
            String::new()
        };
        write!(
            text,
            "[[claim]]\nid = \"{country}-{year}-audit-{state}\"\nfigure = \"a total of ${total} million\"\n\
             source = \"audit-{year}-{state}\"\n{supersedes}\
             scope = {{ payer = \"{payer}\", payee = \"{country}\", period = {year} }}\n\n"
        )
        .unwrap();
    }
    text
}
