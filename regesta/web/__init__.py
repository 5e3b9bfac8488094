"""A corpus of TEI on the web: reading pages, views of the corpus, SPARQL, linked data; served, or as static files.

Everything is made of the TEI. `corpus` is the door to the documents; each other module offers `routes`.
"""
