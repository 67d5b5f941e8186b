//! Parquet: every leaf column as text.

use arrow_array::RecordBatch;
use arrow_schema::{DataType, Field, Fields};
use parquet::arrow::arrow_reader::{ArrowReaderOptions, ParquetRecordBatchReaderBuilder};
use parquet::file::reader::ChunkReader;

use crate::child::parquet_text::Texts;
use crate::child::{Sink, Stop};
use crate::limits::{COLUMNS, LINE_BYTES, ROW_GROUP_BYTES};
use crate::quarantine::cut;
use crate::records::Layout;

/// Rows decoded at a time.
const BATCH: usize = 256;
/// Deepest nesting of records within records.
const DEPTH: usize = 8;

/// A column of texts: the path to it through records, and its name.
struct Leaf {
    path: Vec<usize>,
    name: String,
}

/// Reads a Parquet file.
///
/// # Errors
/// [`Stop::Told`] for a file that is damaged, too wide or in row groups too large.
pub fn read<F: ChunkReader + 'static>(file: F, sink: &mut dyn Sink) -> Result<(), Stop> {
    // The Arrow schema that some writers leave in the file says no more than Parquet's own, and
    // would have to be trusted.
    let options = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
    let builder = ParquetRecordBatchReaderBuilder::try_new_with_options(file, options).map_err(damaged)?;
    let largest =
        builder.metadata().row_groups().iter().map(|group| group.total_byte_size().max(0) as u64).max();
    if let Some(n_bytes) = largest.filter(|n| *n > ROW_GROUP_BYTES) {
        return Err(Stop::told(format!(
            "one of its row groups is {n_bytes} bytes unpacked; up to {ROW_GROUP_BYTES} is read. Write it again with smaller row groups, such as 100,000 rows."
        )));
    }
    let leaves = leaves(builder.schema().fields())?;
    let names: Vec<String> = leaves.iter().map(|leaf| leaf.name.clone()).collect();
    if names.is_empty() {
        return Err(Stop::told("it has no columns. Ask for the extract again."));
    }
    sink.header(&names, &Layout::Parquet)?;
    let mut line = 1;
    for batch in builder.with_batch_size(BATCH).build().map_err(damaged)? {
        let batch = batch.map_err(damaged)?;
        send(&batch, &leaves, &mut line, sink)?;
    }
    Ok(())
}

fn damaged(error: impl std::fmt::Display) -> Stop {
    let why = cut(&error.to_string());
    Stop::told(format!(
        "the Parquet file is damaged, cut short or of a kind that is not read ({why}). Ask for the file again, or for CSV."
    ))
}

/// The columns, records within records laid side by side as `outer.inner`.
fn leaves(fields: &Fields) -> Result<Vec<Leaf>, Stop> {
    let mut leaves = Vec::new();
    for (at, field) in fields.iter().enumerate() {
        lay_out(field, vec![at], field.name().clone(), &mut leaves);
        if leaves.len() > COLUMNS {
            return Err(Stop::told(format!(
                "it has more than {COLUMNS} columns, the most that is read. This looks like a table laid on its side: export one row a record."
            )));
        }
    }
    Ok(leaves)
}

fn lay_out(field: &Field, path: Vec<usize>, name: String, leaves: &mut Vec<Leaf>) {
    match field.data_type() {
        DataType::Struct(inner) if path.len() < DEPTH && !inner.is_empty() && leaves.len() <= COLUMNS => {
            for (at, field) in inner.iter().enumerate() {
                let path = path.iter().copied().chain([at]).collect();
                lay_out(field, path, format!("{name}.{}", field.name()), leaves);
            }
        }
        _ => leaves.push(Leaf { path, name }),
    }
}

fn send(batch: &RecordBatch, leaves: &[Leaf], line: &mut u64, sink: &mut dyn Sink) -> Result<(), Stop> {
    let columns: Vec<Texts> =
        leaves.iter().map(|leaf| Texts::of(batch, &leaf.path)).collect::<Result<_, _>>().map_err(damaged)?;
    let mut fields = vec![String::new(); leaves.len()];
    for row in 0..batch.num_rows() {
        *line += 1;
        match filled(&columns, row, &mut fields) {
            Ok(()) => sink.row(*line, &fields)?,
            Err((value, reason)) => sink.broken(*line, &cut(&value), &reason)?,
        }
    }
    Ok(())
}

fn filled(columns: &[Texts], row: usize, fields: &mut [String]) -> Result<(), (String, String)> {
    let mut n_bytes = 0;
    for (column, field) in columns.iter().zip(fields) {
        field.clear();
        column.put(row, field).map_err(|why| (String::new(), why))?;
        n_bytes += field.len();
        if n_bytes > LINE_BYTES {
            return Err((
                std::mem::take(field),
                format!("this row holds more than {LINE_BYTES} bytes of text; correct it at the source"),
            ));
        }
        if field.contains('\0') {
            return Err((std::mem::take(field), "this row holds a NUL byte; export it again as text".into()));
        }
    }
    Ok(())
}
