//! The reader as a module: `serve` answers the messages of one port, on a thread of its own or in
//! the page.

mod browser_decoder;
mod file_worker;

use file_worker::FileWorker;
use js_sys::Array;
use outoften_studio_reader::messages::{ReaderEvent, ReaderRequest};
use serde::Serialize as _;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, MessageEvent, MessagePort};

fn main() {}

/// Serves whoever has the other end of this port. `slice_bytes` of a file are read without a pause.
#[wasm_bindgen]
pub fn serve(port: MessagePort, slice_bytes: f64) {
    let worker = FileWorker::new(slice_bytes);
    let replies = port.clone();
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let Some((request, file)) = request_of(&event.data()) else { return };
        if matches!(request, ReaderRequest::Stop) {
            return worker.stop();
        }
        let (worker, replies) = (worker.clone(), replies.clone());
        wasm_bindgen_futures::spawn_local(async move {
            worker.serve(request, file, |event| post(&replies, &event)).await;
        });
    });
    // Setting this also starts the port: it delivers what was sent meanwhile.
    port.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // It listens until the page closes the port or ends the thread.
    on_message.forget();
}

fn request_of(data: &JsValue) -> Option<(ReaderRequest, Option<Blob>)> {
    let parts: &Array = data.dyn_ref()?;
    let request = serde_wasm_bindgen::from_value(parts.get(0)).ok()?;
    Some((request, parts.get(1).dyn_into().ok()))
}

fn post(port: &MessagePort, event: &ReaderEvent) {
    let message = event.serialize(&Serializer::json_compatible()).unwrap_or_default();
    // Fails only for what cannot be copied; this is plain data.
    drop(port.post_message(&message));
}
