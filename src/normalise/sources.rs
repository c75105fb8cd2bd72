//! Sources: whose voice each of them is.

use super::ids::{Ids, report_circles};
use super::{Log, owned};
use crate::claim::{Source, SourceId, SourcePlaces};
use crate::dataset::raw::{RawSource, Text};
use crate::period::Date;
use crate::problem::{Fault, Kind, Link, Place, Problem};
use crate::scope::links_first;

/// The sources, ready to be referred to.
pub(super) struct Sources<'i> {
    pub(super) ids: Ids<'i>,
    pub(super) sources: Vec<Source>,
}

/// The source at a position.
pub(super) fn source_id(position: usize) -> SourceId {
    SourceId(u32::try_from(position).unwrap_or(u32::MAX))
}

pub(super) fn sources<'i>(raw: Vec<RawSource<'i>>, log: &mut Log<'_>) -> Sources<'i> {
    let (ids, records, doubles) = Ids::assign(Kind::Source, raw, |source| Some(&source.id), log);
    for double in doubles {
        ids.find_all("derives-from", &double.derives_from, log);
        double.date.and_then(|date| log.date(&date));
    }
    let origins: Vec<Vec<usize>> =
        records.iter().map(|source| ids.find_all("derives-from", &source.derives_from, log)).collect();
    let places: Vec<Place> = records.iter().map(|source| source.id.place).collect();
    let mut sources: Vec<Source> = records
        .into_iter()
        .zip(&origins)
        .map(|(raw, origins)| {
            let date: Option<Date> = raw.date.as_ref().and_then(|date| log.date(date));
            let id = raw.id.value.into_owned();
            Source {
                places: SourcePlaces {
                    id: raw.id.place,
                    publisher: raw.publisher.as_ref().map(|publisher| publisher.place),
                    date: raw.date.as_ref().map(|date| date.place),
                    url: raw.url.as_ref().map(|url| url.place),
                    derives_from: in_order(&raw.derives_from, &ids),
                    idle: raw.idle,
                },
                publisher: owned(raw.publisher).unwrap_or_else(|| id.clone()),
                id,
                name: owned(raw.name).unwrap_or_default(),
                kind: owned(raw.kind),
                date,
                url: owned(raw.url),
                note: owned(raw.note),
                derives_from: origins.iter().map(|&origin| source_id(origin)).collect(),
                voices: Vec::new(),
                ancestors: Vec::new(),
            }
        })
        .collect();
    match links_first(sources.len(), |position| origins.get(position).map_or(&[][..], Vec::as_slice)) {
        Ok(order) => {
            if !trace_origins(&mut sources, &origins, &order) {
                log.problems.push(Problem::general(Fault::OriginsTooMany));
            }
        }
        Err(circles) => {
            report_circles(&circles, Link::DerivesFrom, &places, &ids, log);
        }
    }
    Sources { ids, sources }
}

/// Where these ids stand, in the order of what they name.
fn in_order(named: &[Text<'_>], ids: &Ids<'_>) -> Vec<Place> {
    let mut places: Vec<_> = named.iter().map(|id| (ids.position(&id.value), id.place)).collect();
    places.sort();
    places.into_iter().map(|(_, place)| place).collect()
}

/// Origins of all sources together: a bound on memory that real datasets stay far below.
const MOST_ORIGINS: usize = 1_000_000;

/// Fills in whose voice each source is, origins first; false if there are too many origins.
fn trace_origins(sources: &mut [Source], origins: &[Vec<usize>], order: &[usize]) -> bool {
    let mut total = 0;
    for &position in order {
        let mut voices = Vec::new();
        let mut ancestors = Vec::new();
        for &origin in origins.get(position).into_iter().flatten() {
            let Some(origin_source) = sources.get(origin) else { continue };
            voices.extend(origin_source.voices.iter().cloned());
            ancestors.push(source_id(origin));
            ancestors.extend(&origin_source.ancestors);
        }
        total += ancestors.len();
        if total > MOST_ORIGINS {
            return false;
        }
        let Some(source) = sources.get_mut(position) else { continue };
        if voices.is_empty() {
            voices.push(source.publisher.clone());
        }
        voices.sort();
        voices.dedup();
        ancestors.sort();
        ancestors.dedup();
        source.voices = voices;
        source.ancestors = ancestors;
    }
    true
}
