//! Records as they stand in the files: every value with its place, nothing resolved.

use toml::de::{DeTable, DeValue};

use super::fields::{Fields, Name, place_of};
pub(crate) use super::located::{At, Text};
use super::syntax;
use crate::claim::IdleKey;
use crate::problem::{Fault, Kind, Place, Problem};

/// The `[dataset]` table.
#[derive(Debug)]
pub(crate) struct RawHeader<'i> {
    pub(crate) title: Option<Text<'i>>,
    pub(crate) currency: Option<Text<'i>>,
    pub(crate) place: Place,
}

/// The keys of a `[reading]` table or of a variant.
#[derive(Debug, Default)]
pub(crate) struct RawReading<'i> {
    pub(crate) approximately: Option<Text<'i>>,
    pub(crate) as_written: Option<Text<'i>>,
    pub(crate) materiality: Option<Text<'i>>,
    pub(crate) carry: Option<Text<'i>>,
    pub(crate) undated: Option<Text<'i>>,
    pub(crate) as_of: Option<Text<'i>>,
    pub(crate) exchange: Option<Text<'i>>,
    /// Word, least, most.
    pub(crate) magnitudes: Vec<(Text<'i>, i64, i64)>,
}

/// An `[actor.ID]` or `[category.ID]` table.
#[derive(Debug)]
pub(crate) struct RawNode<'i> {
    pub(crate) id: Text<'i>,
    pub(crate) name: Option<Text<'i>>,
    /// The members of an actor, or what a category is part of.
    pub(crate) links: Vec<Text<'i>>,
    pub(crate) complete: Option<Place>,
    pub(crate) fiscal_year: Option<RawFiscalYear<'i>>,
    pub(crate) idle: Vec<IdleKey>,
}

/// `fiscal-year = { start = "10-01", named-after = "end" }`
#[derive(Debug)]
pub(crate) struct RawFiscalYear<'i> {
    pub(crate) start: Text<'i>,
    pub(crate) named_after: Text<'i>,
    pub(crate) place: Place,
}

/// A `[source.ID]` table.
#[derive(Debug)]
pub(crate) struct RawSource<'i> {
    pub(crate) id: Text<'i>,
    pub(crate) name: Option<Text<'i>>,
    pub(crate) publisher: Option<Text<'i>>,
    pub(crate) kind: Option<Text<'i>>,
    pub(crate) date: Option<Text<'i>>,
    pub(crate) url: Option<Text<'i>>,
    pub(crate) note: Option<Text<'i>>,
    pub(crate) derives_from: Vec<Text<'i>>,
    pub(crate) idle: Vec<IdleKey>,
}

/// A figure in words, or as a table of numbers.
#[derive(Debug)]
pub(crate) enum RawFigure<'i> {
    /// `figure = "roughly $100 million a year"`
    Words(Text<'i>),
    /// `figure = { low = "70000000", high = "100000000", currency = "USD", per = "year" }`
    Exact(RawNumbers<'i>),
}

/// The table of a figure given in numbers.
#[derive(Debug)]
pub(crate) struct RawNumbers<'i> {
    pub(crate) low: Option<Text<'i>>,
    pub(crate) high: Option<Text<'i>>,
    pub(crate) currency: Option<Text<'i>>,
    pub(crate) per: Option<Text<'i>>,
    pub(crate) place: Place,
}

/// `scope = { payer = "iran", … }`
#[derive(Debug)]
pub(crate) struct RawScope<'i> {
    pub(crate) payer: Option<Text<'i>>,
    pub(crate) payee: Option<Text<'i>>,
    pub(crate) category: Option<Text<'i>>,
    pub(crate) stage: Option<Text<'i>>,
    pub(crate) period: Option<Text<'i>>,
    pub(crate) place: Place,
}

