//! A file that is sent in: its form's token first, then the file, streamed to a folder of its own.

use axum::extract::multipart::{Field, Multipart};
use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};
use tokio::io::AsyncWriteExt;

use crate::answer::Failure;
use crate::asked::{Asked, Upload};
use crate::dispatch::carries_token;

/// Largest file, bytes.
const MOST_BYTES: u64 = 1 << 30;
/// Longest field beside the file, bytes.
const MOST_FIELD_BYTES: usize = 4_096;
/// Fields beside the file.
const MOST_FIELDS: usize = 10;

/// Takes fields and file of a form.
pub(crate) async fn taken(asked: &mut Asked, request: Request) -> Result<(), Failure> {
    let length = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    if length.and_then(|text| text.parse::<u64>().ok()).is_some_and(|n| n > MOST_BYTES + (1 << 20)) {
        return Err(too_large());
    }
    let mut parts = Multipart::from_request(request, &()).await.map_err(|_| unreadable())?;
    let taken = fields(asked, &mut parts).await;
    if taken.is_err()
        && let Some(upload) = asked.upload.take()
    {
        // Nothing half-done: what came of the file goes.
        let _ = tokio::fs::remove_dir_all(&upload.folder).await;
    }
    taken
}

async fn fields(asked: &mut Asked, parts: &mut Multipart) -> Result<(), Failure> {
    while let Some(field) = parts.next_field().await.map_err(|_| unreadable())? {
        let name = field.name().unwrap_or_default().to_owned();
        if field.file_name().is_some() {
            // The token stands before the file in our forms: nothing is written for anyone else.
            carries_token(asked)?;
            if asked.upload.is_some() {
                return Err(unreadable());
            }
            file(asked, field).await?;
        } else {
            if asked.form.len() >= MOST_FIELDS {
                return Err(unreadable());
            }
            let value = text(field).await?;
            asked.form.push((name, value));
        }
    }
    carries_token(asked)
}

async fn text(mut field: Field<'_>) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|_| unreadable())? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > MOST_FIELD_BYTES {
            return Err(unreadable());
        }
    }
    String::from_utf8(bytes).map_err(|_| unreadable())
}

async fn file(asked: &mut Asked, mut field: Field<'_>) -> Result<(), Failure> {
    let unfit = |error| Failure::Fault(store::Fault::File { place: "the folder of uploads".into(), error });
    let token: [u8; 32] = asked.app.store.surroundings().random()?;
    let folder = asked.app.settings.uploads.join(access::token::hex(&token));
    private(&folder).map_err(unfit)?;
    let name = harmless(field.file_name().unwrap_or_default());
    let mut file = tokio::fs::File::create(folder.join(&name)).await.map_err(unfit)?;
    asked.upload = Some(Upload { folder, name, n_bytes: 0 });
    let mut n_bytes: u64 = 0;
    while let Some(chunk) = field.chunk().await.map_err(|_| unreadable())? {
        n_bytes += chunk.len() as u64;
        if n_bytes > MOST_BYTES {
            return Err(too_large());
        }
        file.write_all(&chunk).await.map_err(unfit)?;
    }
    file.flush().await.map_err(unfit)?;
    if let Some(upload) = &mut asked.upload {
        upload.n_bytes = n_bytes;
    }
    Ok(())
}

/// For its owner's eyes alone.
fn private(folder: &std::path::Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// A file's name without folders and without what a file system or a page could take amiss; the ending,
/// which says what it is, stays.
fn harmless(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String =
        last.chars().filter(|c| c.is_ascii_alphanumeric() || "-_. ".contains(*c)).take(100).collect();
    let kept = kept.trim_start_matches('.').trim();
    if kept.is_empty() || kept == "source" || kept == "mapping.toml" {
        format!("extract {kept}")
    } else {
        kept.to_owned()
    }
}

fn too_large() -> Failure {
    let what = "The file is larger than 1 GB. Nothing of it was kept. Take the extract in parts, for example by month, or load it on the machine itself with onrecord load.";
    Failure::Unreadable(StatusCode::PAYLOAD_TOO_LARGE, what.into())
}

fn unreadable() -> Failure {
    let what = "What was sent is not the form of this page, or it broke off on the way. Nothing of it was kept. Go back and send it again.";
    Failure::Unreadable(StatusCode::BAD_REQUEST, what.into())
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_file_name_is_made_harmless() {
        for (name, kept) in [
            ("logs-2026.csv", "logs-2026.csv"),
            ("../../etc/passwd", "passwd"),
            ("C:\\exports\\storm logs.xlsx", "storm logs.xlsx"),
            (".hidden", "hidden"),
            ("<b>.csv", "b.csv"),
            ("mapping.toml", "extract mapping.toml"),
            ("", "extract "),
        ] {
            assert_eq!(super::harmless(name), kept, "{name}");
        }
    }
}
