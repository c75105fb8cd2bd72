//! Names that follow from content: the ids of conflicts and the fingerprints of findings.
//!
//! Both are the start of a SHA-256 hash, so that anybody can compute them again and nothing depends on
//! where in its file something stands.

use sha2::{Digest as _, Sha256};

/// The digits of a conflict's id: without those that are taken for others when read aloud or typed.
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// How every id of a conflict starts.
pub const CONFLICT_PREFIX: &str = "conflict-";

/// The id of the conflict of these claims: `conflict-` and eight characters.
///
/// They are the first 40 bits of the SHA-256 hash of the claims' ids in ascending order, each followed by
/// a line break, in Crockford's base 32. The id stays the same as long as the claims keep theirs.
#[must_use]
pub fn conflict_id<'a>(claims: impl IntoIterator<Item = &'a str>) -> String {
    let mut claims: Vec<&str> = claims.into_iter().collect();
    claims.sort_unstable();
    let bits = leading_bits(&claims);
    let digits = (0..8).rev().map(|position| {
        let digit = usize::try_from(bits >> (24 + position * 5) & 31).unwrap_or(0);
        DIGITS.get(digit).map_or('0', |&digit| char::from(digit))
    });
    CONFLICT_PREFIX.chars().chain(digits).collect()
}

/// Sixteen hexadecimal digits that tell these texts from others.
#[must_use]
pub fn fingerprint(parts: &[&str]) -> String {
    format!("{:016x}", leading_bits(parts))
}

/// The first 64 bits of the hash of the texts, each followed by a line break.
fn leading_bits(parts: &[&str]) -> u64 {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update(b"\n");
    }
    hash.finalize().iter().take(8).fold(0, |bits, &byte| bits << 8 | u64::from(byte))
}

#[cfg(test)]
mod tests {
    use super::{conflict_id, fingerprint};

    #[test]
    fn ids_are_what_any_other_program_computes() {
        // `printf 'a\nb\n' | sha256sum` starts with 911169ddaaf146af; five bits at a time that is:
        assert_eq!(conflict_id(["b", "a"]), "conflict-j48pkqda");
        assert_eq!(fingerprint(&["a", "b"]), "911169ddaaf146af");
    }
}
