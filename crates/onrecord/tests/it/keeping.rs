//! Checkpoints, backups, restores and the doctor, by the binary.

use std::path::Path;

use serde_json::Value;

use crate::support::{err, onrecord_in, out};

/// A folder with a database into which one extract was loaded.
fn force() -> tempfile::TempDir {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("logs.csv");
    std::fs::write(
        &file,
        "incident_ref,received_at,closing_code,text\nBO-1,2026-11-05T10:15:00Z,C1,Caller of Ambridge\n",
    )
    .unwrap();
    loaded(place.path(), "storm", "logs.csv");
    place
}

fn loaded(place: &Path, source: &str, file: &str) {
    let ran = go(place, &["load", "--data", "force", "--source", source, file]);
    assert_eq!(ran.code, 0, "{ran:?}");
}

/// How a run ended and what it said.
#[derive(Debug)]
struct Ran {
    code: i32,
    out: String,
    err: String,
}

fn go(place: &Path, arguments: &[&str]) -> Ran {
    let output = onrecord_in(place, arguments);
    Ran { code: output.status.code().unwrap(), out: out(&output), err: err(&output) }
}

fn json(ran: &Ran) -> Value {
    serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {ran:?}"))
}

fn finding(doctor: &Ran, name: &str) -> (String, String) {
    let value = json(doctor);
    let one = value["findings"].as_array().unwrap().iter().find(|one| one["name"] == name).unwrap().clone();
    (one["state"].as_str().unwrap().into(), one["says"].as_str().unwrap().into())
}

const EXPORT: &[&str] = &["checkpoint", "export", "--data", "force", "--key", "card/onrecord.key"];

fn with<'a>(first: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    [first, more].concat()
}

#[test]
fn a_checkpoint_that_is_kept_elsewhere_tells_on_an_old_copy() {
    let place = force();
    let place = place.path();
    std::fs::create_dir(place.join("card")).unwrap();
    let no_key = go(place, EXPORT);
    assert!(no_key.code == 2 && no_key.err.contains("--new-key"), "{no_key:?}");
    let inside = go(
        place,
        &["checkpoint", "export", "--data", "force", "--key", "force/k", "--new-key", "b.example/o"],
    );
    assert!(inside.code == 2 && inside.err.contains("must not lie in the data folder"), "{inside:?}");
    let made =
        go(place, &with(EXPORT, &["--new-key", "borsetshire.example/onrecord", "--out", "one.checkpoint"]));
    assert!(made.code == 0 && made.out.contains("unwitnessed"), "{made:?}");
    let old = std::fs::read(place.join("force/onrecord.db")).unwrap();

    std::fs::write(place.join("more.csv"), "incident_ref,received_at\nBO-2,2026-11-06T10:15:00Z\n").unwrap();
    loaded(place, "storm", "more.csv");
    assert_eq!(go(place, &with(EXPORT, &["--out", "two.checkpoint"])).code, 0);
    let compare = &["checkpoint", "compare", "--data", "force", "--public-key", "card/onrecord.key.pub"];
    let yes = go(place, &with(compare, &["two.checkpoint", "one.checkpoint", "--format", "json"]));
    assert_eq!(
        (yes.code, json(&yes)["extends"].clone(), json(&yes)["signature_checked"].clone()),
        (0, true.into(), true.into())
    );

    std::fs::write(place.join("force/onrecord.db"), old).unwrap();
    assert_eq!(go(place, &["verify", "--data", "force"]).code, 0);
    let no = go(place, &with(compare, &["two.checkpoint"]));
    assert!(
        no.code == 1 && no.out.contains("NO: the ledger has 1 entries and the checkpoint was made over 2"),
        "{no:?}"
    );

    let forged = std::fs::read_to_string(place.join("two.checkpoint")).unwrap().replacen("\n2\n", "\n1\n", 1);
    std::fs::write(place.join("forged.checkpoint"), forged).unwrap();
    let refused = go(place, &with(compare, &["forged.checkpoint"]));
    assert!(refused.code == 2 && refused.err.contains("does not fit the text"), "{refused:?}");
    let unchecked = go(place, &["checkpoint", "compare", "--data", "force", "one.checkpoint"]);
    assert!(unchecked.code == 0 && unchecked.out.contains("The signature was not checked"), "{unchecked:?}");
}

