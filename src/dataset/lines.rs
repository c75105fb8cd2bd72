//! The lines of the files, for showing thousands of places.

use super::Files;
use crate::problem::Place;

/// Where every line of every file starts.
pub(crate) struct Lines<'a> {
    files: &'a Files,
    starts: Vec<Vec<usize>>,
}

/// A line of a file, without its line break.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line<'a> {
    /// Its number, from 1.
    pub(crate) number: usize,
    /// The byte in the file at which it starts.
    pub(crate) start: usize,
    /// Its text.
    pub(crate) text: &'a str,
}

impl<'a> Lines<'a> {
    pub(crate) fn of(files: &'a Files) -> Self {
        let starts = |text: &str| {
            let breaks = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
            std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect()
        };
        Self { files, starts: files.each().map(|file| starts(&file.text)).collect() }
    }

    /// The line in which a place starts.
    pub(crate) fn at(&self, place: Place) -> Line<'a> {
        let text = self.files.text(place.file);
        let starts = self.starts.get(place.file as usize).map_or(&[0][..], Vec::as_slice);
        let number = starts.partition_point(|&start| start <= place.start as usize);
        line(text, starts, number)
    }

    /// The line with this number, from 1, if the file has so many.
    pub(crate) fn numbered(&self, file: u32, number: usize) -> Option<Line<'a>> {
        let starts = self.starts.get(file as usize).filter(|starts| (1..=starts.len()).contains(&number))?;
        Some(line(self.files.text(file), starts, number))
    }
}

fn line<'a>(text: &'a str, starts: &[usize], number: usize) -> Line<'a> {
    let start = number.checked_sub(1).and_then(|index| starts.get(index)).copied().unwrap_or(0);
    let end = starts.get(number).map_or(text.len(), |next| next - 1);
    let line = text.get(start..end).unwrap_or("");
    Line { number, start, text: line.strip_suffix('\r').unwrap_or(line) }
}
