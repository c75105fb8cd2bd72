//! Why each verdict is what it is, as a sentence: the same in every format.
//!
//! The arithmetic is told so that a reader can redo it.

use std::cell::OnceCell;

use super::amount::{Bound, Precision, multiplied, percent, plain};
use super::conditions::{condition, taken_as_complete};
use super::conversion;
use super::sets::scale;
use crate::claim::Unit;
use crate::constraint::Constraint;
use crate::number::Rational;
use crate::period::{DayRange, Per};
use crate::reconcile::{Dimension, DimensionRelation, Verdict};
use crate::report::sets::Sets;
use crate::report::{
    Because, ComparedBy, ComparedFacts, ConvertedFacts, Named, PairFacts, Proof, RelativeFacts, Report, Row,
    ScopeFacts, Section, SharedRange, Term,
};
use crate::scope::{Relation, Stage, StageLaw};
use crate::solve::End;
use crate::text::{counted, listed, one_line};

/// The words for the amounts and verdicts of some rows.
pub(super) struct Reasons<'a> {
    report: &'a Report,
    precision: Precision,
    materiality: Rational,
}

/// The ends that must stay apart when they are shown.
fn bounds(rows: &[Row], pairs: &[PairFacts], sets: Option<&Sets>) -> Vec<Bound> {
    let mut found = Vec::new();
    let mut add = |value: &Option<Rational>, is_low: bool| {
        found.extend(value.iter().map(|value| Bound { value: value.clone(), is_low }));
    };
    for row in rows {
        add(&row.normalised.low, true);
        add(&row.normalised.high, false);
        if let Some(ConvertedFacts::Converted(converted)) = &row.converted {
            add(&converted.low, true);
            add(&converted.high, false);
        }
    }
    for pair in pairs {
        if let Because::Compared(compared) = &pair.because {
            for term in compared.proof.iter().flat_map(|proof| &proof.terms) {
                add(&Some(term.bound.clone()), term.end == End::Low);
                add(&term.rate, term.end == End::Low);
            }
        }
    }
    for proof in sets.into_iter().flat_map(|sets| &sets.conflicts).map(|conflict| &conflict.proof) {
        // As they are told.
        let scale = scale(proof);
        add(&Some(&proof.lows * &scale), true);
        add(&Some(&proof.highs * &scale), false);
        for term in &proof.terms {
            add(&Some(term.bound.clone()), term.end == End::Low);
        }
    }
    found
}

/// The reasons of each section of a report, made when they are first asked for and then once: they look at
/// everything in their section.
pub(super) struct BySection<'a> {
    report: &'a Report,
    made: Vec<OnceCell<Reasons<'a>>>,
}

impl<'a> BySection<'a> {
    pub(super) fn of(report: &'a Report) -> Self {
        Self { report, made: report.sections.iter().map(|_| OnceCell::new()).collect() }
    }

    /// The section at a position in the report, with its reasons.
    pub(super) fn at(&self, position: usize) -> Option<(&'a Section, &Reasons<'a>)> {
        let (section, made) = (self.report.sections.get(position)?, self.made.get(position)?);
        Some((section, made.get_or_init(|| Reasons::of_section(self.report, section))))
    }
}

impl<'a> Reasons<'a> {
    pub(super) fn of_section(report: &'a Report, section: &Section) -> Self {
        Self::new(report, bounds(&section.rows, &section.pairs, section.sets.as_ref()))
    }

    /// The same with amounts in full, as far as anyone would want them.
    pub(super) fn in_full(report: &'a Report, section: &Section) -> Self {
        const DIGITS: u32 = 15;
        let reasons = Self::of_section(report, section);
        Self { precision: reasons.precision.exact_to(DIGITS), ..reasons }
    }

    pub(super) fn of_rows(report: &'a Report, rows: &[Row]) -> Self {
        Self::new(report, bounds(rows, &[], None))
    }

    fn new(report: &'a Report, bounds: Vec<Bound>) -> Self {
        Self {
            report,
            precision: Precision::for_ends(bounds),
            materiality: report.reading.materiality.clone(),
        }
    }

