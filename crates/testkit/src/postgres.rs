//! A throw-away PostgreSQL cluster for a test process: made by Debian's `initdb -k`, reached by a Unix
//! socket alone, gone when the process ends, however it ends.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// The role that owns the cluster.
pub const OWNER: &str = "owner";

/// A running cluster.
pub struct Cluster {
    socket: PathBuf,
    binaries: PathBuf,
    options: String,
    n_databases: AtomicU32,
}

/// The cluster of this process, or `None` after a line that says what was skipped. It does not sync:
/// what it keeps is of no worth.
///
/// # Panics
/// Where it is absent and everything is required, or does not start.
pub fn cluster() -> Option<&'static Cluster> {
    static CLUSTER: OnceLock<Option<Cluster>> = OnceLock::new();
    CLUSTER.get_or_init(|| Cluster::start(false)).as_ref()
}

impl Cluster {
    /// Starts a cluster of its own. With `syncs` it keeps what it commits, as a real one does.
    ///
    /// # Panics
    /// As [`cluster`].
    pub fn start(syncs: bool) -> Option<Self> {
        let Some(binaries) = binaries() else {
            super::skip(
                "PostgreSQL is not here; `bash tests/postgres/install.sh` gets it (Debian: apt install postgresql)",
            );
            return None;
        };
        // A socket's path may have 107 bytes, so it does not lie in the target folder.
        let folder =
            std::env::temp_dir().join(format!("onrecord-pg-{}-{}", std::process::id(), u8::from(syncs)));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).expect("a folder for the cluster can be made");
        if is_root() {
            let owned = Command::new("chown").arg("postgres").arg(&folder).status();
            assert!(owned.is_ok_and(|status| status.success()), "the folder can be given to user postgres");
        }
        let data = folder.join("data");
        run(as_user(&binaries.join("initdb"))
            .args(["-k", "-A", "trust", "-U", OWNER, "-E", "UTF8", "--locale=C.UTF-8", "-N", "-D"])
            .arg(&data));
        let sync = if syncs { "on" } else { "off" };
        let options =
            format!("-k {} -c listen_addresses= -c fsync={sync} -c max_connections=60", folder.display());
        let cluster = Self { socket: folder.clone(), binaries, options, n_databases: AtomicU32::new(0) };
        cluster.start_server();
        stop_with_this_process(&cluster.binaries, &data, &folder);
        Some(cluster)
    }

    fn start_server(&self) {
        run(as_user(&self.binaries.join("pg_ctl"))
            .arg("-D")
            .arg(self.socket.join("data"))
            .args(["-w", "-o", &self.options, "-l"])
            .arg(self.socket.join("log"))
            .arg("start"));
    }

    /// Kills every process of the server (SIGKILL): what it did not sync is with the kernel alone, and what
    /// it was doing is broken off.
    ///
    /// # Panics
    /// Where it does not run.
    pub fn kill(&self) {
        let file = self.socket.join("data/postmaster.pid");
        let text = std::fs::read_to_string(&file).expect("the server runs");
        let pid = text.lines().next().expect("its number stands first");
        // It is held still, so that it starts nothing in the place of those that go before it.
        run(Command::new("kill").args(["-STOP", pid]));
        let children = format!("/proc/{pid}/task/{pid}/children");
        let children = std::fs::read_to_string(children).expect("its processes are known");
        run(Command::new("kill").arg("-KILL").args(children.split_whitespace()).arg(pid));
        // Its number may be taken by another process, or not be given back yet.
        for left in [file, self.socket.join(".s.PGSQL.5432.lock")] {
            std::fs::remove_file(left).expect("what it left can be cleared away");
        }
    }

    /// Starts a server that was killed; it recovers by itself.
    ///
    /// # Panics
    /// Where it does not come up.
    pub fn start_again(&self) {
        self.start_server();
    }

    /// A new, empty database: its address as the owner.
    ///
    /// # Panics
    /// Where it cannot be made.
    pub fn database(&self) -> String {
        let number = self.n_databases.fetch_add(1, Ordering::Relaxed);
        let name = format!("test_{number}");
        self.psql("postgres", &format!("CREATE DATABASE {name}"));
        self.url(OWNER, &name)
    }

    /// The address of a database for a role.
    pub fn url(&self, role: &str, database: &str) -> String {
        format!("postgres://{role}@localhost/{database}?host={}", self.socket.display())
    }

    /// Runs statements as the owner and gives what they print, unadorned.
    ///
    /// # Panics
    /// Where one fails.
    pub fn psql(&self, database: &str, sql: &str) -> String {
        let output = Command::new(self.binaries.join("psql"))
            .args([
                "-X",
                "-q",
                "-A",
                "-t",
                "-v",
                "ON_ERROR_STOP=1",
                "-U",
                OWNER,
                "-d",
                database,
                "-c",
                sql,
                "-h",
            ])
            .arg(&self.socket)
            .output()
            .expect("psql runs");
        assert!(output.status.success(), "{sql}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    /// A dump of a database, as text.
    ///
    /// # Panics
    /// Where it fails.
    pub fn dump(&self, database: &str) -> String {
        let output = Command::new(self.binaries.join("pg_dump"))
            .args(["-U", OWNER, "-d", database, "-h"])
            .arg(&self.socket)
            .output()
            .expect("pg_dump runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// Where its programs are.
    pub fn binaries(&self) -> &Path {
        &self.binaries
    }
}

/// The name of the database in an address made here.
pub fn database_of(url: &str) -> &str {
    let front = url.split('?').next().unwrap_or_default();
    front.rsplit('/').next().unwrap_or_default()
}

/// Debian keeps the server's programs off the path.
fn binaries() -> Option<PathBuf> {
    let installed = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> = installed.map(|version| version.path().join("bin")).collect();
    folders.sort();
    let path = std::env::var_os("PATH").unwrap_or_default();
    folders.reverse();
    folders.extend(std::env::split_paths(&path));
    folders.into_iter().find(|folder| folder.join("initdb").is_file() && folder.join("pg_ctl").is_file())
}

fn is_root() -> bool {
    let output = Command::new("id").arg("-u").output();
    output.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

/// The server's programs refuse root; they run as the user that Debian's package makes.
fn as_user(program: &Path) -> Command {
    if !is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid", "postgres", "--regid", "postgres", "--clear-groups"]).arg(program);
    command.current_dir("/");
    command
}

fn run(command: &mut Command) {
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).output().expect("the program is there");
    assert!(status.status.success(), "{command:?}: {}", String::from_utf8_lossy(&status.stderr));
}

/// A shell waits for the end of a pipe that only this process holds, then stops the cluster.
fn stop_with_this_process(binaries: &Path, data: &Path, folder: &Path) {
    let script = r#"cat >/dev/null; "$0" -D "$1" -m immediate stop >/dev/null 2>&1; rm -rf "$2""#;
    let mut shell = as_user(Path::new("/bin/sh"));
    shell.args(["-c", script]).arg(binaries.join("pg_ctl")).arg(data).arg(folder);
    let shell = shell.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    // The pipe stays open until this process is gone.
    std::mem::forget(shell.expect("a shell is there"));
}
