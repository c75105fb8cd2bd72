//! Where a report goes and how it looks there.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::Stdio;

use serde_json::Value;
use snapbox::cmd::cargo_bin;
use unicode_width::UnicodeWidthStr as _;

use crate::common::{BASE, crossfoot, directory, printed, write};
use crate::{KEPT, claim, run, run_here, stdout};

fn sound() -> tempfile::TempDir {
    directory(&[("claims/aid.toml", BASE.to_owned() + &claim("one", "$4 million", "herald", "army", ""))])
}

fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Components are decided side by side; what comes out must not show it.
#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    for dataset in KEPT {
        let with = |threads: &str| {
            let ran = crossfoot()
                .args(["report", "-f", "json", dataset])
                .env("RAYON_NUM_THREADS", threads)
                .current_dir(env!("CARGO_MANIFEST_DIR"))
                .assert();
            stdout(&ran.code(0).stderr_eq(""))
        };
        assert_eq!(with("1"), with("7"), "{dataset}");
    }
}

#[test]
fn a_file_gets_what_standard_output_gets() {
    let dir = sound();
    for format in ["table", "markdown", "csv", "json"] {
        let whole = stdout(&run(dir.path(), &format!("report -f {format}")).code(0).stderr_eq(""));
        run(dir.path(), &format!("report -f {format} -o page")).code(0).stdout_eq("").stderr_eq("");
        assert_eq!(fs::read_to_string(dir.path().join("page")).unwrap(), whole);
        let dash = run(dir.path(), &format!("report -f {format} -o -")).code(0);
        assert_eq!(stdout(&dash), whole);
        assert!(whole.ends_with('\n'));
    }
    assert_eq!(names(dir.path()), ["claims", "page"]);
}

#[test]
fn a_longer_file_is_replaced_whole() {
    let dir = sound();
    write(&dir.path().join("page"), "old\n".repeat(100_000));
    run(dir.path(), "report -f json -o page").code(0);
    let page = fs::read_to_string(dir.path().join("page")).unwrap();
    assert!(serde_json::from_str::<Value>(&page).is_ok());
}

#[test]
fn a_broken_dataset_leaves_the_file_as_it_is() {
    let dir = directory(&[("claims/aid.toml", "title = ")]);
    write(&dir.path().join("page"), "old");
    run(dir.path(), "report -o page").code(2).stdout_eq("");
    run(dir.path(), "report -o new").code(2).stdout_eq("");
    assert_eq!(fs::read_to_string(dir.path().join("page")).unwrap(), "old");
    assert_eq!(names(dir.path()), ["claims", "page"]);
}

#[cfg(unix)]
#[test]
fn a_replaced_file_keeps_its_permissions_and_its_links() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = sound();
    write(&dir.path().join("page"), "old");
    let mode = |path: &str| fs::metadata(dir.path().join(path)).unwrap().permissions().mode() & 0o777;
    fs::set_permissions(dir.path().join("page"), fs::Permissions::from_mode(0o640)).unwrap();
    std::os::unix::fs::symlink("page", dir.path().join("link")).unwrap();
    run(dir.path(), "report -o link").code(0);
    assert!(fs::symlink_metadata(dir.path().join("link")).unwrap().is_symlink());
    assert_eq!(mode("page"), 0o640);
    assert!(fs::read_to_string(dir.path().join("page")).unwrap().starts_with("Aid to Ruritania\n"));
}

#[test]
fn what_cannot_be_written_is_said_without_the_name_of_a_temporary_file() {
    let dir = sound();
    for target in ["nowhere/page", "claims"] {
        let ran = run(dir.path(), &format!("report -o {target}")).code(2).stdout_eq("");
        let (_, message) = printed(&ran);
        assert!(message.starts_with(&format!("error: `{target}` cannot be written: ")), "{message}");
        assert!(!message.contains(".crossfoot-"), "{message}");
    }
    assert_eq!(names(dir.path()), ["claims"]);
    assert_eq!(names(&dir.path().join("claims")), ["aid.toml"]);
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    // More than a pipe holds, so that the program is still writing when the reader goes.
    let claims: String = (0..60)
        .map(|number| claim(&format!("claim-{number:03}"), "$4 million", "herald", "army", ""))
        .collect();
    let dir = directory(&[("claims/aid.toml", BASE.to_owned() + &claims)]);
    let mut child = std::process::Command::new(cargo_bin!("crossfoot"))
        .args(["report", "--format", "json"])
        .current_dir(dir.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(first, "{\n");
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap()), (Some(0), String::new()));
}

