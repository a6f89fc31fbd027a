def measure(bench):
    return None
def as_text(found):
    return ""
def as_markdown(found):
    return ""
