//! Every personal row on a page is in the access log before it is sent (reliability.md R14).

use access::{Role, Status};
use web::{Guard, routes};

use crate::kit::{PERSONAL, SOURCE, Server};

/// Pages with their query, as each would be opened.
fn paths() -> Vec<String> {
    let mut paths: Vec<String> = Vec::new();
    for route in routes().iter().filter(|route| route.method == "GET") {
        match route.path {
            "/incidents/{source}/{reference}" => {
                paths.extend(["B-1", "B-2", "B-3"].map(|one| format!("/incidents/{SOURCE}/{one}")));
            }
            "/crimes/{source}/{reference}" => {
                paths.extend(["C-1", "C-2"].map(|one| format!("/crimes/{SOURCE}/{one}")));
            }
            "/links/review" => paths.push(format!("/links/review?incident={SOURCE}/B-1&crime={SOURCE}/C-1")),
            "/safeguarding/{source}/{reference}" => paths.push(format!("/safeguarding/{SOURCE}/B-3")),
            "/search" => {
                paths.extend(["/search", "/search?q=Quillfeather", "/search?q=B-1"].map(String::from))
            }
            path => paths.push(
                path.replace("{load}", "1")
                    .replace("{account}", "none")
                    .replace("{upload}", "none")
                    .replace("{name}", "none"),
            ),
        }
    }
    paths
}

#[test]
fn rows_sent_are_rows_logged_on_every_route() {
    let server = Server::with_force();
    let mut n_rows = 0;
    for &role in Role::ALL {
        let mut client = server.signed_in(role, Status::Active);
        for path in paths() {
            let before = server.number("SELECT CAST(coalesce(sum(n_people), 0) AS BIGINT) FROM access_entry");
            let reply = client.get(&path);
            let after = server.number("SELECT CAST(coalesce(sum(n_people), 0) AS BIGINT) FROM access_entry");
            let n_sent = reply.body.matches("data-person=").count() as i64;
            assert_eq!(after - before, n_sent, "{role:?} {path}: {}", reply.body);
            n_rows += n_sent;
            // What is typed into the search stands in its field; else a name is in a personal row alone.
            if n_sent == 0 && !path.contains("q=") {
                PERSONAL
                    .iter()
                    .for_each(|word| assert!(!reply.body.contains(word), "{role:?} {path} shows {word}"));
            }
        }
    }
    assert!(n_rows > 100, "{n_rows}");
    let checked = server.runtime.block_on(server.store.verify_access_log()).unwrap();
    assert_eq!(checked.first_bad, None);
    assert!(checked.n_entries > 50);
}

#[test]
fn without_the_log_no_person_is_shown_and_nothing_is_changed() {
    let server = Server::with_force();
    let mut registrar = server.signed_in(Role::Registrar, Status::Active);
    assert_eq!(registrar.get(&format!("/incidents/{SOURCE}/B-1")).status, 200);
    server.runtime.block_on(async {
        let broken = "CREATE TRIGGER broken BEFORE INSERT ON access_entry BEGIN SELECT RAISE(ABORT, 'broken for a test'); END";
        let done = server.store.write(move |tx| Box::pin(async move { tx.execute(broken, Vec::new()).await }));
        done.await.unwrap();
    });
    for path in paths() {
        let reply = registrar.get(&path);
        let shows = path.starts_with("/incidents")
            || path.starts_with("/crimes")
            || path.contains("review")
            || path.contains("quarantine");
        assert_eq!(reply.status == 503, shows || path.contains("q="), "{path}: {}", reply.status);
        PERSONAL
            .iter()
            .filter(|word| !path.contains(**word))
            .for_each(|word| assert!(!reply.body.contains(word), "{path} shows {word}"));
        assert!(!reply.body.contains("broken for a test"), "{path} tells of the inside");
    }
    let fields = [("incident", "storm/B-1"), ("crime", "storm/C-1"), ("verdict", "not linked")];
    assert_eq!(registrar.post("/links/review", &fields).status, 503);
    assert_eq!(server.number("SELECT count(*) FROM link_decision"), 0);
    let fields = [("kind", "incidents"), ("source", SOURCE), ("reference", "B-2")];
    assert_eq!(registrar.post("/restricted", &fields).status, 503);
    assert_eq!(server.number("SELECT count(*) FROM restricted_record"), 1);
}

#[test]
fn nobody_reads_the_access_log_about_themselves() {
    let server = Server::with_force();
    let own = server.account("ash", Role::InformationManager, Status::Active, "");
    let other = server.account("birch", Role::InformationManager, Status::Active, "");
    let mut ash = server.session(&own, store::sessions::Stage::Full);
    let mut birch = server.session(&other, store::sessions::Stage::Full);
    assert_eq!(ash.get("/loads/1/quarantine").status, 200);
    for path in [
        "/access-log".to_owned(),
        format!("/access-log?person={own}"),
        "/access-log.csv".into(),
        "/access-log?record=quarantine%2Fload%2F1".into(),
    ] {
        assert!(
            !ash.get(&path).body.contains("quarantine</td>")
                && !ash.get(&path).body.contains("quarantine/load/1</span>"),
            "{path}"
        );
        assert!(birch.get(&path).body.contains("quarantine/load/1"), "{path}");
    }
    assert!(matches!(
        routes().iter().find(|route| route.path == "/access-log").map(|route| route.guard),
        Some(Guard::May(_))
    ));
}
