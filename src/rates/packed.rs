//! The form of the embedded files: named blocks, each packed by itself, so that only what is asked
//! for is unpacked. `scripts/embed_rates.py` writes them; `data/README.md` tells their form.

use crate::number::Rational;

/// How long a name is, and how long a name and the length of its block.
const NAME: usize = 3;
const HEAD: usize = NAME + 4;

/// A file of blocks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Packed(pub(super) &'static [u8]);

impl Packed {
    /// The names of all blocks, in order.
    pub(super) fn names(self) -> impl Iterator<Item = &'static str> {
        self.heads().map(|(name, _)| name)
    }

    /// What a block holds; nothing where there is none of this name, or it cannot be unpacked.
    pub(super) fn block(self, name: &str) -> Option<Vec<u8>> {
        let mut at = 2 + HEAD * self.count();
        for (found, length) in self.heads() {
            if found == name {
                let packed = self.0.get(at..at.checked_add(length)?)?;
                return miniz_oxide::inflate::decompress_to_vec(packed).ok();
            }
            at = at.checked_add(length)?;
        }
        None
    }

    fn count(self) -> usize {
        self.0.first_chunk().map_or(0, |&count| u16::from_le_bytes(count).into())
    }

    fn heads(self) -> impl Iterator<Item = (&'static str, usize)> {
        let heads = self.0.get(2..2 + HEAD * self.count()).unwrap_or_default();
        heads.chunks_exact(HEAD).filter_map(|head| {
            let (name, length) = head.split_at_checked(NAME)?;
            let length = u32::from_le_bytes(*length.first_chunk()?);
            Some((str::from_utf8(name).ok()?, usize::try_from(length).ok()?))
        })
    }
}

/// Reads the whole numbers of a block.
pub(super) struct Numbers<'a>(pub(super) &'a [u8]);

impl Numbers<'_> {
    /// A byte.
    pub(super) fn byte(&mut self) -> Option<u8> {
        let (&first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(first)
    }

    /// A number without a sign: seven bits a byte, the lowest first.
    pub(super) fn unsigned(&mut self) -> Option<u64> {
        let mut number = 0_u64;
        for place in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f).checked_shl(place)?;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    /// A number that counts something.
    pub(super) fn count(&mut self) -> Option<usize> {
        usize::try_from(self.unsigned()?).ok()
    }

    /// A number of either sign, as its difference from the one before.
    pub(super) fn after(&mut self, before: i64) -> Option<i64> {
        let number = self.unsigned()?;
        let half = i64::try_from(number / 2).ok()?;
        before.checked_add(if number % 2 == 0 { half } else { -half - 1 })
    }

    /// Whether all has been read.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A number as it is written in decimals.
pub(super) fn decimal(text: &str) -> Option<Rational> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits: i64 = format!("{whole}{fraction}").parse().ok()?;
    let places = i32::try_from(fraction.len()).ok()?;
    Some(&Rational::from(digits) * &Rational::power_of_ten(-places))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damaged_files_have_no_blocks() {
        const DAMAGED: [&[u8]; 5] = [
            b"",
            b"\x01",
            b"\xff\xffUSD\0\0\0\0",
            b"\x01\0USD\xff\xff\xff\xff",
            b"\x01\0USD\x02\0\0\0\xff\xff",
        ];
        for bytes in DAMAGED {
            assert_eq!(Packed(bytes).block("USD"), None);
        }
    }

    #[test]
    fn numbers_of_every_size() {
        assert_eq!(Numbers(&[0x96, 1]).unsigned(), Some(150));
        assert_eq!(Numbers(&[3]).after(10), Some(8));
        assert_eq!(Numbers(&[4]).after(10), Some(12));
        assert_eq!(Numbers(&[0xff; 20]).unsigned(), None);
        assert_eq!(Numbers(&[0x80]).unsigned(), None);
        assert_eq!(decimal("0.0000005"), Rational::ratio(1, 2_000_000));
        assert_eq!(decimal("42000"), Some(Rational::from(42_000)));
        assert_eq!(decimal("4.2e4"), None);
    }
}