/// `withdrawn = { date = 2024-01-05, reason = "…" }`
#[derive(Debug)]
pub(crate) struct RawWithdrawal<'i> {
    pub(crate) date: Option<Text<'i>>,
    pub(crate) reason: Option<Text<'i>>,
}

/// `relative-to = { payee = "hamas", … }`
#[derive(Debug)]
pub(crate) enum RelativeTo<'i> {
    /// The claim does not have it.
    Absent,
    /// It is there and unreadable, which is reported.
    Unreadable,
    /// It names the keys in which another flow differs from the claim's own.
    Given(Box<RawScope<'i>>),
}

/// A `[[claim]]` table.
#[derive(Debug)]
pub(crate) struct RawClaim<'i> {
    pub(crate) place: Place,
    pub(crate) id: Option<Text<'i>>,
    pub(crate) figure: Option<RawFigure<'i>>,
    pub(crate) currency: Option<Text<'i>>,
    pub(crate) source: Option<Text<'i>>,
    pub(crate) via: Vec<Text<'i>>,
    pub(crate) date: Option<Text<'i>>,
    pub(crate) scope: Option<RawScope<'i>>,
    pub(crate) relative_to: RelativeTo<'i>,
    pub(crate) note: Option<Text<'i>>,
    pub(crate) url: Option<Text<'i>>,
    pub(crate) repeats: Option<Text<'i>>,
    pub(crate) supersedes: Option<Text<'i>>,
    pub(crate) withdrawn: Option<RawWithdrawal<'i>>,
    pub(crate) prices: Option<At<i64>>,
    pub(crate) exchange: Option<Text<'i>>,
    pub(crate) steady: Option<Place>,
    pub(crate) idle: Vec<IdleKey>,
}

/// A `[[known-conflict]]` table.
#[derive(Debug)]
pub(crate) struct RawKnownConflict<'i> {
    pub(crate) place: Place,
    /// Nothing where the key is absent or unreadable, which is reported.
    pub(crate) claims: Option<At<Vec<Text<'i>>>>,
    /// It may be blank: whoever has the conflict accepted fills it in later.
    pub(crate) reason: Option<Text<'i>>,
}

/// The `[check]` table.
#[derive(Debug)]
pub(crate) struct RawChecks<'i> {
    /// Each code with its level.
    pub(crate) levels: Vec<(Text<'i>, Text<'i>)>,
    pub(crate) place: Place,
}

/// The `[stage]` table.
#[derive(Debug)]
pub(crate) struct RawStages<'i> {
    /// Nothing where the key is absent or unreadable, which is reported.
    pub(crate) order: Option<At<Vec<Text<'i>>>>,
    pub(crate) place: Place,
}

/// The `[rates]` table.
#[derive(Debug)]
pub(crate) struct RawRates<'i> {
    /// The tables that it names.
    pub(crate) files: Vec<Text<'i>>,
    /// Each currency with the series that is preferred for it.
    pub(crate) prefer: Vec<(Text<'i>, Text<'i>)>,
    pub(crate) place: Place,
}

/// The `[prices]` table.
#[derive(Debug)]
pub(crate) struct RawPrices<'i> {
    /// The tables that it names.
    pub(crate) files: Vec<Text<'i>>,
    pub(crate) place: Place,
}

/// All records of all files, in the order in which they stand.
#[derive(Debug, Default)]
pub(crate) struct RawDataset<'i> {
    pub(crate) header: Option<RawHeader<'i>>,
    pub(crate) stages: Option<RawStages<'i>>,
    pub(crate) checks: Option<RawChecks<'i>>,
    pub(crate) rates: Option<RawRates<'i>>,
    pub(crate) prices: Option<RawPrices<'i>>,
    pub(crate) reading: Option<(RawReading<'i>, Place)>,
    pub(crate) variants: Vec<(Text<'i>, RawReading<'i>)>,
    pub(crate) actors: Vec<RawNode<'i>>,
    pub(crate) categories: Vec<RawNode<'i>>,
    pub(crate) sources: Vec<RawSource<'i>>,
    pub(crate) claims: Vec<RawClaim<'i>>,
    pub(crate) known_conflicts: Vec<RawKnownConflict<'i>>,
}

