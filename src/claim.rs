//! Valid claims and what they rest on: the types whose invariants hold.
//!
//! [`crate::normalise`] alone makes them. Ids are unique, references lead somewhere, links lead in
//! no circle, and everything stands in the order of the ids, so that nothing depends on how the
//! claims are spread over files.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::currency::Currency;
use crate::figure::{Figure, RelativeFigure};
use crate::level::Levels;
use crate::period::{Date, DayRange, FiscalYear, Per};
use crate::problem::Place;
use crate::rates::Rates;
use crate::reading::Reading;
use crate::scope::{Hierarchy, Node, Stage, StageLaw};

/// The position of a claim in [`Dataset::claims`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClaimId(pub(crate) u32);

/// The position of a source in [`Dataset::sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub(crate) u32);

/// Who asserts something, or where it was read.
#[derive(Debug)]
pub struct Source {
    pub(crate) id: String,
    /// Where it is written down.
    pub(crate) places: SourcePlaces,
    pub(crate) name: String,
    /// Who stands behind it: its declared publisher, otherwise its own id.
    pub(crate) publisher: String,
    pub(crate) kind: Option<String>,
    pub(crate) date: Option<Date>,
    pub(crate) url: Option<String>,
    pub(crate) note: Option<String>,
    /// The sources it merely repeats.
    pub(crate) derives_from: Vec<SourceId>,
    /// The publishers at the ends of all `derives-from` links: whose voice this is, sorted.
    pub(crate) voices: Vec<String>,
    /// Every source it derives from, directly or not, sorted.
    pub(crate) ancestors: Vec<SourceId>,
}

/// What amounts are counted in: only equal units compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct Unit {
    /// The currency.
    pub currency: Currency,
    /// The year whose constant prices the amounts are in; nothing for the prices of their own time.
    pub prices: Option<i32>,
}

/// `EUR`, `USD of 2015`.
impl std::fmt::Display for Unit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.currency)?;
        self.prices.map_or(Ok(()), |year| write!(f, " of {year}"))
    }
}

/// Which flow a claim is about.
#[derive(Debug)]
pub struct Scope {
    pub(crate) payer: Node,
    pub(crate) payee: Node,
    pub(crate) category: Node,
    pub(crate) stage: Stage,
    /// The stated period: as written, and in days.
    pub(crate) period: Option<(String, DayRange)>,
}

/// What a claim says about the flow in its scope.
#[derive(Debug)]
pub(crate) enum Statement {
    /// How much it is.
    Amount(Figure),
    /// How it compares with another flow.
    Relative(Box<Relative>),
}

/// A statement of how the flow in a claim's scope compares with another flow.
#[derive(Debug)]
pub struct Relative {
    pub(crate) figure: RelativeFigure,
    /// The other flow. It differs from the claim's own in something.
    pub(crate) to: Scope,
    /// Neither the figure nor the claim's `currency` or `prices` says in what money the two compare.
    pub(crate) names_no_unit: bool,
}

impl Relative {
    /// How the two flows compare.
    #[must_use]
    pub fn figure(&self) -> &RelativeFigure {
        &self.figure
    }

    /// The flow that the claim's own is compared with.
    #[must_use]
    pub fn to(&self) -> &Scope {
        &self.to
    }
}

/// That a claim was taken back.
#[derive(Debug)]
pub struct Withdrawal {
    pub(crate) date: Date,
    pub(crate) reason: String,
}

