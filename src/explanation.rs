//! What each code of a problem or a rule means: the texts that `crossfoot explain CODE` prints.

/// Each code with its explanation in Markdown, by code.
const EXPLANATIONS: &[(&str, &str)] = &[];

/// The explanation of a code, in Markdown; nothing where there is no such code.
#[must_use]
pub fn find(code: &str) -> Option<&'static str> {
    EXPLANATIONS.iter().find(|(each, _)| *each == code).map(|&(_, text)| text)
}
