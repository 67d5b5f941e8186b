//! Typst's world of one letter: its template, its content, its drawings, two fonts; no disk, no net, no
//! clock.

use std::collections::HashMap;
use std::sync::LazyLock;

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::content::{Block, Content};
use crate::{LONGEST_PAGE, Refused, page};

const TEMPLATE: &str = include_str!("letter.typ");
/// Families that letters use, of those that typst-assets holds.
const FAMILIES: [&str; 2] = ["Libertinus Serif", "DejaVu Sans Mono"];
/// Reasons of one refusal that are told.
const REASONS: usize = 5;

static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    let all = typst_assets::fonts().flat_map(|data| Font::iter(Bytes::new(data)));
    all.filter(|font| FAMILIES.contains(&font.info().family.as_str())).collect()
});

/// The PDF of a pack's page (HTML): PDF/UA-1, tagged, its fonts inside.
///
/// # Errors
/// [`Refused`] where the page is too long, has no heading or words, or cannot be made accessible.
pub fn pdf(html: &str) -> Result<Vec<u8>, Refused> {
    if html.len() > LONGEST_PAGE {
        return Err(Refused::TooLong);
    }
    let content = page::read(html);
    lacks_nothing(&content)?;
    let world = Letter::of(&content)?;
    let document = typst::compile::<PagedDocument>(&world).output.map_err(|found| told(&found))?;
    let standards = PdfStandards::new(&[PdfStandard::Ua_1])
        .map_err(|error| Refused::NotSet(error.message().to_string()))?;
    let options = PdfOptions {
        creator: Smart::Custom(Some(format!("Onrecord {}", env!("CARGO_PKG_VERSION")))),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&document, &options).map_err(|found| told(&found))
}

fn lacks_nothing(content: &Content) -> Result<(), Refused> {
    if content.title.is_empty() {
        return Err(Refused::Lacks("title"));
    }
    if content.lang.is_empty() {
        return Err(Refused::Lacks("language"));
    }
    if !content.blocks.iter().any(|block| matches!(block, Block::Heading { level: 1, .. })) {
        return Err(Refused::Lacks("first heading"));
    }
    Ok(())
}

fn told(found: &[SourceDiagnostic]) -> Refused {
    let reasons: Vec<&str> = found.iter().take(REASONS).map(|one| one.message.as_str()).collect();
    Refused::NotSet(reasons.join("; "))
}

struct Letter {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    main: Source,
    files: HashMap<FileId, Bytes>,
}

impl Letter {
    fn of(content: &Content) -> Result<Self, Refused> {
        let json = serde_json::to_vec(content).map_err(|error| Refused::NotSet(error.to_string()))?;
        let mut files = HashMap::from([(id("content.json")?, Bytes::new(json))]);
        for (at, svg) in content.drawings.iter().enumerate() {
            files.insert(id(&format!("drawing-{at}.svg"))?, Bytes::new(standing_alone(svg).into_bytes()));
        }
        Ok(Self {
            library: LazyHash::new(
                Library::builder().with_features([Feature::A11yExtras].into_iter().collect()).build(),
            ),
            book: LazyHash::new(FontBook::from_fonts(FONTS.iter())),
            main: Source::new(id("letter.typ")?, TEMPLATE.into()),
            files,
        })
    }
}

/// A drawing out of a page as a file of its own, its letters in the letter's font.
fn standing_alone(svg: &str) -> String {
    let named = if svg.contains("xmlns=") {
        svg.to_owned()
    } else {
        svg.replacen("<svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"", 1)
    };
    named.replace("font-family=\"sans-serif\"", &format!("font-family=\"{}\"", FAMILIES[0]))
}

fn id(name: &str) -> Result<FileId, Refused> {
    let path = VirtualPath::new(name).map_err(|error| Refused::NotSet(format!("{name}: {error:?}")))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl World for Letter {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() { Ok(self.main.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
