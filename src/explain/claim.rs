//! The steps from a claim's words to what it bounds.

use std::collections::BTreeSet;

use super::Explained;
use crate::claim::{Claim, ClaimId, Dataset, Unit};
use crate::constraint::{Assumption, Constraint, Placed, Shape};
use crate::conversion::Factor;
use crate::currency::Currency;
use crate::figure::{QuantitySteps, RelativeSteps, Role, Word, qualifiers};
use crate::number::Rational;
use crate::period::{Date, DayRange, Per};
use crate::reading::Reading;
use crate::reconcile::Basis;
use crate::report::{Row, Section, SourceFacts};
use crate::restatement::ended_by;
use crate::scope::{Hierarchy, Node};

/// Everything about one claim that its row in the report does not say.
#[derive(Debug)]
pub struct ClaimFacts {
    /// From the words to the ends.
    pub figure: FigureFacts,
    /// The phrases of the words beside the numbers; none where the figure is given in numbers.
    pub words: Vec<Word>,
    /// Where the currency comes from.
    pub currency: CurrencyFrom,
    /// Who pays.
    pub payer: NodeFacts,
    /// Who is paid.
    pub payee: NodeFacts,
    /// For what.
    pub category: NodeFacts,
    /// The actor whose fiscal year the period is told in.
    pub fiscal_year_of: Option<String>,
    /// Whether the date is the claim's own, rather than its source's.
    pub has_own_date: bool,
    /// The claim that it is said to repeat, by `repeats`.
    pub repeats: Option<String>,
    /// The claim that it takes the place of.
    pub supersedes: Option<String>,
    /// How it is placed in time.
    pub placement: Placement,
    /// What it bounds.
    pub bounds: Vec<BoundFacts>,
}

/// How the words become ends.
#[derive(Debug)]
pub enum FigureFacts {
    /// An amount, with the equivalents that are stated beside it.
    Amount {
        /// The steps.
        steps: QuantitySteps,
        /// Each with its currency.
        equivalents: Vec<(Currency, QuantitySteps)>,
    },
    /// What one flow is of another.
    Relative(RelativeSteps),
}

/// Where the currency of a figure comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CurrencyFrom {
    /// The words name it and can mean no other.
    Words,
    /// The words may mean several, of which this is the dataset's.
    Dataset {
        /// How many.
        of: usize,
    },
    /// The claim's `currency` decides between several, or the words name none.
    Claim,
    /// The figure is given in numbers, with its currency.
    Numbers,
    /// A multiple of another flow has none.
    None,
}

/// An actor or category and all that belongs to it.
#[derive(Debug)]
pub struct NodeFacts {
    /// The ids and names of everything it contains, directly or through groups, in the order of the ids.
    pub contains: Vec<(String, String)>,
    /// Whether all lists of it are said to be complete.
    pub is_complete: bool,
    /// The ids of the groups that it belongs to.
    pub is_everything: bool,
}

/// How a claim is placed in time, and what limits that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Placement {
    /// A total over a stated period.
    Total {
        /// The period.
        period: DayRange,
    },
    /// A rate, or a comparison, over a stated period.
    Average {
        /// The period.
        period: DayRange,
        /// Whether it is said to have held in each calendar year.
        steady: bool,
        /// How many units of the rate the period holds.
        length: Option<Rational>,
    },
    /// A rate without a period, or one that is open at an end.
    Carried {
        /// The calendar year that it is about.
        about: Option<DayRange>,
        /// The time over which it is tried.
        window: DayRange,
        /// The same before other rates of the publisher were looked at.
        by_reading: DayRange,
        /// The claim of the same publisher with another rate, before which it is not carried back.
        since: Option<String>,
        /// The claim of the same publisher from whose year on it is not carried.
        until: Option<String>,
    },
    /// A total without a period.
    Undated {
        /// The time up to its date.
        until: DayRange,
        /// The calendar year in which it is tried.
        year: Option<DayRange>,
    },
    /// A stock.
    Stock {
        /// The day.
        day: DayRange,
    },
    /// Nothing places it in time.
    Unplaced,
}

