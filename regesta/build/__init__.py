"""The build of a corpus: TEI, RDF, tables, a store and a report out of a folder of texts, redone only where needed.

`run.build` puts the steps together; each is a module:

scan → which files there are · keys → what results depend on · touch → whom a changed authority concerns ·
document → text to TEI · shard → TEI to RDF and rows · tables, store, page → the outputs of the whole.

`pool` runs a step in processes that may die, `state` remembers what was done, `lock` keeps builds apart. A result is
written before it is remembered, so that what is remembered is there; what is forgotten is only done again.
"""
