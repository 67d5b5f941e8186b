//! A server for a test: a small force, a clock that is moved by hand, accounts as asked for, and a
//! client that speaks HTTP over a socket.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use access::{Role, Status, token};
use exchange::Table;
use exchange::intake::{self, Intake};
use store::accounts::NewAccount;
use store::load::Request;
use store::sessions::Stage;
use store::{Opening, Store, Surroundings, Target, settings};
use web::App;

/// 25 November 2026, noon.
pub const NOON: i64 = 1_795_608_000_000_000;
pub const FORCE: &str = "Borsetshire Police";
pub const SOURCE: &str = "storm";

pub const INCIDENTS: &str = "\
incident_ref,received_at,channel,opening_code,closing_code,text,place,postcode,unit,domestic_abuse
B-1,2026-03-01T10:00:00Z,telephone,Assault,Crime recorded,Marrowby Quillfeather hit at home,4 Mangle Row,BX1 1AA,North,no
B-2,2026-03-02T11:30:00Z,online,Theft,No crime,Bicycle of Ferris Dunnock gone,The Green,BX1 2BB,South,no
B-3,2026-03-03T12:45:00Z,telephone,Domestic,Advice given,Osterleigh shouted,9 Low Lane,BX1 3CC,North,yes
B-4,2026-03-04T12:45:00Z,telephone,Assault,Crime recorded,Covert Plumbline hurt,1 High Lane,BX1 4DD,North,no
";
pub const CRIMES: &str = "\
crime_ref,recorded_at,reported_at,incident_refs,class,status,status_reason,team,n_code
C-1,2026-03-03T15:00:00Z,2026-03-01T10:00:00Z,B-1,Assault with injury,recorded,,Crime Bureau,
C-2,2026-03-02T13:00:00Z,2026-03-02T11:30:00Z,B-2,Theft,cancelled,Dunnock withdrew,Crime Bureau,
C-4,2026-03-09T15:00:00Z,2026-03-04T12:45:00Z,B-4,Assault with injury,recorded,,Crime Bureau,
C-5,someday,,,Theft,recorded,,Crime Bureau,
";
pub const PEOPLE: &str = "\
ref,role,person_id,surname,forename,born,phone,place,postcode
B-1,victim,P1,Quillfeather,Marrowby,1984-02-29,07700 900111,4 Mangle Row,BX1 1AA
B-1,suspect,P2,Osterleigh,Tamsin,,,,
C-1,victim,P1,Quillfeather,Marrowby,1984-02-29,07700 900111,,
B-2,caller,P3,Dunnock,Ferris,1990-07-01,07700 900222,,
B-4,victim,P4,Plumbline,Covert,,07700 900333,,
";
/// What no page shows to those who may not see records.
pub const PERSONAL: [&str; 6] = ["Quillfeather", "Dunnock", "Osterleigh", "Plumbline", "07700", "someday"];
pub const REFERENCES: [&str; 7] = ["B-1", "B-2", "B-3", "B-4", "C-1", "C-2", "C-4"];

pub struct Server {
    pub store: Store,
    pub clock: Arc<AtomicI64>,
    pub at: SocketAddr,
    pub runtime: tokio::runtime::Runtime,
    pub folder: tempfile::TempDir,
}

impl Server {
    /// With the force loaded, and B-4 restricted to nobody.
    pub fn with_force() -> Self {
        let server = Self::start(Some(FORCE));
        server.runtime.block_on(async {
            let files = [(Table::Incidents, INCIDENTS), (Table::Crimes, CRIMES), (Table::People, PEOPLE)];
            let files = files.map(|(table, text)| {
                let path = server.folder.path().join(format!("{}.csv", table.name()));
                std::fs::write(&path, text).unwrap();
                (table, path)
            });
            let intake = Intake { files: files.to_vec(), mappings: Vec::new() };
            let extract = intake::read(&intake, &mut |_, _| {}).unwrap();
            let request = Request {
                actor: "operator".into(),
                source: SOURCE.into(),
                mapping: "canonical headers".into(),
                mapping_digest: ledger::Hash::of(b"canonical"),
            };
            server.store.load(&request, &extract, &mut |_| {}).await.unwrap();
            server.store.relink("operator").await.unwrap();
            let place = ("incidents".into(), SOURCE.into(), "B-4".into());
            server.store.restrict(place, Vec::new(), "operator").await.unwrap();
        });
        server
    }

