"""A section's Markdown → pandoc's AST, and the place of everything in it.

One parser, markdown-it-py, gives both: pandoc's own reader knows no positions, and two parsers would have to be kept in
agreement. The language is a subset of pandoc's Markdown; what is outside of it is a finding that says so, because what one
format can show another might not. The tests hold the result against pandoc's reader.

    markers.py   list markers such as `a.`, which CommonMark does not know
    syntax.py    the parser: which rules, and ours for citations and notes
    places.py    a position in the text of a block → a place in the file
    inlines.py   inline tokens → pandoc's inlines
    blocks.py    block tokens → pandoc's blocks
    foreign.py   what is outside of the subset and would be taken for text
"""

from igreport.sources.markdown.blocks import read
from igreport.sources.markdown.syntax import quoted

__all__ = ["quoted", "read"]
