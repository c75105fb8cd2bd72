//! The tables and their keys, each with what an editor shows of it.

use serde_json::{Map, Value, json};

use super::values::{
    amount, as_written, currency, date, duration, first_day, flag, id, ids, listed_ids, one_of, per,
    percentage, period, range, stage_word, stages_in_order, table_paths, text, year,
};
use super::{described, table, with};
use crate::level::Level;
use crate::reading::{AsWritten, Exchange, Magnitude, Reading, Undated};
use crate::scope::Stage;

/// A key: what it takes, what it means and how it may look.
fn key(takes: Value, description: &str, examples: Value) -> Value {
    with(described(takes, description), "examples", examples)
}

fn required(table: Value, keys: &[&str]) -> Value {
    with(table, "required", json!(keys))
}

/// Tables such as `[actor.ID]`, of which some ids are reserved.
fn by_id(entry: &Value, reserved: &[&str]) -> Value {
    let mut names = id();
    if !reserved.is_empty() {
        names = with(names, "not", json!({ "enum": reserved }));
    }
    json!({ "type": "object", "propertyNames": names, "additionalProperties": entry })
}

/// That where the first holds, the second must.
fn implies(condition: &Value, consequence: &Value) -> Value {
    json!({ "if": condition, "then": consequence })
}

pub(super) fn dataset() -> Value {
    let title = "What the dataset is about. It heads every report.";
    let currency_of = "The currency of the tables: an ISO 4217 code. `$` or \"pounds\" mean it where it is one \
                       of the currencies they could mean.";
    let keys = table(vec![
        ("title", key(text(), title, json!(["Iranian funding of Palestinian armed groups"]))),
        ("currency", key(currency(), currency_of, json!(["USD"]))),
    ]);
    required(described(keys, "What the dataset is about. Once in a dataset."), &["title", "currency"])
}

pub(super) fn reading() -> Value {
    let variant = described(
        table(rules()),
        "A named reading: the keys that differ from `[reading]`. `crossfoot report --reading NAME` uses it.",
    );
    let own = with(table(rules()), "additionalProperties", variant);
    let description = "How words become numbers. Every key is optional. A table within, such as \
                       `[reading.strict]`, is a named reading. Once in a dataset.";
    described(own, description)
}

/// The keys of a reading, with the defaults of crossfoot.
fn rules() -> Vec<(&'static str, Value)> {
    let default = Reading::default();
    let as_written_default = match &default.as_written {
        AsWritten::LastDigit => "last-digit".to_owned(),
        AsWritten::Within(percent) => percent.to_string(),
    };
    let undated_default = match default.undated {
        Undated::Year => "year",
        Undated::Open => "open",
    };
    let rule = |takes: Value, default: String, description: &str, examples: Value| {
        with(key(takes, description, examples), "default", json!(default))
    };
    vec![
        (
            "approximately",
            rule(
                percentage(),
                default.approximately.to_string(),
                "How far \"roughly X\" reaches either side of X, \"nearly X\" below it and \"just over X\" above it.",
                json!(["10%", "5%"]),
            ),
        ),
        (
            "as-written",
            rule(
                as_written(),
                as_written_default,
                "How exactly an unhedged number is meant. `last-digit`: to half a unit of the last digit written, \
                 so that \"$70 million\" is 69.5 to 70.5 million. Or a percentage; with `0%` numbers are exact.",
                json!(["last-digit", "0%", "2.5%"]),
            ),
        ),
        (
            "materiality",
            rule(
                percentage(),
                default.materiality.to_string(),
                "What fits when every figure is stretched by up to this much is close, not a conflict.",
                json!(["5%", "1%"]),
            ),
        ),
        (
            "carry",
            rule(
                duration(),
                default.carry.to_string(),
                "How long before and after its own year a rate without a period is tried. Up to 100 years.",
                json!(["3 years", "18 months"]),
            ),
        ),
        (
            "undated",
            rule(
                one_of(&["year", "open"]),
                undated_default.to_owned(),
                "`year`: a total without a period is also tried as the total of the calendar year of its date. \
                 `open`: it is not.",
                json!(["year", "open"]),
            ),
        ),
        (
            "as-of",
            rule(
                duration(),
                default.as_of.to_string(),
                "Ends of periods within this of each other are also tried as the same day. Up to 100 years.",
                json!(["1 month", "2 weeks", "10 days"]),
            ),
        ),
        (
            "exchange",
            rule(
                one_of(&Exchange::WORDS.map(|(word, _)| word)),
                default.exchange.word().to_owned(),
                "`average`: amounts in other currencies are converted at the average rate of the flow's own time. \
                 `range`: they become the interval from the lowest rate of that time to the highest.",
                json!(["average", "range"]),
            ),
        ),
        ("magnitudes", magnitudes(&default)),
    ]
}

