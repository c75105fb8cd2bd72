//! Valid claims and what they rest on: the types whose invariants hold.
//!
//! [`crate::normalise`] alone makes them. Ids are unique, references lead somewhere, links lead in
//! no circle, and everything stands in the order of the ids, so that nothing depends on how the
//! claims are spread over files.

use std::collections::BTreeMap;

use crate::currency::Currency;
use crate::figure::Figure;
use crate::period::{Date, DayRange, FiscalYear};
use crate::problem::Place;
use crate::reading::Reading;
use crate::scope::{Hierarchy, Node, Stage};

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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unit {
    /// The currency.
    pub currency: Currency,
    /// The year whose constant prices the amounts are in; nothing for the prices of their own time.
    pub prices: Option<i32>,
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
    /// The figure as published: the words, or the structured figure in crossfoot's own.
    pub(crate) words: String,
    /// The words are those published, rather than numbers that an editor gave.
    pub(crate) verbatim: bool,
    pub(crate) figure: Figure,
    pub(crate) unit: Unit,
    pub(crate) source: SourceId,
    /// Where it was read, nearest first.
    pub(crate) via: Vec<SourceId>,
    /// When it was asserted: its own date, otherwise its source's.
    pub(crate) date: Option<Date>,
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

/// A conflict that a person has looked at.
#[derive(Debug)]
pub struct KnownConflict {
    /// The claims, sorted.
    pub(crate) claims: Vec<ClaimId>,
    pub(crate) reason: String,
}

/// A dataset that has been found valid.
#[derive(Debug)]
pub struct Dataset {
    pub(crate) title: String,
    pub(crate) currency: Currency,
    pub(crate) reading: Reading,
    pub(crate) variants: BTreeMap<String, Reading>,
    pub(crate) actors: Hierarchy,
    pub(crate) fiscal_years: BTreeMap<Node, FiscalYear>,
    pub(crate) categories: Hierarchy,
    pub(crate) sources: Vec<Source>,
    pub(crate) claims: Vec<Claim>,
    pub(crate) known_conflicts: Vec<KnownConflict>,
}

impl Claim {
    /// The claim's id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What the source says, as it was read.
    #[must_use]
    pub fn figure(&self) -> &Figure {
        &self.figure
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

    pub(crate) fn source(&self, id: SourceId) -> &Source {
        #[expect(
            clippy::indexing_slicing,
            reason = "only `normalise` makes ids, from positions in this list"
        )]
        &self.sources[id.0 as usize]
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