#[test]
fn a_backup_is_unproven_until_it_was_restored_and_verified() {
    let place = force();
    let place = place.path();
    let backup = go(place, &["backup", "--data", "force", "--to", "copy"]);
    assert!(backup.code == 0 && backup.out.contains("unproven"), "{backup:?}");
    let again = go(place, &["backup", "--data", "force", "--to", "copy"]);
    assert!(again.code == 2 && again.err.contains("already"), "{again:?}");
    let doctor = || go(place, &["doctor", "--data", "force", "--format", "json"]);
    let (state, says) = finding(&doctor(), "backup");
    assert!(state == "warning" && says.contains("UNPROVEN"), "{says}");

    let restore = &["restore", "--from", "copy", "--data", "back"];
    let good = go(place, restore);
    assert!(
        good.code == 0
            && good.out.contains("Restored and verified: 1 entries")
            && good.out.contains("Unwitnessed"),
        "{good:?}"
    );
    assert_eq!(go(place, &["verify", "--data", "back"]).code, 0);
    assert_eq!(go(place, &["rebuild", "--check", "--data", "back"]).code, 0);
    let (state, says) = finding(&doctor(), "backup");
    assert!(state == "good" && says.contains("proven by a restore"), "{says}");
    let taken = go(place, restore);
    assert!(taken.code == 2 && taken.err.contains("something is here already"), "{taken:?}");

    let file = place.join("copy/onrecord.db");
    let mut bytes = std::fs::read(&file).unwrap();
    let at = bytes.len() / 2;
    bytes[at] ^= 1;
    std::fs::write(&file, bytes).unwrap();
    let bent = go(place, &["restore", "--from", "copy", "--data", "bent"]);
    assert!(
        bent.code == 1 && bent.out.contains("its digest differs") && !place.join("bent").exists(),
        "{bent:?}"
    );
}

#[test]
fn an_older_backup_is_not_good_against_a_newer_checkpoint_unless_the_loss_is_accepted() {
    let place = force();
    let place = place.path();
    std::fs::create_dir(place.join("card")).unwrap();
    assert_eq!(go(place, &["backup", "--data", "force", "--to", "copy"]).code, 0);
    std::fs::write(place.join("more.csv"), "incident_ref,received_at\nBO-2,2026-11-06T10:15:00Z\n").unwrap();
    loaded(place, "storm", "more.csv");
    assert_eq!(go(place, &with(EXPORT, &["--new-key", "b.example/o", "--out", "two.checkpoint"])).code, 0);
    let restore = &["restore", "--from", "copy", "--checkpoint", "two.checkpoint"];
    let no = go(place, &with(restore, &["--data", "back"]));
    assert!(no.code == 1 && no.out.contains("entries 2 to 2 are gone"), "{no:?}");
    assert!(!place.join("back").exists() && place.join("back.unverified").exists());
    let lossy = go(place, &with(restore, &["--data", "lossy", "--accept-loss"]));
    assert!(
        lossy.code == 0 && lossy.out.contains("1 entries that a checkpoint covers are LOST"),
        "{lossy:?}"
    );
}

#[test]
fn the_doctor_tells_what_was_never_done_and_then_that_it_was() {
    let place = force();
    let place = place.path();
    std::fs::create_dir(place.join("card")).unwrap();
    let doctor = || go(place, &["doctor", "--data", "force", "--format", "json"]);
    for (name, state, says) in [
        ("verification", "warning", "never done"),
        ("backup", "bad", "never made"),
        ("checkpoints", "warning", "UNWITNESSED"),
        ("clock", "good", "never seen"),
        ("loads", "good", "all sealed"),
        ("page checksums", "good", "SQLite"),
    ] {
        let found = finding(&doctor(), name);
        assert!(found.0 == state && found.1.contains(says), "{name}: {found:?}");
    }
    assert!(finding(&doctor(), "disk").1.contains("free"));
    assert_eq!(go(place, &["verify", "--data", "force"]).code, 0);
    assert_eq!(finding(&doctor(), "verification").0, "good");
    assert_eq!(go(place, &with(EXPORT, &["--new-key", "b.example/o", "--out", "one.checkpoint"])).code, 0);
    assert!(finding(&doctor(), "checkpoints").1.contains("given out"));
    assert_eq!(go(place, &["checkpoint", "compare", "--data", "force", "one.checkpoint"]).code, 0);
    let found = finding(&doctor(), "checkpoints");
    assert!(found.0 == "good" && found.1.contains("0 entries since are unwitnessed"), "{found:?}");
    let text = go(place, &["doctor", "--data", "force"]);
    assert!(text.code == 0 && text.out.starts_with("bad      backup: never made"), "{text:?}");
}
