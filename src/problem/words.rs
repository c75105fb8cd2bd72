//! The prose of each fault: its code, what is wrong, and what to write instead.

mod tables;

use super::{Fault, Kind, Link};
use crate::money::{Amount, AmountError};
use crate::number::Rational;
use crate::period::ResolveError;
use crate::rates::Series;
use crate::text::{brief, listed, one_line};

impl Fault {
    /// Every code, in the order of the variants.
    pub const CODES: &[&str] = &[
        "dataset-missing",
        "unreadable-file",
        "not-utf8",
        "symbolic-link",
        "file-too-large",
        "empty-dataset",
        "no-dataset-table",
        "syntax",
        "unknown-key",
        "missing-key",
        "wrong-type",
        "float-amount",
        "empty-text",
        "duplicate-table",
        "setting-in-new-claims",
        "duplicate-id",
        "listed-twice",
        "unusable-id",
        "unknown-id",
        "cycle",
        "groups-too-large",
        "too-many-origins",
        "complete-without-members",
        "unknown-word",
        "unknown-code",
        "bad-percentage",
        "bad-duration",
        "bad-magnitude",
        "unknown-currency",
        "bad-amount",
        "no-amount",
        "low-above-high",
        "no-currency",
        "currency-mismatch",
        "unreadable-figure",
        "no-relative-to",
        "amount-relative-to",
        "relative-to-itself",
        "amount-overflow",
        "unreadable-date",
        "unreadable-period",
        "unreadable-fiscal-year",
        "unplaced-period",
        "bad-year",
        "stock-with-rate",
        "steady-without-period",
        "links-to-itself",
        "conflict-of-one",
        "order-of-one",
        "bad-table-path",
        "bad-table",
        "bad-rate",
        "duplicate-rate",
        "not-in-series",
    ];

