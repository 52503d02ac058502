"""A linear-chain conditional random field over the labels: trained with the encoder, decoded by Viterbi at run time."""

import torch
from torch import nn


class Transitions(nn.Module):
    """Learned scores of going from one label to the next; `forward` is the loss of a batch.

    Lafferty, McCallum and Pereira 2001; the forward recursion in log space.
    """

    def __init__(self, labels: int) -> None:
        super().__init__()
        self.transitions = nn.Parameter(torch.zeros(labels, labels))
        self.start = nn.Parameter(torch.zeros(labels))

    def forward(self, emissions: torch.Tensor, labels: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Mean negative log-likelihood a piece. Emissions (batch, pieces, labels); labels and mask (batch, pieces)."""
        return (self._total(emissions, mask) - self._gold(emissions, labels, mask)).sum() / mask.sum()

    def _gold(self, emissions: torch.Tensor, labels: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        own = emissions.gather(2, labels.unsqueeze(2)).squeeze(2) * mask
        steps = self.transitions[labels[:, :-1], labels[:, 1:]] * mask[:, 1:]
        return own.sum(1) + steps.sum(1) + self.start[labels[:, 0]]

    def _total(self, emissions: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        reached = self.start + emissions[:, 0]
        for piece in range(1, emissions.shape[1]):
            after = torch.logsumexp(reached.unsqueeze(2) + self.transitions, dim=1) + emissions[:, piece]
            reached = torch.where(mask[:, piece].bool().unsqueeze(1), after, reached)
        return torch.logsumexp(reached, dim=1)
