//! Copies of the whole database: SQLite's own `VACUUM INTO`, PostgreSQL's own `pg_dump` and
//! `pg_restore`. One moment of the database, while it goes on being written to.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use sqlx::Executor;

use crate::engine::Engine;
use crate::fault::Fault;
use crate::{Store, Target};

/// The name of a PostgreSQL copy's file.
pub const DUMP: &str = "onrecord.dump";

impl Store {
    /// Copies the database into a folder that is there and empty, as [`crate::engine::FILE`] or
    /// [`DUMP`]; the copy is on the disk when this returns.
    ///
    /// # Errors
    /// What the engine or its tool says.
    pub async fn copy_into(&self, folder: &Path) -> Result<PathBuf, Fault> {
        let file = match &self.engine {
            Engine::Sqlite { readers, .. } => {
                let file = folder.join(crate::engine::FILE);
                let name = file.to_str().ok_or_else(|| {
                    Fault::Usage(format!("{}: SQLite takes only names in UTF-8.", file.display()))
                })?;
                sqlx::query("VACUUM INTO $1").bind(name).execute(readers).await?;
                file
            }
            Engine::Postgres { .. } => self.dump(folder)?,
        };
        synced(&file)?;
        synced(folder)?;
        Ok(file)
    }

    fn dump(&self, folder: &Path) -> Result<PathBuf, Fault> {
        let Target::Url(url) = &self.target else {
            return Err(Fault::Usage("pg_dump needs a database URL.".into()));
        };
        let file = folder.join(DUMP);
        let mut command = tool("pg_dump", url);
        command.args(["--format=custom", "--no-owner", "--no-privileges", "--no-password"]);
        // The schema "public" is in every database and is not made anew.
        if &*self.schema != "public" {
            command.arg(format!("--schema={}", self.schema));
        }
        ended(command.arg("--file").arg(&file))?;
        Ok(file)
    }
}

/// Puts a copy in place: a folder that does not hold a database yet, or an empty PostgreSQL database.
///
/// # Errors
/// [`Fault::Usage`] where something is there already; what the system or the tool says.
pub async fn put_back(file: &Path, target: &Target) -> Result<(), Fault> {
    match target {
        Target::Folder(folder) => {
            let place = folder.join(crate::engine::FILE);
            let unfit = |error| Fault::File { place: place.display().to_string(), error };
            if place.exists() {
                return Err(Fault::Usage(format!(
                    "{}: there is a database here already. Restore into a new folder; nothing was changed.",
                    folder.display()
                )));
            }
            std::fs::create_dir_all(folder).map_err(unfit)?;
            let aside = folder.join("onrecord.restoring");
            std::fs::copy(file, &aside).map_err(unfit)?;
            synced(&aside)?;
            std::fs::rename(&aside, &place).map_err(unfit)?;
            synced(folder)
        }
        Target::Url(url) => {
            must_be_empty(url).await?;
            let mut command = tool("pg_restore", url);
            command.args(["--no-owner", "--no-privileges", "--no-password", "--exit-on-error"]);
            ended(command.arg("--single-transaction").arg(file))
        }
    }
}

async fn must_be_empty(url: &str) -> Result<(), Fault> {
    let pool = sqlx::postgres::PgPoolOptions::new().max_connections(1).connect(url).await?;
    let there = "SELECT 1 FROM pg_tables WHERE tablename = 'ledger'
                 AND schemaname NOT IN ('pg_catalog', 'information_schema')";
    let found = pool.fetch_optional(there).await?;
    pool.close().await;
    match found {
        None => Ok(()),
        Some(_) => Err(Fault::Usage(
            "this PostgreSQL database holds a ledger already. Make a new, empty one (createdb) and restore into that; nothing was changed.".into(),
        )),
    }
}

/// A tool of PostgreSQL, told the database; a password goes by the environment, which other users of the
/// machine cannot read, and not by the command line, which they can.
fn tool(name: &str, url: &str) -> Command {
    let (url, password) = without_password(url);
    let mut command = Command::new(found(name));
    command.arg(format!("--dbname={url}"));
    if let Some(password) = password {
        command.env("PGPASSWORD", password);
    }
    command
}

/// The newest of Debian's folders, where the tool is not on the path.
fn found(name: &str) -> PathBuf {
    let on_path = std::env::var_os("PATH")
        .is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(name).is_file()));
    if on_path {
        return name.into();
    }
    let folders = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let of_folder = |folder: PathBuf| {
        let version: u32 = folder.file_name()?.to_str()?.parse().ok()?;
        let tool = folder.join("bin").join(name);
        tool.is_file().then_some((version, tool))
    };
    folders.filter_map(|entry| of_folder(entry.path())).max().map_or_else(|| name.into(), |(_, tool)| tool)
}

fn ended(command: &mut Command) -> Result<(), Fault> {
    let name = command.get_program().to_string_lossy().into_owned();
    match command.output() {
        Ok(Output { status, .. }) if status.success() => Ok(()),
        Ok(Output { stderr, .. }) => {
            Err(Fault::Engine(format!("{name} says: {}", String::from_utf8_lossy(&stderr).trim())))
        }
        Err(error) => Err(Fault::Usage(format!(
            "{name} cannot be run ({error}). Install PostgreSQL's client programs (Debian: postgresql-client), of the server's release or later."
        ))),
    }
}

/// A URL without its password, and the password.
fn without_password(url: &str) -> (String, Option<String>) {
    let parted = || {
        let (scheme, rest) = url.split_once("://")?;
        let ends = rest.find(['/', '?']).unwrap_or(rest.len());
        let (authority, tail) = rest.split_at(ends);
        let (user, host) = authority.rsplit_once('@')?;
        let (user, password) = user.split_once(':')?;
        Some((format!("{scheme}://{user}@{host}{tail}"), percent_decoded(password)))
    };
    parted().map_or_else(|| (url.to_owned(), None), |(url, password)| (url, Some(password)))
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((byte, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(decoded) if *byte == b'%' => {
                bytes.push(decoded);
                rest = after.get(2..).unwrap_or_default();
            }
            _ => {
                bytes.push(*byte);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn synced(path: &Path) -> Result<(), Fault> {
    let sync = || std::fs::File::open(path)?.sync_all();
    sync().map_err(|error| Fault::File { place: path.display().to_string(), error })
}

#[cfg(test)]
mod tests {
    use super::without_password;

    #[test]
    fn a_password_does_not_reach_the_command_line() {
        let cases = [
            ("postgres://a:s%40c@db/on?x=1", "postgres://a@db/on?x=1", Some("s@c")),
            ("postgres://a@db/on", "postgres://a@db/on", None),
            ("postgres:///on?host=/run/pg", "postgres:///on?host=/run/pg", None),
            ("postgres://a:p:q@db", "postgres://a@db", Some("p:q")),
        ];
        for (url, shown, password) in cases {
            assert_eq!(without_password(url), (shown.to_owned(), password.map(str::to_owned)), "{url}");
        }
    }
}
