"""Plain text to annotations to TEI.

`pipeline.transcribe` runs the stages in their order; each stage is a folder or module of its own, named for what it
recognises. What varies from archive to archive is data, and is extended by adding a file:

* an editorial convention (what marks mean): `conventions/NAME.toml`, see `converters.editorial`, docs/conventions.md;
  its own examples are its tests;
* a page layout (where title, date line, notes stand): `layouts/NAME.toml`, see `converters.layout` and docs/layouts.md;
* a kind of event: a rule in `events/rules/*.toml`, see `converters.events` and docs/events.md;
* a language's dates: `dates/LANGUAGE.toml`, see docs/dates.md;
* a way to say that a document answers another: `relations.toml`.

A recogniser in code is a plug-in of another package: see `converters.recognisers`.
"""