/// What a claim bounds over a stretch of time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct BoundFacts {
    /// What it rests on beyond the words; the words' own bound comes first.
    pub assumptions: Vec<Assumption>,
    /// The stretch of time.
    pub time: DayRange,
    /// What the amounts were multiplied by; nothing where they are in the claim's own unit.
    pub converted: Option<FactorFacts>,
    /// The least that flowed in it.
    pub low: Option<Rational>,
    /// The most.
    pub high: Option<Rational>,
    /// How many units of the rate it holds, for a rate.
    pub length: Option<Rational>,
}

/// What amounts were multiplied by to come to be in another unit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FactorFacts {
    /// The unit that they came to be in.
    pub unit: Unit,
    /// What the low end was multiplied by.
    pub low: Rational,
    /// What the high end was multiplied by.
    pub high: Rational,
}

impl ClaimFacts {
    /// The facts of the claim in a row of the report of this dataset, reading and day.
    #[must_use]
    pub fn new(
        dataset: &Dataset,
        reading: &Reading,
        as_of: Option<&Date>,
        row: &Row,
        section: Option<&Section>,
    ) -> Option<Self> {
        let id = dataset.claim_ids().find(|&id| dataset.claim(id).id == row.id)?;
        let claim = dataset.claim(id);
        let figure = match (claim.figure(), claim.relative()) {
            (Some(figure), _) => FigureFacts::Amount {
                steps: figure.quantity().steps(reading),
                equivalents: figure
                    .equivalents()
                    .iter()
                    .map(|each| (each.currency(), each.quantity().steps(reading)))
                    .collect(),
            },
            (None, relative) => FigureFacts::Relative(relative?.figure().steps(reading)),
        };
        let words =
            if claim.verbatim { qualifiers(&claim.words, claim.relative().is_some()) } else { Vec::new() };
        let period = claim.scope.period.as_ref();
        let in_fiscal_years = period.is_some_and(|(written, _)| written.contains("FY"));
        let fiscal = [claim.scope.payer, claim.scope.payee];
        let fiscal = fiscal.into_iter().find(|&actor| dataset.fiscal_year(actor).is_some());
        let name = |id: ClaimId| dataset.claim(id).id.clone();
        Some(Self {
            currency: currency_from(dataset, claim, &words),
            figure,
            words,
            payer: NodeFacts::new(&dataset.actors, claim.scope.payer),
            payee: NodeFacts::new(&dataset.actors, claim.scope.payee),
            category: NodeFacts::new(&dataset.categories, claim.scope.category),
            fiscal_year_of: fiscal
                .filter(|_| in_fiscal_years)
                .map(|actor| dataset.actors.name(actor).to_owned()),
            has_own_date: claim.has_own_date,
            repeats: claim.repeats.map(name),
            supersedes: claim.supersedes.map(name),
            placement: placement(dataset, reading, as_of, id)?,
            bounds: bounds(row, section),
        })
    }
}

impl NodeFacts {
    fn new(hierarchy: &Hierarchy, node: Node) -> Self {
        let mut open = vec![node];
        let mut found: BTreeSet<Node> = BTreeSet::new();
        let mut is_complete = true;
        while let Some(each) = open.pop() {
            let members = hierarchy.members(each);
            is_complete &= members.is_empty() || hierarchy.is_complete(each);
            open.extend(members.iter().filter(|&&member| found.insert(member)));
        }
        let named = |&node: &Node| (hierarchy.id(node).to_owned(), hierarchy.name(node).to_owned());
        Self {
            contains: found.iter().map(named).collect(),
            is_complete,
            is_everything: node == Node::EVERYTHING,
        }
    }
}

