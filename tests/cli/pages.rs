//! What shells and `man` are given.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use crate::common::{directory, printed};
use crate::{run, stdout};

/// The commands that the help names, without `help` itself.
fn commands() -> Vec<String> {
    let here = directory::<&str>(&[]);
    let help = stdout(&run(here.path(), "--help").code(0));
    let (_, listed) = help.split_once("Commands:\n").unwrap();
    let names = listed.lines().take_while(|line| line.starts_with("  "));
    let names =
        names.filter(|line| !line.starts_with("   ")).filter_map(|line| line.split_whitespace().next());
    names.filter(|name| *name != "help").map(str::to_owned).collect()
}

#[test]
fn each_shell_gets_every_command() {
    let here = directory::<&str>(&[]);
    let commands = commands();
    assert!(
        ["report", "schema", "completions", "man"].iter().all(|name| commands.contains(&(*name).to_owned()))
    );
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = stdout(&run(here.path(), &format!("completions {shell}")).code(0).stderr_eq(""));
        for command in &commands {
            assert!(script.contains(command.as_str()), "{shell} does not complete {command}");
        }
        assert!(script.contains("--format") || script.contains("-l format"), "{shell}");
    }
}

#[test]
fn an_unknown_shell_is_answered_with_those_known() {
    let here = directory::<&str>(&[]);
    let (_, message) = printed(&run(here.path(), "completions csh").code(2).stdout_eq(""));
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        assert!(message.contains(shell), "{message}");
    }
    run(here.path(), "completions").code(2).stdout_eq("");
}

/// Has bash itself complete a few lines, where there is one.
#[test]
fn bash_completes_commands_options_and_their_values() {
    let here = directory::<&str>(&[]);
    let script = stdout(&run(here.path(), "completions bash").code(0));
    let complete = |words: &[&str]| -> Option<BTreeSet<String>> {
        let (last, before) = words.split_last()?;
        let asked = format!(
            "{script}\nCOMP_WORDS=(\"$@\"); COMP_CWORD={}\n_crossfoot crossfoot '{last}' '{}'\n\
             printf '%s\\n' \"${{COMPREPLY[@]}}\"",
            before.len(),
            before.last()?
        );
        let ran = Command::new("bash").args(["--norc", "-c", &asked, "bash"]).args(words).output().ok()?;
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        Some(String::from_utf8(ran.stdout).unwrap().split_whitespace().map(str::to_owned).collect())
    };
    for (words, completed) in [
        (&["crossfoot", "rep"][..], &["report"][..]),
        (&["crossfoot", "report", "--f"], &["--format"]),
        (&["crossfoot", "report", "--format", "ta"], &["table"]),
        (&["crossfoot", "completions", "z"], &["zsh"]),
        (&["crossfoot", "man", "--o"], &["--output"]),
    ] {
        let Some(found) = complete(words) else { return };
        assert_eq!(found.iter().map(String::as_str).collect::<Vec<_>>(), completed, "{words:?}");
    }
}

/// The macros of a page must be ones that every `man` knows, and its sections those of a manual page.
fn assert_is_page(page: &str, name: &str) {
    const MACROS: [&str; 11] = ["ie", "el", "TH", "SH", "SS", "TP", "PP", "IP", "RS", "RE", "br"];
    let mut sections = Vec::new();
    let mut titles = 0;
    let mut depth = 0_i32;
    for line in page.lines() {
        assert!(!line.starts_with('\''), "{name}: {line}");
        let Some(request) = line.strip_prefix('.') else { continue };
        let (request, rest) = request.split_once(' ').unwrap_or((request, ""));
        assert!(MACROS.contains(&request), "{name}: {line}");
        match request {
            "TH" => {
                titles += 1;
                let version = concat!("\"crossfoot ", env!("CARGO_PKG_VERSION"), "\"");
                assert!(rest.starts_with(&format!("{name} 1 ")) && rest.contains(version), "{line}");
            }
            "SH" => sections.push(rest),
            "RS" => depth += 1,
            "RE" => depth -= 1,
            _ => {}
        }
        assert!(depth >= 0, "{name}");
    }
    assert_eq!((titles, depth), (1, 0), "{name}");
    assert_eq!(sections[..4], ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS"], "{name}");
    let escaped = name.replace('-', "\\-");
    assert!(page.contains(&format!(".SH NAME\n{escaped} \\- ")), "{name}");
    assert!(
        page.contains(&format!(".SH SYNOPSIS\n\\fB{}\\fR ", name.replacen('-', " ", 1))),
        "{name}: {page}"
    );
}

#[test]
fn there_is_a_page_for_the_program_and_for_each_command() {
    let here = directory::<&str>(&[]);
    let page = stdout(&run(here.path(), "man").code(0).stderr_eq(""));
    assert_is_page(&page, "crossfoot");
    run(here.path(), "man -o share/man1").code(0).stdout_eq("").stderr_eq("");
    let dir = here.path().join("share/man1");
    assert_eq!(fs::read_to_string(dir.join("crossfoot.1")).unwrap(), page);
    let commands = commands();
    for command in &commands {
        assert!(page.contains(&format!("crossfoot\\-{command}(1)")), "{command}");
        let own = fs::read_to_string(dir.join(format!("crossfoot-{command}.1"))).unwrap();
        assert_is_page(&own, &format!("crossfoot-{command}"));
    }
    assert_eq!(fs::read_dir(&dir).unwrap().count(), commands.len() + 1);
    run(here.path(), "man -o share/man1").code(0).stdout_eq("").stderr_eq("");
    assert_eq!(fs::read_dir(&dir).unwrap().count(), commands.len() + 1);
}

#[test]
fn pages_do_not_go_into_a_file() {
    let here = directory(&[("page", "mine")]);
    let (_, message) = printed(&run(here.path(), "man -o page").code(2).stdout_eq(""));
    assert!(message.starts_with("error: `page` cannot be written: "), "{message}");
    assert_eq!(fs::read_to_string(here.path().join("page")).unwrap(), "mine");
}

#[test]
fn their_help_names_every_option() {
    let here = directory::<&str>(&[]);
    for (command, options) in [
        ("schema", &["--output <FILE>"][..]),
        ("completions", &["<SHELL>", "zsh"]),
        ("man", &["--output <DIR>"]),
    ] {
        for flag in ["--help", "-h"] {
            let help = stdout(&run(here.path(), &format!("{command} {flag}")).code(0).stderr_eq(""));
            for option in options {
                assert!(help.contains(option), "{command} {flag} lacks {option}: {help}");
            }
        }
    }
}
