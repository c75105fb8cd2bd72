//! Datasets as people could write them, made from bytes: comments everywhere, all ways to write a table.

/// Reads bytes as choices; when they run out every choice is the first.
struct Tape<'b> {
    bytes: std::slice::Iter<'b, u8>,
    text: String,
    comments: u32,
    claims: u32,
}

/// A text of TOML with a different mark in each comment: `#c1c`, `#c2c`.
pub(crate) fn dataset(bytes: &[u8]) -> String {
    let mut tape = Tape { bytes: bytes.iter(), text: String::new(), comments: 0, claims: 0 };
    let (crlf, mark, open) = (tape.one_in(3), tape.one_in(4), tape.one_in(4));
    tape.gap();
    let inline_claims = tape.one_in(5);
    if inline_claims {
        tape.brackets("claim");
    }
    if tape.one_in(4) {
        tape.brackets("known-conflict");
    } else if tape.one_in(2) {
        tape.conflict();
    }
    let mut ids: Vec<u8> = b"gcahfdbe".to_vec();
    for _ in 0..tape.pick(8) {
        match tape.pick(if inline_claims { 3 } else { 5 }) {
            0..=1 => {
                let Some(id) = ids.pop() else { break };
                tape.node(char::from(id));
            }
            2 => {
                let Some(id) = ids.pop() else { break };
                tape.source(char::from(id));
            }
            _ => tape.claim(),
        }
    }
    let mut text = tape.text;
    if open {
        text.truncate(text.trim_end().len());
    }
    if crlf {
        text = text.replace('\n', "\r\n");
    }
    if mark { format!("\u{feff}{text}") } else { text }
}

/// The ids in the headers that start like this.
pub(crate) fn headers<'t>(text: &'t str, start: &str) -> Vec<&'t str> {
    let heads =
        text.trim_start_matches('\u{feff}').lines().filter_map(|line| line.trim_start().strip_prefix(start));
    heads.filter_map(|rest| rest.split_once(']')).map(|(id, _)| id).filter(|id| !id.contains('.')).collect()
}

/// A description of values in which dates are alike with quotes and without.
pub(crate) fn plain(debug: &str) -> String {
    let mut debug = debug.replace("text ", "");
    for (written, plain) in [("Datetime(", ""), ("List([One(\"gazette\")])", "One(\"gazette\")")] {
        debug = debug.replace(written, plain);
    }
    debug
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, '-' | '$' | ' ' | ':'))
        .collect::<String>()
        .replace(
            "Datetime  date: SomeDate  year: 2021 month: 3 day: 4  time: None offset: None ",
            "2021-03-04",
        )
}

