//! `demo` and `serve`: the pages open, on the right database alone.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use crate::support::{err, onrecord};

/// A program that answers until it is dropped.
struct Open {
    child: Child,
    address: String,
    said: String,
}

impl Drop for Open {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn open(arguments: &[&str]) -> Open {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    let child = command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn().unwrap();
    let mut open = Open { child, address: String::new(), said: String::new() };
    let mut lines = BufReader::new(open.child.stdout.take().unwrap());
    loop {
        let mut line = String::new();
        assert!(lines.read_line(&mut line).unwrap() > 0, "{arguments:?} ended after: {}", open.said);
        open.said += &line;
        if let Some(rest) = line.strip_prefix("Onrecord is open at http://") {
            open.address = rest.split(' ').next().unwrap().to_owned();
            return open;
        }
    }
}

fn get(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    text
}

#[test]
fn a_demonstration_opens_and_is_no_forces_database() {
    let root = tempfile::tempdir().unwrap();
    let data = root.path().join("demo").display().to_string();
    let arguments = ["demo", "--port", "0", "--incidents", "400", "--data", &data];
    let first = open(&arguments);
    assert!(first.address.starts_with("127.0.0.1:"), "{}", first.address);
    assert!(first.said.contains("Load 1 from borsetshire"), "{}", first.said);
    let page = get(&first.address, "/sign-in");
    assert!(page.contains("This is a demonstration") && page.contains("value=\"registrar\""), "{page}");
    drop(first);
    // The same again opens what is there.
    let again = open(&arguments);
    assert!(!again.said.contains("Load "), "{}", again.said);
    drop(again);
    let database = format!("{data}/database");
    let served = onrecord(&["serve", "--data", &database, "--listen", "127.0.0.1:0"]);
    assert_eq!(served.status.code(), Some(2));
    assert!(err(&served).contains("a demonstration's database"), "{}", err(&served));
    // Loading the extracts by hand lays in the same rows.
    let by_hand = root.path().join("force").display().to_string();
    let file = |name: &str| format!("{data}/extracts/{name}.csv");
    let load = onrecord(&[
        "load",
        "--data",
        &by_hand,
        "--source",
        "borsetshire",
        &file("incidents"),
        &file("crimes"),
        &file("people"),
    ]);
    assert!(load.status.success(), "{}", err(&load));
    for database in [&database, &by_hand] {
        assert!(onrecord(&["verify", "--data", database]).status.success());
    }
}

#[test]
fn a_force_opens_empty_and_a_demonstration_leaves_it_alone() {
    let root = tempfile::tempdir().unwrap();
    let data = root.path().join("demo");
    let database = data.join("database").display().to_string();
    let served = open(&["serve", "--data", &database, "--listen", "127.0.0.1:0"]);
    assert!(served.said.contains("set up the first administrator"), "{}", served.said);
    assert!(get(&served.address, "/").contains("location: /set-up"));
    assert!(get(&served.address, "/set-up").contains("Name of the force"));
    drop(served);
    let extract = root.path().join("incidents.csv");
    std::fs::write(&extract, "incident_ref,received_at\nB-1,2026-03-01T10:00:00Z\n").unwrap();
    let load = onrecord(&["load", "--data", &database, "--source", "storm", &extract.display().to_string()]);
    assert!(load.status.success(), "{}", err(&load));
    let demo =
        onrecord(&["demo", "--port", "0", "--incidents", "400", "--data", &data.display().to_string()]);
    assert_eq!(demo.status.code(), Some(2));
    assert!(err(&demo).contains("left alone"), "{}", err(&demo));
}

#[test]
fn the_pages_are_not_opened_to_a_network_in_plain() {
    let root = tempfile::tempdir().unwrap();
    let data = root.path().join("force").display().to_string();
    let served = onrecord(&["serve", "--data", &data, "--listen", "0.0.0.0:0"]);
    assert_eq!(served.status.code(), Some(2));
    assert!(err(&served).contains("plain HTTP"), "{}", err(&served));
}
