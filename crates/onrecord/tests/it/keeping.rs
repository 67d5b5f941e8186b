//! Checkpoints, backups, restores and the doctor, by the binary, on both engines with one body each.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;
use testkit::postgres::{self, Cluster, database_of};

use crate::support::{err, onrecord_in, out};

/// A folder to work in, and databases by name: data folders in it, or databases of a cluster.
struct Force {
    folder: tempfile::TempDir,
    cluster: Option<&'static Cluster>,
    urls: RefCell<BTreeMap<String, String>>,
}

/// Runs a test's body on each engine that is here.
fn on_both(body: impl Fn(&Force)) {
    body(&Force::new(None));
    if let Some(cluster) = postgres::cluster() {
        body(&Force::new(Some(cluster)));
    }
}

/// How a run ended and what it said.
#[derive(Debug)]
struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl Force {
    /// With one extract loaded into `force`.
    fn new(cluster: Option<&'static Cluster>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let force = Self { folder, cluster, urls: RefCell::new(BTreeMap::new()) };
        std::fs::create_dir(force.path("card")).unwrap();
        force.load(
            "logs.csv",
            "incident_ref,received_at,closing_code,text\nBO-1,2026-11-05T10:15:00Z,C1,Caller of Ambridge\n",
        );
        force
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The address of a database on PostgreSQL, which is made when it is first named.
    fn url(&self, name: &str) -> Option<String> {
        let cluster = self.cluster?;
        let mut urls = self.urls.borrow_mut();
        Some(urls.entry(name.to_owned()).or_insert_with(|| cluster.database()).clone())
    }

    /// Runs a command; `--data NAME` is that database, on either engine.
    fn go(&self, arguments: &[&str]) -> Ran {
        let mut all: Vec<String> = arguments.iter().map(|argument| (*argument).to_owned()).collect();
        if let Some(at) = arguments.iter().position(|argument| *argument == "--data")
            && let Some(url) = self.url(arguments[at + 1])
        {
            all.splice(at..=at + 1, ["--database-url".to_owned(), url]);
        }
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        let output = onrecord_in(self.folder.path(), &all);
        Ran { code: output.status.code().unwrap(), out: out(&output), err: err(&output) }
    }

    fn load(&self, file: &str, text: &str) {
        std::fs::write(self.path(file), text).unwrap();
        let ran = self.go(&["load", "--data", "force", "--source", "storm", file]);
        assert_eq!(ran.code, 0, "{ran:?}");
    }

    /// One entry more.
    fn goes_on(&self) {
        self.load("more.csv", "incident_ref,received_at\nBO-2,2026-11-06T10:15:00Z\n");
    }

    fn finding(&self, name: &str) -> (String, String) {
        let value = json(&self.go(&["doctor", "--data", "force", "--format", "json"]));
        let findings = value["findings"].as_array().unwrap();
        let one = findings.iter().find(|one| one["name"] == name).unwrap();
        (one["state"].as_str().unwrap().into(), one["says"].as_str().unwrap().into())
    }

    /// Changes a personal row of `force`, as whoever has the file, or owns the tables, can.
    fn tamper(&self) {
        match (self.cluster, self.url("force")) {
            (Some(cluster), Some(url)) => {
                let edit = "ALTER TABLE personal DISABLE TRIGGER ALL;
                            UPDATE personal SET body = replace(body, 'Ambridge', 'Felpersh')";
                cluster.psql(database_of(&url), edit);
            }
            _ => {
                let file = self.path("force/onrecord.db");
                let mut bytes = std::fs::read(&file).unwrap();
                let at = bytes.windows(8).position(|bytes| bytes == b"Ambridge").unwrap();
                bytes[at..at + 8].copy_from_slice(b"Felpersh");
                std::fs::write(file, bytes).unwrap();
            }
        }
    }
}

fn json(ran: &Ran) -> Value {
    serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {ran:?}"))
}

const EXPORT: &[&str] = &["checkpoint", "export", "--data", "force", "--key", "card/onrecord.key"];

fn with<'a>(first: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    [first, more].concat()
}