/// A source's statement that an amount flowed in a scope.
#[derive(Debug)]
pub struct Claim {
    pub(crate) id: String,
    /// Where the whole claim stands, and where its figure does.
    pub(crate) place: Place,
    pub(crate) figure_place: Place,
    /// Where its other keys have their values.
    pub(crate) places: ClaimPlaces,
    /// The figure as published: the words, or the structured figure in crossfoot's own.
    pub(crate) words: String,
    /// The words are those published, rather than numbers that an editor gave.
    pub(crate) verbatim: bool,
    pub(crate) statement: Statement,
    /// What its amounts are counted in; of a multiple of another flow, which has none of its own, the
    /// currency that the claim or the dataset names.
    pub(crate) unit: Unit,
    pub(crate) source: SourceId,
    /// Where it was read, nearest first.
    pub(crate) via: Vec<SourceId>,
    /// When it was asserted: its own date, otherwise its source's.
    pub(crate) date: Option<Date>,
    /// Whether that is its own.
    pub(crate) has_own_date: bool,
    pub(crate) scope: Scope,
    /// The rate held in every calendar year of the period.
    pub(crate) steady: bool,
    pub(crate) note: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) repeats: Option<ClaimId>,
    pub(crate) supersedes: Option<ClaimId>,
    pub(crate) withdrawn: Option<Withdrawal>,
    pub(crate) exchange: Option<Date>,
}

/// Where the values of a claim's keys stand; nothing for keys that it does not have.
#[derive(Debug)]
pub(crate) struct ClaimPlaces {
    pub(crate) id: Place,
    /// In the order of the claim's `via`.
    pub(crate) via: Vec<Place>,
    pub(crate) date: Option<Place>,
    pub(crate) payee: Option<Place>,
    pub(crate) category: Option<Place>,
    pub(crate) stage: Option<Place>,
    pub(crate) period: Option<Place>,
    pub(crate) relative_to: Option<Place>,
    pub(crate) url: Option<Place>,
    pub(crate) repeats: Option<Place>,
    pub(crate) supersedes: Option<Place>,
    /// The date of the withdrawal.
    pub(crate) withdrawn: Option<Place>,
    pub(crate) exchange: Option<Place>,
    pub(crate) idle: Vec<IdleKey>,
}

/// A key whose value is what holds without it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct IdleKey {
    pub(crate) key: &'static str,
    /// Where the value stands: an empty list, or `false`.
    pub(crate) place: Place,
}

/// Where a source is written down: its id, and the values of keys that it has.
#[derive(Debug)]
pub(crate) struct SourcePlaces {
    pub(crate) id: Place,
    pub(crate) publisher: Option<Place>,
    pub(crate) date: Option<Place>,
    pub(crate) url: Option<Place>,
    /// In the order of the source's `derives_from`.
    pub(crate) derives_from: Vec<Place>,
    pub(crate) idle: Vec<IdleKey>,
}

/// Where an actor or category is written down: its id, and what it lists.
#[derive(Debug)]
pub(crate) struct EntryPlaces {
    pub(crate) id: Place,
    /// The members of an actor, or what a category is part of, in the order in which they are written.
    pub(crate) links: Vec<(Node, Place)>,
    pub(crate) idle: Vec<IdleKey>,
}

/// A conflict that a person has looked at.
#[derive(Debug)]
pub struct KnownConflict {
    /// The claims, sorted.
    pub(crate) claims: Vec<ClaimId>,
    /// Why it is accepted; nothing where that is still to be written.
    pub(crate) reason: Option<String>,
    /// Where the claims are listed, and where the reason stands.
    pub(crate) claims_place: Place,
    pub(crate) reason_place: Place,
}

/// A dataset that has been found valid.
#[derive(Debug)]
pub struct Dataset {
    pub(crate) title: String,
    pub(crate) currency: Currency,
    pub(crate) reading: Reading,
    pub(crate) variants: BTreeMap<String, Reading>,
    /// Stages, each once, neither unstated nor held.
    pub(crate) stage_order: Vec<Stage>,
    pub(crate) actors: Hierarchy,
    /// Where each actor is written down, in the order of their ids; of categories likewise.
    pub(crate) actor_places: Vec<EntryPlaces>,
    pub(crate) category_places: Vec<EntryPlaces>,
    pub(crate) fiscal_years: BTreeMap<Node, FiscalYear>,
    pub(crate) categories: Hierarchy,
    pub(crate) sources: Vec<Source>,
    pub(crate) claims: Vec<Claim>,
    pub(crate) known_conflicts: Vec<KnownConflict>,
    pub(crate) levels: Levels,
    pub(crate) rates: Arc<Rates>,
    /// How many claims were left out, and what they name.
    pub(crate) left_out: usize,
    pub(crate) named_elsewhere: Named,
}