    /// The kebab-case name of this kind of fault.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::DatasetMissing { .. } => "dataset-missing",
            Self::Unreadable { .. } => "unreadable-file",
            Self::NotUtf8 { .. } => "not-utf8",
            Self::SymbolicLink { .. } => "symbolic-link",
            Self::FileTooLarge { .. } => "file-too-large",
            Self::EmptyDataset { .. } => "empty-dataset",
            Self::NoHeader => "no-dataset-table",
            Self::Syntax { .. } => "syntax",
            Self::UnknownKey { .. } => "unknown-key",
            Self::MissingKey { .. } => "missing-key",
            Self::WrongType { .. } => "wrong-type",
            Self::FloatAmount { .. } => "float-amount",
            Self::EmptyText { .. } => "empty-text",
            Self::DuplicateTable { .. } => "duplicate-table",
            Self::SettingInNewClaims { .. } => "setting-in-new-claims",
            Self::DuplicateId { .. } => "duplicate-id",
            Self::ListedTwice { .. } => "listed-twice",
            Self::UnusableId { .. } => "unusable-id",
            Self::UnknownId { .. } => "unknown-id",
            Self::Cycle { .. } => "cycle",
            Self::GroupsTooLarge => "groups-too-large",
            Self::OriginsTooMany => "too-many-origins",
            Self::CompleteWithoutMembers { .. } => "complete-without-members",
            Self::NotOneOf { .. } => "unknown-word",
            Self::UnknownCode { .. } => "unknown-code",
            Self::BadPercent { .. } => "bad-percentage",
            Self::BadDuration { .. } => "bad-duration",
            Self::BadMagnitude { .. } => "bad-magnitude",
            Self::UnknownCurrency { .. } => "unknown-currency",
            Self::BadAmount { .. } => "bad-amount",
            Self::NoAmount => "no-amount",
            Self::LowAboveHigh => "low-above-high",
            Self::NoCurrency => "no-currency",
            Self::CurrencyMismatch { .. } => "currency-mismatch",
            Self::Figure(_) => "unreadable-figure",
            Self::NoRelativeTo { .. } => "no-relative-to",
            Self::AmountRelativeTo { .. } => "amount-relative-to",
            Self::RelativeToItself => "relative-to-itself",
            Self::Overflow { .. } => "amount-overflow",
            Self::Date(_) => "unreadable-date",
            Self::Period(_) => "unreadable-period",
            Self::FiscalYear(_) => "unreadable-fiscal-year",
            Self::Unresolved { .. } => "unplaced-period",
            Self::BadYear { .. } => "bad-year",
            Self::StockWithRate => "stock-with-rate",
            Self::SteadyWithoutPeriod => "steady-without-period",
            Self::LinksToItself { .. } => "links-to-itself",
            Self::ConflictOfOne => "conflict-of-one",
            Self::OrderOfOne => "order-of-one",
            Self::TablePath { .. } => "bad-table-path",
            Self::Table(_) => "bad-table",
            Self::Rate(_) => "bad-rate",
            Self::DuplicateRate { .. } | Self::DuplicateIndex { .. } => "duplicate-rate",
            Self::NotInSeries { .. } => "not-in-series",
        }
    }

    /// What is wrong, in one sentence without a full stop. Safe to print.
    #[must_use]
    #[expect(clippy::too_many_lines, reason = "a table of one entry a fault, not a procedure")]
    pub fn title(&self) -> String {
        match self {
            Self::DatasetMissing { path } => format!("there is no dataset at `{}`", one_line(path)),
            Self::Unreadable { path, reason } => {
                format!("`{}` cannot be read: {}", one_line(path), one_line(reason))
            }
            Self::NotUtf8 { path, line } => {
                format!("`{}` is not UTF-8 text: line {line} has other bytes", one_line(path))
            }
            Self::SymbolicLink { path } => format!(
                "`{}` is a symbolic link, and a dataset is read from regular files and directories only",
                one_line(path)
            ),
            Self::FileTooLarge { path } => format!("`{}` is larger than 4 GB", one_line(path)),
            Self::EmptyDataset { path, files: 0 } => {
                format!("`{}` holds no `*.toml` file", one_line(path))
            }
            Self::EmptyDataset { path, .. } => format!("`{}` holds no claim", one_line(path)),
            Self::NoHeader => "no file has the table `[dataset]`".into(),
            Self::Syntax { message, .. } => format!("not valid TOML: {}", one_line(message)),
            Self::UnknownKey { key, table, .. } => {
                format!("{} has no key `{}`", brief(table), brief(key))
            }
            Self::MissingKey { key, table, .. } => format!("{} lacks `{key}`", brief(table)),
            Self::WrongType { key, expected, found } => {
                format!("`{}` takes {expected}, not {found}", brief(key))
            }
            Self::FloatAmount { written, .. } => format!(
                "the unquoted {} would go through binary floating point and could lose digits",
                brief(written)
            ),
            Self::EmptyText { key } => format!("`{}` is empty", brief(key)),
            Self::DuplicateTable { table } => format!("a dataset has one `[{table}]` table, and this is another"),
            Self::SettingInNewClaims { table } => {
                format!("`[{table}]` is for the dataset to say, not for new claims")
            }
            Self::DuplicateId { kind, id } => {
                format!("the {} id `{}` is taken", kind.word(), brief(id))
            }
            Self::ListedTwice { key, id } => format!("`{key}` names `{}` twice", brief(id)),
            Self::UnusableId { kind, id } => {
                format!("`{}` cannot be the id of {}", brief(id), with_article(*kind))
            }
            Self::UnknownId { kind, id, .. } => format!("there is no {} `{}`", kind.word(), brief(id)),
            Self::Cycle { link, path } => format!("{}: {}", cycle_words(*link), circle(path)),
            Self::GroupsTooLarge => "the groups of this dataset have too many members, counted through each other".into(),
            Self::OriginsTooMany => {
                "the sources of this dataset have too many origins, counted through each other".into()
            }
            Self::CompleteWithoutMembers { kind, id } => format!(
                "the {} `{}` is said to be complete, but it has no {}",
                kind.word(),
                brief(id),
                if *kind == Kind::Category { "parts" } else { "members" }
            ),
            Self::NotOneOf { key, found, .. } => format!("`{key}` cannot be `{}`", brief(found)),
            Self::UnknownCode { found, is_problem: true, .. } => {
                format!("`{}` keeps a dataset from being read, whatever is made of it", brief(found))
            }
            Self::UnknownCode { found, .. } => format!("`{}` is no code of a finding", brief(found)),
            Self::BadPercent { key, found } => {
                format!("`{key}` is a percentage, and `{}` is none from 0% to less than 100%", brief(found))
            }
            Self::BadDuration { key, found } => {
                format!("`{key}` is a length of time up to 100 years, and `{}` is none", brief(found))
            }
            Self::BadMagnitude { key } => format!("`{}` is no range of two counts, the lower one first", brief(key)),
            Self::UnknownCurrency { found, .. } => format!("`{}` is no ISO 4217 currency code", brief(found)),
            Self::BadAmount { found, reason } => match reason {
                AmountError::NotANumber => format!("`{}` is no plain number", brief(found)),
                AmountError::Negative => {
                    format!("`{}` is below zero, and a flow from payer to payee never is", brief(found))
                }
                AmountError::TooManyDigits => {
                    format!("`{}` has more digits than the 28 that are kept exactly", brief(found))
                }
            },
            Self::NoAmount => "the figure names neither `low` nor `high`".into(),
            Self::LowAboveHigh => "the figure's `low` is above its `high`".into(),
            Self::NoCurrency => "the figure names no currency".into(),
            Self::CurrencyMismatch { figure, claim } => {
                format!("the figure is in {figure}, but the claim's `currency` is {claim}")
            }
            Self::Figure(error) => error.message(),
            Self::NoRelativeTo { words } => format!(
                "`{}` compares the flow with another, and the claim does not say with which",
                brief(words)
            ),
            Self::AmountRelativeTo { words } => {
                format!("`relative-to` names a flow to compare with, but `{}` is an amount", brief(words))
            }
            Self::RelativeToItself => "`relative-to` names the very flow of `scope`".into(),
            Self::Overflow { claim, why } => {
                format!("the figure of `{}` cannot be computed exactly: {why}", brief(claim))
            }
            Self::Date(error) | Self::Period(error) => error.message(),
            Self::FiscalYear(error) => error.message(),
            Self::Unresolved { why, payer, payee } => match why {
                ResolveError::NoFiscalYear => format!(
                    "neither `{}` nor `{}` has a fiscal year",
                    brief(payer),
                    brief(payee)
                ),
                ResolveError::NoClaimDate => {
                    "the period runs to the date of the claim, and neither the claim nor its source has a date".into()
                }
                ResolveError::ClaimDateBeforeStart => {
                    "the period runs to the date of the claim, but that is before the period starts".into()
                }
            },
            Self::BadYear { key } => format!("`{key}` takes a year of four digits"),
            Self::StockWithRate => "a figure `held` is a stock at a date and has no rate".into(),
            Self::SteadyWithoutPeriod => {
                "`steady` says that a rate held in each year of its period, and this claim has no rate or no period".into()
            }
            Self::LinksToItself { key, id } => format!("`{key}` of `{}` names the claim itself", brief(id)),
            Self::ConflictOfOne => "a known conflict names at least two claims".into(),
            Self::OrderOfOne => "an order of stages names at least two of them".into(),
            Self::TablePath { found, why } => why.title(found),
            Self::Table(fault) => fault.title(),
            Self::Rate(fault) => fault.title(),
            Self::DuplicateRate { base, quote, time } => {
                format!("the rate between {base} and {quote} for {time} is given twice")
            }
            Self::DuplicateIndex { currency, year } => {
                format!("the index of {currency} for {year} is given twice")
            }
            Self::NotInSeries { currency, series, .. } => {
                format!("{} have none of {currency}", tables::series_words(series))
            }
        }
    }

    /// What to write instead, as one or more sentences. Safe to print.
    #[must_use]
    #[expect(clippy::too_many_lines, reason = "a table of one entry a fault, not a procedure")]
    pub fn help(&self) -> Option<String> {
        Some(match self {
            Self::UnknownKey { key, known, .. } if belongs_in_scope(key, known) => {
                format!("it belongs in the scope: scope = {{ …, {key} = … }}")
            }
            Self::UnknownKey { suggestion: Some(suggestion), .. }
            | Self::UnknownCode { suggestion: Some(suggestion), .. }
            | Self::NotOneOf { suggestion: Some(suggestion), .. } => format!("did you mean `{suggestion}`?"),
            Self::DatasetMissing { path } => format!(
                "give the path of a directory of `*.toml` files or of one such file; `crossfoot init {}` makes one to start from",
                one_line(path)
            ),
            Self::NotUtf8 { .. } => "save the file as UTF-8".into(),
            Self::SettingInNewClaims { .. } => {
                "take the table out: new claims are read and judged as the dataset says".into()
            }
            Self::SymbolicLink { .. } => "put the file itself there".into(),
            Self::FileTooLarge { .. } => "split the file".into(),
            Self::EmptyDataset { files: 0, .. } => {
                "`crossfoot init DIR` makes a small dataset to start from".into()
            }
            Self::EmptyDataset { .. } => "add a `[[claim]]`".into(),
            Self::UnknownKey { known, .. } => format!("its keys are {}", quoted(known, "and")),
            Self::MissingKey { example, .. } => format!("add `{example}`"),
            Self::NoHeader => "add `[dataset]` with a `title` and a `currency` to one of the files".into(),
            Self::FloatAmount { key, written } => match plain_digits(written) {
                Some(digits) if key == "figure" => {
                    format!("write the published words in quotes, such as \"${digits}\"")
                }
                Some(digits) => format!("put it in quotes: \"{digits}\""),
                None => "write an amount of zero or more in digits, in quotes".into(),
            },
            Self::EmptyText { .. } => "write something or leave the key out".into(),
            Self::DuplicateTable { .. } => "merge the two".into(),
            Self::DuplicateId { .. } => "ids are shared by all files of a dataset: choose another".into(),
            Self::ListedTwice { .. } | Self::DuplicateIndex { .. } => "leave one out".into(),
            Self::UnusableId { id, .. } if id == "any" || id == "all" => {
                "`any` stands for all actors and `all` for all categories: choose another id".into()
            }
            Self::UnusableId { .. } => "use letters, digits and hyphens, such as `us-state-2020`".into(),
            Self::UnknownId { suggestion: Some(suggestion), .. } => {
                format!("did you mean `{}`?", brief(suggestion))
            }
            Self::UnknownId { kind: Kind::Claim, .. } => "add the claim or correct the id".into(),
            Self::UnknownId { kind, id, .. } if id.contains(char::is_whitespace) => {
                format!("write the id that stands in `[{}.ID]`, not the name", kind.word())
            }
            Self::UnknownId { kind, id, .. } => {
                format!("add `[{}.{}]` or correct the id", kind.word(), brief(id))
            }
            Self::Cycle { .. } => "take one of the links out".into(),
            Self::OriginsTooMany => {
                "name the first origin in `derives-from`, not every step on the way".into()
            }
            Self::GroupsTooLarge => "nest groups less deeply, or list fewer members".into(),
            Self::CompleteWithoutMembers { kind: Kind::Category, .. } => {
                "name it in the `part-of` of its parts, or leave `complete` out".into()
            }
            Self::CompleteWithoutMembers { .. } => "list its `members` or leave `complete` out".into(),
            Self::UnknownCode { is_problem: true, .. } => "remove the line: a problem has no level".into(),
            Self::UnknownCode { .. } => "the manual lists the codes under checks".into(),
            Self::NotOneOf { allowed, .. } => format!("write one of {}", quoted(allowed, "or")),
            Self::BadPercent { .. } => "write it like \"10%\"".into(),
            Self::BadDuration { .. } => {
                "write it like \"3 years\", \"18 months\", \"2 weeks\" or \"10 days\"".into()
            }
            Self::BadMagnitude { .. } => "write it like [10, 99]".into(),
            Self::UnknownCurrency { suggestion: Some(suggestion), .. } => {
                format!("did you mean {suggestion}?")
            }
            Self::UnknownCurrency { .. } => "write a code of three letters, such as USD, EUR or ILS".into(),
            Self::BadAmount { .. } => {
                "write digits with at most one decimal point, such as \"70000000\"".into()
            }
            Self::NoAmount => "write `low`, `high` or both; leave out the one that is open".into(),
            Self::LowAboveHigh => "swap them".into(),
            Self::NoCurrency => "add `currency = \"USD\"` (or whichever it is) to the figure".into(),
            Self::CurrencyMismatch { .. } => {
                "keep what was published in the figure, and take `currency` out".into()
            }
            Self::Figure(error) => error.help(),
            Self::NoRelativeTo { .. } => {
                "add `relative-to` with what differs from `scope` in the other flow, such as `relative-to = { payee = \"…\" }` or `relative-to = { period = 2019 }`".into()
            }
            Self::AmountRelativeTo { .. } => {
                "take `relative-to` out, or write the comparison as it was published, such as \"twice\", \"30% more than\" or \"$5 million less than\"".into()
            }
            Self::RelativeToItself => {
                "write what differs in the other flow: its payer, payee, category, stage or period".into()
            }
            Self::Overflow { .. } => "write the figure with fewer digits".into(),
            Self::Date(error) | Self::Period(error) => error.help()?,
            Self::FiscalYear(error) => error.help()?,
            Self::Unresolved { why, payer, .. } => match why {
                ResolveError::NoFiscalYear => format!(
                    "add `fiscal-year = {{ start = \"10-01\", named-after = \"end\" }}` to `[actor.{}]`, or write the period in dates",
                    brief(payer)
                ),
                ResolveError::NoClaimDate => "add a `date`, or write where the period ends".into(),
                ResolveError::ClaimDateBeforeStart => {
                    "check the two dates, or write where the period ends".into()
                }
            },
            Self::BadYear { .. } => "write it like 2015".into(),
            Self::StockWithRate => "take the rate out of the figure, or use another `stage`".into(),
            Self::SteadyWithoutPeriod => "add a `period`, or take `steady` out".into(),
            Self::LinksToItself { .. } => "name the other claim".into(),
            Self::ConflictOfOne => "name every claim of the conflict".into(),
            Self::OrderOfOne => "name the stages from the earliest to the latest, or take `[stage]` out".into(),
            Self::TablePath { why, .. } => why.help().into(),
            Self::Table(fault) => fault.help()?,
            Self::Rate(fault) => fault.help(),
            Self::DuplicateRate { .. } => {
                "leave one out; a rate holds both ways, so its inverse is the same rate".into()
            }
            Self::NotInSeries { currency, pricing, .. } if pricing.is_empty() => {
                format!("nothing embedded has rates of {currency}: name a table of your own in `files`")
            }
            Self::NotInSeries { currency, pricing, .. } => {
                let ids: Vec<&str> = pricing.iter().map(Series::id).collect();
                format!("{currency} is in {}: name that, or take the line out", quoted(&ids, "and"))
            }
            Self::Syntax { hint, .. } => (*hint)?.into(),
            Self::Unreadable { .. } | Self::WrongType { .. } => return None,
        })
    }

    /// What to say beside the related place.
    #[must_use]
    pub(crate) fn related_label(&self) -> &'static str {
        match self {
            Self::DuplicateTable { .. }
            | Self::DuplicateId { .. }
            | Self::ListedTwice { .. }
            | Self::Table(_)
            | Self::DuplicateRate { .. }
            | Self::DuplicateIndex { .. }
            | Self::Syntax { .. } => "first here",
            Self::CurrencyMismatch { .. } => "this says otherwise",
            Self::AmountRelativeTo { .. } => "the figure",
            Self::RelativeToItself => "the same flow",
            Self::Unresolved { .. } => "the period is for this claim",
            _ => "see here",
        }
    }
}