fn currency_from(dataset: &Dataset, claim: &Claim, words: &[Word]) -> CurrencyFrom {
    let own = match (claim.figure(), claim.relative()) {
        (Some(figure), _) => figure.currency(),
        (None, relative) => match relative.and_then(|relative| relative.figure().currency()) {
            Some(currency) => currency,
            None => return CurrencyFrom::None,
        },
    };
    if !claim.verbatim {
        return CurrencyFrom::Numbers;
    }
    let named = words.iter().filter_map(|word| match &word.role {
        Role::Currency { candidates, .. } if candidates.contains(&own) => Some(candidates.len()),
        Role::Currency { candidates, where_said, .. } if where_said.contains(&own) => {
            Some(candidates.len() + where_said.len())
        }
        _ => None,
    });
    match named.min() {
        Some(1) => CurrencyFrom::Words,
        Some(of) if own == dataset.currency => CurrencyFrom::Dataset { of },
        Some(_) | None => CurrencyFrom::Claim,
    }
}

fn placement(dataset: &Dataset, reading: &Reading, as_of: Option<&Date>, id: ClaimId) -> Option<Placement> {
    let basis = Basis::new(dataset, reading, as_of);
    let reconciler = basis.reconciler(dataset, reading);
    let placed = reconciler.placed(id)?;
    let length = |time: DayRange| time.measure(placed.per.or(per_of(placed))?);
    Some(match &placed.shape {
        Shape::Total { period } => Placement::Total { period: *period },
        Shape::Average { period, steady } => {
            Placement::Average { period: *period, steady: *steady, length: length(*period) }
        }
        Shape::Carried { about, window } => {
            let fresh: Vec<Placed> =
                dataset.claim_ids().map(|id| Placed::new(dataset, id, reading)).collect();
            let (since, until) = ended_by(&fresh, reconciler.standings, dataset, id);
            let by_reading = match fresh.get(id.0 as usize).map(|placed| &placed.shape) {
                Some(Shape::Carried { window, .. }) => *window,
                _ => *window,
            };
            let name = |id: ClaimId| dataset.claim(id).id.clone();
            // Another rate may come too late, or too early, to end anything.
            let since = since.filter(|_| window.start() != by_reading.start());
            let until = until.filter(|_| window.end() != by_reading.end());
            Placement::Carried {
                about: *about,
                window: *window,
                by_reading,
                since: since.map(name),
                until: until.map(name),
            }
        }
        Shape::Undated { until, year } => Placement::Undated { until: *until, year: *year },
        Shape::Stock { day } => Placement::Stock { day: *day },
        Shape::Unplaced => Placement::Unplaced,
    })
}

fn per_of(placed: &Placed) -> Option<Per> {
    placed.relative.as_ref().and_then(|relative| relative.per)
}

/// What the row and the sets of its section say that the claim bounds, each once.
fn bounds(row: &Row, section: Option<&Section>) -> Vec<BoundFacts> {
    let fact = |assumptions: Vec<Assumption>,
                time: DayRange,
                (low, high): (&Option<Rational>, &Option<Rational>),
                converted: Option<&Factor>| {
        let length = row.per.and_then(|per| time.measure(per));
        let converted = converted.map(|factor| FactorFacts {
            unit: factor.conversion.to,
            low: factor.low.clone(),
            high: factor.high.clone(),
        });
        BoundFacts { assumptions, time, converted, low: low.clone(), high: high.clone(), length }
    };
    let own = |each: &Constraint| {
        let ends = (&each.low, &each.high);
        fact(each.assumptions.clone(), each.time, ends, each.converted.as_ref())
    };
    let mut found: Vec<BoundFacts> = row.constraints.iter().map(own).collect();
    let statements = section.into_iter().flat_map(|section| &section.sets).flat_map(|sets| &sets.statements);
    for statement in statements.filter(|statement| statement.figure_of.as_ref() == Some(&row.id)) {
        let [only] = statement.boxes.as_slice() else { continue };
        let assumptions = statement.assumptions.iter().map(|each| each.assumption.clone()).collect();
        let ends = (&statement.low, &statement.high);
        found.push(fact(assumptions, only.flow.time, ends, statement.converted.as_ref()));
    }
    for each in &mut found {
        each.assumptions.sort();
    }
    found.sort();
    found.dedup();
    found
}

impl Explained {
    /// The source with this id.
    #[must_use]
    pub fn source(&self, id: &str) -> Option<&SourceFacts> {
        self.report.sources.iter().find(|source| source.id == id)
    }
}
