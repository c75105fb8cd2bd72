//! Text from strangers: nothing of it steers a terminal, a browser or a spreadsheet, and nothing of
//! it makes the program fail in another way than by saying what is wrong.

mod common;
#[path = "common/harmless.rs"]
mod harmless;

use std::fs;

use pulldown_cmark::{Event, Options, Parser, Tag};
use serde_json::Value;
use snapbox::cmd::OutputAssert;
use tempfile::TempDir;

use common::{BASE, crossfoot, directory, printed, write};
use harmless::{assert_harmless, quoted};

const FORMATS: [&str; 4] = ["table", "markdown", "csv", "json"];

/// What could steer a terminal or reorder the text around it: escape sequences, one of them in a
/// single character, a bell, overrides of the direction, marks and fillers that cannot be seen.
const CONTROLS: &str =
    "\u{1b}[31m\u{1b}]0;x\u{7}\u{9b}1m\u{85}\u{7f}\u{202e}\u{2066}\u{61c}\u{200b}\u{2028}\u{feff}\u{e0041}";

/// What a browser or a spreadsheet could run.
const MARKUP: &str =
    "<script>x</script><!--|`code`|[x](javascript:x)![x](y)<javascript:x>&lt;**b**_i_~~s~~$1$\\|";

/// How a spreadsheet tells a formula.
const FORMULAS: [&str; 6] = ["=", "+", "-", "@", "\t=", "\r="];

/// Texts for all fields that take any text.
fn hostile_texts() -> impl Iterator<Item = String> {
    FORMULAS.into_iter().map(|start| format!("{start}1|{CONTROLS}{MARKUP}\r\n# two\n\tlines {CONTROLS}"))
}

/// A sound dataset with this text wherever any text may stand, and this id for its claims.
fn dataset(text: &str, id: &str) -> String {
    let (text, id) = (quoted(text), |number: u32| quoted(&format!("{id}{number}")));
    let [one, two, three] = [1, 2, 3].map(id);
    format!(
        r#"
[dataset]
title = {text}
currency = "USD"
[reading.{text}]
carry = "1 year"
[actor.north]
name = {text}
[actor.{one}]
name = {text}
members = ["army"]
[actor.army]
name = {text}
[category.{one}]
name = {text}
[source.{one}]
name = {text}
publisher = {text}
kind = {text}
url = {text}
note = {text}
date = 2020
[source.herald]
name = {text}
date = 2020
[[claim]]
id = {one}
figure = "$5 million"
source = {one}
via = {one}
url = {text}
note = {text}
scope = {{ payer = "north", payee = {one}, period = 2019 }}
[[claim]]
id = {two}
figure = "$90 million"
source = "herald"
url = "javascript:x"
scope = {{ payer = "north", payee = "army", category = {one}, period = 2019 }}
[[claim]]
id = {three}
figure = "$5 million"
source = "herald"
scope = {{ payer = "north", payee = "army" }}
withdrawn = {{ date = 2021, reason = {text} }}
[[known-conflict]]
claims = [{one}, {two}]
reason = {text}
"#
    )
}

fn in_claims(text: impl AsRef<[u8]>) -> TempDir {
    directory(&[("claims/aid.toml", text)])
}

fn report(dir: &TempDir, arguments: &[&str]) -> OutputAssert {
    crossfoot().arg("report").args(arguments).current_dir(dir.path()).assert()
}

/// The option for a reading, whose name may start with a hyphen.
fn reading(name: &str) -> String {
    format!("--reading={name}")
}

/// Asserts that the program ran or said why not, and did not fall over.
fn assert_stands(ran: &OutputAssert, what: &str) {
    let (stdout, stderr) = printed(ran);
    let code = ran.get_output().status.code();
    assert!(matches!(code, Some(0 | 2)), "{what}: {code:?}: {}", start(&stderr));
    assert!(!stderr.contains("panicked"), "{what}: {}", start(&stderr));
    assert_eq!(code == Some(0), stderr.is_empty(), "{what}: {}", start(&stderr));
    assert_harmless(&stdout);
    assert_harmless(&stderr);
}

fn start(text: &str) -> String {
    text.chars().take(1_000).collect()
}