    /// The figure as an interval: `90M – 110M a year`.
    pub(super) fn normalised(&self, row: &Row) -> String {
        if let Some(relative) = &row.relative {
            return self.compared(row, relative);
        }
        let unit = unit(row.normalised.per, row.scope.stage);
        let range = self.range(row, row.normalised.low.as_ref(), row.normalised.high.as_ref());
        let prices = row.prices.map(|year| format!(", {year} prices")).unwrap_or_default();
        format!("{range} {unit}{prices}")
    }

    /// The same and, of a claim in another unit, what it comes to in the report's: `EUR 12.65M – 12.75M in total`
    /// and `= 14.951M – 15.07M (× 1.1819)`.
    pub(super) fn normalised_and_converted(&self, row: &Row, between: &str) -> String {
        let own = self.normalised(row);
        match &row.converted {
            Some(ConvertedFacts::Converted(converted)) => {
                let range = self.range_in(String::new(), converted.low.as_ref(), converted.high.as_ref());
                format!("{own}{between}= {range} ({})", conversion::at(converted))
            }
            Some(ConvertedFacts::NotConvertible(_)) => format!("{own}{between}(not convertible)"),
            None => own,
        }
    }

    /// `1.95 – 2.05 × Iran → Hamas`, `4.5M – 5.5M more than 2019`
    fn compared(&self, row: &Row, relative: &RelativeFacts) -> String {
        let other = other_flow(&row.scope, &relative.to);
        match &relative.by {
            ComparedBy::Factor { low, high } => {
                let times = |end: &Rational| {
                    let (times, exact) = plain(end);
                    if exact { times } else { format!("about {times}") }
                };
                let range = match (low, high) {
                    (Some(low), Some(high)) if low == high => times(low),
                    (Some(low), Some(high)) => format!("{} – {}", times(low), times(high)),
                    (Some(low), None) => format!("≥ {}", times(low)),
                    (None, Some(high)) => format!("≤ {}", times(high)),
                    (None, None) => "any multiple".to_owned(),
                };
                format!("{range} × {other}")
            }
            ComparedBy::Difference { low, high, per } => {
                let less = low.as_ref().is_none_or(Rational::is_negative)
                    && high.as_ref().is_some_and(|high| high <= &Rational::zero());
                let turned = |end: &Option<Rational>| end.as_ref().map(|end| -end);
                let (low, high) =
                    if less { (turned(high), turned(low)) } else { (low.clone(), high.clone()) };
                let range = self.range(row, low.as_ref(), high.as_ref());
                let per = per.map(|per| format!(" a {}", per.word())).unwrap_or_default();
                let prices = row.prices.map(|year| format!(" in {year} prices")).unwrap_or_default();
                format!("{range}{per}{prices} {} than {other}", if less { "less" } else { "more" })
            }
        }
    }

    /// An amount of a claim in its own unit, with its currency where that is not the report's.
    fn amount(&self, row: &Row, amount: &Rational) -> String {
        format!("{}{}", self.in_own_currency(row), self.precision.short(amount))
    }

    /// A claim's currency before an amount, where that is not the report's.
    pub(super) fn in_own_currency(&self, row: &Row) -> String {
        let is_told = row.prices.is_none() && self.report.prices.is_some();
        if row.currency == self.report.currency && !is_told {
            String::new()
        } else {
            format!("{} ", row.currency)
        }
    }

    /// The year of a claim's constant prices behind an amount, where that is not the report's.
    pub(super) fn own_prices(&self, row: &Row) -> String {
        let year = row.prices.filter(|_| row.prices != self.report.prices);
        year.map(|year| format!(" in {year} prices")).unwrap_or_default()
    }

    /// Whether a unit is the one that the report is in.
    pub(super) fn is_base(&self, unit: Unit) -> bool {
        unit.currency.code() == self.report.currency && unit.prices == self.report.prices
    }

    /// The stretch up to which figures are close.
    pub(super) fn materiality(&self) -> &Rational {
        &self.materiality
    }

    /// An amount in the section's precision.
    pub(super) fn short(&self, amount: &Rational) -> String {
        self.precision.short(amount)
    }

