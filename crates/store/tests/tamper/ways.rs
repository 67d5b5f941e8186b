//! Nine ways of tampering: each is seen by the command that is for it, and named where it is, on both
//! engines.

use store::checkpoint::Extends;

use crate::force::{N_ENTRIES, SEALED_BY, on_both};

/// What `verify` must name first after some statements.
fn verify_names(statements: &[&str], seq: u64, says: &str) {
    on_both(|force| {
        assert!(force.verify().unwrap().holds());
        force.tampered(statements);
        let verified = force.verify().unwrap();
        let first = verified.bad.first().unwrap_or_else(|| panic!("{statements:?} was not seen"));
        assert_eq!(first.seq, seq, "{statements:?}: {first:?}");
        assert!(first.what.contains(says), "{statements:?}: {first:?}");
    });
}

#[test]
fn an_edited_entry_is_named() {
    verify_names(
        &["UPDATE ledger SET body = replace(body, '\"linked\"', '\"not linked\"') WHERE seq = 42"],
        42,
        "entry 42 was changed",
    );
    verify_names(&["UPDATE ledger SET actor = 'registrar-2' WHERE seq = 42"], 42, "entry 42 was changed");
    verify_names(&["UPDATE ledger SET at = at + 1 WHERE seq = 42"], 42, "entry 42 was changed");
}

#[test]
fn a_deleted_entry_is_named() {
    verify_names(&["DELETE FROM ledger WHERE seq = 42"], 42, "entry 42 is missing");
    verify_names(&["DELETE FROM ledger WHERE seq < 4"], 1, "entries 1 to 3 are missing");
}

#[test]
fn an_inserted_entry_is_named() {
    let make_room = "UPDATE ledger SET seq = -seq WHERE seq >= 42";
    let insert = "INSERT INTO ledger SELECT 42, at, actor, kind, version, subject, body, prev, hash FROM ledger WHERE seq = -42";
    verify_names(
        &[make_room, insert, "UPDATE ledger SET seq = -seq + 1 WHERE seq < 0"],
        43,
        "entry 43 was changed",
    );
    // With a hash that fits: the one after it no longer follows.
    on_both(|force| {
        force.tampered(&["UPDATE ledger SET seq = -seq WHERE seq >= 42", insert]);
        force.tampered(&["UPDATE ledger SET subject = 'record/BO-999' WHERE seq = 42"]);
        force.rewritten_from(42);
        force.tampered(&["UPDATE ledger SET seq = -seq + 1 WHERE seq < 0"]);
        assert_eq!(force.verify().unwrap().bad[0].seq, 43);
    });
}

#[test]
fn swapped_entries_are_named() {
    verify_names(
        &[
            "UPDATE ledger SET seq = -42 WHERE seq = 42",
            "UPDATE ledger SET seq = 42 WHERE seq = 43",
            "UPDATE ledger SET seq = 43 WHERE seq = -42",
        ],
        42,
        "entry 42 was changed",
    );
}

#[test]
fn a_cut_off_end_is_seen_by_a_witness() {
    on_both(|force| {
        let kept = force.witnessed();
        force.tampered(&[
            "DELETE FROM ledger WHERE seq > 58",
            "DELETE FROM link_decision WHERE seq > 58",
            "UPDATE projected SET seq = 58",
        ]);
        assert!(force.verify().unwrap().holds(), "a chain cannot see by itself that its end is gone");
        let compared = force.compare(&[kept]);
        assert_eq!(compared.extends, Extends::Shorter { checkpoint: N_ENTRIES });
        assert!(compared.wrong().unwrap().contains("entries 59 to 61 are gone"), "{:?}", compared.wrong());
    });
}

#[test]
fn an_old_copy_put_back_is_seen_by_a_witness() {
    on_both(|force| {
        let old = force.copied();
        force.goes_on(20);
        let kept = force.witnessed();
        let force = old;
        assert!(force.verify().unwrap().holds() && force.rebuild_check().unwrap().is_equal());
        assert_eq!(
            force.compare(std::slice::from_ref(&kept)).extends,
            Extends::Shorter { checkpoint: N_ENTRIES + 20 }
        );
        // And after other things were then written down in their place.
        force.goes_on(25);
        force.tampered(&["UPDATE ledger SET actor = 'registrar-2' WHERE seq = 62"]);
        force.rewritten_from(62);
        assert_eq!(
            force.compare(&[kept]).extends,
            Extends::Rewritten { agrees_to: 0, checkpoint: N_ENTRIES + 20 }
        );
    });
}

#[test]
fn a_chain_written_anew_is_seen_by_a_witness_between_two_checkpoints() {
    on_both(|force| {
        let early = force.witnessed();
        force.goes_on(20);
        let late = force.witnessed();
        force.goes_on(5);
        assert_eq!(force.compare(&[late.clone(), early.clone()]).extends, Extends::Yes);
        force.tampered(&["UPDATE ledger SET actor = 'registrar-2' WHERE seq = 70"]);
        force.rewritten_from(70);
        assert!(
            force.verify().unwrap().holds(),
            "a chain cannot see by itself that all of it was written anew"
        );
        let compared = force.compare(&[late, early]);
        assert_eq!(compared.extends, Extends::Rewritten { agrees_to: N_ENTRIES, checkpoint: N_ENTRIES + 20 });
        assert!(compared.wrong().unwrap().contains("entries 62 to 81"), "{:?}", compared.wrong());
    });
}

#[test]
fn an_edited_projection_is_named() {
    on_both(|force| {
        force.tampered(&["UPDATE link_decision SET verdict = 'not linked' WHERE incident_ref = 'BO-041'"]);
        let rebuilt = force.rebuild_check().unwrap();
        let unequal: Vec<_> = rebuilt.tables.iter().filter(|table| !table.is_equal()).collect();
        assert_eq!(unequal.len(), 1);
        assert_eq!((unequal[0].table, unequal[0].first.as_deref()), ("link_decision", Some("BO-041")));
    });
}

#[test]
fn an_edited_personal_row_is_named() {
    let place = "load = 1 AND position = (SELECT min(position) FROM personal WHERE load = 1)";
    let edit = format!("UPDATE personal SET body = replace(body, 'shouted at', 'thanked') WHERE {place}");
    verify_names(&[&edit], SEALED_BY, "personal row 1.");
    let nonce = format!("UPDATE personal SET nonce = (SELECT hash FROM ledger WHERE seq = 1) WHERE {place}");
    verify_names(&[&nonce], SEALED_BY, "was changed");
    let gone = format!("DELETE FROM personal WHERE {place}");
    verify_names(&[&gone], SEALED_BY, "missing without an approved erasure");
}

#[test]
fn an_edited_row_of_an_extract_is_named() {
    verify_names(
        &[
            "UPDATE observation SET body = replace(body, '\"C1\"', '\"C2\"') WHERE load = 1 AND body LIKE '%\"C1\"%'",
        ],
        SEALED_BY,
        "a row of load 1",
    );
}