    /// Empty; with a force it is set up.
    pub fn start(force: Option<&str>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(AtomicI64::new(NOON));
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let report = folder.path().join("report.html");
        std::fs::write(&report, "<!DOCTYPE html><title>Report</title>").unwrap();
        let settings =
            web::Settings { https: false, report: Some(report), uploads: folder.path().join("uploads") };
        let (store, at) = runtime.block_on(async {
            let target = Target::Folder(folder.path().join("data"));
            let store = Store::open(&target, Opening::Migrating, surroundings(&clock)).await.unwrap();
            if let Some(force) = force {
                store.set(settings::FORCE, force).await.unwrap();
            }
            let app = App::begin(store.clone(), settings).await.unwrap();
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            let at = listener.local_addr().unwrap();
            tokio::spawn(web::serve(listener, app, std::future::pending()));
            (store, at)
        });
        Self { store, clock, at, runtime, folder }
    }

    /// An account of a role, how it stands, and a session in full for it.
    pub fn signed_in(&self, role: Role, status: Status) -> Client {
        let id = self.account(&format!("{}-{}", role.word(), status.word()), role, status, "");
        self.session(&id, Stage::Full)
    }

    pub fn account(&self, name: &str, role: Role, status: Status, password: &str) -> String {
        let is_elsewhere = status == Status::WrongForce;
        let new = NewAccount {
            sign_in_name: name.into(),
            shown_name: format!("Holder of {name}"),
            role,
            unit: "North".into(),
            force: if is_elsewhere { "Loamshire Constabulary".into() } else { FORCE.into() },
            status: if is_elsewhere { Status::Active } else { status },
            password: if password.is_empty() {
                String::new()
            } else {
                access::password::keep(password, &[3; 16]).unwrap()
            },
            made_by: "test".into(),
        };
        self.runtime.block_on(self.store.add_account(new)).unwrap()
    }

    pub fn session(&self, account_id: &str, stage: Stage) -> Client {
        let token: [u8; 32] = self.store.surroundings().random().unwrap();
        self.runtime.block_on(self.store.begin_session(token::digest(&token), account_id, stage)).unwrap();
        Client { cookies: vec![("onrecord".into(), token::hex(&token))], ..self.client() }
    }

    pub fn client(&self) -> Client {
        Client { at: self.at, stream: None, cookies: Vec::new(), header: String::new() }
    }

    pub fn pass(&self, micros: i64) {
        self.clock.fetch_add(micros, Ordering::Relaxed);
    }

    /// One number that a statement gives.
    pub fn number(&self, sql: &'static str) -> i64 {
        self.runtime.block_on(async {
            let mut tx = self.store.read().await.unwrap();
            tx.find(sql, Vec::new()).await.unwrap().unwrap().int(0).unwrap()
        })
    }
}

fn surroundings(clock: &Arc<AtomicI64>) -> Surroundings {
    let (clock, state) = (clock.clone(), AtomicU64::new(1));
    Surroundings {
        clock: Box::new(move || clock.load(Ordering::Relaxed)),
        entropy: Box::new(move |bytes| {
            for byte in bytes {
                let mut z = state.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed);
                z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
                *byte = (z ^ (z >> 27)).to_be_bytes()[0];
            }
            true
        }),
    }
}

pub struct Client {
    at: SocketAddr,
    stream: Option<TcpStream>,
    pub cookies: Vec<(String, String)>,
    /// Further header lines, each with its end.
    pub header: String,
}

#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Reply {
    pub fn location(&self) -> &str {
        self.header("location")
    }

    pub fn header(&self, name: &str) -> &str {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.filter(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value).next().unwrap_or("")
    }

    /// Whether it sends to the sign-in page.
    pub fn is_sign_in(&self) -> bool {
        self.status == 303 && self.location().starts_with("/sign-in?")
    }

    /// The token of the page's forms.
    pub fn form_token(&self) -> String {
        let rest = self.body.split("name=\"form_token\" value=\"").nth(1).unwrap_or("");
        rest.split('"').next().unwrap_or("").to_owned()
    }
}

impl Client {
    pub fn get(&mut self, path: &str) -> Reply {
        self.send("GET", path, None)
    }

