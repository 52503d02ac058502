"""Text to sentences, tokens, syntax, names, times and attribution labels.

The only room that imports NLP libraries. Later stages see `Parsed`, which is plain data, and one door,
`PairScorer.score`, for what must wait until they have found a candidate.
"""

from readout.parse.parsed import Attribution, Parsed, Sentence, Token
from readout.parse.protocol import PairScorer, Parser
from readout.parse.relations import MarkedPair

__all__ = ["Attribution", "MarkedPair", "PairScorer", "Parsed", "Parser", "Sentence", "Token"]
