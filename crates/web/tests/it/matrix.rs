//! Every route as every role, status and scope, and as nobody, against the table (reliability.md R12).

use std::time::{Duration, Instant};

use access::{Action, Policy, Role, Scope, Status};
use store::sessions::Stage;
use web::{Guard, Route, routes};

use crate::kit::{Client, PERSONAL, REFERENCES, Reply, SOURCE, Server};

/// How a route is asked for: its path, and the fields of its form. `None` for a route that is not here:
/// a new route without a line fails the test.
fn asked(
    route: &Route,
    scope: Scope,
    (account, upload): (&str, &str),
) -> Option<(String, Vec<(&'static str, String)>)> {
    let (incident, crime) = match scope {
        Scope::OwnUnit => ("B-1", "C-1"),
        Scope::Force => ("B-2", "C-2"),
        Scope::Restricted => ("B-4", "C-4"),
    };
    let pair = format!("incident={SOURCE}%2F{incident}&crime={SOURCE}%2F{crime}");
    let none = Vec::new;
    Some(match (route.method, route.path) {
        ("GET", "/incidents/{source}/{reference}") => (format!("/incidents/{SOURCE}/{incident}"), none()),
        ("GET", "/crimes/{source}/{reference}") => (format!("/crimes/{SOURCE}/{crime}"), none()),
        ("GET", "/links/review") => (format!("/links/review?{pair}"), none()),
        ("POST", "/links/review") => {
            let key = |reference: &str| format!("{SOURCE}/{reference}");
            ("/links/review".into(), vec![("incident", key(incident)), ("crime", key(crime))])
        }
        ("GET", "/loads/{load}") => ("/loads/1".into(), none()),
        ("GET", "/loads/{load}/reconciliation.csv") => ("/loads/1/reconciliation.csv".into(), none()),
        ("GET", "/loads/{load}/reconciliation.xlsx") => ("/loads/1/reconciliation.xlsx".into(), none()),
        ("GET", "/loads/{load}/quarantine") => ("/loads/1/quarantine".into(), none()),
        ("GET", "/search") => ("/search?q=B-".into(), none()),
        ("GET", "/accounts/{account}") | ("POST", "/accounts/{account}") => {
            (format!("/accounts/{account}"), none())
        }
        ("POST", "/accounts/{account}/end-sessions") => (format!("/accounts/{account}/end-sessions"), none()),
        (_, "/safeguarding/{source}/{reference}") => (format!("/safeguarding/{SOURCE}/{incident}"), none()),
        (_, "/sources/{upload}") => (upload.into(), none()),
        ("POST", "/restricted/lift") => {
            let fields =
                vec![("kind", "crimes".into()), ("source", SOURCE.into()), ("reference", "C-2".into())];
            ("/restricted/lift".into(), fields)
        }
        ("GET", "/static/{name}") => ("/static/none.css".into(), none()),
        (_, path) if !path.contains('{') => (path.into(), none()),
        _ => return None,
    })
}

/// Whether a route is about one record, so that scope decides.
fn is_of_a_record(route: &Route) -> bool {
    route.path.contains("{reference}") || route.path == "/links/review"
}

/// What the table says should come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Expected {
    /// A page, or a mistake in the form: it was let in.
    In,
    /// 403, with the reason.
    Denied,
    /// 404: there might be nothing there.
    Unknown,
    /// To the sign-in page.
    SignIn,
}

fn expected(
    policy: &Policy,
    route: &Route,
    action: Action,
    role: Role,
    scope: Scope,
    status: Status,
) -> Expected {
    if !policy.decide_for_any_record(role, action, status).allow {
        Expected::Denied
    } else if is_of_a_record(route) && !policy.decide(role, action, scope, status).allow {
        Expected::Unknown
    } else {
        Expected::In
    }
}

fn outcome(reply: &Reply) -> Expected {
    match reply.status {
        303 if reply.is_sign_in() => Expected::SignIn,
        401 => Expected::SignIn,
        403 => Expected::Denied,
        404 => Expected::Unknown,
        _ => Expected::In,
    }
}

