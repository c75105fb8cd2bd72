//! What is read as a dataset, and what is said of one that cannot be read.

use std::path::Path;

use crate::common::{BASE, directory, printed, write};
use crate::{claim, compared, json, run, stdout};

#[test]
fn a_single_file_is_a_dataset() {
    let text = BASE.to_owned() + &claim("one", "$4 million", "herald", "army", "");
    let dir = directory(&[("claims/aid.toml", &text), ("aid.txt", &text)]);
    let whole = stdout(&run(dir.path(), "report").code(0));
    for file in ["claims/aid.toml", "aid.txt", "./claims/../claims", "claims/"] {
        assert_eq!(stdout(&run(dir.path(), &format!("report {file}")).code(0)), whole, "{file}");
    }
}

#[test]
fn directories_without_claims_are_no_datasets() {
    let dir = directory(&[("empty/.keep", ""), ("texts/notes.md", "# Notes"), ("hidden/.aid.toml", "x = 1")]);
    for (path, code) in [
        ("nowhere", "dataset-missing"),
        ("empty", "empty-dataset"),
        ("texts", "empty-dataset"),
        ("hidden", "empty-dataset"),
    ] {
        let ran = run(dir.path(), &format!("report {path}")).code(2).stdout_eq("");
        let (_, message) = printed(&ran);
        assert!(message.starts_with(&format!("error[{code}]: ")), "{message}");
        assert!(message.contains(&format!("`{path}`")), "{message}");
    }
    run(dir.path(), "report").code(2).stdout_eq("");
}