/// What claims name.
#[derive(Debug, Default)]
pub(crate) struct Named {
    pub(crate) sources: BTreeSet<SourceId>,
    pub(crate) actors: BTreeSet<Node>,
    pub(crate) categories: BTreeSet<Node>,
}

impl Named {
    fn add(&mut self, claim: &Claim) {
        self.sources.insert(claim.source);
        self.sources.extend(&claim.via);
        for scope in claim.scopes() {
            self.actors.extend([scope.payer, scope.payee]);
            self.categories.insert(scope.category);
        }
    }
}

impl Source {
    /// The source's id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// When it came out.
    #[must_use]
    pub fn date(&self) -> Option<&Date> {
        self.date.as_ref()
    }
}

impl Claim {
    /// The claim's id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The amount that the source states, as it was read; nothing where it compares with another flow.
    #[must_use]
    pub fn figure(&self) -> Option<&Figure> {
        match &self.statement {
            Statement::Amount(figure) => Some(figure),
            Statement::Relative(_) => None,
        }
    }

    /// What the source says about another flow in comparison; nothing where it states an amount.
    #[must_use]
    pub fn relative(&self) -> Option<&Relative> {
        match &self.statement {
            Statement::Amount(_) => None,
            Statement::Relative(relative) => Some(relative),
        }
    }

    /// Its scope, and that of the flow with which it compares its own.
    pub(crate) fn scopes(&self) -> impl Iterator<Item = &Scope> {
        std::iter::once(&self.scope).chain(self.relative().map(Relative::to))
    }

    /// The unit of the rate that the source states; nothing for a total and for a comparison.
    pub(crate) fn per(&self) -> Option<Per> {
        self.figure().and_then(Figure::per)
    }
}

impl Dataset {
    /// All claims, in the order of their ids.
    #[must_use]
    pub fn claims(&self) -> &[Claim] {
        &self.claims
    }

    /// All sources, in the order of their ids.
    #[must_use]
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// What tables are printed in, and what a bare $ means.
    #[must_use]
    pub fn currency(&self) -> Currency {
        self.currency
    }

    /// The dataset's own reading, or the variant of this name.
    #[must_use]
    pub fn reading(&self, name: Option<&str>) -> Option<&Reading> {
        match name {
            None => Some(&self.reading),
            Some(name) => self.variants.get(name),
        }
    }

    /// The names of the reading's variants.
    pub fn variant_names(&self) -> impl Iterator<Item = &str> {
        self.variants.keys().map(String::as_str)
    }

    /// What it converts with: its own tables of rates and prices, and the embedded series that it prefers.
    #[must_use]
    pub fn rates(&self) -> &Rates {
        &self.rates
    }

    /// How much the dataset makes of each kind of finding.
    #[must_use]
    pub fn levels(&self) -> &Levels {
        &self.levels
    }

    /// The stages of which no more of a later one than of an earlier one is reached by any day, from the
    /// earliest to the latest; none where the dataset declares no order.
    #[must_use]
    pub fn stage_order(&self) -> &[Stage] {
        &self.stage_order
    }

    /// The law that ties two stages, if the dataset declares one.
    #[must_use]
    pub fn stage_law(&self, one: Stage, other: Stage) -> Option<StageLaw> {
        let rank = |stage: Stage| self.stage_order.iter().position(|&each| each == stage);
        let (rank_of_one, rank_of_other) = (rank(one)?, rank(other)?);
        match rank_of_one.cmp(&rank_of_other) {
            Ordering::Less => Some(StageLaw { earlier: one, later: other }),
            Ordering::Greater => Some(StageLaw { earlier: other, later: one }),
            Ordering::Equal => None,
        }
    }

    /// The actors.
    #[must_use]
    pub fn actors(&self) -> &Hierarchy {
        &self.actors
    }

    /// The categories.
    #[must_use]
    pub fn categories(&self) -> &Hierarchy {
        &self.categories
    }