impl Tape<'_> {
    fn pick(&mut self, choices: u8) -> u8 {
        self.bytes.next().map_or(0, |byte| byte % choices)
    }

    fn one_in(&mut self, chances: u8) -> bool {
        self.pick(chances) == chances - 1
    }

    fn mark(&mut self) -> String {
        self.comments += 1;
        format!("#c{}c it's [a] \"b\" = {{", self.comments)
    }

    /// Comments and empty lines, each on lines of their own.
    fn gap(&mut self) {
        for _ in 0..self.pick(4) {
            let line = match self.pick(4) {
                0 | 1 => String::new(),
                2 => self.mark(),
                _ => format!("  {}", self.mark()),
            };
            self.text.push_str(&line);
            self.text.push('\n');
        }
    }

    /// The rest of a line.
    fn end(&mut self) {
        if self.one_in(3) {
            let mark = self.mark();
            self.text.push_str("  ");
            self.text.push_str(&mark);
        }
        self.text.push('\n');
        if self.one_in(5) {
            self.gap();
        }
    }

    fn string(&mut self) -> String {
        match self.pick(6) {
            0 | 1 => "\"one\"".to_owned(),
            2 => "'two \"2\"'".to_owned(),
            3 => "\"\"\"\nthree\n# no comment\n\"\"\"".to_owned(),
            4 => "'''four\n[claim]\n# none'''".to_owned(),
            _ => "\"fi\\\"ve #\"".to_owned(),
        }
    }

    fn line(&mut self, key: &str, value: &str) {
        let equals = if self.one_in(4) { "=" } else { " = " };
        self.text.push_str(key);
        self.text.push_str(equals);
        self.text.push_str(value);
        self.end();
    }

    /// What may stand between the items of brackets.
    fn inner(&mut self) -> String {
        match self.pick(4) {
            0 => " ".to_owned(),
            1 => String::new(),
            2 => "\n  ".to_owned(),
            _ => format!(" {}\n  ", self.mark()),
        }
    }

    fn bracketed(&mut self, ends: (char, char), items: &[String]) -> String {
        let mut text = ends.0.to_string();
        for (position, item) in items.iter().enumerate() {
            text.push_str(&self.inner());
            text.push_str(item);
            let is_last = position + 1 == items.len();
            if !is_last || self.one_in(3) {
                if self.one_in(4) {
                    text.push_str(&self.inner());
                }
                text.push(',');
            }
        }
        text.push_str(&self.inner());
        text.push(ends.1);
        text
    }

    fn list(&mut self) -> String {
        let count = self.pick(4);
        let items: Vec<String> = (0..count).map(|_| self.string()).collect();
        self.bracketed(('[', ']'), &items)
    }

    fn header(&mut self, path: &[&str]) {
        self.text.push('[');
        self.text.push_str(&path.join("."));
        self.text.push(']');
    }

    fn node(&mut self, id: char) {
        self.gap();
        let kind = if self.one_in(3) { "category" } else { "actor" };
        self.header(&[kind, &id.to_string()]);
        self.end();
        let name = self.string();
        self.line("name", &name);
        if self.one_in(2) {
            let list = self.list();
            self.line("members", &list);
        }
        if self.one_in(4) {
            self.gap();
            self.header(&[kind, &id.to_string(), "fiscal-year"]);
            self.end();
            self.line("start", "'10-01'");
        }
    }

    fn source(&mut self, id: char) {
        self.gap();
        self.header(&["source", &format!("\"{id}\"")]);
        self.end();
        let name = self.string();
        self.line("name", &name);
        let date = ["2020", "\"2020\"", "2020-01-02"][usize::from(self.pick(3))];
        self.line("date", date);
    }

    fn id(&mut self) -> String {
        self.claims += 1;
        let letter = char::from(b'a' + self.pick(20));
        format!("'{letter}{}'", self.claims)
    }

    fn claim(&mut self) {
        self.gap();
        self.text.push_str("[[claim]]");
        self.end();
        let id = self.id();
        self.line("id", &id);
        for key in ["figure", "note", "url"] {
            if self.one_in(2) {
                let value = self.string();
                self.line(key, &value);
            }
        }
        if self.one_in(3) {
            let list = self.list();
            self.line("via", &list);
        }
        match self.pick(4) {
            0 | 1 => {
                let scope = self.braces();
                self.line("scope", &scope);
            }
            2 => {
                self.line("scope.payer", "'p'");
                self.line("scope . \"payee\"", "'q'");
            }
            _ => {
                self.gap();
                self.text.push_str("[claim.scope]");
                self.end();
                self.line("payer", "'p'");
            }
        }
    }

    fn braces(&mut self) -> String {
        let mut items = vec!["payer = 'p'".to_owned()];
        if self.one_in(2) {
            items.push(format!("payee={}", self.string()));
        }
        if self.one_in(2) {
            items.push("x.y = 2020-01-02".to_owned());
        }
        self.bracketed(('{', '}'), &items)
    }

    fn conflict(&mut self) {
        self.text.push_str("[[known-conflict]]");
        self.end();
        self.line("claims", "['a', 'b']");
        let reason = self.string();
        self.line("reason", &reason);
    }

    /// All tables of a kind in one list.
    fn brackets(&mut self, key: &str) {
        let count = self.pick(3);
        let items: Vec<String> = (0..count)
            .map(|_| {
                if key == "claim" {
                    format!("{{ id = {} }}", self.id())
                } else {
                    "{ claims = ['a', 'b'], reason = \"r\" }".to_owned()
                }
            })
            .collect();
        let list = self.bracketed(('[', ']'), &items);
        self.line(key, &list);
    }
}