    /// Posts a form with the token that belongs to the cookie held.
    pub fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let held = ["onrecord", "onrecord-form"].iter().find_map(|name| self.cookie(name));
        let held = held.and_then(|value| token::read(&value));
        let form_token = held.map(|held| token::of_forms(&held)).unwrap_or_default();
        let all: Vec<(&str, &str)> =
            fields.iter().copied().chain([("form_token", form_token.as_str())]).collect();
        self.post_as_is(path, &all)
    }

    pub fn post_as_is(&mut self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let body: Vec<String> =
            fields.iter().map(|(name, value)| format!("{name}={}", escaped(value))).collect();
        self.send("POST", path, Some(body.join("&")))
    }

    /// Sends a form with a file in it.
    pub fn send_file(&mut self, path: &str, fields: &[(&str, &str)], file: (&str, &str)) -> Reply {
        let held = self.cookie("onrecord").and_then(|value| token::read(&value)).unwrap();
        let form_token = token::of_forms(&held);
        let part = |name: &str, value: &str| {
            format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        };
        let mut body = part("form_token", &form_token);
        fields.iter().for_each(|(name, value)| body += &part(name, value));
        let (name, text) = file;
        body += &format!(
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/csv\r\n\r\n{text}\r\n--b--\r\n"
        );
        self.header = "Content-Type: multipart/form-data; boundary=b\r\n".into();
        let reply = self.send("POST", path, Some(body));
        self.header = String::new();
        reply
    }

    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone())
    }

    pub fn send(&mut self, method: &str, path: &str, body: Option<String>) -> Reply {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut text = format!("{method} {path} HTTP/1.1\r\nHost: {}\r\n{}", self.at, self.header);
        if !cookies.is_empty() {
            text += &format!("Cookie: {}\r\n", cookies.join("; "));
        }
        if let Some(body) = &body {
            if !self.header.to_lowercase().contains("content-type") {
                text += "Content-Type: application/x-www-form-urlencoded\r\n";
            }
            text += &format!("Content-Length: {}\r\n", body.len());
        }
        text += "\r\n";
        text += body.as_deref().unwrap_or("");
        let reply = match self.exchanged(&text) {
            Some(reply) => reply,
            None => {
                // The connection was idle for too long, or was closed after an answer: once more, afresh.
                self.stream = None;
                self.exchanged(&text).expect("the server answers")
            }
        };
        self.keep_cookies(&reply);
        if reply.header("connection") == "close" {
            self.stream = None;
        }
        reply
    }

    fn exchanged(&mut self, text: &str) -> Option<Reply> {
        if self.stream.is_none() {
            let stream = TcpStream::connect(self.at).unwrap();
            stream.set_read_timeout(Some(std::time::Duration::from_secs(30))).unwrap();
            stream.set_nodelay(true).unwrap();
            self.stream = Some(stream);
        }
        let stream = self.stream.as_mut()?;
        // A server that refuses early may close before it has read all.
        let _ = stream.write_all(text.as_bytes());
        let mut bytes = Vec::new();
        let mut buffer = [0; 16 * 1024];
        let head_end = loop {
            if let Some(at) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
                break at;
            }
            match stream.read(&mut buffer) {
                Ok(0) | Err(_) => return None,
                Ok(n) => bytes.extend_from_slice(&buffer[..n]),
            }
        };
        let head = String::from_utf8_lossy(&bytes[..head_end]).into_owned();
        let mut reply = Reply { status: head[9..12].parse().unwrap(), head, body: String::new() };
        let length: usize = reply.header("content-length").parse().unwrap_or(0);
        while bytes.len() < head_end + 4 + length {
            match stream.read(&mut buffer) {
                Ok(0) | Err(_) => break,
                Ok(n) => bytes.extend_from_slice(&buffer[..n]),
            }
        }
        reply.body = String::from_utf8_lossy(&bytes[head_end + 4..]).into_owned();
        Some(reply)
    }

    fn keep_cookies(&mut self, reply: &Reply) {
        for line in reply.head.lines().filter_map(|line| line.strip_prefix("set-cookie: ")) {
            let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
            self.cookies.retain(|(key, _)| key != name);
            if !value.is_empty() {
                self.cookies.push((name.into(), value.into()));
            }
        }
    }
}

pub fn escaped(text: &str) -> String {
    let one = |byte: u8| {
        if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") }
    };
    text.bytes().map(one).collect()
}