    /// Whether any amount of these rows is shown with fewer digits than it has.
    pub(super) fn rounds(&self, rows: &[Row]) -> bool {
        let amounts = rows.iter().flat_map(|row| row.normalised.low.iter().chain(&row.normalised.high));
        let differences = rows.iter().flat_map(|row| match &row.relative {
            Some(RelativeFacts { by: ComparedBy::Difference { low, high, .. }, .. }) => {
                low.iter().chain(high).map(|end| if end.is_negative() { -end } else { end.clone() }).collect()
            }
            _ => Vec::new(),
        });
        amounts.cloned().chain(differences).any(|end| self.precision.rounds(&end))
    }

    fn range(&self, row: &Row, low: Option<&Rational>, high: Option<&Rational>) -> String {
        self.range_in(self.in_own_currency(row), low, high)
    }

    /// A range, each of its numbers, or the first, behind the currency that it is in.
    fn range_in(&self, currency: String, low: Option<&Rational>, high: Option<&Rational>) -> String {
        match (low, high) {
            (Some(low), Some(high)) => {
                let (start, end) = (self.precision.short(low), self.precision.short(high));
                if start == end { currency + &start } else { format!("{currency}{start} – {end}") }
            }
            (Some(low), None) => format!("≥ {currency}{}", self.precision.short(low)),
            (None, Some(high)) => format!("≤ {currency}{}", self.precision.short(high)),
            (None, None) => "any amount".to_owned(),
        }
    }

    /// Why the verdict on a pair is what it is.
    pub(super) fn reason(&self, pair: &PairFacts, first: &Row, second: &Row) -> String {
        match &pair.because {
            Because::Compared(compared) => match &compared.proof {
                Some(proof) => self.clash(pair, compared, proof, first, second),
                None => self.fit(pair, compared, first, second),
            },
            Because::Scopes { dimensions } => scopes(dimensions) + &only_low_ends(dimensions, first, second),
            Because::Together => "more than two of their bounds contradict each other".to_owned(),
            Because::Unplaced { claim } => {
                format!("nothing places {} in time: it has no period and no date", one_line(claim))
            }
            Because::NotConvertible { claim, missing } => {
                format!("{} is not convertible: {}", one_line(claim), conversion::missing(missing))
            }
            Because::Relative { claim } => format!(
                "{} states how one flow compares with another, not how much either is",
                one_line(claim)
            ),
            Because::SpokenFor { echo, original } => {
                format!("{} speaks for {}, which repeats it", one_line(original), one_line(echo))
            }
            Because::Silent { claim } => {
                format!("{} takes no part: it was replaced or withdrawn", one_line(claim))
            }
            Because::Repeats { echo, original, differences } if differences.is_empty() => {
                format!(
                    "{} repeats {} and says the same: no independent voice",
                    one_line(echo),
                    one_line(original)
                )
            }
            Because::Repeats { echo, original, differences } => {
                let words: Vec<&str> = differences.iter().map(|difference| difference.word()).collect();
                format!(
                    "{} repeats {} with another {}: its own figure takes no part",
                    one_line(echo),
                    one_line(original),
                    listed(&words, "and")
                )
            }
            Because::Supersedes { old, new, factor } => {
                self.revision(old, new, factor.as_ref(), first, second)
            }
        }
    }

    fn revision(&self, old: &str, new: &str, factor: Option<&Rational>, first: &Row, second: &Row) -> String {
        let figure = |id: &str| {
            let row = if first.id == id { first } else { second };
            format!("{} ({})", self.normalised(row), one_line(id))
        };
        let times = factor.map(|factor| {
            let (times, exact) = plain(factor);
            format!(", {}{times} times as much", if exact { "" } else { "about " })
        });
        format!("{} was replaced by {}{}", figure(old), figure(new), times.unwrap_or_default())
    }