fn magnitudes(reading: &Reading) -> Value {
    let words = Magnitude::ALL.map(|magnitude| {
        let (least, most) = reading.magnitude(magnitude);
        let meant = match magnitude {
            Magnitude::Unnumbered => " (\"millions of dollars\", with no count at all)",
            _ => "",
        };
        let description = format!(
            "The least and the most that `{}`{meant} stands for, the lower one first. By default {least} to {most}.",
            magnitude.key()
        );
        let range = with(key(range(), &description, json!([[least, most]])), "default", json!([least, most]));
        (magnitude.key(), range)
    });
    key(
        table(words.into()),
        "What words that stand for a count are taken for: the least and the most of each.",
        json!([{ "several": [3, 5] }]),
    )
}

fn stage_words(stages: &[Stage]) -> String {
    let words: Vec<String> = stages.iter().map(|stage| format!("`{stage}`")).collect();
    crate::text::listed(&words, "and")
}

pub(super) fn stage() -> Value {
    let order = "Two stages or more, from the earliest to the latest. No more of a later stage is then reached by \
                 any day than of an earlier one by that day.";
    let keys =
        table(vec![("order", key(stages_in_order(), order, json!([["pledged", "committed", "paid"]])))]);
    let description = format!(
        "A law about the stages that money passes through, which are {}. Only where it holds for all claims of the \
         dataset. Once in a dataset.",
        stage_words(&Stage::PASSED)
    );
    required(described(keys, &description), &["order"])
}

pub(super) fn check(codes: &[(&str, &str)]) -> Value {
    let words = Level::WORDS.map(|(word, _)| word);
    let level = |summary: &str| {
        let description = format!(
            "{summary} `deny`: it is told, and the check fails. `warn`: it is told. `allow`: it is not told."
        );
        key(one_of(&words), description.trim_start(), json!(words))
    };
    let keys = if codes.is_empty() {
        json!({
            "type": "object",
            "propertyNames": { "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$" },
            "additionalProperties": level(""),
        })
    } else {
        let known: Map<String, Value> =
            codes.iter().map(|(code, summary)| ((*code).to_owned(), level(&sentence(summary)))).collect();
        json!({ "type": "object", "properties": known, "additionalProperties": false })
    };
    described(
        keys,
        "What `crossfoot check` makes of each kind of finding: a level for its code. Once in a dataset.",
    )
}

pub(super) fn rates() -> Value {
    let files = "The dataset's own tables of exchange rates: CSV files, or one, by their paths in the dataset. They go \
                 before the rates that crossfoot brings.";
    let prefer = "The series of rates that is used for a currency, by its code. `ecb`: the daily euro reference rates. \
                  `world-bank`: the annual official rates.";
    let series = one_of(&["ecb", "world-bank"]);
    let series_of = json!({ "type": "object", "propertyNames": currency(), "additionalProperties": series });
    let keys = table(vec![
        ("files", key(table_paths(), files, json!(["rates/rial.csv", ["rates/rial.csv", "rates/lira.csv"]]))),
        ("prefer", key(series_of, prefer, json!([{ "ILS": "world-bank" }]))),
    ]);
    described(keys, "What amounts in other currencies are converted with. Once in a dataset.")
}