#[test]
fn sub_directories_are_read_and_hidden_files_are_not() {
    let one = claim("one", "$4 million", "herald", "army", "");
    let two = claim("two", "$4 million", "gazette", "army", "");
    let dir = directory(&[
        ("claims/who/actors.toml", BASE),
        ("claims/2019/winter/one.toml", &one),
        ("claims/2019/two.TOML", &two),
        ("claims/.draft.toml", "not toml"),
        ("claims/.git/config.toml", "not toml"),
        ("claims/2019/one.toml~", "not toml"),
        ("claims/notes.md", "not toml"),
    ]);
    let report = json(run(dir.path(), "report -f json"));
    assert_eq!(compared(&report), ["one", "two"]);
    let files: Vec<&str> = report["sections"][0]["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["place"]["file"].as_str().unwrap())
        .collect();
    assert_eq!(files, ["claims/2019/winter/one.toml", "claims/2019/two.TOML"]);
}

#[cfg(unix)]
#[test]
fn a_linked_directory_is_not_passed_over_in_silence() {
    let dir = directory(&[
        ("claims/aid.toml", BASE.to_owned() + &claim("one", "$4 million", "herald", "army", "")),
        ("more/two.toml", claim("two", "$9 million", "gazette", "army", "")),
    ]);
    std::os::unix::fs::symlink("../more", dir.path().join("claims/more")).unwrap();
    let (_, message) = printed(&run(dir.path(), "report").code(2).stdout_eq(""));
    assert!(message.starts_with("error[symbolic-link]: `claims/more` "), "{message}");
}

#[cfg(unix)]
#[test]
fn the_dataset_itself_may_be_a_link() {
    let text = BASE.to_owned() + &claim("one", "$4 million", "herald", "army", "");
    let dir = directory(&[("real/aid.toml", &text)]);
    std::os::unix::fs::symlink("real", dir.path().join("claims")).unwrap();
    run(dir.path(), "report").code(0).stderr_eq("");
}

#[test]
fn marks_and_line_ends_of_other_systems_change_nothing() {
    let text = BASE.to_owned()
        + &claim("one", "$4 million", "herald", "army", "note = '''\nTwo\nlines'''")
        + &claim("two", "$9 million", "gazette", "army", "");
    let dir = directory(&[("claims/aid.toml", &text)]);
    let outputs = |dir: &Path| {
        ["table", "markdown", "csv"].map(|format| stdout(&run(dir, &format!("report -f {format}")).code(0)))
    };
    let plain = outputs(dir.path());
    for written in [
        format!("\u{feff}{text}"),
        text.replace('\n', "\r\n"),
        format!("\u{feff}{text}").replace('\n', "\r\n"),
    ] {
        write(&dir.path().join("claims/aid.toml"), written);
        assert_eq!(outputs(dir.path()), plain);
    }
}

#[test]
fn marks_and_line_ends_of_other_systems_move_no_place() {
    let text = claim("one", "$4 millon", "herald", "army", "").trim_start().to_owned();
    let dir = directory(&[("claims/aid.toml", text.as_str()), ("claims/base.toml", BASE)]);
    let message = |text: String| {
        write(&dir.path().join("claims/aid.toml"), text);
        printed(&run(dir.path(), "report").code(2).stdout_eq("")).1
    };
    let plain = message(text.clone());
    assert!(plain.contains("--> claims/aid.toml:3:14\n"), "{plain}");
    assert_eq!(message(text.replace('\n', "\r\n")), plain);
    assert_eq!(message(format!("\u{feff}{text}")), plain);
    // A fault in the very first line, where the mark would count.
    let first = message("figure = [\n".to_owned());
    assert_eq!(message("\u{feff}figure = [\r\n".to_owned()), first);
}

#[test]
fn columns_count_characters() {
    let text = BASE.to_owned() + &claim("one", "東京 $4 millon", "herald", "army", "");
    let dir = directory(&[("claims/aid.toml", &text)]);
    let (_, message) = printed(&run(dir.path(), "report").code(2).stdout_eq(""));
    let line = text.lines().position(|line| line.starts_with("figure")).unwrap() + 1;
    assert!(message.contains(&format!("--> claims/aid.toml:{line}:11\n")), "{message}");
}

#[test]
fn every_problem_is_shown_in_the_order_of_its_place() {
    let dir = directory(&[
        (
            "claims/a.toml",
            "[dataset]\ntitle = \"\"\ncurrency = \"usd\"\nlicence = \"CC0\"\n\n\
             [reading]\ncarry = \"long\"\napproximately = \"ten\"\n",
        ),
        (
            "claims/b.toml",
            "[actor.north]\nnaem = \"Northland\"\n\n[actor.army]\nname = \"Army\"\ncomplete = true\n\n\
             [source.herald]\nname = \"Herald\"\ndate = \"last year\"\nderives-from = [\"herlad\"]\n",
        ),
        (
            "claims/c.toml",
            "[[claim]]\nid = \"one\"\nfigure = \"4 milion\"\nsource = \"gazette\"\n\
             scope = { payer = \"north\", payee = \"armee\", stage = \"payed\", period = \"2019-13\" }\n\n\
             [[claim]]\nid = \"one\"\nfigure = 4.5\nsource = \"herald\"\nscope = { payer = \"north\" }\nsteady = \"yes\"\n",
        ),
    ]);
    let (_, message) = printed(&run(dir.path(), "report").code(2).stdout_eq(""));
    let lines: Vec<&str> = message.lines().collect();
    let shown: Vec<(&str, &str)> = lines
        .windows(2)
        .filter_map(|pair| {
            let (code, _) = pair[0].strip_prefix("error[")?.split_once(']')?;
            Some((code, pair[1].trim_start().strip_prefix("--> claims/")?))
        })
        .collect();
    assert_eq!(
        shown,
        [
            ("empty-text", "a.toml:2:9"),
            ("unknown-currency", "a.toml:3:12"),
            ("unknown-key", "a.toml:4:1"),
            ("bad-duration", "a.toml:7:9"),
            ("bad-percentage", "a.toml:8:17"),
            ("missing-key", "b.toml:1:1"),
            ("unknown-key", "b.toml:2:1"),
            ("complete-without-members", "b.toml:6:12"),
            ("unreadable-date", "b.toml:10:9"),
            ("unknown-id", "b.toml:11:17"),
            ("unreadable-figure", "c.toml:3:13"),
            ("unknown-id", "c.toml:4:10"),
            ("unknown-id", "c.toml:5:36"),
            ("unknown-word", "c.toml:5:53"),
            ("unreadable-period", "c.toml:5:77"),
            ("duplicate-id", "c.toml:8:6"),
            ("float-amount", "c.toml:9:10"),
            ("wrong-type", "c.toml:12:10"),
        ],
        "{message}"
    );
    assert!(message.ends_with("error: 18 problems: nothing is reported until the dataset is sound\n"));
}

#[test]
fn a_syntax_error_brings_no_others_with_it() {
    let text = BASE.to_owned() + &claim("one", "$4 million", "herald", "army", "date = 2022-03");
    let dir = directory(&[("claims/aid.toml", &text)]);
    let (_, message) = printed(&run(dir.path(), "report").code(2).stdout_eq(""));
    assert_eq!(message.matches("error[").count(), 1, "{message}");
}

#[test]
fn columns_count_from_the_start_of_long_lines() {
    let member = |number| format!("\"member-{number:02}\", ");
    let others: String = (0..90).map(member).collect();
    let members = format!("members = [{others}\"armyy\"]");
    let group = format!("[actor.group]\nname = \"Group\"\n{members}\n");
    let actor = |number| format!("[actor.member-{number:02}]\nname = \"{number}\"\n");
    let named: String = (0..90).map(actor).collect();
    let column = members.find("\"armyy").unwrap() + 1;
    let dir = directory(&[
        ("claims/aid.toml", BASE.to_owned() + &claim("one", "$4 million", "herald", "army", "")),
        ("claims/group.toml", group + &named),
    ]);
    let (_, message) = printed(&run(dir.path(), "report").code(2).stdout_eq(""));
    assert!(message.contains("error[unknown-id]: there is no actor `armyy`\n"), "{message}");
    assert!(message.contains(&format!("--> claims/group.toml:3:{column}\n")), "{message}");
}

#[test]
fn a_bound_that_cannot_be_read_is_not_said_to_be_missing() {
    for low in ["60.5", "0x10", "\"ten\"", "\"\"", "true"] {
        let structured = format!("{{ low = {low}, currency = \"USD\" }}");
        let text = BASE.to_owned()
            + &claim("one", "$4 million", "herald", "army", "").replace("\"$4 million\"", &structured);
        let dir = directory(&[("claims/aid.toml", &text)]);
        let (_, message) = printed(&run(dir.path(), "report").code(2).stdout_eq(""));
        assert_eq!(message.matches("error[").count(), 1, "{message}");
    }
}

#[test]
fn a_known_conflict_of_no_claims_is_none() {
    let known = "\n[[known-conflict]]\nclaims = []\nreason = \"?\"\n";
    let text = BASE.to_owned() + &claim("one", "$4 million", "herald", "army", "") + known;
    let dir = directory(&[("claims/aid.toml", &text)]);
    let (_, message) = printed(&run(dir.path(), "report").code(2).stdout_eq(""));
    assert!(message.starts_with("error[conflict-of-one]: "), "{message}");
}

#[test]
fn nothing_is_said_twice() {
    let text = "source = [1]\n".to_owned() + BASE + &claim("one", "$4 million", "herald", "army", "");
    let dir = directory(&[("claims/aid.toml", &text)]);
    let (_, message) = printed(&run(dir.path(), "report").code(2).stdout_eq(""));
    let mut said: Vec<&str> = message.split("\n\n").collect();
    said.sort_unstable();
    let count = said.len();
    said.dedup();
    assert_eq!(said.len(), count, "{message}");
}

#[test]
fn a_wrong_type_is_told_by_its_own_name() {
    for (table, message) in [
        ("actor", "`actor` takes tables such as `[actor.ID]`, not a whole number"),
        ("category", "`category` takes tables such as `[category.ID]`, not a whole number"),
        ("source", "`source` takes tables such as `[source.ID]`, not a whole number"),
    ] {
        let dir = directory(&[("claims/aid.toml", BASE), ("claims/other.toml", &format!("{table} = 5\n"))]);
        let ran = run(dir.path(), "report").code(2).stdout_eq("");
        assert!(printed(&ran).1.contains(&format!("error[wrong-type]: {message}\n")), "{}", printed(&ran).1);
    }
}

#[test]
fn an_order_of_stages_names_stages_once_and_is_declared_once() {
    for (order, message) in [
        ("[\"pledged\", \"payed\"]", "error[unknown-word]: `order` cannot be `payed`"),
        ("[\"pledged\", \"disbursed\"]", "error[unknown-word]: `order` cannot be `disbursed`"),
        ("[\"pledged\", \"held\"]", "error[unknown-word]: `order` cannot be `held`"),
        ("[\"paid\", \"unstated\"]", "error[unknown-word]: `order` cannot be `unstated`"),
        ("[\"paid\", \"pledged\", \"paid\"]", "error[listed-twice]: `order` names `paid` twice"),
        ("[]", "error[order-of-one]: an order of stages names at least two of them"),
        ("\"paid\"", "error[wrong-type]: `order` takes a list of texts in quotes, not a text"),
        ("[\"pledged\", \"paid\"]\nlaw = 1", "error[unknown-key]: `[stage]` has no key `law`"),
    ] {
        let text =
            format!("{BASE}\n[stage]\norder = {order}\n{}", claim("one", "$4 million", "herald", "army", ""));
        let dir = directory(&[("claims/aid.toml", text)]);
        let (_, shown) = printed(&run(dir.path(), "report").code(2).stdout_eq(""));
        assert!(shown.starts_with(message), "{order}: {shown}");
        assert!(shown.contains("error: 1 problem"), "{order}: {shown}");
        let meant = shown.contains("help: did you mean `paid`?");
        assert_eq!(meant, order.contains("payed") || order.contains("disbursed"), "{shown}");
    }
    let stage = "[stage]\norder = [\"pledged\", \"paid\"]\n";
    let text = BASE.to_owned() + &claim("one", "$4 million", "herald", "army", "");
    let dir = directory(&[
        ("claims/aid.toml", text.as_str()),
        ("claims/more.toml", stage),
        ("claims/twice.toml", stage),
    ]);
    let (_, shown) = printed(&run(dir.path(), "report").code(2).stdout_eq(""));
    assert!(shown.starts_with("error[duplicate-table]: a dataset has one `[stage]` table"), "{shown}");
    let dir = directory(&[("claims/aid.toml", text.as_str()), ("claims/more.toml", "[stage]\n")]);
    let (_, shown) = printed(&run(dir.path(), "report").code(2).stdout_eq(""));
    assert!(shown.starts_with("error[missing-key]: `[stage]` lacks `order`"), "{shown}");
}
