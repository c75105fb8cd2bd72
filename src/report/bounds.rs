//! What claims allow of one flow: every fact that an output of it shows, in order.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::build::{Builder, reading_facts};
use super::rows::named;
use super::sets::{BoxFacts, SetTerm, StatementFacts};
use super::{AssumptionFacts, JSON_VERSION, Named, ReadingFacts, Row};
use crate::analysis::Extent;
use crate::bounds::{Allowance, Allowed, Flow, FlowBounds, Found, LeftOut, Side};
use crate::certificate::Limit;
use crate::claim::{ClaimId, Dataset};
use crate::dataset::Files;
use crate::number::Rational;
use crate::period::{Date, DayRange, Per};
use crate::reading::Reading;
use crate::reconcile::Basis;
use crate::scope::Stage;
use crate::solve::End;
use crate::statement::System;

/// The most years told where no period is asked for.
pub const MOST_YEARS: usize = 30;

/// What is asked.
#[derive(Debug)]
pub struct Question {
    /// The flow.
    pub flow: Flow,
    /// Over which time: as written, and in days; nothing for each year that claims speak of.
    pub period: Option<(String, DayRange)>,
    /// The unit of time by which amounts are told as well.
    pub unit: Option<Per>,
    /// The state of knowledge on this day.
    pub as_of: Option<Date>,
    /// The year in whose prices amounts are told; nothing for those of the time.
    pub prices: Option<i32>,
}

/// What claims allow of one flow.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Bounds {
    /// Always `crossfoot-bounds`.
    pub format: &'static str,
    /// [`JSON_VERSION`].
    pub version: u32,
    /// The dataset's title.
    pub title: String,
    /// The dataset's currency.
    pub currency: String,
    /// The year in whose prices amounts are told; nothing for those of the time.
    pub prices: Option<i32>,
    /// The rules by which words became numbers.
    pub reading: ReadingFacts,
    /// The day up to which claims are known, as it was given.
    pub as_of: Option<String>,
    /// The flow.
    pub flow: FlowAsked,
    /// The period asked about, as written; nothing where it is each year that claims speak of.
    pub period: Option<String>,
    /// The unit of time by which amounts are told as well.
    pub unit: Option<Per>,
    /// The periods, in their order.
    pub periods: Vec<PeriodBounds>,
    /// How many earlier years claims speak of than are told.
    pub earlier_years: usize,
    /// The claims that proofs and ways out name, by date.
    pub claims: Vec<Row>,
    /// Claims that bear on the flow and take no part.
    pub left_out: Vec<LeftOutFacts>,
}

/// The flow that is asked about.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the keys of a dataset's `scope`")]
pub struct FlowAsked {
    pub payer: Named,
    pub payee: Named,
    pub category: Named,
    pub stage: Stage,
}

/// What is allowed over one stretch of time.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct PeriodBounds {
    /// The flow, with the time.
    pub flow: BoxFacts,
    /// How many of the unit asked for the time holds.
    pub length: Option<Rational>,
    /// What the claims that are in no conflict allow; nothing where it is not decided.
    pub undisputed: Option<AllowedOver>,
    /// What is allowed under each way out of a conflict.
    pub repairs: Vec<RepairBounds>,
    /// How many more ways out there are, at least.
    pub more_repairs: usize,
    /// How far conflicts among the claims were decided.
    pub extent: Extent,
    /// What the claims state, as far as proofs use it.
    pub statements: Vec<StatementFacts>,
}

/// What is allowed when some claims are left out.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct RepairBounds {
    /// Those claims.
    pub leave_out: Vec<String>,
    /// What the rest allows; nothing where it is not decided.
    pub allowed: Option<AllowedOver>,
    /// Whether that is other than what the claims in no conflict allow.
    pub differs: bool,
}

/// The least and the most.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct AllowedOver {
    /// Claims that were stretched so that all fit, being close to each other.
    pub stretched: Vec<String>,
    /// By which fraction: the reading's materiality, or zero where none was.
    pub stretch: Rational,
    /// Whether assumptions were left aside, since on them the claims do not fit over this time.
    pub by_words_alone: bool,
    /// The least.
    pub low: EndFacts,
    /// The most.
    pub high: EndFacts,
}