#[test]
fn colour_is_for_those_who_want_it() {
    let dir = sound();
    let coloured = |variables: &[(&str, &str)], line: &str| {
        let ran = crossfoot().args(line.split(' ')).current_dir(dir.path()).envs(variables.to_vec()).assert();
        let (stdout, stderr) = printed(&ran);
        (stdout.contains('\u{1b}'), stderr.contains('\u{1b}'))
    };
    let force = ("CLICOLOR_FORCE", "1");
    assert_eq!(coloured(&[], "report"), (false, false));
    assert_eq!(coloured(&[], "report nowhere"), (false, false));
    assert_eq!(coloured(&[force], "report"), (true, false));
    assert_eq!(coloured(&[force], "report nowhere"), (false, true));
    assert_eq!(coloured(&[force, ("NO_COLOR", "1")], "report"), (false, false));
    assert_eq!(coloured(&[force, ("NO_COLOR", "1")], "report nowhere"), (false, false));
    for format in ["markdown", "csv", "json"] {
        assert_eq!(coloured(&[force], &format!("report -f {format}")), (false, false));
    }
    crossfoot()
        .args(["report", "-o", "page"])
        .env("CLICOLOR_FORCE", "1")
        .current_dir(dir.path())
        .assert()
        .code(0);
    assert!(!fs::read_to_string(dir.path().join("page")).unwrap().contains('\u{1b}'));
}

#[test]
fn colour_adds_only_colour() {
    let plain = stdout(&run_here("report"));
    let coloured = stdout(&crossfoot().arg("report").env("CLICOLOR_FORCE", "1").assert());
    assert_eq!(anstream::adapter::strip_str(&coloured).to_string(), plain);
}

fn assert_fits(line: &[&str], columns: usize) {
    let ran = crossfoot().args(line).env("COLUMNS", columns.to_string()).assert().code(0);
    for shown in stdout(&ran).lines() {
        assert!(shown.width() <= columns, "{} of {columns} columns: {shown}", shown.width());
    }
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    for dataset in KEPT {
        for columns in [60, 80, 109, 110, 120, 160] {
            assert_fits(&["report", dataset], columns);
        }
    }
}

#[test]
fn no_line_is_wider_in_other_scripts_or_with_long_ids() {
    let base = BASE
        .replace("Aid to Ruritania", "支援金に関する主張の照合 — مساعدات")
        .replace("Northland", "国際連合世界食糧計画および国際連合児童基金の共同拠出")
        .replace("Army of Ruritania", "حركة المقاومة الإسلامية حماس")
        .replace("Herald", "הארץ, גיליון סוף השבוע")
        .replace("Gazette", "👩‍👩‍👧‍👦 e\u{301}cole नमस्ते ไทย");
    let note =
        "note = \"長い注記。\"\nwithdrawn = { date = 2022, reason = \"誤りが見つかったため撤回されました\" }";
    let claims = claim("国連-二〇一九", "$4 million", "herald", "army", "")
        + &claim(&"long-id".repeat(30), "between $3.25 million and $4,000,000", "gazette", "army", "")
        + &claim(&"長い識別子".repeat(20), "$40 million", "courier", "army", "")
        + &claim("חמאס-2019", "$41 million", "gazette", "ruritania", "")
        + &claim("taken-back", "$41 million", "gazette", "ruritania", note);
    let dir = directory(&[("claims/aid.toml", base + &claims)]);
    let path = dir.path().join("claims");
    for columns in [60, 80, 110, 160] {
        assert_fits(&["report", &path.to_string_lossy()], columns);
    }
}