/// The keys of `[reading]` that are not variants.
const READING_KEYS: [&str; 8] =
    ["approximately", "as-written", "materiality", "carry", "undated", "as-of", "exchange", "magnitudes"];

impl<'i> RawDataset<'i> {
    /// Adds the records of one file.
    pub(super) fn read(&mut self, text: &'i str, file: u32, problems: &mut Vec<Problem>) {
        let (document, errors) = DeTable::parse_recoverable(text);
        let broken = !errors.is_empty();
        problems.extend(syntax::problems(text, file, &errors));
        let mut shape = Vec::new();
        let whole = place_of(file, &document.span());
        let mut fields = Fields::new(document.get_ref(), whole, Name::Plain("a dataset file"), &mut shape);
        self.read_header(&mut fields);
        self.read_readings(&mut fields);
        self.read_stages(&mut fields);
        self.read_checks(&mut fields);
        self.read_rates(&mut fields);
        self.read_prices(&mut fields);
        for (id, table, place) in tables(&mut fields, "actor") {
            self.actors.push(read_node(&mut fields, Kind::Actor, &id, table, place));
        }
        for (id, table, place) in tables(&mut fields, "category") {
            self.categories.push(read_node(&mut fields, Kind::Category, &id, table, place));
        }
        for (id, table, place) in tables(&mut fields, "source") {
            self.sources.push(read_source(&mut fields, &id, table, place));
        }
        for (table, place) in array(&mut fields, "claim") {
            self.claims.push(read_claim(&mut fields, table, place));
        }
        for (table, place) in array(&mut fields, "known-conflict") {
            self.known_conflicts.push(read_known_conflict(&mut fields, table, place));
        }
        fields.finish();
        // Next to a syntax error, what seems to be missing or of the wrong type may only be unread.
        shape.retain(|problem| !(broken && may_be_unread(&problem.fault)));
        problems.append(&mut shape);
    }

    /// The tables that say how the whole dataset is read and judged, each with its place.
    pub(crate) fn settings(&self) -> Vec<(&'static str, Place)> {
        let tables = [
            ("dataset", self.header.as_ref().map(|header| header.place)),
            ("reading", self.reading.as_ref().map(|(_, place)| *place)),
            ("stage", self.stages.as_ref().map(|stages| stages.place)),
            ("check", self.checks.as_ref().map(|checks| checks.place)),
            ("rates", self.rates.as_ref().map(|rates| rates.place)),
            ("prices", self.prices.as_ref().map(|prices| prices.place)),
        ];
        let variants = self.variants.iter().map(|(name, _)| ("reading", name.place));
        tables.into_iter().filter_map(|(table, place)| Some((table, place?))).chain(variants).collect()
    }

    fn read_header(&mut self, fields: &mut Fields<'_, 'i>) {
        let Some((table, place)) = fields.table("dataset", "a table") else { return };
        let mut inner = fields.inner(table, place, Name::Plain("`[dataset]`"));
        let header = RawHeader {
            title: inner.required_text("title", "title = \"…\""),
            currency: inner.required_text("currency", "currency = \"USD\""),
            place,
        };
        inner.finish();
        if let Some(first) = &self.header {
            let problem = Problem::at(place, Fault::DuplicateTable { table: "dataset" });
            fields.push(problem.related_to(first.place));
        } else {
            self.header = Some(header);
        }
    }

