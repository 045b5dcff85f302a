from igreport.edition.citeproc import metadata as metadata
from igreport.edition.citeproc import plain_words as plain_words
from igreport.edition.citeproc import rich_text as rich_text