#[test]
fn a_checkpoint_that_is_kept_elsewhere_tells_on_an_old_copy() {
    on_both(|force| {
        let no_key = force.go(EXPORT);
        assert!(no_key.code == 2 && no_key.err.contains("--new-key"), "{no_key:?}");
        let new = &["--new-key", "borsetshire.example/onrecord", "--out", "one.checkpoint"];
        let made = force.go(&with(EXPORT, new));
        assert!(made.code == 0 && made.out.contains("unwitnessed"), "{made:?}");
        assert_eq!(force.go(&["backup", "--data", "force", "--to", "copy"]).code, 0);
        assert_eq!(force.go(&["restore", "--from", "copy", "--data", "old"]).code, 0);
        force.goes_on();
        assert_eq!(force.go(&with(EXPORT, &["--out", "two.checkpoint"])).code, 0);
        let compare =
            |data| ["checkpoint", "compare", "--public-key", "card/onrecord.key.pub", "--data", data];
        let both = &["two.checkpoint", "one.checkpoint", "--format", "json"];
        let yes = force.go(&with(&compare("force"), both));
        assert_eq!(
            (yes.code, json(&yes)["extends"].clone(), json(&yes)["signature_checked"].clone()),
            (0, true.into(), true.into())
        );

        // The old copy holds together by itself, and is not what the witness has seen.
        assert_eq!(force.go(&["verify", "--data", "old"]).code, 0);
        let no = force.go(&with(&compare("old"), &["two.checkpoint"]));
        let says = "NO: the ledger has 1 entries and the checkpoint was made over 2";
        assert!(no.code == 1 && no.out.contains(says), "{no:?}");

        let text = std::fs::read_to_string(force.path("two.checkpoint")).unwrap();
        std::fs::write(force.path("forged.checkpoint"), text.replacen("\n2\n", "\n1\n", 1)).unwrap();
        let refused = force.go(&with(&compare("old"), &["forged.checkpoint"]));
        assert!(refused.code == 2 && refused.err.contains("does not fit the text"), "{refused:?}");
        let unchecked = force.go(&["checkpoint", "compare", "--data", "force", "one.checkpoint"]);
        assert!(
            unchecked.code == 0 && unchecked.out.contains("The signature was not checked"),
            "{unchecked:?}"
        );
    });
}

#[test]
fn a_key_does_not_lie_in_the_data_folder() {
    let force = Force::new(None);
    let key = ["--key", "force/k", "--new-key", "b.example/o"];
    let inside = force.go(&with(&["checkpoint", "export", "--data", "force"], &key));
    assert!(inside.code == 2 && inside.err.contains("must not lie in the data folder"), "{inside:?}");
}

#[test]
fn a_backup_is_unproven_until_it_was_restored_and_verified() {
    on_both(|force| {
        let backup = force.go(&["backup", "--data", "force", "--to", "copy"]);
        assert!(backup.code == 0 && backup.out.contains("unproven"), "{backup:?}");
        let again = force.go(&["backup", "--data", "force", "--to", "copy"]);
        assert!(again.code == 2 && again.err.contains("already"), "{again:?}");
        let (state, says) = force.finding("backup");
        assert!(state == "warning" && says.contains("UNPROVEN"), "{says}");

        let restore = &["restore", "--from", "copy", "--data", "back"];
        let good = force.go(restore);
        let (restored, unwitnessed) = ("Restored and verified: 1 entries", "Unwitnessed");
        assert!(good.code == 0 && good.out.contains(restored) && good.out.contains(unwitnessed), "{good:?}");
        assert_eq!(force.go(&["verify", "--data", "back"]).code, 0);
        assert_eq!(force.go(&["rebuild", "--check", "--data", "back"]).code, 0);
        let (state, says) = force.finding("backup");
        assert!(state == "good" && says.contains("proven by a restore"), "{says}");
        let taken = force.go(restore);
        let says =
            if force.cluster.is_some() { "holds a ledger already" } else { "something is here already" };
        assert!(taken.code == 2 && taken.err.contains(says), "{taken:?}");
    });
}

/// The copy's bytes are bent; its bytes and what it says of itself are; its root is another's.
#[test]
fn a_copy_that_was_changed_is_not_good() {
    on_both(|force| {
        assert_eq!(force.go(&["backup", "--data", "force", "--to", "copy"]).code, 0);
        let about = std::fs::read_to_string(force.path("copy/backup.json")).unwrap();
        let about: Value = serde_json::from_str(&about).unwrap();
        let other_root = Value::from("5".repeat(64));
        std::fs::write(
            force.path("copy/backup.json"),
            Value::Object(
                about
                    .as_object()
                    .unwrap()
                    .iter()
                    .map(|(name, value)| {
                        (name.clone(), if name == "root" { &other_root } else { value }.clone())
                    })
                    .collect(),
            )
            .to_string(),
        )
        .unwrap();
        let other = force.go(&["restore", "--from", "copy", "--data", "other"]);
        assert!(other.code == 1 && other.out.contains("the ledger was written anew"), "{other:?}");

        let file = force.path("copy").join(about["file"].as_str().unwrap());
        let mut bytes = std::fs::read(&file).unwrap();
        let at = bytes.len() / 2;
        bytes[at] ^= 1;
        std::fs::write(&file, bytes).unwrap();
        let bent = force.go(&["restore", "--from", "copy", "--data", "bent"]);
        assert!(bent.code == 1 && bent.out.contains("its digest differs"), "{bent:?}");
        assert!(!force.path("bent").exists());
        if let (Some(cluster), Some(url)) = (force.cluster, force.url("bent")) {
            let tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'";
            assert_eq!(cluster.psql(database_of(&url), tables), "0", "it was put back all the same");
        }
        assert_eq!(force.finding("backup").0, "warning");
    });
}