    /// The arithmetic of two bounds that cannot both hold.
    fn clash(
        &self,
        pair: &PairFacts,
        compared: &ComparedFacts,
        proof: &Proof,
        first: &Row,
        second: &Row,
    ) -> String {
        let a_year =
            proof.terms.iter().all(|term| term.rate.is_some() && term.time.calendar_year().is_some());
        // Which year two carried rates are tried in matters less than that it is one; the condition says so.
        let timeless =
            a_year && condition(compared.assumptions.iter(), compared.throughout, &[first, second]).is_some();
        let label = |term: &Term| {
            let (row, other) = if term.claim == first.id { (first, second) } else { (second, first) };
            format!(
                "{}{} {} {} ({})",
                subject(row, other, term.end, compared.relation),
                if timeless { String::new() } else { when(term.time, row) },
                if term.end == End::Low { "≥" } else { "≤" },
                self.bound(term, row, a_year),
                one_line(&term.claim)
            )
        };
        let terms: Vec<String> = proof.terms.iter().map(label).collect();
        let mut text = format!(
            "{}; short by {}{}; they fit if every figure is stretched by {}",
            terms.join("; "),
            if is_converted(compared) {
                self.precision.short(&proof.shortfall)
            } else {
                self.amount(first, &proof.shortfall)
            },
            if a_year { " a year" } else { "" },
            percent(&proof.stretch, &self.materiality),
        );
        if pair.verdict == Verdict::Close {
            let limit = percent(&self.materiality, &self.materiality);
            text.push_str(", within the ");
            text.push_str(&limit);
            text.push_str(" that count as close");
        }
        if let Some(condition) = condition(compared.assumptions.iter(), compared.throughout, &[first, second])
        {
            text.push_str("; only if ");
            text.push_str(&condition);
        }
        text.push_str(&by_law(compared.law));
        text.push_str(&taken_as_complete(&compared.taken_as_complete));
        if !is_converted(compared) {
            text.push_str(&price_base(first));
        }
        if compared.independent_sources == 1 {
            text.push_str("; both from one source");
        }
        if let Some(reason) = &pair.known {
            text.push_str("; known: ");
            text.push_str(one_line(reason).trim_end_matches('.'));
        }
        text
    }

    /// A bound with the multiplication that made it.
    fn bound(&self, term: &Term, row: &Row, a_year: bool) -> String {
        let suffix = if a_year { " a year" } else { "" };
        let result = self.precision.short(&term.bound);
        let converted = term.converted.as_ref();
        let prices = converted.map(|_| self.own_prices(row)).unwrap_or_default();
        match (&term.rate, &term.length, row.per) {
            (Some(rate), Some(length), Some(per)) if length != &Rational::one() => {
                let (times, exact) = plain(length);
                let at =
                    converted.map(|before| format!(" {}", multiplied(&before.times))).unwrap_or_default();
                format!(
                    "{} a {}{prices} × {}{times}{at} = {result}{suffix}",
                    self.amount(row, rate),
                    per.word(),
                    if exact { "" } else { "about " },
                )
            }
            _ => match converted {
                Some(before) => {
                    let own = self.amount(row, &before.amount);
                    format!("{own}{prices} {} = {result}{suffix}", multiplied(&before.times))
                }
                None => format!("{}{suffix}", self.amount(row, &term.bound)),
            },
        }
    }

    /// Why both can be true.
    fn fit(&self, pair: &PairFacts, compared: &ComparedFacts, first: &Row, second: &Row) -> String {
        let mut text = match (&compared.shared, pair.verdict) {
            (Some(shared), _) => self.shared(compared, shared, first, second),
            (None, _) => self.part_and_whole(compared, first, second),
        };
        if let Some(open) = &compared.rests_on_open_end {
            text.push_str("; this rests only on ");
            text.push_str(&open_end(open, compared, first, second));
        }
        if let Some(condition) = condition(compared.assumptions.iter(), compared.throughout, &[first, second])
        {
            text.push_str("; taking it that ");
            text.push_str(&condition);
        }
        text.push_str(&by_law(compared.law));
        text.push_str(&taken_as_complete(&compared.taken_as_complete));
        if !is_converted(compared) {
            text.push_str(&price_base(first));
        }
        text
    }

    fn shared(&self, compared: &ComparedFacts, shared: &SharedRange, first: &Row, second: &Row) -> String {
        let rates = first.per.is_some() && second.per.is_some();
        let a_year = rates && shared.time.calendar_year().is_some();
        let sources = match compared.independent_sources {
            1 => "one source, told twice".to_owned(),
            count => counted(count, "independent source"),
        };
        let via = if compared.shared_via.is_empty() || compared.independent_sources < 2 {
            String::new()
        } else {
            let names: Vec<String> =
                compared.shared_via.iter().map(|via| one_line(via).into_owned()).collect();
            format!(", both read in {}", listed(&names, "and"))
        };
        let when = match compared.throughout {
            Some(throughout) if a_year && throughout != shared.time => {
                format!(" in any year of {throughout}")
            }
            _ => when(shared.time, first),
        };
        format!(
            "both can be {}{}{when}; {sources}{via}",
            self.range_in(
                if is_converted(compared) { String::new() } else { self.in_own_currency(first) },
                shared.low.as_ref(),
                shared.high.as_ref(),
            ),
            if a_year { " a year" } else { "" },
        )
    }