    fn read_readings(&mut self, fields: &mut Fields<'_, 'i>) {
        let Some((table, place)) = fields.table("reading", "a table") else { return };
        let mut variants = Vec::new();
        let mut has_own_keys = false;
        for (key, value) in table {
            let key_place = place_of(place.file, &key.span());
            match value.get_ref() {
                DeValue::Table(variant) if !READING_KEYS.contains(&key.get_ref().as_ref()) => {
                    let name = Name::Entry("reading", key.get_ref());
                    let variant_place = place_of(place.file, &value.span());
                    let mut inner = fields.inner(variant, variant_place, name);
                    let raw = read_reading(&mut inner);
                    inner.finish();
                    variants.push((At { value: key.get_ref().clone(), place: key_place }, raw));
                }
                _ => has_own_keys = true,
            }
        }
        let mut inner = fields.inner(table, place, Name::Plain("`[reading]`"));
        let own = read_reading(&mut inner);
        inner.finish_except(&variants.iter().map(|(name, _)| name.value.as_ref()).collect());
        self.variants.extend(variants);
        if !has_own_keys {
            return;
        }
        if let Some((_, first)) = &self.reading {
            let problem = Problem::at(place, Fault::DuplicateTable { table: "reading" });
            fields.push(problem.related_to(*first));
        } else {
            self.reading = Some((own, place));
        }
    }

    fn read_checks(&mut self, fields: &mut Fields<'_, 'i>) {
        let Some((table, place)) = fields.table("check", "a table such as { conflict = \"deny\" }") else {
            return;
        };
        let mut levels = Vec::new();
        for (code, level) in table {
            let code = At { value: code.get_ref().clone(), place: place_of(place.file, &code.span()) };
            let level_place = place_of(place.file, &level.span());
            let level = fields.as_text(&code.value, level.get_ref(), level_place);
            levels.extend(level.map(|level| (code, level)));
        }
        if let Some(first) = &self.checks {
            let problem = Problem::at(place, Fault::DuplicateTable { table: "check" });
            fields.push(problem.related_to(first.place));
        } else {
            self.checks = Some(RawChecks { levels, place });
        }
    }

    fn read_rates(&mut self, fields: &mut Fields<'_, 'i>) {
        let expected = "a table such as { files = [\"rates.csv\"] }";
        let Some((table, place)) = fields.table("rates", expected) else { return };
        let mut inner = fields.inner(table, place, Name::Plain("`[rates]`"));
        let files = inner.texts("files");
        let mut prefer = Vec::new();
        if let Some((preferred, _)) = inner.table("prefer", "a table such as { ILS = \"world-bank\" }") {
            for (code, series) in preferred {
                let code = At { value: code.get_ref().clone(), place: place_of(place.file, &code.span()) };
                let series_place = place_of(place.file, &series.span());
                let series = inner.as_text(&code.value, series.get_ref(), series_place);
                prefer.extend(series.map(|series| (code, series)));
            }
        }
        inner.finish();
        if let Some(first) = &self.rates {
            let problem = Problem::at(place, Fault::DuplicateTable { table: "rates" });
            fields.push(problem.related_to(first.place));
        } else {
            self.rates = Some(RawRates { files, prefer, place });
        }
    }

    fn read_prices(&mut self, fields: &mut Fields<'_, 'i>) {
        let expected = "a table such as { files = [\"prices.csv\"] }";
        let Some((table, place)) = fields.table("prices", expected) else { return };
        let mut inner = fields.inner(table, place, Name::Plain("`[prices]`"));
        let files = inner.texts("files");
        inner.finish();
        if let Some(first) = &self.prices {
            let problem = Problem::at(place, Fault::DuplicateTable { table: "prices" });
            fields.push(problem.related_to(first.place));
        } else {
            self.prices = Some(RawPrices { files, place });
        }
    }

