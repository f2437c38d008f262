//! The file worker on a thread of its own.
//!
//! Trunk names the module and its glue by their contents, so their addresses
//! are not known here: the glue knows its own, and the compiled module is passed on as an object.
//! Only `worker.js` has a fixed name; it lies beside them.

use super::file_worker::FileWorker;
use crate::pages::results::model::messages::{ReaderEvent, ReaderRequest};
use js_sys::{Array, Object, Reflect};
use serde::Serialize as _;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, DedicatedWorkerGlobalScope, ErrorEvent, Event, MessageEvent, Url, Worker};
use web_sys::{WorkerOptions, WorkerType};

/// Nobody waits for this thread, so slices are large.
const SLICE_BYTES: f64 = 1_048_576.0;

#[wasm_bindgen]
extern "C" {
    type Meta;
    #[wasm_bindgen(method, getter)]
    fn url(this: &Meta) -> String;
    /// The glue's `import.meta`.
    #[wasm_bindgen(thread_local_v2, js_namespace = import, js_name = meta)]
    static META: Meta;
}

/// Serves the page, if this is the reader's thread. False elsewhere.
pub fn serve() -> bool {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return false };
    let worker = FileWorker::new(SLICE_BYTES);
    let on_message = Closure::<dyn Fn(MessageEvent)>::new({
        let scope = scope.clone();
        move |event: MessageEvent| {
            let Some((request, file)) = request_of(&event.data()) else { return };
            let (worker, scope) = (worker.clone(), scope.clone());
            wasm_bindgen_futures::spawn_local(async move {
                worker.serve(request, file, |event| post(&scope, &event)).await;
            });
        }
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // It listens until the page ends the thread.
    on_message.forget();
    true
}

fn request_of(data: &JsValue) -> Option<(ReaderRequest, Option<Blob>)> {
    let parts: &Array = data.dyn_ref()?;
    let request = serde_wasm_bindgen::from_value(parts.get(0)).ok()?;
    Some((request, parts.get(1).dyn_into().ok()))
}

fn post(scope: &DedicatedWorkerGlobalScope, event: &ReaderEvent) -> bool {
    let message = event.serialize(&Serializer::json_compatible()).unwrap_or_default();
    scope.post_message(&message).is_ok()
}

/// The page's end of a thread. Dropping it ends the thread, whatever it is doing.
pub struct WorkerThread {
    worker: Worker,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(Event)>,
}

impl WorkerThread {
    /// Starts one.
    ///
    /// # Errors
    /// What the browser refused. A thread that stops later says [`ReaderEvent::Broken`].
    pub fn start(on_event: impl Fn(ReaderEvent) + Clone + 'static) -> Result<Self, JsValue> {
        let glue = META.with(Meta::url);
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker =
            Worker::new_with_options(&Url::new_with_base("worker.js", &glue)?.href(), &options)?;
        let deliver = on_event.clone();
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            if let Ok(event) = serde_wasm_bindgen::from_value(event.data()) {
                deliver(event);
            }
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        let on_error = Closure::<dyn Fn(Event)>::new(move |event: Event| {
            event.prevent_default();
            // A file that is not there comes without a message.
            let why = event.dyn_ref().map(ErrorEvent::message);
            on_event(ReaderEvent::Broken(why.unwrap_or_default()));
        });
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        let first = Object::new();
        Reflect::set(&first, &"glue".into(), &glue.into())?;
        Reflect::set(&first, &"module".into(), &wasm_bindgen::module())?;
        worker.post_message(&first)?;
        Ok(Self { worker, _on_message: on_message, _on_error: on_error })
    }

    /// Sends a request. False when the browser refused.
    pub fn send(&self, request: &ReaderRequest, file: Option<&Blob>) -> bool {
        let request = request.serialize(&Serializer::json_compatible()).unwrap_or_default();
        let file = file.map_or(JsValue::NULL, JsValue::from);
        self.worker.post_message(&Array::of2(&request, &file)).is_ok()
    }
}

impl Drop for WorkerThread {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}