pub(super) fn prices() -> Value {
    let files = "The dataset's own price indices: CSV files, or one, by their paths in the dataset. They go before the \
                 indices that crossfoot brings.";
    let keys = table(vec![("files", key(table_paths(), files, json!(["prices/shekel.csv"])))]);
    described(keys, "What amounts in constant prices are converted with. Once in a dataset.")
}

fn sentence(words: &str) -> String {
    let mut letters = words.trim_end_matches('.').chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).chain(['.']).collect()).unwrap_or_default()
}

pub(super) fn actors() -> Value {
    let fiscal_year = table(vec![
        (
            "start",
            key(first_day(), "Its first day: the month and the day, with two digits each.", json!(["10-01"])),
        ),
        (
            "named-after",
            key(
                one_of(&["start", "end"]),
                "Whether it is named after the calendar year it starts in or the one it ends in.",
                json!(["start", "end"]),
            ),
        ),
    ]);
    let actor = table(vec![
        ("name", key(text(), "Its name in reports.", json!(["Palestinian militant groups"]))),
        (
            "members",
            key(
                ids(),
                "Ids of other actors: this one is a group of them. There may be others unless it is `complete`.",
                json!([["hamas", "islamic-jihad"]]),
            ),
        ),
        ("complete", key(flag(), "`true` if nobody else belongs to the group.", json!([true]))),
        (
            "fiscal-year",
            key(
                required(fiscal_year, &["start", "named-after"]),
                "Its fiscal year, by which periods such as `FY2020` are placed.",
                json!([{ "start": "10-01", "named-after": "end" }]),
            ),
        ),
    ]);
    let is_complete = json!({ "required": ["complete"], "properties": { "complete": { "const": true } } });
    let has_members = json!({ "required": ["members"], "properties": { "members": { "minItems": 1 } } });
    let actor = with(required(actor, &["name"]), "allOf", json!([implies(&is_complete, &has_members)]));
    let actor = described(actor, "One who pays or is paid: a single thing, or a group of others.");
    described(
        by_id(&actor, &["any"]),
        "Who pays and who is paid, by id. `any` is everyone and needs no table.",
    )
}

pub(super) fn categories() -> Value {
    let category = table(vec![
        ("name", key(text(), "Its name in reports.", json!(["Military assistance"]))),
        (
            "part-of",
            key(
                ids(),
                "The category that it is part of, or a list of them.",
                json!(["aid", ["aid", "loans"]]),
            ),
        ),
        ("complete", key(flag(), "`true` if its parts are all there is of it.", json!([true]))),
    ]);
    let category = described(required(category, &["name"]), "What money is for, or in what form it comes.");
    described(
        by_id(&category, &["all"]),
        "What the money is for, by id. `all` is everything and needs no table; every category is part of it.",
    )
}

pub(super) fn sources() -> Value {
    let publisher = "Who stands behind it, as any word you like; sources with one publisher are one voice. \
                     Without it the source stands for itself.";
    let source = table(vec![
        ("name", key(text(), "Its name in reports.", json!(["US State Department report"]))),
        ("publisher", key(text(), publisher, json!(["us-state"]))),
        ("kind", key(text(), "What kind of source it is, in your own words.", json!(["newspaper"]))),
        (
            "date",
            key(
                date(),
                "When it came out: a year, month or day, or an interval of them.",
                json!([2020, "2020-06", "2020-06-24", "2018/2020"]),
            ),
        ),
        ("url", key(text(), "Its page.", json!(["https://ministry.example/2023"]))),
        (
            "derives-from",
            key(ids(), "Ids of the sources that this one merely repeats.", json!([["donor-statement"]])),
        ),
        ("note", key(text(), "What a reader should know.", json!(["Later corrected."]))),
    ]);
    let source = described(required(source, &["name"]), "Who asserts a claim, or where it was read.");
    described(by_id(&source, &[]), "Who asserts claims, and where they were read, by id.")
}

