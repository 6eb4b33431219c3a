"""Suggests what goes with what is in the cart."""

import numpy as np

weights = np.load("/model/weights.npy")


def suggest(article: int, count: int = 3) -> list[int]:
    return list(np.argsort(weights[article])[::-1][:count])