    /// The fiscal year of an actor that has one.
    #[must_use]
    pub fn fiscal_year(&self, actor: Node) -> Option<&FiscalYear> {
        self.fiscal_years.get(&actor)
    }

    /// The claim with this id.
    #[must_use]
    pub fn claim(&self, id: ClaimId) -> &Claim {
        #[expect(
            clippy::indexing_slicing,
            reason = "only `normalise` makes ids, from positions in this list"
        )]
        &self.claims[id.0 as usize]
    }

    /// Where each actor, category and source is written down.
    pub(crate) fn entry_places(&self) -> impl Iterator<Item = Place> {
        let entries = self.actor_places.iter().chain(&self.category_places).map(|places| places.id);
        entries.chain(self.sources.iter().map(|source| source.places.id))
    }

    /// What its claims name, those that were left out too.
    pub(crate) fn named(&self) -> Named {
        let Named { sources, actors, categories } = &self.named_elsewhere;
        let mut named =
            Named { sources: sources.clone(), actors: actors.clone(), categories: categories.clone() };
        for claim in &self.claims {
            named.add(claim);
        }
        named
    }

    /// Whether no claim was left out.
    pub(crate) fn is_whole(&self) -> bool {
        self.left_out == 0
    }

    /// The dataset with only these claims. Links to others are gone, as are accepted conflicts that name them; what
    /// others name is remembered if it `is_asked`.
    #[must_use]
    pub(crate) fn only(mut self, kept: &BTreeSet<ClaimId>, is_asked: bool) -> Self {
        let places: BTreeMap<ClaimId, ClaimId> = kept.iter().copied().zip((0..).map(ClaimId)).collect();
        let now = |id: ClaimId| places.get(&id).copied();
        let before = self.claims.len();
        let mut position = (0..).map(ClaimId);
        let named = &mut self.named_elsewhere;
        self.claims.retain(|claim| {
            let is_kept = position.next().is_some_and(|id| places.contains_key(&id));
            if !is_kept && is_asked {
                named.add(claim);
            }
            is_kept
        });
        self.left_out += before - self.claims.len();
        for claim in &mut self.claims {
            claim.repeats = claim.repeats.and_then(now);
            claim.supersedes = claim.supersedes.and_then(now);
        }
        self.known_conflicts.retain_mut(|known| {
            let claims: Option<Vec<ClaimId>> = known.claims.iter().map(|&id| now(id)).collect();
            claims.map(|claims| known.claims = claims).is_some()
        });
        self
    }

    /// The claim of this id, if there is one.
    #[must_use]
    pub fn find_claim(&self, id: &str) -> Option<ClaimId> {
        let position = self.claims.binary_search_by(|claim| claim.id.as_str().cmp(id)).ok()?;
        u32::try_from(position).ok().map(ClaimId)
    }

    pub(crate) fn source(&self, id: SourceId) -> &Source {
        #[expect(
            clippy::indexing_slicing,
            reason = "only `normalise` makes ids, from positions in this list"
        )]
        &self.sources[id.0 as usize]
    }

    /// How many independent voices claims are: those that share a publisher, directly or through others,
    /// are one.
    #[must_use]
    pub fn voices(&self, claims: impl IntoIterator<Item = ClaimId>) -> usize {
        let mut apart: Vec<BTreeSet<&str>> = Vec::new();
        for claim in claims {
            let voices = &self.source_of(claim).voices;
            let mut own: BTreeSet<&str> = voices.iter().map(String::as_str).collect();
            for same in apart.extract_if(.., |other| !other.is_disjoint(&own)).collect::<Vec<_>>() {
                own.extend(same);
            }
            apart.push(own);
        }
        apart.len()
    }

    /// The source that a claim speaks with.
    pub(crate) fn source_of(&self, id: ClaimId) -> &Source {
        self.source(self.claim(id).source)
    }

    /// The ids of all claims, in ascending order.
    pub fn claim_ids(&self) -> impl Iterator<Item = ClaimId> + use<> {
        (0..u32::try_from(self.claims.len()).unwrap_or(u32::MAX)).map(ClaimId)
    }
}