    /// The tables that the dataset names, of rates and of prices.
    pub(crate) fn named_tables(&self) -> impl Iterator<Item = &Text<'i>> {
        let rates = self.rates.iter().flat_map(|rates| &rates.files);
        rates.chain(self.prices.iter().flat_map(|prices| &prices.files))
    }

    fn read_stages(&mut self, fields: &mut Fields<'_, 'i>) {
        let Some((table, place)) = fields.table("stage", "a table") else { return };
        let mut inner = fields.inner(table, place, Name::Plain("`[stage]`"));
        let order = inner.required_list("order", "order = [\"pledged\", \"committed\", \"paid\"]");
        inner.finish();
        if let Some(first) = &self.stages {
            let problem = Problem::at(place, Fault::DuplicateTable { table: "stage" });
            fields.push(problem.related_to(first.place));
        } else {
            self.stages = Some(RawStages { order, place });
        }
    }
}

fn kind_of_table(key: &str) -> &'static str {
    match key {
        "actor" => "tables such as `[actor.ID]`",
        "category" => "tables such as `[category.ID]`",
        _ => "tables such as `[source.ID]`",
    }
}

fn may_be_unread(fault: &Fault) -> bool {
    matches!(fault, Fault::MissingKey { .. } | Fault::WrongType { .. } | Fault::EmptyText { .. })
}

type NamedTable<'t, 'i> = (Text<'i>, &'t DeTable<'i>, Place);

/// The tables under `[key.ID]`.
fn tables<'t, 'i>(fields: &mut Fields<'t, 'i>, key: &'static str) -> Vec<NamedTable<'t, 'i>> {
    let Some((parent, parent_place)) = fields.table(key, kind_of_table(key)) else {
        return Vec::new();
    };
    let mut found = Vec::with_capacity(parent.len());
    for (id, value) in parent {
        let place = place_of(parent_place.file, &value.span());
        match value.get_ref() {
            DeValue::Table(table) => {
                let id_place = place_of(parent_place.file, &id.span());
                found.push((At { value: id.get_ref().clone(), place: id_place }, table, place));
            }
            other => {
                let name = format!("{key}.{}", id.get_ref());
                fields.wrong_type(&name, place, "a table", other);
            }
        }
    }
    // The parser keeps keys sorted; the order of the file makes for better messages.
    found.sort_by_key(|(id, _, _)| id.place);
    found
}

/// The tables of `[[key]]`.
fn array<'t, 'i>(fields: &mut Fields<'t, 'i>, key: &'static str) -> Vec<(&'t DeTable<'i>, Place)> {
    let Some((value, place)) = fields.value(key) else { return Vec::new() };
    let DeValue::Array(items) = value else {
        fields.wrong_type(key, place, "tables with two brackets, such as `[[claim]]`", value);
        return Vec::new();
    };
    let mut found = Vec::with_capacity(items.len());
    for item in items {
        let place = place_of(place.file, &item.span());
        match item.get_ref() {
            DeValue::Table(table) => found.push((table, place)),
            other => fields.wrong_type(key, place, "tables", other),
        }
    }
    found
}

fn read_reading<'i>(fields: &mut Fields<'_, 'i>) -> RawReading<'i> {
    let mut reading = RawReading {
        approximately: fields.text("approximately"),
        as_written: fields.text("as-written"),
        materiality: fields.text("materiality"),
        carry: fields.text("carry"),
        undated: fields.text("undated"),
        as_of: fields.text("as-of"),
        exchange: fields.text("exchange"),
        magnitudes: Vec::new(),
    };
    if let Some((table, table_place)) = fields.table("magnitudes", "a table such as { tens = [10, 99] }") {
        for (word, value) in table {
            let place = place_of(table_place.file, &value.span());
            let ends = value
                .get_ref()
                .as_array()
                .map(|ends| ends.iter().map(|end| whole_number(end.get_ref())).collect::<Option<Vec<i64>>>());
            if let Some(Some(&[least, most])) = ends.as_ref().map(|ends| ends.as_deref()) {
                let word_place = place_of(table_place.file, &word.span());
                reading.magnitudes.push((
                    At { value: word.get_ref().clone(), place: word_place },
                    least,
                    most,
                ));
            } else {
                let key = word.get_ref().clone().into_owned();
                fields.problem(place, Fault::BadMagnitude { key });
            }
        }
    }
    reading
}

fn whole_number(value: &DeValue<'_>) -> Option<i64> {
    let number = value.as_integer()?;
    i64::from_str_radix(number.as_str(), number.radix()).ok()
}

fn read_node<'i>(
    fields: &mut Fields<'_, 'i>,
    kind: Kind,
    id: &Text<'i>,
    table: &DeTable<'i>,
    place: Place,
) -> RawNode<'i> {
    let mut inner = fields.inner(table, place, Name::Entry(kind.word(), &id.value));
    let node = RawNode {
        name: inner.required_text("name", "name = \"…\""),
        links: inner.texts(if kind == Kind::Actor { "members" } else { "part-of" }),
        complete: inner.flag("complete"),
        fiscal_year: if kind == Kind::Actor { read_fiscal_year(&mut inner) } else { None },
        id: id.clone(),
        idle: std::mem::take(&mut inner.idle),
    };
    inner.finish();
    node
}