/// The keys that say which flow a claim is about.
fn flow(absent: [&str; 4]) -> Vec<(&'static str, Value)> {
    let [payee, category, at_stage, time] = absent;
    let stages = format!(
        "How far along its way the money is: {}. Appropriated money is `budgeted`, obligated or contracted money \
         `committed`, disbursed or received money `paid`. `unstated` is tried as paid; `held` is a stock at a date. \
         {at_stage}",
        stage_words(&Stage::ALL)
    );
    vec![
        ("payer", key(id(), "The id of the actor that pays; `any` is anyone.", json!(["iran"]))),
        ("payee", key(id(), &format!("The id of the actor that is paid. {payee}"), json!(["hamas"]))),
        ("category", key(id(), &format!("The id of what the money is for. {category}"), json!(["military"]))),
        ("stage", key(stage_word(), &stages, json!(["paid", "pledged"]))),
        (
            "period",
            key(
                period(),
                &format!(
                    "Over which time: a year, month, day, quarter or fiscal year, or an interval of them, which \
                     may be open at one end. {time}"
                ),
                json!([2020, "2020-06", "2018/2020", "2020-Q3", "FY2020", "2018/..", "../2022"]),
            ),
        ),
    ]
}

fn scope() -> Value {
    let absent = [
        "Without it anyone.",
        "Without it everything.",
        "Without it `paid`.",
        "Without it the time is not stated.",
    ];
    key(
        required(table(flow(absent)), &["payer"]),
        "Which flow of money the claim is about.",
        json!([{ "payer": "iran", "payee": "hamas", "period": 2022 }]),
    )
}

fn relative_to() -> Value {
    let other = with(table(flow(["Without it as in `scope`."; 4])), "minProperties", json!(1));
    key(
        other,
        "The flow that this one is compared with, where the figure is a comparison such as \"twice\". It names \
         what differs from `scope`.",
        json!([{ "period": 2021 }]),
    )
}

fn figure() -> Value {
    let low = "The least. Leave it out where only the most is stated.";
    let high = "The most. Leave it out where only the least is stated.";
    let numbers = table(vec![
        ("low", key(amount(), low, json!(["68000000", 68_000_000]))),
        ("high", key(amount(), high, json!(["70000000.50", 70_000_000]))),
        ("currency", key(currency(), "The currency: an ISO 4217 code.", json!(["USD"]))),
        ("per", key(per(), "The unit of a rate. Without it the amount is a total.", json!(["year"]))),
    ]);
    let no_low = json!({ "type": "object", "not": { "required": ["low"] } });
    let figure = with(numbers, "allOf", json!([implies(&no_low, &json!({ "required": ["high"] }))]));
    // A text has no keys and a table no pattern, so each keyword binds the one that it fits.
    let figure = with(with(figure, "type", json!(["string", "object"])), "pattern", json!("\\S"));
    key(
        figure,
        "The amount in the words it was published in. Where no phrase states it, a table of exact numbers; \
         write them as whole numbers or as digits in quotes, never as decimal numbers without quotes.",
        json!([
            "roughly $100 million a year",
            "between $70 million and $80 million",
            { "low": "68000000", "high": "70000000", "currency": "USD", "per": "year" },
        ]),
    )
}

