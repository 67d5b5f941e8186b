//! Options of the commands that open the pages.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;

use crate::cli::Place;

/// Options of `demo`.
#[derive(Debug, Args)]
pub struct Demo {
    /// Folder for the demonstration
    #[arg(long, default_value = "demo", value_name = "DIR")]
    pub data: PathBuf,
    /// How many incidents
    #[arg(long, default_value_t = 20_000, value_name = "N")]
    pub incidents: usize,
    /// Seed of everything random
    #[arg(long, default_value_t = 7, value_name = "S")]
    pub seed: u64,
    /// Port of this machine to answer on; 0 takes a free one
    #[arg(long, default_value_t = 8080, value_name = "PORT")]
    pub port: u16,
    /// Write the extracts and their check, and stop: no database, no pages
    #[arg(long)]
    pub files_only: bool,
}

/// Options of `serve`.
#[derive(Debug, Args)]
pub struct Serve {
    /// Where the database is
    #[command(flatten)]
    pub place: Place,
    /// Address and port to answer on
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDRESS")]
    pub listen: SocketAddr,
    /// People reach it by https, through a proxy that speaks it: cookies go over nothing else
    #[arg(long)]
    pub https: bool,
}
