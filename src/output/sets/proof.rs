//! The arithmetic of bounds, in words.

use std::fmt::Write as _;

use super::flows::{Varies, in_time};
use crate::number::Rational;
use crate::output::amount::{in_unit, multiplied, percent, plain};
use crate::output::conditions::{condition, taken_as_complete};
use crate::output::reasons::Reasons;
use crate::period::Per;
use crate::reconcile::{Dimension, Verdict};
use crate::report::sets::{BoxFacts, ConflictFacts, SetProof, SetTerm};
use crate::report::{ComparedBy, Row, Section};
use crate::scope::StageLaw;
use crate::solve::End;
use crate::text::one_line;

/// The most that a proof is multiplied by for the sake of whole numbers.
const MOST_SCALE: i64 = 1000;

impl Reasons<'_> {
    /// The arithmetic of bounds that cannot all hold.
    pub(in crate::output) fn set(&self, set: &ConflictFacts, section: &Section) -> String {
        let rows: Vec<&Row> = set.rows.iter().filter_map(|&row| section.rows.get(row)).collect();
        let terms = &set.proof.terms;
        let varies = Varies::among(terms.iter().flat_map(|term| &term.flows).map(|weighted| &weighted.flow));
        let yearly = |term: &SetTerm| {
            let year = term.flows.iter().all(|each| each.flow.time.calendar_year().is_some());
            year && (term.rate.is_some() || term.flows.len() > 1)
        };
        let condition = condition(set.assumptions.iter(), set.throughout, &rows);
        let a_year = !varies.in_the(Dimension::Time) && terms.iter().all(yearly);
        let timeless = a_year && set.throughout.is_some() && condition.is_some();
        let unit = if a_year { " a year" } else { "" };
        let scale = scale(&set.proof);
        let told: Vec<String> =
            terms.iter().map(|term| self.term(term, &scale, &rows, &varies, unit)).collect();
        let mut text = match (set.claims.as_slice(), set.verdict) {
            ([claim], Verdict::Close) => format!("{} only just fits by itself: ", one_line(claim)),
            ([claim], _) => format!("{} cannot be true by itself: ", one_line(claim)),
            _ => String::new(),
        };
        text.push_str(&told.join("; "));
        let plain_sums = terms.iter().all(|term| term.flows.len() == 1 && !term.taken_for_granted);
        let count = |end: End| terms.iter().filter(|term| term.end == end).count();
        for (end, sign, sum) in [(End::Low, "≥", &set.proof.lows), (End::High, "≤", &set.proof.highs)] {
            if plain_sums && count(end) > 1 {
                let _infallible = write!(text, "; together {sign} {}{unit}", self.signed(&(sum * &scale)));
            }
        }
        let flow = terms.first().and_then(|term| term.flows.first()).map(|each| &each.flow);
        if let Some(flow) = flow.filter(|_| !varies.in_the(Dimension::Time) && !timeless) {
            let _infallible = write!(text, "; all {}", in_time(flow));
        }
        if is_short_of_nothing_else(&set.proof) {
            let who = if set.claims.len() == 1 { "it" } else { "they all" };
            let _infallible = write!(text, "; only if nothing flowed at all could {who} be true");
        } else {
            let _infallible =
                write!(text, "; short by {}{unit}", self.signed(&(&set.proof.shortfall * &scale)));
        }
        let fits = match &set.stretch {
            None => "; no stretch makes them fit".to_owned(),
            Some(stretch) => format!(
                "; they fit if every figure is stretched by {}{}",
                if set.stretch_is_exact { "" } else { "about " },
                percent(stretch, self.materiality()),
            ),
        };
        text.push_str(&fits);
        if set.verdict == Verdict::Close {
            let limit = percent(self.materiality(), self.materiality());
            let _infallible = write!(text, ", within the {limit} that count as close");
        }
        if let Some(condition) = condition {
            text.push_str("; only if ");
            text.push_str(&condition);
        }
        text.push_str(&taken_as_complete(&set.taken_as_complete));
        if set.independent_sources == 1 {
            text.push_str("; all from one source");
        }
        if let Some(reason) = &set.known {
            text.push_str("; known: ");
            text.push_str(one_line(reason).trim_end_matches('.'));
        }
        text
    }

    fn term(&self, term: &SetTerm, scale: &Rational, rows: &[&Row], varies: &Varies, unit: &str) -> String {
        let row = rows.iter().copied().find(|row| Some(&row.id) == term.claim.as_ref());
        let times = &term.multiplier * scale;
        bound_in_words(term, &times, row, varies, unit, &|amount| self.signed(amount))
    }
}

impl Reasons<'_> {
    /// What a proof uses of one claim: "Hamas ≥ 135M a year".
    pub(in crate::output) fn bounds_of(
        &self,
        set: &ConflictFacts,
        section: &Section,
        claim: &str,
    ) -> Vec<String> {
        let flows = set.proof.terms.iter().flat_map(|term| &term.flows).map(|weighted| &weighted.flow);
        let varies = Varies::among(flows);
        let row = section.rows.iter().find(|row| row.id == claim);
        let own = set.proof.terms.iter().filter(|term| term.claim.as_deref() == Some(claim));
        own.map(|term| statement_in_words(term, row, &varies, "", &|amount| self.signed(amount))).collect()
    }
}