fn read_fiscal_year<'i>(fields: &mut Fields<'_, 'i>) -> Option<RawFiscalYear<'i>> {
    let expected = "a table such as { start = \"10-01\", named-after = \"end\" }";
    let (table, place) = fields.table("fiscal-year", expected)?;
    let mut inner = fields.inner(table, place, Name::Plain("`fiscal-year`"));
    let start = inner.required_text("start", "start = \"10-01\"");
    let named_after = inner.required_text("named-after", "named-after = \"end\"");
    inner.finish();
    Some(RawFiscalYear { start: start?, named_after: named_after?, place })
}

fn read_source<'i>(
    fields: &mut Fields<'_, 'i>,
    id: &Text<'i>,
    table: &DeTable<'i>,
    place: Place,
) -> RawSource<'i> {
    let mut inner = fields.inner(table, place, Name::Entry("source", &id.value));
    let source = RawSource {
        name: inner.required_text("name", "name = \"…\""),
        publisher: inner.text("publisher"),
        kind: inner.text("kind"),
        date: inner.date("date"),
        url: inner.text("url"),
        note: inner.text("note"),
        derives_from: inner.texts("derives-from"),
        id: id.clone(),
        idle: std::mem::take(&mut inner.idle),
    };
    inner.finish();
    source
}

fn read_claim<'i>(fields: &mut Fields<'_, 'i>, table: &DeTable<'i>, place: Place) -> RawClaim<'i> {
    let name = match table.get("id").and_then(|id| id.get_ref().as_str()) {
        Some(id) => Name::Claim(id),
        None => Name::Plain("the claim"),
    };
    let mut inner = fields.inner(table, place, name);
    let claim = RawClaim {
        place,
        id: inner.required_text("id", "id = \"speaker-2020\""),
        figure: read_figure(&mut inner),
        currency: inner.text("currency"),
        source: inner.required_text("source", "source = \"…\""),
        via: inner.texts("via"),
        date: inner.date("date"),
        scope: read_scope(&mut inner),
        relative_to: read_relative_to(&mut inner),
        note: inner.text("note"),
        url: inner.text("url"),
        repeats: inner.text("repeats"),
        supersedes: inner.text("supersedes"),
        withdrawn: read_withdrawal(&mut inner),
        prices: inner.integer("prices", "a year"),
        exchange: inner.date("exchange"),
        steady: inner.flag("steady"),
        idle: std::mem::take(&mut inner.idle),
    };
    inner.finish();
    claim
}