#[test]
fn no_format_prints_what_steers_a_terminal() {
    for text in hostile_texts() {
        let dir = in_claims(dataset(&text, "claim-"));
        for format in FORMATS {
            let (stdout, _) = printed(&report(&dir, &["-f", format]).code(0).stderr_eq(""));
            assert_harmless(&stdout);
            let (stdout, _) = printed(&report(&dir, &["-f", format, &reading(&text)]).code(0).stderr_eq(""));
            assert_harmless(&stdout);
        }
    }
}

#[test]
fn no_name_forges_a_line_of_the_table() {
    let dir = in_claims(dataset("x\nForged\r\nForged\u{85}Forged\u{2028}Forged\u{b}Forged", "claim-"));
    for format in FORMATS {
        let (stdout, _) = printed(&report(&dir, &["-f", format]).code(0));
        assert!(!stdout.lines().any(|line| line.starts_with("Forged")), "{stdout}");
    }
}

#[test]
fn json_gives_every_text_back() {
    for text in hostile_texts() {
        let dir = in_claims(dataset(&text, "claim-"));
        let (stdout, _) = printed(&report(&dir, &["-f", "json", &reading(&text)]).code(0));
        let report: Value = serde_json::from_str(&stdout).unwrap();
        assert_eq!(report["title"], text.trim());
        assert_eq!(report["reading"]["name"], text);
        let rows = report["sections"][0]["rows"].as_array().unwrap();
        let first = rows.iter().find(|row| row["id"] == "claim-1").unwrap();
        for got in [
            &first["note"],
            &first["url"],
            &first["source-name"],
            &first["via"][0]["name"],
            &first["scope"]["payer"]["name"],
            &first["scope"]["payee"]["name"],
            &report["left-out"][0]["standing"]["reason"],
            &report["sections"][0]["pairs"][0]["known"],
        ] {
            assert_eq!(got, &text);
        }
        let source =
            report["sources"].as_array().unwrap().iter().find(|source| source["id"] == "claim-1").unwrap();
        for key in ["name", "publisher", "kind", "url", "note"] {
            assert_eq!(source[key], text, "{key}");
        }
    }
}

#[test]
fn no_cell_is_a_formula() {
    for text in hostile_texts() {
        let dir = in_claims(dataset(&text, text.split('|').next().unwrap().trim()));
        let (stdout, _) = printed(&report(&dir, &["-f", "csv", &reading(&text)]).code(0).stderr_eq(""));
        let mut rows = csv::Reader::from_reader(stdout.as_bytes());
        let mut cells = 0;
        for row in rows.records() {
            for cell in &row.unwrap() {
                assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{cell}");
                cells += 1;
            }
        }
        assert_eq!(cells, 3 * rows.headers().unwrap().len());
    }
}

#[test]
fn markdown_shows_text_and_runs_none() {
    for text in hostile_texts() {
        let dir = in_claims(dataset(&text, "<b>`|[x](javascript:x)_*~$@#"));
        let (page, _) = printed(&report(&dir, &["-f", "markdown", &reading(&text)]).code(0).stderr_eq(""));
        let mut shown = String::new();
        let mut columns = 0;
        for event in Parser::new_ext(&page, Options::all() - Options::ENABLE_SMART_PUNCTUATION) {
            match event {
                Event::Text(text) => shown.push_str(&text),
                Event::Start(Tag::Table(alignments)) => columns = alignments.len(),
                Event::End(_)
                | Event::Start(
                    Tag::TableHead
                    | Tag::TableRow
                    | Tag::TableCell
                    | Tag::Heading { .. }
                    | Tag::Paragraph
                    | Tag::List(_)
                    | Tag::Item
                    | Tag::Strong,
                ) => {}
                event => panic!("{event:?} in {page}"),
            }
        }
        assert!(columns > 0 && shown.contains(MARKUP), "{shown}");
        assert_eq!(page.matches("](").count(), page.matches("\\](").count(), "{page}");
        for table in page.split("\n\n").filter(|block| block.starts_with('|')) {
            let bars = |line: &str| line.replace("\\\\", "").replace("\\|", "").matches('|').count();
            assert!(table.lines().all(|line| bars(line) == bars(table.lines().next().unwrap())), "{table}");
        }
    }
}

