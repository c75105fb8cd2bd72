//! Links that are no web addresses.

use super::{Subject, web};
use crate::finding::{Fact, Finding};
use crate::problem::{Kind, Place};

pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let dataset = subject.dataset();
    let look = |of: Kind, id: &String, url: Option<&String>, place: Option<Place>| {
        let place = place.filter(|&place| subject.asks_about(place))?;
        let why = web::read(url?).err()?;
        Some(Finding::at(place, Fact::UrlNotHttp { of, id: id.clone(), why }))
    };
    let of_sources = dataset
        .sources
        .iter()
        .map(|source| look(Kind::Source, &source.id, source.url.as_ref(), source.places.url));
    let of_claims =
        dataset.claims.iter().map(|claim| look(Kind::Claim, &claim.id, claim.url.as_ref(), claim.places.url));
    of_sources.chain(of_claims).flatten().collect()
}