fn send(client: &mut Client, route: &Route, path: &str, fields: &[(&'static str, String)]) -> Reply {
    if route.method == "GET" {
        return client.get(path);
    }
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    client.post(path, &fields)
}

#[test]
fn every_route_role_status_and_scope_answers_as_the_table_says() {
    let begun = Instant::now();
    let server = Server::with_force();
    let policy = Policy::shipped().unwrap();
    let target = server.account("target", Role::TrainingLead, Status::Active, "");
    let mut sender = server.signed_in(Role::Registrar, Status::Active);
    let sent = sender.send_file(
        "/sources",
        &[("source", "storm")],
        ("b.csv", "incident_ref,received_at\nB-9,2026-03-09T10:00:00Z\n"),
    );
    let upload = sent.location().to_owned();
    let mut n_requests = 0;
    for &role in Role::ALL {
        for &status in Status::ALL {
            let id = server.account(&format!("as {role:?} {status:?}"), role, status, "");
            let mut client = server.session(&id, Stage::Full);
            for route in routes() {
                let Guard::May(action) = route.guard else { continue };
                for &scope in Scope::ALL {
                    let (path, fields) = asked(route, scope, (&target, &upload))
                        .unwrap_or_else(|| panic!("{} has no line here", route.path));
                    if scope != Scope::Force && !is_of_a_record(route) {
                        continue;
                    }
                    let reply = send(&mut client, route, &path, &fields);
                    n_requests += 1;
                    let expected = expected(&policy, route, action, role, scope, status);
                    let who = format!("{} {path} as {role:?}, {status:?}, {scope:?}", route.method);
                    assert_eq!(outcome(&reply), expected, "{who}: {} {}", reply.status, reply.body);
                    assert!(reply.status < 500, "{who}: {}", reply.status);
                    checked(&reply, &who);
                    if [Role::Administrator, Role::LocalPolicingBody].contains(&role) {
                        // The address itself may hold the reference that was asked for.
                        let words: Vec<&str> = PERSONAL.iter().chain(&REFERENCES).copied().collect();
                        words
                            .iter()
                            .for_each(|word| assert!(!reply.body.contains(word), "{who} shows {word}"));
                    }
                    if scope == Scope::Restricted {
                        assert!(!reply.body.contains("Plumbline"), "{who} shows a restricted name");
                    }
                }
            }
        }
    }
    assert!(n_requests > 2_000, "{n_requests}");
    assert!(begun.elapsed() < Duration::from_secs(60), "{:?} for {n_requests} requests", begun.elapsed());
}

/// Headers that every answer carries.
fn checked(reply: &Reply, who: &str) {
    assert_eq!(reply.header("cache-control"), "no-store", "{who}");
    assert!(reply.header("content-security-policy").contains("default-src 'none'"), "{who}");
    assert!(!reply.header("content-security-policy").contains("script"), "{who}");
    assert_eq!(reply.header("x-content-type-options"), "nosniff", "{who}");
}

#[test]
fn nobody_gets_in() {
    let server = Server::with_force();
    let target = server.account("target", Role::TrainingLead, Status::Active, "");
    let mut half = server.session(&target, Stage::Password);
    let mut old = server.session(&target, Stage::Full);
    server.pass(access::session::IDLE);
    let mut fresh_half = server.session(&target, Stage::Password);
    for route in routes() {
        for &scope in Scope::ALL {
            let (path, fields) = asked(route, scope, (&target, "/sources/none")).unwrap();
            let mut nobody = server.client();
            let reply = send(&mut nobody, route, &path, &fields);
            assert!(reply.status < 500, "{path}: {}", reply.status);
            PERSONAL.iter().for_each(|word| assert!(!reply.body.contains(word), "{path} shows {word}"));
            match route.guard {
                Guard::Anybody => {}
                Guard::HalfSignedIn => {
                    assert_eq!(outcome(&reply), Expected::SignIn, "{path}");
                    assert_eq!(outcome(&send(&mut half, route, &path, &fields)), Expected::SignIn, "{path}");
                    let let_in = send(&mut fresh_half, route, &path, &fields);
                    assert!(
                        let_in.status == 200 || let_in.status == 400 || let_in.status == 303,
                        "{path}: {}",
                        let_in.status
                    );
                }
                Guard::May(_) => {
                    for mut client in [nobody, server.session(&target, Stage::Password)] {
                        assert_eq!(
                            outcome(&send(&mut client, route, &path, &fields)),
                            Expected::SignIn,
                            "{path}"
                        );
                    }
                    assert_eq!(outcome(&send(&mut old, route, &path, &fields)), Expected::SignIn, "{path}");
                }
            }
        }
    }
}