#[test]
fn no_message_prints_what_steers_a_terminal() {
    let raw: String = CONTROLS.chars().filter(|c| !c.is_control()).collect();
    let escaped = quoted(CONTROLS);
    for bad in
        [escaped.as_str(), &format!("\"{raw}{MARKUP}\"", raw = raw, MARKUP = MARKUP.replace(['\\', '"'], ""))]
    {
        for broken in [
            format!("{bad} = 1"),
            format!("[{bad}]"),
            format!("[actor.{bad}]\nname = 5"),
            format!("[actor.{bad}]\nname = \"x\"\ncomplete = true"),
            format!("[actor.{bad}]\nname = \"x\"\nmembers = [{bad}, {bad}]"),
            format!("[source.{bad}]\nname = \"x\"\nderives-from = {bad}\ndate = {bad}"),
            format!("[category.x]\nname = \"x\"\npart-of = {bad}"),
            format!(
                "[actor.x]\nname = \"x\"\nfiscal-year = {{ start = {bad}, named-after = {bad}, {bad} = 1 }}"
            ),
            format!("[reading.{bad}]\ncarry = {bad}\napproximately = {bad}\nas-written = {bad}\n{bad} = 1"),
            format!("[reading]\nundated = {bad}\nmagnitudes = {{ {bad} = 1 }}\nmateriality = {bad}"),
            format!("[reading]\nmagnitudes = {{ {bad} = [1, 2] }}\nas-of = {bad}"),
            format!("[[known-conflict]]\nclaims = [{bad}]\nreason = {bad}"),
            format!(
                "[[claim]]\nid = {bad}\nfigure = {bad}\nsource = {bad}\nscope = {{ payer = {bad}, payee = {bad}, category = {bad}, stage = {bad}, period = {bad} }}"
            ),
            format!(
                "[[claim]]\nid = {bad}\nfigure = {{ low = {bad}, per = {bad}, currency = {bad}, {bad} = 1 }}\ncurrency = {bad}\n{bad} = {bad}"
            ),
            format!(
                "[[claim]]\nid = {bad}\nrepeats = {bad}\nsupersedes = {bad}\nvia = {bad}\nwithdrawn = {{ date = {bad} }}\nexchange = {bad}"
            ),
            format!("x = {bad} trailing {bad}"),
            format!("[dataset]\ntitle = {bad}\ncurrency = {bad}\n[dataset]"),
            CONTROLS.to_owned(),
            format!("figure = '{CONTROLS}'"),
        ] {
            let dir = directory(&[("claims/base.toml", BASE), ("claims/broken.toml", &broken)]);
            let ran = report(&dir, &[]).code(2).stdout_eq("");
            assert_stands(&ran, &broken);
        }
    }
}

#[test]
fn no_figure_smuggles_what_cannot_be_seen() {
    for c in CONTROLS.chars().chain(MARKUP.chars().filter(|c| !c.is_alphanumeric() && *c != '$')) {
        let text = dataset("x", "claim-")
            .replace("$90 million", &format!("$90{}million", quoted(&c.to_string()).trim_matches('"')));
        for format in FORMATS {
            assert_stands(&report(&in_claims(&text), &["-f", format]), &format!("{c:?}"));
        }
    }
}

