//! What is not as it should be gets a page that says what happened and what to do; nothing half-done.

use access::{Role, Status};

use crate::kit::Server;

#[test]
fn each_has_a_page_that_says_what_to_do() {
    let server = Server::with_force();
    let mut registrar = server.signed_in(Role::Registrar, Status::Active);
    for (path, status) in [
        ("/incidents/storm/B-999", 404),
        ("/incidents/elsewhere/B-1", 404),
        ("/incidents/storm/..%2f..%2fetc%2fpasswd", 404),
        ("/static/..%2f..%2f..%2fetc%2fpasswd", 404),
        ("/../../etc/passwd", 404),
        ("/loads/999999999999999999999999", 404),
        ("/loads/-1", 404),
        ("/links/review?incident=x&crime=y", 404),
        ("/links/review", 404),
        ("/accounts/none", 403),
        ("/late?page=0&sort=%00&team=%FF", 200),
        ("/late?page=99999999999999", 200),
        ("/search?q=%27%3B%20DROP%20TABLE%20ledger%3B%20--", 200),
        ("/search?q=%25", 400),
        ("/no-such-page", 404),
    ] {
        let reply = registrar.get(path);
        assert_eq!(reply.status, status, "{path}: {}", reply.body);
        assert!(reply.body.contains("<h1"), "{path} has a page");
        for inside in ["panicked", "src/", "SELECT", "root:"] {
            assert!(!reply.body.contains(inside), "{path} tells of the inside: {inside}");
        }
    }
    let shown = registrar.get("/search?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E");
    assert!(shown.body.contains("&lt;script&gt;") && !shown.body.contains("<script"));
}

#[test]
fn forms_that_are_none() {
    let server = Server::with_force();
    let mut registrar = server.signed_in(Role::Registrar, Status::Active);
    let large = "x".repeat(300 << 10);
    let reply = registrar.post("/restricted", &[("reference", &large)]);
    assert_eq!(reply.status, 413, "{}", reply.body);
    assert!(reply.body.contains("larger than a form may be"));
    let mut registrar = server.signed_in(Role::Inspector, Status::Active);
    registrar.header = "Content-Type: multipart/form-data; boundary=x\r\n".into();
    assert_eq!(registrar.send("POST", "/sign-out", Some("--x--".into())).status, 415);
    registrar.header = String::new();
    assert_eq!(registrar.send("DELETE", "/my-work", None).status, 405);
    assert_eq!(registrar.get("/my-work").status, 200);
}

#[test]
fn a_file_of_two_gigabytes_is_refused_before_it_is_read() {
    let server = Server::with_force();
    let mut manager = server.signed_in(Role::InformationManager, Status::Active);
    manager.header = "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 2147483648\r\n".into();
    let reply = manager.send("POST", "/sources", None);
    assert_eq!(reply.status, 413);
    assert!(
        reply.body.contains("larger than 1 GB") && reply.body.contains("onrecord load"),
        "{}",
        reply.body
    );
}

#[test]
fn cookies_that_were_tampered_with() {
    let server = Server::with_force();
    let client = server.signed_in(Role::Registrar, Status::Active);
    let token = client.cookie("onrecord").unwrap();
    let turned =
        if token.starts_with('0') { token.replacen('0', "1", 1) } else { format!("0{}", &token[1..]) };
    for value in [turned.as_str(), "", "x", &token[1..], "../../etc/passwd", &"f".repeat(4_000)] {
        let mut thief = server.client();
        thief.cookies = vec![("onrecord".into(), value.into())];
        let reply = thief.get("/my-work");
        assert!(reply.is_sign_in(), "{value}: {}", reply.status);
    }
}

#[test]
fn a_flood_of_headers_is_refused_and_the_server_lives() {
    let server = Server::with_force();
    let mut flood = server.client();
    flood.header = (0..2_000).map(|n| format!("X-Flood-{n}: {}\r\n", "x".repeat(100))).collect();
    assert_eq!(flood.get("/sign-in").status, 431);
    let mut long = server.client();
    let reply = long.get(&format!("/late?team={}", "x".repeat(100_000)));
    assert!([303, 414, 431].contains(&reply.status), "{}", reply.status);
    assert_eq!(server.client().get("/help").status, 200);
}