fn quoted(words: &[&str], conjunction: &str) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    listed(&words, conjunction)
}

/// Whether a claim's table has a key that its scope takes.
fn belongs_in_scope(key: &str, known: &[&str]) -> bool {
    known.contains(&"scope") && ["payer", "payee", "category", "stage", "period"].contains(&key)
}

/// The links of a circle, or its start if it is long.
fn circle(path: &[String]) -> String {
    const LONGEST: usize = 12;
    let shown: Vec<String> = path.iter().take(LONGEST).map(|id| brief(id)).collect();
    let more = path.len().saturating_sub(LONGEST);
    let rest = if more > 0 { format!(" → … ({more} more)") } else { String::new() };
    format!("{}{rest}", shown.join(" → "))
}

/// The digits that a float in a file stands for, if it stands for a number.
fn plain_digits(float: &str) -> Option<String> {
    let unsigned = float.strip_prefix('+').unwrap_or(float);
    let (digits, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let value = Amount::from_digits(&digits.replace('_', "")).ok()?.to_rational();
    let exponent: i32 = exponent.replace('_', "").parse().ok().filter(|power: &i32| power.abs() <= 28)?;
    Amount::from_rational(&(&value * &Rational::power_of_ten(exponent))).ok().map(|amount| amount.to_string())
}

fn with_article(kind: Kind) -> String {
    let article = if kind == Kind::Actor { "an" } else { "a" };
    format!("{article} {}", kind.word())
}

fn cycle_words(link: Link) -> &'static str {
    match link {
        Link::Members => "a group that contains itself",
        Link::PartOf => "a category that is part of itself",
        Link::DerivesFrom => "a source that derives from itself",
        Link::Repeats => "a claim that repeats itself",
        Link::Supersedes => "a claim that supersedes itself",
    }
}