#[test]
fn colours_are_all_that_escapes_are_used_for() {
    let text = hostile_texts().next().unwrap();
    for dataset in [dataset(&text, "claim-"), format!("{} = 1", quoted(&text))] {
        let dir = in_claims(dataset);
        let ran = crossfoot().arg("report").env("CLICOLOR_FORCE", "1").current_dir(dir.path()).assert();
        let (stdout, stderr) = printed(&ran);
        for output in [stdout, stderr] {
            let mut pieces = output.split("\u{1b}[");
            assert_harmless(pieces.next().unwrap());
            for piece in pieces {
                let (codes, rest) = piece.split_once('m').unwrap();
                assert!(codes.chars().all(|c| c.is_ascii_digit() || c == ';'), "{codes:?}");
                assert_harmless(rest);
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn file_names_are_shown_harmlessly() {
    let name = format!("claims/=1|{}{}\nx.toml", CONTROLS, MARKUP.replace('/', ""));
    let sound = dataset("x", "claim-");
    for text in [sound.as_str(), "broken", ""] {
        let dir = directory(&[(name.as_str(), text)]);
        for format in FORMATS {
            assert_stands(&report(&dir, &["-f", format]), format);
            assert_stands(&report(&dir, &["-f", format, &name]), format);
        }
    }
    let dir = directory(&[(name.as_str(), &sound)]);
    let (stdout, _) = printed(&report(&dir, &["-f", "json"]).code(0));
    assert!(serde_json::from_str::<Value>(&stdout).is_ok());
    let dir = directory(&[("claims/aid.toml", &sound)]);
    fs::write(dir.path().join(&name), [0xff]).unwrap();
    assert_stands(&report(&dir, &[]), "no UTF-8");
}

#[cfg(unix)]
#[test]
fn names_that_are_no_text_are_no_obstacle() {
    use std::os::unix::ffi::OsStrExt as _;
    let name = std::ffi::OsStr::from_bytes(b"claims/\xff\x9b.toml");
    let dir = directory::<&str>(&[]);
    write(&dir.path().join(name), dataset("x", "claim-"));
    for format in FORMATS {
        assert_stands(&report(&dir, &["-f", format]).code(0), format);
    }
    let ran =
        crossfoot().arg("report").arg(std::ffi::OsStr::from_bytes(b"\xff")).current_dir(dir.path()).assert();
    assert_stands(&ran.code(2), "a path");
}

#[test]
fn arguments_are_shown_harmlessly() {
    let bad = format!("{CONTROLS}{}", MARKUP.replace('/', ""));
    let dir = in_claims(dataset("x", "claim-"));
    for option in ["--reading", "--as-of", "--payer", "--payee", "--category", "--period", "-f"] {
        assert_stands(&report(&dir, &[option, &bad]).code(2), option);
    }
    let nowhere = format!("{bad}/nowhere");
    for arguments in [&["-o", &nowhere][..], &[&nowhere], &["claims/aid.toml", &bad], &[&format!("--{bad}")]]
    {
        assert_stands(&report(&dir, arguments).code(2), &arguments.join(" "));
    }
    assert_stands(&crossfoot().arg(&bad).assert().code(2), "a command");
    let init = |path: &str| crossfoot().args(["init", path]).current_dir(dir.path()).assert();
    assert_stands(&init("claims/aid.toml").code(2), "a file");
    assert_stands(&init(&bad), "a new directory");
    assert_stands(&init(&bad).code(2), "the same directory again");
}

#[test]
fn coloured_messages_about_arguments_are_harmless_too() {
    let bad = format!("{CONTROLS}x");
    let dir = in_claims(dataset("x", "claim-"));
    for arguments in [&["report", "--reading", &bad][..], &["report", "-f", &bad], &[&bad]] {
        let ran = crossfoot().args(arguments).env("CLICOLOR_FORCE", "1").current_dir(dir.path()).assert();
        let (_, stderr) = printed(&ran.code(2));
        for hostile in ["\u{1b}[31mx", "\u{1b}]0;", "\u{7}", "\u{9b}", "\u{202e}"] {
            assert!(!stderr.contains(hostile), "{hostile:?} in {stderr:?}");
        }
    }
}

/// Files that are deeper or longer than any that a person writes, and what is so about them.
fn large_files() -> Vec<(&'static str, String)> {
    let deep = 10_000;
    let long = "x".repeat(1_000_000);
    let key = "k".repeat(100_000);
    let digits = "9".repeat(30);
    let arrays = format!("x = {}{}", "[".repeat(deep), "]".repeat(deep));
    let tables = format!("x = {}1{}", "{ x = ".repeat(deep), "}".repeat(deep));
    let dots = vec!["x"; deep].join(".");
    let claim = |line: &str| {
        let (key, _) = line.split_once(" = ").unwrap_or_default();
        let rest = [
            ("figure", "figure = \"$5 million\""),
            ("source", "source = \"herald\""),
            ("id", "id = \"one\""),
            ("scope", "scope = { payer = \"north\" }"),
        ];
        let rest: Vec<&str> = rest.iter().filter(|(other, _)| *other != key).map(|(_, line)| *line).collect();
        format!("[[claim]]\n{line}\n{}", rest.join("\n"))
    };
    vec![
        ("arrays", arrays),
        ("open arrays", "x = ".to_owned() + &"[".repeat(deep)),
        ("tables", tables),
        ("open tables", "x = ".to_owned() + &"{ x = ".repeat(deep)),
        ("dotted key", format!("{dots} = 1")),
        ("dotted table", format!("[{dots}]")),
        ("dotted list", format!("[[{dots}]]")),
        ("dotted actor", format!("[actor.{dots}]\nname = \"x\"")),
        ("long key", format!("{key} = 1")),
        ("long actor", format!("[actor.{key}]\nname = \"x\"")),
        ("long claim", claim(&format!("id = \"{long}\""))),
        ("long figure", claim(&format!("figure = \"$5 million {long}\""))),
        ("spacious figure", claim(&format!("figure = \"$5 {}million\"", " ".repeat(1_000_000)))),
        ("digits", claim(&format!("figure = \"${}\"", "1".repeat(1_000_000)))),
        ("groups", claim(&format!("figure = \"$1{}\"", ",000".repeat(250_000)))),
        ("words", claim(&format!("figure = \"{} dollars\"", "one million ".repeat(80_000)))),
        ("brackets", claim(&format!("figure = \"$5 {}\"", "(".repeat(1_000_000)))),
        ("note", claim(&format!("note = \"{long}\""))),
        ("source", claim(&format!("source = \"{long}\""))),
        ("date", claim(&format!("date = \"{long}\""))),
        ("dashes", claim(&format!("date = \"{}\"", "-".repeat(1_000_000)))),
        (
            "period",
            claim(&format!("scope = {{ payer = \"north\", period = \"{}\" }}", "2020/".repeat(200_000))),
        ),
        ("stage", claim(&format!("scope = {{ payer = \"north\", stage = \"{long}\" }}"))),
        ("30 digits", claim(&format!("figure = \"${digits}\""))),
        ("30 digits a day", claim(&format!("figure = \"roughly ${digits} trillion a day\""))),
        ("30 exact digits", claim(&format!("figure = {{ low = \"{digits}\", currency = \"USD\" }}"))),
        ("30 bare digits", claim(&format!("figure = {{ low = {digits}, currency = \"USD\" }}"))),
        (
            "28 digits a day",
            claim("figure = { low = \"7922816251426433759354395033\", currency = \"USD\", per = \"day\" }"),
        ),
        (
            "decimals",
            claim("figure = { low = \"0.0000000000000000000000000001\", currency = \"USD\", per = \"day\" }"),
        ),
        ("prices", claim(&format!("prices = {digits}"))),
        ("year", claim(&format!("date = {digits}"))),
        ("years", claim(&format!("date = \"{digits}/{digits}\""))),
        ("fiscal year", claim(&format!("scope = {{ payer = \"north\", period = \"FY{digits}\" }}"))),
        ("last year", claim("scope = { payer = \"north\", period = \"0001/9999\" }")),
        ("carry", format!("[reading]\ncarry = \"{digits} years\"")),
        ("percentage", format!("[reading]\napproximately = \"{digits}%\"")),
        ("fine percentage", format!("[reading]\napproximately = \"0.{digits}%\"")),
        ("magnitudes", format!("[reading]\nmagnitudes = {{ tens = [1, {digits}] }}")),
        ("one line", "x = 1 ".repeat(200_000)),
        ("ends", "\n".repeat(1_000_000)),
        ("nothing", "\0".repeat(1_000)),
    ]
}

#[test]
fn depth_and_length_are_no_obstacle_and_messages_stay_short() {
    let mut long = Vec::new();
    for (what, text) in large_files() {
        let dir = directory(&[("claims/base.toml", BASE), ("claims/large.toml", &text)]);
        let ran = report(&dir, &[]);
        assert_stands(&ran, what);
        let (_, stderr) = printed(&ran);
        let longest = stderr.lines().map(|line| line.chars().count()).max().unwrap_or(0);
        if longest > 2_000 {
            long.push((what, longest));
        }
    }
    assert_eq!(long, [], "lines of so many characters");
}
