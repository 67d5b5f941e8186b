//! How long pages take with many people signed in at once: each a thread that signs in to a demonstration
//! and opens pages one after another for some seconds.
//!
//!   onrecord demo --port 8080 &
//!   cargo run --release --package web --example pages_bench -- 127.0.0.1:8080 50 20
//!
//! Prints, for each page and for all, how many were sent and the 50th, 95th and 99th percentile in ms.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// Pages that people open, each with the role that opens it.
const PAGES: [(&str, &str); 9] = [
    ("registrar", "/my-work"),
    ("registrar", "/late?page=2"),
    ("registrar", "/figures"),
    ("registrar", "/links"),
    ("registrar", "/safeguarding"),
    ("registrar", "/24-hour-recording"),
    ("registrar", "/loads/1"),
    ("registrar", "/search?q=ZB1"),
    ("registrar", "RECORD"),
];

struct Client {
    address: String,
    stream: TcpStream,
    cookie: String,
}

impl Client {
    fn new(address: &str) -> Self {
        let stream = TcpStream::connect(address).expect("the demonstration answers");
        stream.set_nodelay(true).unwrap();
        Self { address: address.to_owned(), stream, cookie: String::new() }
    }

    /// Status, head and body of a page.
    fn send(&mut self, method: &str, path: &str, body: &str) -> (u16, String, String) {
        let form = if method == "POST" { "Content-Type: application/x-www-form-urlencoded\r\n" } else { "" };
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\n{form}Content-Length: {}\r\n\r\n{body}",
            self.address,
            self.cookie,
            body.len()
        );
        self.stream.write_all(request.as_bytes()).unwrap();
        let (mut bytes, mut buffer) = (Vec::new(), [0; 64 * 1024]);
        let end = loop {
            if let Some(at) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
                break at;
            }
            let n = self.stream.read(&mut buffer).unwrap();
            assert!(n > 0, "the connection was closed");
            bytes.extend_from_slice(&buffer[..n]);
        };
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
        let length: usize = length.and_then(|text| text.parse().ok()).unwrap_or(0);
        while bytes.len() < end + 4 + length {
            let n = self.stream.read(&mut buffer).unwrap();
            assert!(n > 0, "the connection was closed");
            bytes.extend_from_slice(&buffer[..n]);
        }
        for line in head.lines().filter_map(|line| line.strip_prefix("set-cookie: ")) {
            let pair = line.split(';').next().unwrap_or_default();
            if !pair.ends_with('=') {
                self.cookie = pair.to_owned();
            }
        }
        (head[9..12].parse().unwrap(), head, String::from_utf8_lossy(&bytes[end + 4..]).into_owned())
    }

    fn sign_in(&mut self, role: &str) {
        let (_, _, page) = self.send("GET", "/sign-in", "");
        let token = page
            .split("name=\"form_token\" value=\"")
            .nth(1)
            .expect("a form")
            .split('"')
            .next()
            .unwrap()
            .to_owned();
        let role = role.replace(' ', "+");
        let (status, head, _) =
            self.send("POST", "/sign-in/demonstration", &format!("form_token={token}&role={role}"));
        assert!(status == 303 && head.contains("/my-work"), "{head}");
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [address, n_people, seconds] = arguments.as_slice() else {
        eprintln!("Give address, people and seconds: 127.0.0.1:8080 50 20");
        std::process::exit(2);
    };
    let (n_people, seconds): (usize, u64) = (n_people.parse().unwrap(), seconds.parse().unwrap());
    let until = Instant::now() + Duration::from_secs(seconds);
    let people: Vec<_> = (0..n_people)
        .map(|number| {
            let address = address.clone();
            std::thread::spawn(move || person(&address, number, until))
        })
        .collect();
    let mut times: BTreeMap<String, Vec<Duration>> = BTreeMap::new();
    for one in people {
        for (page, time) in one.join().expect("a person ends") {
            times.entry("all pages".into()).or_default().push(time);
            times.entry(page.to_owned()).or_default().push(time);
        }
    }
    println!("{n_people} people, {seconds} s, a page each 200 ms at most");
    println!("| page | sent | p50 ms | p95 ms | p99 ms |\n|---|---|---|---|---|");
    for (page, mut times) in times {
        times.sort_unstable();
        let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1_000.0;
        println!("| {page} | {} | {:.1} | {:.1} | {:.1} |", times.len(), at(0.5), at(0.95), at(0.99));
    }
}

/// Opens pages in turn, one each 200 ms: people read between pages.
fn person(address: &str, number: usize, until: Instant) -> Vec<(&'static str, Duration)> {
    let mut client = Client::new(address);
    client.sign_in(PAGES[number % PAGES.len()].0);
    let (_, _, late) = client.send("GET", "/late", "");
    let record = late
        .split("href=\"/incidents/")
        .nth(1)
        .map(|rest| rest.split('"').next().unwrap_or_default().to_owned());
    let record = format!("/incidents/{}", record.unwrap_or_default());
    let mut times = Vec::new();
    for turn in number.. {
        if Instant::now() >= until {
            break;
        }
        let (_, page) = PAGES[turn % PAGES.len()];
        let path = if page == "RECORD" { record.as_str() } else { page };
        let begun = Instant::now();
        let (status, _, _) = client.send("GET", path, "");
        let took = begun.elapsed();
        assert_eq!(status, 200, "{path}");
        times.push((page, took));
        std::thread::sleep(Duration::from_millis(200).saturating_sub(took));
    }
    times
}
