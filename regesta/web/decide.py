"""stub"""
def routes(corpus, settings):
    return []