fn read_figure<'i>(fields: &mut Fields<'_, 'i>) -> Option<RawFigure<'i>> {
    let Some((value, place)) = fields.value("figure") else {
        fields.missing("figure", "figure = \"$70 million\"");
        return None;
    };
    match value {
        DeValue::Table(table) => {
            let mut inner = fields.inner(table, place, Name::Plain("the figure"));
            let numbers = RawNumbers {
                low: inner.amount("low"),
                high: inner.amount("high"),
                currency: inner.text("currency"),
                per: inner.text("per"),
                place,
            };
            inner.finish();
            // An end that is there and unreadable is reported; without it the figure would say something else.
            let unread = |key: &str, end: &Option<Text<'_>>| table.contains_key(key) && end.is_none();
            (!unread("low", &numbers.low) && !unread("high", &numbers.high))
                .then_some(RawFigure::Exact(numbers))
        }
        DeValue::Float(float) => {
            let (key, written) = ("figure".to_owned(), float.as_str().to_owned());
            fields.problem(place, Fault::FloatAmount { key, written });
            None
        }
        _ => fields.as_text("figure", value, place).map(RawFigure::Words),
    }
}

fn read_scope<'i>(fields: &mut Fields<'_, 'i>) -> Option<RawScope<'i>> {
    let Some((value, place)) = fields.value("scope") else {
        fields.missing("scope", "scope = { payer = \"…\", payee = \"…\" }");
        return None;
    };
    let DeValue::Table(table) = value else {
        fields.wrong_type("scope", place, "a table such as { payer = \"…\", payee = \"…\" }", value);
        return None;
    };
    let mut inner = fields.inner(table, place, Name::Plain("the scope"));
    let scope = RawScope {
        payer: inner.required_text("payer", "payer = \"…\""),
        payee: inner.text("payee"),
        category: inner.text("category"),
        stage: inner.text("stage"),
        period: inner.date("period"),
        place,
    };
    inner.finish();
    Some(scope)
}

fn read_relative_to<'i>(fields: &mut Fields<'_, 'i>) -> RelativeTo<'i> {
    let Some((value, place)) = fields.value("relative-to") else { return RelativeTo::Absent };
    let DeValue::Table(table) = value else {
        fields.wrong_type("relative-to", place, "a table such as { payee = \"…\" }", value);
        return RelativeTo::Unreadable;
    };
    let mut inner = fields.inner(table, place, Name::Plain("`relative-to`"));
    let scope = RawScope {
        payer: inner.text("payer"),
        payee: inner.text("payee"),
        category: inner.text("category"),
        stage: inner.text("stage"),
        period: inner.date("period"),
        place,
    };
    // A key that is there and unreadable is reported; without it the flow would be another one.
    let read = [&scope.payer, &scope.payee, &scope.category, &scope.stage, &scope.period];
    let keys = ["payer", "payee", "category", "stage", "period"];
    let unread = keys.iter().zip(read).any(|(key, value)| table.contains_key(*key) && value.is_none());
    inner.finish();
    if unread { RelativeTo::Unreadable } else { RelativeTo::Given(Box::new(scope)) }
}

fn read_withdrawal<'i>(fields: &mut Fields<'_, 'i>) -> Option<RawWithdrawal<'i>> {
    let expected = "a table such as { date = 2024-01-05, reason = \"…\" }";
    let (table, place) = fields.table("withdrawn", expected)?;
    let mut inner = fields.inner(table, place, Name::Plain("`withdrawn`"));
    let date = inner.date("date");
    if date.is_none() && !table.contains_key("date") {
        inner.missing("date", "date = 2024-01-05");
    }
    let withdrawal = RawWithdrawal { date, reason: inner.required_text("reason", "reason = \"…\"") };
    inner.finish();
    Some(withdrawal)
}

fn read_known_conflict<'i>(
    fields: &mut Fields<'_, 'i>,
    table: &DeTable<'i>,
    place: Place,
) -> RawKnownConflict<'i> {
    let mut inner = fields.inner(table, place, Name::Plain("the known conflict"));
    let conflict = RawKnownConflict {
        place,
        claims: inner.required_list("claims", "claims = [\"…\", \"…\"]"),
        reason: inner.required_text_or_blank("reason", "reason = \"…\""),
    };
    inner.finish();
    conflict
}