/// One end of what is allowed.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct EndFacts {
    /// Where it lies; nothing where nothing limits it, or where it is not decided.
    pub value: Option<Rational>,
    /// The same by the unit asked for.
    pub by_unit: Option<Rational>,
    /// Whether it is known.
    pub decided: bool,
    /// The bounds that add up to it.
    pub proof: Vec<SetTerm>,
    /// The claims whose bounds those are.
    pub claims: Vec<String>,
    /// What it rests on beyond the claims' words.
    pub assumptions: Vec<AssumptionFacts>,
    /// Actors and categories whose lists of members are said to be complete, which it rests on.
    pub taken_as_complete: Vec<Named>,
}

/// A claim that bears on the flow and takes no part.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct LeftOutFacts {
    /// The claim.
    pub claim: String,
    /// Why.
    pub because: LeftOut,
    /// The currency that it counts in.
    pub currency: String,
    /// The year whose constant prices it is in.
    pub prices: Option<i32>,
}

/// What the claims of a dataset allow of a flow under a reading.
#[must_use]
pub fn build(dataset: &Dataset, files: &Files, reading: &Reading, question: &Question) -> Bounds {
    let basis =
        Basis::new(dataset, reading, question.as_of.as_ref()).in_prices(dataset, reading, question.prices);
    build_on(&basis, dataset, files, reading, question)
}

/// The same of claims that are placed under a reading already.
#[must_use]
pub fn build_on(
    basis: &Basis,
    dataset: &Dataset,
    files: &Files,
    reading: &Reading,
    question: &Question,
) -> Bounds {
    Builder::new(basis, dataset, files, reading).bounds(question)
}

