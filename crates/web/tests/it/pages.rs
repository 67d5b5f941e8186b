//! What the pages say, on a small force.

use access::{Role, Status};

use crate::kit::{Client, SOURCE, Server};

fn text(client: &mut Client, path: &str) -> String {
    let reply = client.get(path);
    assert_eq!(reply.status, 200, "{path}: {}", reply.body);
    assert_eq!(reply.body.matches("<h1").count(), 1, "{path} has one heading");
    assert!(
        !reply.body.contains("<script") && !reply.body.contains(" style=") && !is_armed(&reply.body),
        "{path}"
    );
    reply.body
}

/// Whether an attribute holds a script.
fn is_armed(page: &str) -> bool {
    page.split(" on").skip(1).any(|rest| {
        let word: String = rest.chars().take_while(char::is_ascii_lowercase).collect();
        !word.is_empty() && rest[word.len()..].starts_with("=\"")
    })
}

#[test]
fn each_page_says_what_it_should() {
    let server = Server::with_force();
    let mut registrar = server.signed_in(Role::Registrar, Status::Active);
    let mut missing = Vec::new();
    for (path, words) in [
        (
            "/my-work",
            vec![
                "Links to review",
                "Crimes recorded late",
                "crime recorded late",
                "You are signed in as Registrar, North",
            ],
        ),
        ("/search?q=Quillfeather", vec!["2 records", "B-1", "C-1"]),
        ("/search?q=900222", vec!["1 record", "B-2"]),
        ("/search?q=Plumbline", vec!["Nothing was found that you may see"]),
        ("/search?q=surname", vec!["Nothing was found"]),
        (
            "/incidents/storm/B-1",
            vec![
                "1 March 2026, 10am",
                "Marrowby Quillfeather hit at home",
                "4 Mangle Row",
                "C-1",
                "One record names the other",
                "First received",
                "07700 900111",
                "29 February 1984",
            ],
        ),
        ("/crimes/storm/C-1", vec!["Assault with injury", "Late", "53 h 0 min", "B-1"]),
        ("/crimes/storm/C-2", vec!["Within 24 hours", "Dunnock withdrew", "Cancelled"]),
        ("/links", vec!["Nothing waits for review"]),
        ("/loads", vec!["Load 1", "Adds up", "storm"]),
        ("/loads/1", vec!["13 received = 12 accepted + 1 set aside + 0 duplicate", "telephone"]),
        ("/loads/1/quarantine", vec!["someday", "recorded_at"]),
        ("/figures", vec!["1 of 3", "95% interval", "No audit in this database", "Clopper-Pearson"]),
        ("/24-hour-recording", vec!["33.3%", "Crime Bureau", "telephone"]),
        ("/late", vec!["C-1", "53 h 0 min", "Crime Bureau"]),
        ("/completeness", vec!["Completeness"]),
        ("/safeguarding", vec!["B-3", "No answer", "1 incident: safeguarding given in 0"]),
        ("/restricted", vec!["B-4", "Nobody"]),
        ("/ledger", vec!["Extract loaded", "Unwitnessed"]),
        ("/help", vec!["Crime-related incident", "Access log"]),
        ("/accessibility", vec!["Web Content Accessibility Guidelines", "no screen reader"]),
        ("/my-sessions", vec!["This one"]),
    ] {
        let body = text(&mut registrar, path);
        missing.extend(
            words.into_iter().filter(|word| !body.contains(word)).map(|word| format!("{path}: {word}")),
        );
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn a_restricted_record_is_nowhere_but_for_those_named() {
    let server = Server::with_force();
    let id = server.account("ash", Role::Registrar, Status::Active, "");
    let mut client = server.session(&id, store::sessions::Stage::Full);
    let paths = ["/search?q=B-4", "/late", "/late.csv", "/my-work", "/links"];
    for path in paths {
        let body = client.get(path).body;
        assert!(!body.contains("B-4</") && !body.contains("C-4"), "{path}");
    }
    assert_eq!(client.get("/incidents/storm/B-4").status, 404);
    assert_eq!(client.get("/crimes/storm/C-4").status, 404, "with the incident goes the crime");
    let place = ("incidents".to_owned(), SOURCE.to_owned(), "B-4".to_owned());
    server.runtime.block_on(server.store.restrict(place, vec![id], "test")).unwrap();
    assert!(client.get("/incidents/storm/B-4").body.contains("Plumbline"));
    assert!(client.get("/late.csv").body.contains("C-4,B-4"));
}

#[test]
fn an_officer_finds_only_the_own_unit() {
    let server = Server::with_force();
    let mut officer = server.signed_in(Role::Officer, Status::Active);
    let body = text(&mut officer, "/search?q=B-1")
        + &text(&mut officer, "/search?q=B-2")
        + &text(&mut officer, "/search?q=Bicycle");
    assert!(body.contains("/incidents/storm/B%2D1") && !body.contains("/incidents/storm/B%2D2"), "{body}");
    assert_eq!(officer.get("/incidents/storm/B-2").status, 404);
    assert_eq!(officer.get("/crimes/storm/C-2").status, 404);
    let mut supervisor = server.signed_in(Role::Supervisor, Status::Active);
    assert!(text(&mut supervisor, "/late").contains("C-1"));
}

#[test]
fn a_ruling_is_kept_and_undoes_what_the_program_made() {
    let server = Server::with_force();
    let mut registrar = server.signed_in(Role::Registrar, Status::Active);
    let fields = [("incident", "storm/B-1"), ("crime", "storm/C-1"), ("verdict", "not linked")];
    assert_eq!(registrar.post("/links/review", &fields).location(), "/links?done=refused");
    assert!(text(&mut registrar, "/incidents/storm/B-1").contains("No crime is linked to this incident"));
    assert!(text(&mut registrar, "/ledger").contains("Link decided"));
    let again = registrar.post("/links/review", &fields);
    assert_eq!(again.status, 409, "the same form twice: {}", again.body);
    assert!(again.body.contains("has that ruling already"));
    let fields = [("incident", "storm/B-1"), ("crime", "storm/C-1"), ("verdict", "linked")];
    assert_eq!(registrar.post("/links/review", &fields).status, 303);
    assert!(text(&mut registrar, "/incidents/storm/B-1").contains("A person accepted it"));
    let verified = server.runtime.block_on(server.store.verify(&mut |_| {})).unwrap();
    assert_eq!(verified.bad, []);
}

#[test]
fn safeguarding_is_answered_in_words_of_a_list() {
    let server = Server::with_force();
    let mut officer = server.signed_in(Role::SafeguardingOfficer, Status::Active);
    let here = "/safeguarding/storm/B-3";
    assert!(text(&mut officer, here).contains("No answer yet"));
    let (what, by) = ("referred to MARAC", "safeguarding unit");
    let given = [("answer", "given"), ("what", what), ("day", "2026-03-04"), ("by", by)];
    for (fields, status, words) in [
        (
            vec![("answer", "given"), ("what", "tea"), ("day", "2026-03-04"), ("by", by)],
            400,
            "Say what was done",
        ),
        (vec![("answer", "given"), ("what", what), ("day", "yesterday"), ("by", by)], 409, "on which day"),
        (given.to_vec(), 303, ""),
        (given.to_vec(), 409, "stands already"),
        (vec![("answer", "none"), ("why", "victim declined")], 303, ""),
        (given.to_vec(), 303, ""),
    ] {
        let reply = officer.post(here, &fields);
        assert!(
            reply.status == status && reply.body.contains(words),
            "{fields:?}: {} {}",
            reply.status,
            reply.body
        );
    }
    let page = text(&mut officer, here);
    assert!(page.contains("Given: referred to MARAC, on 4 March 2026, by safeguarding unit"), "{page}");
    assert!(page.contains("Holder of safeguarding officer-active"), "{page}");
    assert!(
        officer
            .get("/safeguarding.csv")
            .body
            .contains("given,,referred to MARAC,2026-03-04,safeguarding unit,")
    );
    let rebuilt = server.runtime.block_on(server.store.rebuild_check(&mut |_| {})).unwrap();
    assert!(rebuilt.is_equal(), "{rebuilt:?}");
}

#[test]
fn files_carry_a_header_and_harmless_cells() {
    let server = Server::with_force();
    let mut registrar = server.signed_in(Role::Registrar, Status::Active);
    let reply = registrar.get("/late.csv");
    assert!(reply.header("content-disposition").contains("late.csv"));
    assert!(reply.body.starts_with("crime_ref,incident_ref,first_receipt"), "{}", reply.body);
    assert!(reply.body.contains("C-1,B-1,"), "{}", reply.body);
    let book = registrar.get("/late.xlsx");
    assert!(book.header("content-disposition").contains("late.xlsx") && book.body.starts_with("PK"));
    assert!(registrar.get("/loads/1/reconciliation.csv").body.contains("telephone,2026-03-01,1,1,0,0"));
    let sheet = registrar.get("/help").body;
    let sheet = sheet.split("href=\"/static/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let reply = registrar.get(&format!("/static/{sheet}"));
    assert!(reply.status == 200 && reply.header("cache-control").contains("immutable"));
}

#[test]
fn a_file_is_sent_in_mapped_tried_and_loaded() {
    let server = Server::with_force();
    let mut manager = server.signed_in(Role::InformationManager, Status::Active);
    let logs =
        "Log No;Opened;How\nST-1;05/04/2026 09:00;999\nST-2;06/04/2026 10:00;Online\nST-3;someday;999\n";
    let sent = manager.send_file("/sources", &[("source", "niche")], ("../logs.csv", logs));
    assert_eq!(sent.status, 303, "{}", sent.body);
    let here = sent.location().to_owned();
    let page = text(&mut manager, &here);
    assert!(
        page.contains("logs.csv from niche") && page.contains("Log No") && page.contains("3 rows"),
        "{page}"
    );
    assert!(!page.contains("ST-1"), "no value of the file is shown");
    let mapping = "[incidents]\nincident_ref = \"Log No\"\n";
    let wrong = manager.post(&here, &[("mapping", "this is no mapping"), ("what", "try")]);
    assert!(wrong.status == 400 && wrong.body.contains("There is a problem"), "{}", wrong.body);
    let missing =
        manager.post(&here, &[("mapping", "[incidents]\nincident_ref = \"No Such\"\n"), ("what", "try")]);
    assert!(missing.status == 400 && missing.body.contains("No Such"), "{}", missing.body);
    let n_loads = server.number("SELECT count(*) FROM source_load");
    let tried = manager.post(&here, &[("mapping", mapping), ("what", "try")]);
    assert!(tried.body.contains("This was a trial"), "{}", tried.body);
    assert_eq!(server.number("SELECT count(*) FROM source_load"), n_loads, "a trial keeps nothing");
    let loaded = manager.post(&here, &[("mapping", mapping), ("what", "load")]);
    assert!(loaded.location().starts_with("/loads/"), "{}", loaded.body);
    assert!(text(&mut manager, loaded.location()).contains("3 received"));
    assert_eq!(manager.get(&here).status, 404, "what was loaded does not wait any more");
    let again = manager.send_file("/sources", &[("source", "niche")], ("logs.csv", logs));
    let here = again.location().to_owned();
    assert!(text(&mut manager, &here).contains("Log No&quot;"), "the mapping was kept");
    assert!(manager.post(&here, &[("mapping", mapping), ("what", "load")]).body.contains("loaded before"));
    for (source, file, words) in [
        ("a/b", ("x.csv", "a,b\n1,2\n"), "Enter a name"),
        ("storm", ("x.csv", ""), "Choose a file"),
        ("storm", ("x.xlsx", "PK no sheet"), "There is a problem"),
    ] {
        let reply = manager.send_file("/sources", &[("source", source)], file);
        assert!(reply.status == 400 && reply.body.contains(words), "{words}: {}", reply.body);
    }
    let waiting = std::fs::read_dir(server.folder.path().join("uploads")).unwrap().count();
    assert_eq!(waiting, 0, "nothing half-done waits");
}