    fn part_and_whole(&self, compared: &ComparedFacts, first: &Row, second: &Row) -> String {
        let ((part, inner), (whole, outer)) = if compared.relation == Relation::Part {
            ((first, &compared.first_constraint), (second, &compared.second_constraint))
        } else {
            ((second, &compared.second_constraint), (first, &compared.first_constraint))
        };
        let one_time = inner.time == outer.time;
        let rates = part.per.is_some() && whole.per.is_some();
        let a_year = rates && one_time && inner.time.calendar_year().is_some();
        let side = |row: &Row, constraint: &Constraint| {
            let currency = if is_converted(compared) { String::new() } else { self.in_own_currency(row) };
            let range = self.range_in(currency, constraint.low.as_ref(), constraint.high.as_ref());
            let when = if a_year { " a year".to_owned() } else { format!(", {}", constraint.time) };
            format!("{} ({range}{when})", one_line(&row.id))
        };
        let scopes = [
            ("payer", part.scope.payer != whole.scope.payer),
            ("payee", part.scope.payee != whole.scope.payee),
            ("category", part.scope.category != whole.scope.category),
            ("time", !one_time),
        ];
        let narrower: Vec<&str> =
            scopes.into_iter().filter_map(|(word, differs)| differs.then_some(word)).collect();
        let mut differs: Vec<String> = Vec::new();
        if !narrower.is_empty() {
            differs.push(format!("narrower in {}", listed(&narrower, "and")));
        }
        if compared.law.is_some() {
            differs.push("later in stage".to_owned());
        }
        let (part, whole) = (side(part, inner), side(whole, outer));
        format!("{part} is part of {whole}, being {}", differs.join(", "))
    }
}

/// The reason of a pair that is compatible only because nothing could make it otherwise.
pub(super) fn idle(pair: &PairFacts, first: &Row, second: &Row) -> Option<String> {
    match &pair.because {
        Because::Compared(compared) if pair.verdict == Verdict::Compatible => {
            let open = compared.rests_on_open_end.as_ref()?;
            Some(format!("this rests only on {}", open_end(open, compared, first, second)))
        }
        _ => None,
    }
}

/// The other flow of a comparison, by what differs from the claim's own.
fn other_flow(own: &ScopeFacts, other: &ScopeFacts) -> String {
    let mut parts: Vec<String> = Vec::new();
    if own.payer != other.payer || own.payee != other.payee {
        parts.push(format!("{} → {}", one_line(&other.payer.name), one_line(&other.payee.name)));
    }
    if own.category != other.category {
        parts.push(one_line(&other.category.name).into_owned());
    }
    if own.stage != other.stage {
        parts.push(other.stage.word().to_owned());
    }
    let days = |scope: &ScopeFacts| scope.period.as_ref().map(|period| period.days);
    if days(own) != days(other) {
        parts.extend(other.period.as_ref().map(|period| one_line(&period.written).into_owned()));
    }
    parts.join(", ")
}

/// `a year`, `in total`, `held`.
fn unit(per: Option<Per>, stage: Stage) -> String {
    match per {
        Some(per) => format!("a {}", per.word()),
        None if stage == Stage::Held => "held".to_owned(),
        None => "in total".to_owned(),
    }
}

