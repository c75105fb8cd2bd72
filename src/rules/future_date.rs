//! Dates that have not come yet.

use chrono::{Days, NaiveDate};

use super::Subject;
use super::dates::text;
use crate::finding::{Dated, Fact, Finding};
use crate::period::Date;
use crate::problem::Place;

/// Somewhere on Earth it may already be tomorrow.
const AHEAD: Days = Days::new(1);

pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let dataset = subject.dataset();
    let latest = subject.today.checked_add_days(AHEAD).unwrap_or(NaiveDate::MAX);
    let look = |of: Dated, id: &String, date: Option<&Date>, place: Option<Place>| {
        let (date, place) = date.zip(place)?;
        let fact = Fact::FutureDate { of, id: id.clone(), date: text(date), today: subject.today };
        (date.days().start()? > latest).then(|| Finding::at(place, fact))
    };
    let of_claims = dataset.claims.iter().flat_map(|claim| {
        let (id, places) = (&claim.id, &claim.places);
        let withdrawn = claim.withdrawn.as_ref().map(|withdrawn| &withdrawn.date);
        [
            look(Dated::Claim, id, claim.date.as_ref(), places.date),
            look(Dated::Withdrawal, id, withdrawn, places.withdrawn),
            look(Dated::Exchange, id, claim.exchange.as_ref(), places.exchange),
        ]
    });
    let of_sources = dataset
        .sources
        .iter()
        .map(|source| look(Dated::Source, &source.id, source.date.as_ref(), source.places.date));
    of_claims.chain(of_sources).flatten().collect()
}