impl Builder<'_> {
    fn bounds(&self, question: &Question) -> Bounds {
        let dataset = self.dataset();
        let flow = question.flow;
        let mut times = match &question.period {
            Some((_, days)) => vec![*days],
            None => self.reconciler.times_of(flow),
        };
        let earlier_years = times.len().saturating_sub(MOST_YEARS);
        times.drain(..earlier_years);
        let found = self.reconciler.flow_bounds(flow, &times);
        let mut cited: BTreeSet<ClaimId> = BTreeSet::new();
        let periods = found.iter().map(|each| self.period_bounds(each, question.unit, &mut cited)).collect();
        let mut left_out: Vec<(ClaimId, LeftOut)> =
            found.iter().flat_map(|each| each.left_out.iter().copied()).collect();
        left_out.sort_unstable();
        left_out.dedup();
        let cited = self.in_order(cited.into_iter().collect());
        Bounds {
            format: "crossfoot-bounds",
            version: JSON_VERSION,
            title: dataset.title.clone(),
            currency: dataset.currency.code().to_owned(),
            prices: question.prices,
            reading: reading_facts(self.reconciler.reading, self.converts()),
            as_of: question.as_of.as_ref().map(|date| date.text().to_owned()),
            flow: FlowAsked {
                payer: named(&dataset.actors, flow.payer),
                payee: named(&dataset.actors, flow.payee),
                category: named(&dataset.categories, flow.category),
                stage: flow.stage,
            },
            period: question.period.as_ref().map(|(written, _)| written.clone()),
            unit: question.unit,
            periods,
            earlier_years,
            claims: cited.into_iter().map(|id| self.row(id, self.own_constraints(id))).collect(),
            left_out: left_out
                .into_iter()
                .map(|(id, because)| {
                    let unit = dataset.claim(id).unit;
                    let currency = unit.currency.code().to_owned();
                    LeftOutFacts { claim: self.id(id), because, currency, prices: unit.prices }
                })
                .collect(),
        }
    }

    fn period_bounds(
        &self,
        found: &FlowBounds,
        unit: Option<Per>,
        cited: &mut BTreeSet<ClaimId>,
    ) -> PeriodBounds {
        let all = std::iter::once(&found.undisputed).chain(found.repairs.iter().map(|each| &each.found));
        let limits: Vec<&Limit> = all
            .flatten()
            .flat_map(|found| &found.allowance.allowed)
            .flat_map(|allowed| [&allowed.low, &allowed.high])
            .filter_map(|side| if let Side::At(limit) = side { Some(&**limit) } else { None })
            .collect();
        let used = limits.iter().flat_map(|limit| &limit.multiples).map(|multiple| multiple.statement);
        let used: BTreeSet<usize> = used.collect();
        let statement = |position: &usize| found.system.statements.get(*position);
        cited.extend(used.iter().filter_map(|position| statement(position)?.origin.claim()));
        cited.extend(found.repairs.iter().flat_map(|each| each.leave_out.iter().copied()));
        let told = Told {
            system: &found.system,
            places: used.iter().copied().zip(0..).collect(),
            length: unit.and_then(|unit| found.region.time.measure(unit)),
        };
        let undisputed = found.undisputed.as_ref().and_then(|found| self.allowed_over(found, &told));
        let ends = |allowed: Option<&AllowedOver>| {
            allowed.map(|allowed| {
                let end = |end: &EndFacts| (end.value.clone(), end.decided);
                (end(&allowed.low), end(&allowed.high))
            })
        };
        let repairs = found
            .repairs
            .iter()
            .map(|each| {
                let allowed = each.found.as_ref().and_then(|found| self.allowed_over(found, &told));
                RepairBounds {
                    leave_out: self.ids(&self.in_order(each.leave_out.clone())),
                    differs: ends(allowed.as_ref()) != ends(undisputed.as_ref()),
                    allowed,
                }
            })
            .collect();
        PeriodBounds {
            flow: self.region(&found.region),
            undisputed,
            repairs,
            more_repairs: found.more_repairs,
            extent: found.extent,
            statements: used
                .iter()
                .filter_map(statement)
                .map(|statement| self.statement(statement, &found.system))
                .collect(),
            length: told.length,
        }
    }

    fn allowed_over(&self, found: &Found, told: &Told<'_>) -> Option<AllowedOver> {
        let allowance = &found.allowance;
        let allowed = allowance.allowed.first()?;
        // As stretched: bounds and factors are told as they were counted.
        let system = told.system.with_stretched(&allowance.stretched, &allowance.stretch);
        Some(AllowedOver {
            stretched: self.ids(&self.in_order(allowance.stretched.clone())),
            stretch: allowance.stretch.clone(),
            by_words_alone: found.by_words_alone,
            low: self.end(allowed, End::Low, (allowance, &system), told),
            high: self.end(allowed, End::High, (allowance, &system), told),
        })
    }

    fn end(
        &self,
        allowed: &Allowed,
        end: End,
        (allowance, system): (&Allowance, &System),
        told: &Told<'_>,
    ) -> EndFacts {
        let side = if end == End::Low { &allowed.low } else { &allowed.high };
        let Side::At(limit) = side else {
            return EndFacts {
                value: None,
                by_unit: None,
                decided: matches!(side, Side::Unlimited),
                proof: Vec::new(),
                claims: Vec::new(),
                assumptions: Vec::new(),
                taken_as_complete: Vec::new(),
            };
        };
        let claims: BTreeSet<ClaimId> = limit
            .multiples
            .iter()
            .filter_map(|multiple| system.statements.get(multiple.statement)?.origin.claim())
            .collect();
        EndFacts {
            by_unit: told.length.as_ref().and_then(|length| limit.value.checked_div(length)),
            value: Some(limit.value.clone()),
            decided: true,
            proof: self.terms_told(limit, (allowance, system), told),
            claims: self.ids(&self.in_order(claims.into_iter().collect())),
            assumptions: self.assumptions(&limit.multiples, system),
            taken_as_complete: self.completeness_of(limit, system),
        }
    }

    /// The bounds of a limit, as stretched, each with the position of its statement among those told.
    fn terms_told(
        &self,
        limit: &Limit,
        (allowance, system): (&Allowance, &System),
        told: &Told<'_>,
    ) -> Vec<SetTerm> {
        let mut terms = self.terms(&limit.multiples, system);
        for term in &mut terms {
            let claim = system.statements.get(term.statement).and_then(|statement| statement.origin.claim());
            if claim.is_some_and(|claim| allowance.stretched.binary_search(&claim).is_ok()) {
                // What a stretched bound comes to is no product of the rate as it was published.
                (term.rate, term.length) = (None, None);
            }
            term.statement = told.places.get(&term.statement).copied().unwrap_or_default();
        }
        terms
    }
}

/// What the facts of one period are told by.
struct Told<'a> {
    system: &'a System,
    /// The position among the statements told of each that a proof uses.
    places: BTreeMap<usize, usize>,
    length: Option<Rational>,
}