/// A bound in a proof: whose it is, and what it says of which flow. It counts so many `times`; `row`
/// is the claim.
pub(in crate::output) fn bound_in_words(
    term: &SetTerm,
    times: &Rational,
    row: Option<&Row>,
    varies: &Varies,
    unit: &str,
    signed: &dyn Fn(&Rational) -> String,
) -> String {
    let whose = match (&term.claim, term.law) {
        (Some(claim), _) if term.taken_for_granted => {
            format!("taken for granted by {}: something flowed", one_line(claim))
        }
        (Some(claim), _) => one_line(claim).into_owned(),
        (None, Some(StageLaw { earlier, later })) => format!("law: no more {later} than {earlier}"),
        (None, None) => "law".to_owned(),
    };
    let statement = statement_in_words(term, row, varies, unit, signed);
    // However often, more than nothing is more than nothing.
    if times == &Rational::one() || term.taken_for_granted {
        return format!("{statement} ({whose})");
    }
    let (times, exact) = plain(times);
    format!("{}{times} × [{statement}] ({whose})", if exact { "" } else { "about " })
}

/// What a bound says of which flow: "Hamas ≥ 135M a year".
fn statement_in_words(
    term: &SetTerm,
    row: Option<&Row>,
    varies: &Varies,
    unit: &str,
    signed: &dyn Fn(&Rational) -> String,
) -> String {
    let sign = if term.end == End::Low { "≥" } else { "≤" };
    match term.flows.as_slice() {
        [one] if term.taken_for_granted => format!("{} > 0", varies.subject(&one.flow)),
        [one] => {
            let by_length = match (&term.rate, &term.length, row.and_then(|row| row.per)) {
                (Some(rate), Some(length), Some(per)) if length != &Rational::one() => {
                    Some((rate, per, length))
                }
                _ => None,
            };
            let result = signed(&term.bound);
            let bound = match (&term.converted, by_length) {
                (None, None) => result,
                (None, Some((rate, per, length))) => of_rate(&signed(rate), per, length, &result),
                (Some(before), None) => {
                    let own = signed(&before.amount);
                    format!("{} {} = {result}", in_unit(before.unit, &own), multiplied(&before.times))
                }
                (Some(before), Some((rate, per, length))) => {
                    let own = of_rate(&signed(rate), per, length, &signed(&before.amount));
                    format!("{}, {} = {result}", in_unit(before.unit, &own), multiplied(&before.times))
                }
            };
            format!("{} {sign} {bound}{unit}", varies.subject(&one.flow))
        }
        flows => {
            let (own, others): (Vec<_>, Vec<_>) = flows.iter().partition(|each| !each.weight.is_negative());
            let weighted = |(weight, flow): (Rational, &BoxFacts)| {
                let (times, exact) = plain(&weight);
                let subject = varies.subject(flow);
                match (weight == Rational::one(), exact) {
                    (true, _) => subject,
                    (false, true) => format!("{times} × {subject}"),
                    (false, false) => format!("about {times} × {subject}"),
                }
            };
            let left: Vec<String> =
                own.iter().map(|each| weighted((each.weight.clone(), &each.flow))).collect();
            let right: Vec<String> =
                others.iter().map(|each| weighted((-&each.weight, &each.flow))).collect();
            let size =
                |amount: &Rational| signed(&if amount.is_negative() { -amount } else { amount.clone() });
            let rest = match (term.bound.is_zero(), term.bound.is_negative()) {
                (true, _) => String::new(),
                (false, false) => format!(" + {}{unit}", size(&term.bound)),
                (false, true) => format!(" − {}{unit}", size(&term.bound)),
            };
            let rest = match row.and_then(|row| difference(term, row)) {
                Some((rate, per, length)) if length != Rational::one() => {
                    format!("{rest}, as {}", of_rate(&size(rate), per, &length, &size(&term.bound)))
                }
                _ => rest,
            };
            format!("{} {sign} {}{rest}", left.join(" + "), right.join(" + "))
        }
    }
}

/// "4.5M a month × 12 = 54M".
fn of_rate(rate: &str, per: Per, length: &Rational, bound: &str) -> String {
    let (times, exact) = plain(length);
    format!("{rate} a {} × {}{times} = {bound}", per.word(), if exact { "" } else { "about " })
}

/// The rate by which a claim says that one flow differs from another, and how many units of it make the bound.
fn difference<'r>(term: &SetTerm, row: &'r Row) -> Option<(&'r Rational, Per, Rational)> {
    let ComparedBy::Difference { low, high, per } = &row.relative.as_ref()?.by else { return None };
    let rate = if term.end == End::Low { low } else { high }.as_ref()?;
    let length = term.flows.first()?.flow.time.measure((*per)?)?;
    // Over any other time, or stretched, the bound is not what the claim says of the time of the flow.
    (rate * &length == term.bound && !rate.is_zero()).then_some((rate, (*per)?, length))
}

/// Whether all that a proof is short of is what is taken for granted to have flowed.
pub(in crate::output) fn is_short_of_nothing_else(proof: &SetProof) -> bool {
    let granted = proof.terms.iter().filter(|term| term.taken_for_granted);
    let granted: Rational = granted.map(|term| &term.multiplier * &term.bound).sum();
    proof.shortfall <= granted
}

/// By what a proof is to be multiplied so that its bounds count a whole number of times: as it is if that
/// would be more than so much.
pub(in crate::output) fn scale(proof: &SetProof) -> Rational {
    let is_whole = |number: &Rational| &Rational::from(number.floor()) == number;
    let mut scale = 1_i64;
    for term in proof.terms.iter().filter(|term| !term.taken_for_granted) {
        let times = &term.multiplier * &Rational::from(scale);
        let more = (1..=MOST_SCALE / scale).find(|more| is_whole(&(&times * &Rational::from(*more))));
        let Some(more) = more else { return Rational::one() };
        scale *= more;
    }
    Rational::from(scale)
}
