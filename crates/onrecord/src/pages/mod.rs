//! `onrecord serve`, and the pages of `onrecord demo`.

pub mod cli;

use std::io::Write;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;

use access::{Role, Status};
use store::accounts::NewAccount;
use store::{Fault, Opening, Store, settings};
use synth::force::World;
use tokio::net::TcpListener;
use web::App;

use crate::cli::{Demo, Format, Load, Place, Serve};
use crate::{Outcome, Stopped, data};

/// Name of the database's folder in a demonstration's.
const DATABASE: &str = "database";
/// Name of the folder in which files that were sent in wait.
const UPLOADS: &str = "uploads";
/// The force of a demonstration.
const FORCE: &str = "Borsetshire Police";
/// The source that its extracts are loaded as.
const SOURCE: &str = "borsetshire";

/// Opens the pages on a force's own database, until it is stopped.
///
/// # Errors
/// A sentence where it cannot run: a demonstration's database, an address that cannot be had.
pub fn run(options: &Serve, out: &mut dyn Write) -> Result<Outcome, Stopped> {
    if !options.listen.ip().is_loopback() && !options.https {
        return Err(Stopped::Usage(format!(
            "--listen {}: the pages speak plain HTTP, which others on the network could read. Let a proxy on this \
             machine speak https to people and plain HTTP to 127.0.0.1; or say --https where one stands before this address.",
            options.listen
        )));
    }
    data::with_store(&options.place, Opening::Migrating, async |store| {
        if is_demonstration(&store).await? {
            return Err(Fault::Usage(
                "this is a demonstration's database, where anybody signs in as anyone: run `onrecord demo` for it. \
                 For a force, name another --data folder."
                    .into(),
            ));
        }
        if !store.has_accounts().await? {
            say(out, "Nobody can sign in yet: open the address below and set up the first administrator.")?;
        }
        let settings = web::Settings { https: options.https, report: None, uploads: uploads(&store) };
        open(store, settings, options.listen, out).await
    })?;
    Ok(Outcome::Done)
}

/// Beside the database; with PostgreSQL in the system's folder for passing files, under this process.
fn uploads(store: &Store) -> std::path::PathBuf {
    match store.target() {
        store::Target::Folder(folder) => folder.join(UPLOADS),
        store::Target::Url(_) => {
            std::env::temp_dir().join(format!("onrecord-{UPLOADS}-{}", std::process::id()))
        }
    }
}

async fn is_demonstration(store: &Store) -> Result<bool, Fault> {
    Ok(store.setting(settings::DEMONSTRATION).await?.as_deref() == Some("yes"))
}

fn say(out: &mut dyn Write, line: &str) -> Result<(), Fault> {
    let written = writeln!(out, "{line}").and_then(|()| out.flush());
    written.map_err(|error| Fault::Usage(format!("the result could not be printed ({error}).")))
}

/// Answers until the process is told to stop.
async fn open(
    store: Store,
    settings: web::Settings,
    at: SocketAddr,
    out: &mut dyn Write,
) -> Result<(), Fault> {
    let app = App::begin(store, settings).await?;
    let unfit = |error| {
        Fault::Usage(format!("{at} cannot be had ({error}). Another program may have it: choose another."))
    };
    let listener = TcpListener::bind(at).await.map_err(unfit)?;
    let at = listener.local_addr().map_err(unfit)?;
    say(out, &format!("Onrecord is open at http://{at} (Ctrl-C ends it)"))?;
    // Where the signal cannot be had, the system's own way of ending a process is left.
    let stop = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    web::serve(listener, app, stop)
        .await
        .map_err(|error| Fault::Usage(format!("the pages stopped ({error}).")))
}

/// Loads a demonstration's extracts as anyone's would be, makes one account a role, and opens the pages
/// on this machine alone.
///
/// # Errors
/// A sentence where it cannot run: a database that is no demonstration's is left alone.
pub(crate) fn demonstrate(options: &Demo, world: &World, out: &mut dyn Write) -> Result<(), Stopped> {
    let database = options.data.join(DATABASE);
    let place = Place { data: Some(database), database_url: None };
    let of = format!("{} incidents, seed {}", options.incidents, options.seed);
    let is_made = data::with_store(&place, Opening::Migrating, async |store| claim(&store, &of).await)?;
    if !is_made {
        let file = |name: &str| options.data.join("extracts").join(name);
        let load = Load {
            place: place.clone(),
            source: SOURCE.into(),
            mapping: Vec::new(),
            no_links: false,
            actor: "demonstration".into(),
            files: ["incidents.csv", "crimes.csv", "people.csv"].map(file).to_vec(),
            format: Format::Text,
        };
        data::load::run(&load, out)?;
    }
    let unit = world.incidents.iter().find_map(|row| row.unit.as_deref()).unwrap_or_default();
    let report = options.data.join("check").join("report.html");
    let report = report.canonicalize().ok().filter(|report| Path::is_file(report));
    let uploads = options.data.join(DATABASE).join(UPLOADS);
    let settings = web::Settings { https: false, report, uploads };
    let at = SocketAddr::from((Ipv4Addr::LOCALHOST, options.port));
    data::with_store(&place, Opening::Existing, async |store| {
        accounts(&store, unit).await?;
        store.set(settings::DEMONSTRATION_OF, &of).await?;
        say(
            out,
            "A demonstration: the force and everyone in it are made up. One button a role signs you in.",
        )?;
        open(store, settings, at, out).await
    })
}

/// Made-up people, one a role, in the order of the roles.
const NAMES: [&str; 14] = [
    "Alder", "Ash", "Aspen", "Beech", "Birch", "Cedar", "Rowan", "Elm", "Hazel", "Holly", "Juniper", "Larch",
    "Maple", "Willow",
];

/// Marks the database as a demonstration's before anything else is in it. True where it holds this one
/// already.
async fn claim(store: &Store, of: &str) -> Result<bool, Fault> {
    if !is_demonstration(store).await? {
        if store.has_accounts().await? || store.head().await?.seq > 0 {
            return Err(Fault::Usage(
                "the folder holds a database that is no demonstration's, and it is left alone. Name another --data folder.".into(),
            ));
        }
        store.set(settings::DEMONSTRATION, "yes").await?;
        store.set(settings::FORCE, FORCE).await?;
        return Ok(false);
    }
    match store.setting(settings::DEMONSTRATION_OF).await? {
        Some(held) if held == of => Ok(true),
        Some(held) => Err(Fault::Usage(format!(
            "the folder holds a demonstration of {held}. Name another --data folder, or delete that one."
        ))),
        None => Ok(false),
    }
}

async fn accounts(store: &Store, unit: &str) -> Result<(), Fault> {
    for (role, name) in Role::ALL.iter().zip(NAMES) {
        let sign_in_name = format!("{}{}", web::DEMONSTRATION_NAME, role.word());
        if store.account_named(&sign_in_name).await?.is_some() {
            continue;
        }
        let has_unit = [Role::Officer, Role::Supervisor].contains(role);
        let new = NewAccount {
            sign_in_name,
            shown_name: format!("{name} Example"),
            role: *role,
            unit: if has_unit { unit.to_owned() } else { String::new() },
            force: FORCE.into(),
            status: Status::Active,
            password: String::new(),
            made_by: "demonstration".into(),
        };
        store.add_account(new).await?;
    }
    Ok(())
}
