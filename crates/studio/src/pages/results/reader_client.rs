//! The page's client of the reader: a module of its own (`outoften-studio-reader`), which is fetched
//! when there is something to read. It runs on a thread of its own, so that the page stays
//! responsive; in the page where the browser gives no thread.
//!
//! Both ends speak through a message port, so the reader does not know where it runs.

use crate::browser::document;
use js_sys::{Array, Function, Object, Promise, Reflect};
use outoften_studio_reader::messages::{ReaderEvent, ReaderRequest};
use serde::Serialize as _;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Blob, ErrorEvent, Event, HtmlScriptElement, MessageChannel, MessageEvent, MessagePort, Url,
    Worker, WorkerOptions, WorkerType,
};

/// Nobody waits for the thread, so slices of a file are large there.
const THREAD_SLICE_BYTES: u32 = 1_048_576;
/// The page answers its visitor between two slices.
const PAGE_SLICE_BYTES: u32 = 49_152;

/// The script that loads the reader, and the reader with its glue: beside the Studio's own files.
const SCRIPT: &str = "reader_start.js";
const GLUE: &str = "reader.js";
const MODULE: &str = "reader_bg.wasm";
/// What the script adds to a page.
const START: &str = "startReader";

#[wasm_bindgen]
extern "C" {
    type Meta;
    #[wasm_bindgen(method, getter)]
    fn url(this: &Meta) -> String;
    /// The `import.meta` of the Studio's glue.
    #[wasm_bindgen(thread_local_v2, js_namespace = import, js_name = meta)]
    static META: Meta;
}

/// A reader. Dropping it ends it, whatever it is doing.
pub struct ReaderClient {
    port: MessagePort,
    worker: Option<Worker>,
    _callbacks: Vec<Closure<dyn Fn(Event)>>,
}

impl ReaderClient {
    /// Starts a reader on a thread of its own, or in the page where that is refused. What goes wrong
    /// later comes as [`ReaderEvent::Broken`].
    ///
    /// # Errors
    /// What the browser refused.
    pub fn start(on_event: impl Fn(ReaderEvent) + Clone + 'static) -> Result<Self, JsValue> {
        match worker() {
            Ok(worker) => Self::on_thread(worker, on_event),
            Err(_) => Self::in_page(on_event),
        }
    }

    fn on_thread(
        worker: Worker,
        on_event: impl Fn(ReaderEvent) + Clone + 'static,
    ) -> Result<Self, JsValue> {
        let (mut client, setup) = Self::connected(THREAD_SLICE_BYTES, on_event.clone())?;
        // The script only speaks when it fails.
        let on_failure = Closure::<dyn Fn(Event)>::new(move |event: Event| {
            event.prevent_default();
            let message = event.dyn_ref().map(MessageEvent::data);
            let why = match message.and_then(|data| data.as_string()) {
                Some(why) => why,
                // A file that is not there comes without a message.
                None => event.dyn_ref().map(ErrorEvent::message).unwrap_or_default(),
            };
            on_event(ReaderEvent::Broken(why));
        });
        worker.set_onmessage(Some(on_failure.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_failure.as_ref().unchecked_ref()));
        let port = Reflect::get(&setup, &"port".into())?;
        worker.post_message_with_transfer(&setup, &Array::of1(&port))?;
        client.worker = Some(worker);
        client._callbacks.push(on_failure);
        Ok(client)
    }

    /// Starts a reader in the page.
    ///
    /// # Errors
    /// What the browser refused.
    pub fn in_page(on_event: impl Fn(ReaderEvent) + Clone + 'static) -> Result<Self, JsValue> {
        let (client, setup) = Self::connected(PAGE_SLICE_BYTES, on_event.clone())?;
        spawn_local(async move {
            if let Err(error) = start_in_page(setup).await {
                on_event(ReaderEvent::Broken(format!("{error:?}")));
            }
        });
        Ok(client)
    }

    /// A client, and what the other end needs to start.
    fn connected(
        slice_bytes: u32,
        on_event: impl Fn(ReaderEvent) + 'static,
    ) -> Result<(Self, Object), JsValue> {
        let channel = MessageChannel::new()?;
        let port = channel.port1();
        let on_message = Closure::<dyn Fn(Event)>::new(move |event: Event| {
            let data = event.dyn_ref().map(MessageEvent::data).unwrap_or_default();
            if let Ok(event) = serde_wasm_bindgen::from_value(data) {
                on_event(event);
            }
        });
        port.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        let setup = Object::new();
        let fields: [(&str, JsValue); 4] = [
            ("glue", address(GLUE)?.into()),
            ("wasm", address(MODULE)?.into()),
            ("port", channel.port2().into()),
            ("slice", slice_bytes.into()),
        ];
        for (name, value) in fields {
            Reflect::set(&setup, &name.into(), &value)?;
        }
        Ok((Self { port, worker: None, _callbacks: vec![on_message] }, setup))
    }

    /// Sends a request; events go to the callback that the reader was started with.
    pub fn send(&self, request: &ReaderRequest, file: Option<&Blob>) {
        let request = request.serialize(&Serializer::json_compatible()).unwrap_or_default();
        let file = file.map_or(JsValue::NULL, JsValue::from);
        // Fails only for what cannot be copied; this is plain data and a file.
        drop(self.port.post_message(&Array::of2(&request, &file)));
    }
}

impl Drop for ReaderClient {
    fn drop(&mut self) {
        self.send(&ReaderRequest::Stop, None);
        self.port.set_onmessage(None);
        self.port.close();
        if let Some(worker) = &self.worker {
            worker.set_onmessage(None);
            worker.set_onerror(None);
            worker.terminate();
        }
    }
}

/// The address of a file beside the Studio's glue, in the same version: builds tell versions apart
/// by what stands behind the question mark.
fn address(name: &str) -> Result<String, JsValue> {
    let glue = META.with(Meta::url);
    let version = Url::new(&glue)?.search();
    Ok(Url::new_with_base(&format!("{name}{version}"), &glue)?.href())
}

fn worker() -> Result<Worker, JsValue> {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    Worker::new_with_options(&address(SCRIPT)?, &options)
}

async fn start_in_page(setup: Object) -> Result<(), JsValue> {
    let window = web_sys::window().ok_or("no window")?;
    if Reflect::get(&window, &START.into())?.is_undefined() {
        JsFuture::from(script_loaded()?).await?;
    }
    let start: Function = Reflect::get(&window, &START.into())?.dyn_into()?;
    let started: Promise = start.call1(&window, &setup)?.dyn_into()?;
    JsFuture::from(started).await.map(drop)
}

/// Adds the script to the page.
fn script_loaded() -> Result<Promise, JsValue> {
    let document = document().ok_or("no document")?;
    let script: HtmlScriptElement = document.create_element("script")?.unchecked_into();
    script.set_type("module");
    script.set_src(&address(SCRIPT)?);
    let head = document.document_element().ok_or("no root")?;
    let loaded = Promise::new(&mut |done, failed| {
        script.set_onload(Some(&done));
        script.set_onerror(Some(&failed));
    });
    head.append_child(&script)?;
    Ok(loaded)
}
