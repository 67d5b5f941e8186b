//! Signing in: set-up, invitation, password, second factor, recovery codes, lockout, sessions, forms.

use access::{Role, SECOND, Status, second_factor};
use store::sessions::Stage;

use crate::kit::{Client, FORCE, NOON, Reply, Server};

const PASSWORD: &str = "marrow quill lantern";

/// The key that the page of the second factor shows, as bytes.
fn secret(page: &Reply) -> Vec<u8> {
    let letters = page.body.split("secret=").nth(1).unwrap().split('&').next().unwrap();
    let mut bits = String::new();
    for letter in letters.bytes() {
        let value = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".iter().position(|one| *one == letter).unwrap();
        bits += &format!("{value:05b}");
    }
    bits.as_bytes()
        .chunks_exact(8)
        .map(|byte| u8::from_str_radix(str::from_utf8(byte).unwrap(), 2).unwrap())
        .collect()
}

fn now(server: &Server) -> i64 {
    server.clock.load(std::sync::atomic::Ordering::Relaxed)
}

fn password(client: &mut Client, name: &str, password: &str) -> Reply {
    client.get("/sign-in");
    client.post("/sign-in", &[("name", name), ("password", password)])
}

#[test]
fn from_nothing_to_a_colleague_signed_in() {
    let server = Server::start(None);
    let mut first = server.client();
    assert_eq!(first.get("/").location(), "/set-up");
    first.get("/set-up");
    let wrong = first.post(
        "/set-up",
        &[("force", FORCE), ("shown", "Ash"), ("name", "ash"), ("password", "short"), ("again", "short")],
    );
    assert_eq!(wrong.status, 400);
    assert!(wrong.body.contains("There is a problem") && wrong.body.contains("at least 12 characters"));
    let fields =
        [("force", FORCE), ("shown", "Ash"), ("name", "Ash"), ("password", PASSWORD), ("again", PASSWORD)];
    assert_eq!(first.post("/set-up", &fields).location(), "/sign-in");
    // Once and no more.
    assert_eq!(first.get("/set-up").location(), "/sign-in");
    assert_eq!(first.post("/set-up", &fields).location(), "/sign-in");
    assert_eq!(server.number("SELECT count(*) FROM account"), 1);

    assert_eq!(password(&mut first, "ash", PASSWORD).location(), "/second-factor");
    assert!(first.get("/my-work").is_sign_in(), "the password alone is not enough");
    let page = first.get("/second-factor");
    assert!(first.post("/second-factor", &[("code", "000000")]).body.contains("The code is not right"));
    let code = second_factor::code(&secret(&page), now(&server)).unwrap();
    let codes = first.post("/second-factor", &[("code", &code)]);
    assert!(codes.body.contains("Keep these recovery codes"), "{}", codes.body);
    assert_eq!(first.get("/my-work").status, 200);

    let invited = first.post(
        "/accounts/invite",
        &[("shown", "Birch"), ("name", "birch"), ("role", "registrar"), ("unit", "")],
    );
    let address =
        invited.body.split("/join?invitation=").nth(1).unwrap().split('<').next().unwrap().to_owned();
    let mut second = server.client();
    assert!(second.get(&format!("/join?invitation={address}")).body.contains("Birch"));
    let join = [("invitation", address.as_str()), ("password", PASSWORD), ("again", PASSWORD)];
    assert_eq!(second.post("/join", &join).location(), "/sign-in");
    assert_eq!(second.post("/join", &join).location(), "/join", "an invitation is good once");
    assert_eq!(password(&mut second, "birch", PASSWORD).location(), "/second-factor");
}

#[test]
fn the_second_factor_is_good_once_and_a_recovery_code_too() {
    let server = Server::start(Some(FORCE));
    let id = server.account("ash", Role::Registrar, Status::Active, PASSWORD);
    let secret = vec![7; 20];
    let digest = access::token::digest_of_code("aaaa-bbbb-cccc-dddd");
    server.runtime.block_on(server.store.set_second_factor(&id, secret.clone(), 0, vec![digest])).unwrap();
    let code = second_factor::code(&secret, now(&server)).unwrap();
    for (given, is_in) in [
        (code.as_str(), true),
        (code.as_str(), false),
        ("AAAA BBBB CCCC DDDD", true),
        ("aaaa-bbbb-cccc-dddd", false),
    ] {
        let mut client = server.client();
        assert_eq!(password(&mut client, "ash", PASSWORD).location(), "/sign-in/code");
        client.get("/sign-in/code");
        let reply = client.post("/sign-in/code", &[("code", given)]);
        assert_eq!(reply.location() == "/my-work", is_in, "{given}: {}", reply.body);
        assert_eq!(client.get("/my-work").status == 200, is_in, "{given}");
    }
}

#[test]
fn wrong_passwords_make_the_account_wait_and_tell_nothing() {
    let server = Server::start(Some(FORCE));
    server.account("ash", Role::Registrar, Status::Active, PASSWORD);
    let mut client = server.client();
    let said = |reply: &Reply| reply.body.contains("The sign-in name or the password is not right");
    assert!(said(&password(&mut client, "nobody", PASSWORD)));
    for _ in 0..5 {
        assert!(said(&password(&mut client, "ash", "another password")));
    }
    let locked = password(&mut client, "ash", PASSWORD);
    assert!(locked.body.contains("too many wrong passwords"), "{}", locked.body);
    server.pass(61 * SECOND);
    assert_eq!(password(&mut client, "ash", PASSWORD).location(), "/second-factor");
    // One address has so many tries, whatever the name.
    let mut n_refused = 0;
    for n in 0..40 {
        n_refused += i32::from(password(&mut client, &format!("name{n}"), "x").status == 429);
    }
    assert!(n_refused >= 1, "{n_refused}");
}

