//! Hostile text: how it is written down, and whether what is printed of it can be printed anywhere.

/// Asserts that text can be printed anywhere: no control character but the line break, none that
/// changes the direction, none that hides.
pub(crate) fn assert_harmless(text: &str) {
    let harmful = text.chars().find(|&c| {
        (c.is_control() && c != '\n')
            || matches!(u32::from(c), 0x61c | 0x200b | 0x200e..=0x200f | 0x2028..=0x202e | 0x2060..=0x2069)
            || matches!(u32::from(c), 0xfeff | 0xfff9..=0xfffb | 0xe0000..=0xe007f)
    });
    if let Some(c) = harmful {
        let line = text.lines().find(|line| line.contains(c)).unwrap_or_default();
        panic!("{c:?} is printed: {line:?}");
    }
}

/// A TOML string of this text.
pub(crate) fn quoted(text: &str) -> String {
    let escaped = |c: char| match c {
        '"' | '\\' => format!("\\{c}"),
        c if c.is_control() => format!("\\u{:04x}", u32::from(c)),
        c => c.to_string(),
    };
    format!("\"{}\"", text.chars().map(escaped).collect::<String>())
}