pub(super) fn claims() -> Value {
    let withdrawal = table(vec![
        ("date", key(date(), "When it was withdrawn.", json!(["2024-01-05", 2024]))),
        ("reason", key(text(), "Why it was withdrawn.", json!(["The newspaper corrected it."]))),
    ]);
    let keys = table(vec![
        (
            "id",
            key(id(), "Unique in the dataset. Letters, digits and hyphens do well.", json!(["state-2020"])),
        ),
        ("figure", figure()),
        ("source", key(id(), "The id of the source that asserts it.", json!(["us-state-2020"]))),
        ("scope", scope()),
        ("relative-to", relative_to()),
        (
            "via",
            key(
                ids(),
                "The id of the source where it was read, or a list of them, nearest first.",
                json!(["pishtaz-2023", ["daily", "news-agency"]]),
            ),
        ),
        (
            "date",
            key(
                date(),
                "When it was asserted: a year, month or day, or an interval of them. Without it the date of the \
                 source.",
                json!([2020, "2020-06", "2020-06-24", "2018/2020"]),
            ),
        ),
        (
            "currency",
            key(
                currency(),
                "The currency, where the figure names none or an ambiguous one: an ISO 4217 code.",
                json!(["ILS"]),
            ),
        ),
        ("prices", key(year(), "The year whose constant prices the figure is in.", json!([2015]))),
        ("exchange", key(date(), "The day at whose rate the source converted.", json!(["2023-07-14"]))),
        (
            "steady",
            key(
                flag(),
                "`true` if the rate held in each calendar year of the period, not only on average.",
                json!([true]),
            ),
        ),
        ("repeats", key(id(), "The id of the claim of which this one is an echo.", json!(["state-2020"]))),
        (
            "supersedes",
            key(id(), "The id of the claim that this one takes the place of.", json!(["state-2019"])),
        ),
        (
            "withdrawn",
            key(
                required(withdrawal, &["date", "reason"]),
                "That the source took it back. A claim is never deleted and stays on record.",
                json!([{ "date": "2024-01-05", "reason": "The newspaper corrected it." }]),
            ),
        ),
        ("url", key(text(), "The claim's own page.", json!(["https://ministry.example/2023#aid"]))),
        ("note", key(text(), "What a reader should know.", json!(["Table 4 of the report."]))),
    ]);
    let claim = described(
        required(keys, &["id", "figure", "source", "scope"]),
        "A source's statement that an amount flowed in a scope.",
    );
    json!({
        "type": "array",
        "description": "The claims, each under its own `[[claim]]`.",
        "items": with(claim, "allOf", claim_rules()),
    })
}

/// What the keys of a claim ask of each other.
fn claim_rules() -> Value {
    let none = json!({ "not": {} });
    let comparison = implies(
        &json!({ "required": ["relative-to"] }),
        &json!({ "properties": { "figure": { "type": "string" }, "steady": { "const": false } } }),
    );
    // A figure in words may or may not have a rate; in numbers it has one if it says per what.
    let steady_rate = implies(
        &json!({ "required": ["steady"], "properties": { "steady": { "const": true } } }),
        &json!({ "properties": { "scope": { "required": ["period"] }, "figure": { "required": ["per"] } } }),
    );
    let stock = implies(
        &json!({
            "required": ["scope"],
            "properties": { "scope": { "required": ["stage"], "properties": { "stage": { "const": Stage::Held } } } },
        }),
        &json!({ "properties": { "figure": { "properties": { "per": none } } } }),
    );
    let currency_somewhere = implies(
        &json!({
            "required": ["figure"],
            "properties": { "figure": { "type": "object", "not": { "required": ["currency"] } } },
        }),
        &json!({ "required": ["currency"] }),
    );
    json!([comparison, steady_rate, stock, currency_somewhere])
}

pub(super) fn known_conflicts() -> Value {
    let reason =
        "Why the claims differ, which is shown beside the conflict. It may be empty until somebody knows.";
    let keys = table(vec![
        (
            "claims",
            key(
                listed_ids(),
                "The ids of exactly the claims of the conflict.",
                json!([["state-2020", "nakhaleh-2023"]]),
            ),
        ),
        ("reason", key(json!({ "type": "string" }), reason, json!(["The rate may have risen after 2020."]))),
    ]);
    let conflict =
        described(required(keys, &["claims", "reason"]), "A conflict that a person has looked at.");
    json!({
        "type": "array",
        "description": "The conflicts that a person has looked at, each under its own `[[known-conflict]]`.",
        "items": conflict,
    })
}