#[test]
fn sessions_end_when_they_should() {
    let server = Server::start(Some(FORCE));
    let id = server.account("ash", Role::Registrar, Status::Active, PASSWORD);
    let session = || server.session(&id, Stage::Full);
    // Idle for 15 minutes.
    let mut idle = session();
    server.pass(14 * 60 * SECOND);
    assert_eq!(idle.get("/my-work").status, 200);
    server.pass(14 * 60 * SECOND);
    assert_eq!(idle.get("/my-work").status, 200);
    server.pass(15 * 60 * SECOND);
    let out = idle.get("/my-work");
    assert!(out.is_sign_in() && out.location().contains("why=idle"), "{}", out.location());
    assert!(idle.get(out.location()).body.contains("15 minutes"));
    // Twelve hours at most.
    let mut long = session();
    for _ in 0..(12 * 6) {
        assert_eq!(long.get("/my-work").status, 200);
        server.pass(10 * 60 * SECOND);
    }
    assert!(long.get("/my-work").location().contains("why=long"));
    // Ended by its holder from another browser, and by signing out.
    let (mut one, mut other) = (session(), session());
    let list = other.get("/my-sessions");
    let first =
        list.body.split("name=\"session\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert_eq!(other.post("/my-sessions/end", &[("session", &first)]).location(), "/my-sessions");
    assert!(one.get("/my-work").location().contains("why=ended"));
    let held = other.cookies.clone();
    assert_eq!(other.post("/sign-out", &[]).location(), "/sign-in");
    other.cookies = held;
    assert!(other.get("/my-work").is_sign_in(), "the cookie is of no more use");
    // A suspended account is out at the next page, and its sessions do not come back.
    let mut suspended = session();
    assert_eq!(suspended.get("/my-work").status, 200);
    let change = |status| server.store.change_account(&id, (Role::Registrar, "", status), "test");
    server.runtime.block_on(change(Status::Suspended)).unwrap();
    assert!(suspended.get("/my-work").is_sign_in());
    assert!(password(&mut server.client(), "ash", PASSWORD).body.contains("suspended"));
    server.runtime.block_on(change(Status::Active)).unwrap();
    assert!(suspended.get("/my-work").is_sign_in());
    // A role taken away bites at the next page.
    let mut demoted = session();
    assert_eq!(demoted.get("/late").status, 200);
    let role = server.store.change_account(&id, (Role::TrainingLead, "", Status::Active), "test");
    server.runtime.block_on(role).unwrap();
    assert_eq!(demoted.get("/late").status, 403);
    assert_eq!(NOON % SECOND, 0);
}

#[test]
fn what_was_typed_is_not_lost_with_the_session() {
    let server = Server::with_force();
    let mut registrar = server.signed_in(Role::Registrar, Status::Active);
    server.pass(access::session::IDLE);
    let reply =
        registrar.post("/restricted", &[("reference", "B-2, as asked by <Ash>"), ("password", "a secret")]);
    assert_eq!(reply.status, 401);
    assert!(
        reply.body.contains("B-2, as asked by &lt;Ash&gt;") && reply.body.contains("15 minutes"),
        "{}",
        reply.body
    );
    assert!(!reply.body.contains("a secret"));
    assert_eq!(server.number("SELECT count(*) FROM restricted_record"), 1);
}

#[test]
fn a_form_from_elsewhere_changes_nothing() {
    let server = Server::with_force();
    let mut registrar = server.signed_in(Role::Registrar, Status::Active);
    let fields = [("incident", "storm/B-1"), ("crime", "storm/C-1"), ("verdict", "not linked")];
    assert_eq!(registrar.post_as_is("/links/review", &fields).status, 403, "no token");
    let other = server.signed_in(Role::Auditor, Status::Active).get("/my-work").form_token();
    let with_other: Vec<(&str, &str)> =
        fields.iter().copied().chain([("form_token", other.as_str())]).collect();
    assert_eq!(registrar.post_as_is("/links/review", &with_other).status, 403, "another session's token");
    for header in
        ["Origin: https://elsewhere.example\r\n", "Origin: null\r\n", "Sec-Fetch-Site: cross-site\r\n"]
    {
        registrar.header = header.into();
        assert_eq!(registrar.post("/links/review", &fields).status, 403, "{header}");
    }
    registrar.header = String::new();
    assert_eq!(server.number("SELECT count(*) FROM link_decision"), 0);
    assert_eq!(registrar.post("/links/review", &fields).status, 303);
    assert_eq!(server.number("SELECT count(*) FROM link_decision"), 1);
}

#[test]
fn a_demonstration_signs_in_with_one_button_and_nothing_else_does() {
    let server = Server::start(Some(FORCE));
    server.account("demo registrar", Role::Registrar, Status::Active, "");
    let mut client = server.client();
    client.get("/sign-in");
    assert_eq!(client.post("/sign-in/demonstration", &[("role", "registrar")]).status, 404);
    assert!(password(&mut client, "demo registrar", "").status == 400);
}