#[test]
fn a_database_that_does_not_verify_gives_no_backup() {
    on_both(|force| {
        assert_eq!(force.go(&["verify", "--data", "force"]).code, 0);
        assert_eq!(force.finding("verification").0, "good");
        force.tamper();
        let verify = force.go(&["verify", "--data", "force"]);
        assert!(verify.code == 1 && verify.out.contains("first bad entry: 1"), "{verify:?}");
        let (state, says) = force.finding("verification");
        assert!(state == "bad" && says.contains("said NO"), "{says}");
        let backup = force.go(&["backup", "--data", "force", "--to", "copy"]);
        assert!(backup.code == 1 && backup.out.contains("Nothing was kept as a backup"), "{backup:?}");
        let left: Vec<_> = std::fs::read_dir(force.folder.path()).unwrap().collect();
        let copies =
            left.iter().filter(|one| one.as_ref().unwrap().file_name().to_string_lossy().starts_with("copy"));
        assert_eq!(copies.count(), 0, "{left:?}");
    });
}

#[test]
fn an_older_backup_is_not_good_against_a_newer_checkpoint_unless_the_loss_is_accepted() {
    on_both(|force| {
        assert_eq!(force.go(&["backup", "--data", "force", "--to", "copy"]).code, 0);
        force.goes_on();
        let new = &["--new-key", "b.example/o", "--out", "two.checkpoint"];
        assert_eq!(force.go(&with(EXPORT, new)).code, 0);
        let restore = &["restore", "--from", "copy", "--checkpoint", "two.checkpoint"];
        let no = force.go(&with(restore, &["--data", "back"]));
        assert!(no.code == 1 && no.out.contains("entries 2 to 2 are gone"), "{no:?}");
        // On PostgreSQL it lies in the new database that was named, and is said not to be good.
        let is_aside = force.path("back.unverified").exists() && !force.path("back").exists();
        assert_eq!(is_aside, force.cluster.is_none());
        assert_eq!(force.finding("backup").0, "warning");
        let lossy = force.go(&with(restore, &["--data", "lossy", "--accept-loss"]));
        let says = "1 entries that a checkpoint covers are LOST";
        assert!(lossy.code == 0 && lossy.out.contains(says), "{lossy:?}");
    });
}

#[test]
fn the_doctor_tells_what_was_never_done_and_then_that_it_was() {
    on_both(|force| {
        let on_postgres = force.cluster.is_some();
        for (name, state, says) in [
            ("verification", "warning", "never done"),
            ("backup", "bad", "never made"),
            ("checkpoints", "warning", "UNWITNESSED"),
            ("clock", "good", "never seen"),
            ("loads", "good", "all sealed"),
            ("page checksums", "good", if on_postgres { "on" } else { "SQLite" }),
        ] {
            let found = force.finding(name);
            assert!(found.0 == state && found.1.contains(says), "{name}: {found:?}");
        }
        let says = if on_postgres { "not seen from here" } else { "free" };
        assert!(force.finding("disk").1.contains(says));
        assert_eq!(force.go(&["verify", "--data", "force"]).code, 0);
        assert_eq!(force.finding("verification").0, "good");
        let new = &["--new-key", "b.example/o", "--out", "one.checkpoint"];
        assert_eq!(force.go(&with(EXPORT, new)).code, 0);
        assert!(force.finding("checkpoints").1.contains("given out"));
        let compare = ["checkpoint", "compare", "--data", "force", "one.checkpoint"];
        assert_eq!(force.go(&compare).code, 0);
        let found = force.finding("checkpoints");
        assert!(found.0 == "good" && found.1.contains("0 entries since are unwitnessed"), "{found:?}");
        let text = force.go(&["doctor", "--data", "force"]);
        assert!(text.code == 0 && text.out.starts_with("bad      backup: never made"), "{text:?}");
    });
}

/// On a terminal a bar of a known end, and a spinner never; where it is none, nothing.
#[test]
fn progress_is_drawn_on_a_terminal_alone() {
    let terminal = Path::new("/usr/bin/script");
    if !terminal.exists() {
        return testkit::skip("a terminal is made by util-linux's `script`");
    }
    on_both(|force| {
        let data = force.url("force").map_or_else(
            || vec!["--data".to_owned(), "force".to_owned()],
            |url| vec!["--database-url".to_owned(), format!("'{url}'")],
        );
        for (command, says) in [
            ("load --source storm later.csv", "laying records into the database ["),
            ("verify", "checking entries and rows ["),
            ("rebuild", "replaying entries ["),
            ("rebuild --check", "replaying entries ["),
            ("backup --to copy", "taking the digest, megabytes ["),
        ] {
            std::fs::write(force.path("later.csv"), "incident_ref,received_at\nBO-3,2026-11-07T10:15:00Z\n")
                .unwrap();
            let line = format!("{} {command} {}", env!("CARGO_BIN_EXE_onrecord"), data.join(" "));
            let shown = std::process::Command::new(terminal)
                .args(["-qec", &line, "/dev/null"])
                .env("TERM", "xterm")
                .current_dir(force.folder.path())
                .output()
                .unwrap();
            let shown = String::from_utf8_lossy(&shown.stdout).into_owned();
            assert!(shown.contains(says), "{command}: {shown}");
            assert!(shown.contains(" of "), "{command}: {shown}");
            let _ = std::fs::remove_dir_all(force.path("copy"));
        }
        let quiet = force.go(&["verify", "--data", "force"]);
        assert_eq!((quiet.code, quiet.err.as_str()), (0, ""));
    });
}
