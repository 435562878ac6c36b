//! Jupyter notebooks: reading their cells, and writing outputs back.
//!
//! In: the JSON of an .ipynb file. Out: cells, whose lines are counted in the cell as the notebook shows it; a notebook's
//! JSON. What other tools put into the file is kept as it is.

use super::{Cell, Note, cell};
use serde_json::{Map, Value, json};
use std::rc::Rc;

/// The text of a field that is one string or a list of them.
fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(parts) => parts.iter().filter_map(Value::as_str).collect(),
        _ => String::new(),
    }
}

/// The lines as notebooks keep them: each with its line end.
fn lines_of(text: &str) -> Value {
    Value::Array(text.split_inclusive('\n').map(|line| Value::String(line.to_string())).collect())
}

fn is_code(value: &Value) -> bool {
    value["cell_type"] == "code"
}

/// The cells of code. The reason, for people, when this is no notebook.
pub fn cells(name: &Rc<str>, text: &str) -> Result<Vec<Cell>, String> {
    let book: Value = serde_json::from_str(text).map_err(|fault| format!("{name} is no notebook: {fault}"))?;
    let Some(list) = book["cells"].as_array() else { return Err(format!("{name} is no notebook: it has no cells")) };
    let mut cells = Vec::new();
    for (i, value) in list.iter().filter(|v| is_code(v)).enumerate() {
        let code = text_of(&value["source"]);
        // Lines for the notebook's own tools are not the language's.
        let rows: Vec<&str> = code.lines().map(|row| if row.starts_with(['!', '%', '?']) { "" } else { row }).collect();
        let place: Rc<str> = format!("{name}[{}]", i + 1).into();
        let mut made = cell(&place, 1, &rows, 0, true);
        if rows.iter().all(|row| row.trim().is_empty()) {
            made.skipped =
                Some(if code.trim().is_empty() { "it is empty" } else { "it is text for a shell" }.to_string());
        }
        made.recorded =
            value["outputs"].as_array().map_or(String::new(), |outputs| outputs.iter().map(shown).collect());
        cells.push(made);
    }
    Ok(cells)
}

/// An output as text.
fn shown(output: &Value) -> String {
    match output["output_type"].as_str() {
        Some("stream") if output["name"] != "stderr" => text_of(&output["text"]),
        Some("execute_result" | "display_data") => format!("{}\n", text_of(&output["data"]["text/plain"]).trim_end()),
        _ => String::new(),
    }
}

/// What a cell left behind, for the notebook.
pub struct Left {
    /// The cell's number.
    pub number: usize,
    /// What it printed.
    pub printed: String,
    /// The exception's class and text, where it failed.
    pub fault: Option<(String, String)>,
}

fn outputs(left: &Left) -> Value {
    let mut outputs = Vec::new();
    if !left.printed.is_empty() {
        outputs.push(json!({"output_type": "stream", "name": "stdout", "text": lines_of(&left.printed)}));
    }
    if let Some((class, text)) = &left.fault {
        outputs.push(
            json!({"output_type": "error", "ename": class, "evalue": text, "traceback": [format!("{class}: {text}")]}),
        );
    }
    Value::Array(outputs)
}

/// The notebook with the outputs of a run. A note of another kind becomes a notebook of its code cells.
pub fn written(note: &Note, text: &str, left: &[Left]) -> String {
    let mut book = match serde_json::from_str::<Value>(text) {
        Ok(book) if book["cells"].is_array() => book,
        _ => json!({
            "cells": note.cells.iter().map(|cell| {
                let code: Vec<String> = cell.inputs.iter().map(|s| s.text.trim_matches('\n').to_string()).collect();
                json!({
                    "cell_type": "code", "execution_count": null, "metadata": {}, "outputs": [],
                    "source": lines_of(&code.join("\n")),
                })
            }).collect::<Vec<_>>(),
            "metadata": {"language_info": {"name": "python"}},
            "nbformat": 4,
            "nbformat_minor": 5,
        }),
    };
    let cells = book["cells"].as_array_mut().into_iter().flatten().filter(|v| is_code(v));
    for (i, cell) in cells.enumerate() {
        let Some(left) = left.iter().find(|l| l.number == i + 1) else { continue };
        if let Some(fields) = cell.as_object_mut() {
            set(fields, "outputs", outputs(left));
            set(fields, "execution_count", json!(i + 1));
        }
    }
    let mut text = serde_json::to_string_pretty(&book).unwrap_or_default();
    text.push('\n');
    text
}

fn set(fields: &mut Map<String, Value>, name: &str, value: Value) {
    fields.insert(name.to_string(), value);
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOOK: &str = r##"{"cells": [
        {"cell_type": "markdown", "source": ["# t"]},
        {"cell_type": "code", "source": ["%time\n", "1 + 1"], "outputs": [], "metadata": {"x": 1}}
    ], "nbformat": 4}"##;

    #[test]
    fn outputs_come_back() {
        let note = super::super::read("n.ipynb", BOOK).expect("a notebook");
        assert_eq!(&*note.cells[0].inputs[0].text, "\n1 + 1\n");
        let left = [Left { number: 1, printed: "2\n".into(), fault: None }];
        let again = written(&note, BOOK, &left);
        let book: Value = serde_json::from_str(&again).expect("JSON");
        assert_eq!(book["cells"][1]["outputs"][0]["text"][0], "2\n");
        assert_eq!(book["cells"][1]["metadata"]["x"], 1);
        assert_eq!(cells(&"n".into(), &again).expect("cells")[0].recorded, "2\n");
    }

    #[test]
    fn no_notebook() {
        assert!(cells(&"n".into(), "[]").is_err() && cells(&"n".into(), "{").is_err());
    }
}