/// What a bound is about, in the dimensions in which the other claim's bound differs. The low end is that
/// of a part, the high end that of its whole.
fn subject(row: &Row, other: &Row, end: End, relation: Relation) -> String {
    let named = |actor: &Named| match (actor.id.as_str(), end) {
        ("any", _) => "anyone".to_owned(),
        _ if relation == Relation::Same => one_line(&actor.name).into_owned(),
        (_, End::Low) => format!("{} alone", one_line(&actor.name)),
        (_, End::High) => format!("all of {}", one_line(&actor.name)),
    };
    let (own, others) = (&row.scope, &other.scope);
    let mut parts: Vec<String> = Vec::new();
    if own.payee != others.payee {
        parts.push(named(&own.payee));
    }
    if own.payer != others.payer {
        parts.push(format!("from {}", named(&own.payer)));
    }
    if parts.is_empty() {
        parts.push(if own.payee.id == "any" {
            "anyone".into()
        } else {
            one_line(&own.payee.name).into_owned()
        });
    }
    if own.category != others.category {
        parts.push(if own.category.id == "all" {
            "for everything".into()
        } else {
            format!("for “{}”", one_line(&own.category.name))
        });
    }
    if own.stage != others.stage {
        parts.push(own.stage.word().to_owned());
    }
    parts.join(" ")
}

/// The time of a bound as it follows what it is about.
fn when(time: DayRange, row: &Row) -> String {
    if row.scope.stage == Stage::Held {
        format!(" on {time}")
    } else if time.is_bounded() {
        format!(" in {time}")
    } else {
        format!(" {time}")
    }
}

/// Whether the amounts of a comparison were converted into the unit of the report.
fn is_converted(compared: &ComparedFacts) -> bool {
    [&compared.first_constraint, &compared.second_constraint].iter().any(|each| each.converted.is_some())
}

/// The law that a verdict on claims of two stages rests on.
fn by_law(law: Option<StageLaw>) -> String {
    law.map(|law| format!("; by the law that no more is {} than {}", law.later, law.earlier))
        .unwrap_or_default()
}

/// The year whose prices a claim is in, if it is in constant prices.
fn price_base(row: &Row) -> String {
    row.prices.map(|year| format!("; in {year} prices")).unwrap_or_default()
}

/// Whether a claim is a total without a period.
fn is_undated_total(row: &Row) -> bool {
    row.per.is_none() && row.scope.period.is_none() && row.scope.stage != Stage::Held
}

/// The end that a claim leaves open, and why.
fn open_end(open: &str, compared: &ComparedFacts, first: &Row, second: &Row) -> String {
    let (row, constraint) = if first.id == open {
        (first, &compared.first_constraint)
    } else {
        (second, &compared.second_constraint)
    };
    let claim = one_line(open);
    if constraint.high.is_some() {
        format!("{claim} naming no lower limit")
    } else if row.normalised.high.is_some() {
        format!("{claim} having no period, so that only its low end binds")
    } else {
        format!("{claim} naming no upper limit")
    }
}

/// Which of two claims that cannot be compared in time binds from below only.
fn only_low_ends(dimensions: &[DimensionRelation], first: &Row, second: &Row) -> String {
    let in_time = dimensions.iter().any(|each| each.dimension == Dimension::Time);
    let undated = [first, second].into_iter().filter(|row| in_time && is_undated_total(row));
    let words =
        undated.map(|row| format!("; {} has no period, so only its low end binds", one_line(&row.id)));
    words.collect()
}

/// The scopes' difference, as seen from the first claim.
fn scopes(dimensions: &[DimensionRelation]) -> String {
    if dimensions.iter().any(|each| each.relation == Relation::Apart) {
        let words: Vec<&str> = dimensions.iter().map(|each| apart(each.dimension)).collect();
        return listed(&words, "and");
    }
    let named = |relation: Relation, words: &str| {
        let alike = dimensions.iter().filter(|each| each.relation == relation);
        let names: Vec<&str> = alike.map(|each| dimension(each.dimension)).collect();
        (!names.is_empty()).then(|| format!("{words} in {}", listed(&names, "and")))
    };
    let parts: Vec<String> = [
        named(Relation::Part, "narrower"),
        named(Relation::Whole, "wider"),
        named(Relation::Overlapping, "overlapping"),
    ]
    .into_iter()
    .flatten()
    .collect();
    format!("neither contains the other: the first is {}", listed(&parts, "but"))
}

fn dimension(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Payer => "payer",
        Dimension::Payee => "payee",
        Dimension::Category => "category",
        Dimension::Stage => "stage",
        Dimension::Time => "time",
    }
}

fn apart(of: Dimension) -> &'static str {
    match of {
        Dimension::Payer => "different payers",
        Dimension::Payee => "different payees",
        Dimension::Category => "different categories",
        Dimension::Stage => "different stages",
        Dimension::Time => "no common time",
    }
}
